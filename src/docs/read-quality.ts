import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { type Quality, qualitySchema } from './quality.js'

/** Where `npm run evaluate -- --write` puts what it measured. */
export const qualityPath = join('test', 'evaluation', 'quality.json')

/** Reads what was measured. @throws ValiError where the file does not fit. */
export const readQuality = (): Quality => v.parse(qualitySchema, JSON.parse(readFileSync(qualityPath, 'utf8')))
