import type { Catalog, CompiledCatalog } from './data/catalog.js'
import { joinWords } from './data/compiled.js'
import { compileWords } from './findings/lexicons.js'
import { compileValues } from './ledger/read-value.js'
import { compileKinds } from './tree/kind.js'

const nothing = new Uint8Array(0)

/**
 * Compiles all words of a catalogue, for hosts that must start quickly.
 * @throws PhraseError for a phrase that is not well formed.
 */
export function compileCatalog(catalog: Catalog): CompiledCatalog {
  const byLocale = Object.entries(catalog.languages).map(([locale, language]): [string, Uint8Array] => [
    locale,
    joinWords({
      ...compileWords(locale, catalog),
      kinds: compileKinds(language),
      values: language.values ? compileValues(language.values, language) : nothing,
    }),
  ])
  return { rules: catalog.rules.length, byLocale: Object.fromEntries(byLocale) }
}
