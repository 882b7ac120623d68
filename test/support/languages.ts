import { readdirSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readYaml } from '../../src/build/read-yaml.js'
import { kindsSchema, languageSchema } from '../../src/build/schema.js'
import type { KindData, LanguageData } from '../../src/core/index.js'

const folder = fileURLToPath(new URL('../../src/languages/', import.meta.url))
const documents = fileURLToPath(new URL('../../src/documents/', import.meta.url))

/** The language files of the product. */
export const languages: Readonly<Record<string, LanguageData>> = Object.fromEntries(
  readdirSync(folder)
    .filter((name) => name.endsWith('.yml'))
    .map((name) => [basename(name, '.yml'), readYaml(languageSchema, name, readFileSync(`${folder}${name}`, 'utf8'))]),
)

/** The document kinds of the product. */
export const kinds: KindData = readYaml(kindsSchema, 'kinds.yml', readFileSync(`${documents}kinds.yml`, 'utf8'))

/** One language file; throws if there is none. */
export function languageOf(locale: string): LanguageData {
  const language = languages[locale]
  if (!language) throw new Error(`No language is called ${locale}`)
  return language
}
