import { createHash, randomUUID } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { type Catalog, type CompiledCatalog, compileCatalog } from '../core/index.js'

/** What `keptIn` calls its folders. */
const ours = /^words-[\da-z]+-[\da-z]+$/
/** Bytes before the words, by which a damaged file is told. */
const DIGEST = 32
const digestOf = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest()
const fileIn = (folder: string, locale: string): string => join(folder, `${locale}.bin`)

/**
 * Where the words that one build of the server has compiled are kept.
 *
 * @param folder what the editor gives the server for its own
 * @param script the server's file: another build has other words
 */
export function keptIn(folder: string, script: string): string {
  const { size, mtimeMs } = statSync(script)
  return join(folder, `words-${size.toString(36)}-${Math.floor(mtimeMs).toString(36)}`)
}

/**
 * The compiled words that `keepWords` has left. The packed server has none, as they take four times its own size; to compile them takes
 * a second or two of each start.
 *
 * @param onMissing told of a locale that is asked for and not kept, once
 */
export function keptWords(
  folder: string,
  catalog: Catalog,
  onMissing: (locale: string) => void = () => undefined,
): CompiledCatalog {
  const asked = new Map<string, Uint8Array | undefined>()
  const byLocale = {}
  for (const locale of Object.keys(catalog.languages))
    Object.defineProperty(byLocale, locale, {
      enumerable: true,
      get() {
        if (asked.has(locale)) return asked.get(locale)
        const words = readWords(fileIn(folder, locale))
        asked.set(locale, words)
        if (!words) onMissing(locale)
        return words
      },
    })
  return { rules: catalog.rules.length, byLocale }
}

function readWords(path: string): Uint8Array | undefined {
  try {
    const bytes = readFileSync(path)
    const words = bytes.subarray(DIGEST)
    return bytes.subarray(0, DIGEST).equals(digestOf(words)) ? words : undefined
  } catch {
    return undefined
  }
}

/**
 * Compiles the words of a locale for the next start, and removes what other builds have left.
 * @throws where the folder cannot be written.
 */
export function keepWords(folder: string, catalog: Catalog, locale: string): void {
  const language = catalog.languages[locale]
  const words = language && compileCatalog({ ...catalog, languages: { [locale]: language } }).byLocale[locale]
  if (!words) return
  mkdirSync(folder, { recursive: true })
  const path = fileIn(folder, locale)
  const temporary = `${path}.${randomUUID()}.tmp`
  writeFileSync(temporary, Buffer.concat([digestOf(words), words]))
  renameSync(temporary, path)
  for (const name of readdirSync(dirname(folder)))
    if (ours.test(name) && name !== basename(folder))
      rmSync(join(dirname(folder), name), { recursive: true, force: true })
}
