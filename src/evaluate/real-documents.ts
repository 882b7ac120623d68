import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import type { Format } from '../core/index.js'
import { formatOf } from '../workspace/document-format.js'
import { readJsonLines } from './labelled.js'

/** A document that places of the evaluation data are in. */
export interface RealDocument {
  /** Without byte order mark. */
  readonly text: string
  readonly format: Format
}

/** How a document is read by its path in the evaluation data; undefined where it is not at hand, or in another form than places are of. */
export type OpenDocument = (file: string) => RealDocument | undefined

const listedSchema = v.strictObject({
  file: v.string(),
  /** Repository, commit and path. */
  source: v.string(),
  /** The first 16 hexadecimal digits of the SHA-256 of the text that places are of, without byte order mark. */
  sha256: v.string(),
})

/**
 * @param folders searched in this order.
 * @param list where the documents come from, and what their texts are; of others the text is not checked.
 */
export function openDocumentsOf(folders: readonly string[], list: string): OpenDocument {
  const digests = new Map(readJsonLines(listedSchema, list).map(({ file, sha256 }) => [file, sha256]))
  return (file) => {
    const path = folders.map((folder) => join(folder, file)).find(existsSync)
    if (path === undefined) return undefined
    const text = readFileSync(path, 'utf8').replace(/^\uFEFF/, '')
    const digest = digests.get(file)
    const isOther = digest !== undefined && createHash('sha256').update(text).digest('hex').slice(0, 16) !== digest
    return isOther ? undefined : { text, format: formatOf(path) }
  }
}
