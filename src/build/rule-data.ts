import {
  fold,
  type LanguageData,
  type LexiconData,
  PhraseError,
  parsePhrase,
  type RuleData,
  structuralGuards,
} from '../core/index.js'
import { readPage } from './page.js'
import { DataError, readYaml } from './read-yaml.js'
import { lexiconSchema } from './schema.js'

/** A rule folder as it was read. */
export interface RuleFiles {
  /** The folder; errors name files beneath it. */
  readonly folder: string
  readonly id: string
  readonly group: string
  /** The text of `rule.md`; undefined where there is none. */
  readonly page: string | undefined
  /** The texts of the lexicons by locale. */
  readonly lexicons: Readonly<Record<string, string>>
}

/**
 * Makes a rule of the texts of its folder.
 * @throws DataError for anything that does not fit.
 */
export function ruleDataOf(files: RuleFiles, languages: Readonly<Record<string, LanguageData>>): RuleData {
  const pagePath = `${files.folder}/rule.md`
  if (files.page === undefined) throw new DataError(pagePath, 1, 1, 'Add the page rule.md to the rule')
  const page = readPage(pagePath, files.page, files.id, files.group)
  const known = new Set<string>([
    ...structuralGuards,
    ...Object.values(languages).flatMap((language) => Object.keys(language.guards)),
  ])
  for (const guard of page.guards) {
    if (!known.has(guard))
      throw new DataError(pagePath, 1, 1, `No guard is called ${guard}; there are ${[...known].join(', ')}`)
  }
  const lexicons: Record<string, LexiconData> = {}
  for (const [locale, source] of Object.entries(files.lexicons)) {
    const path = `${files.folder}/${locale}.yml`
    const language = languages[locale]
    if (!language)
      throw new DataError(path, 1, 1, `No language is called ${locale}; there are ${Object.keys(languages).join(', ')}`)
    const lexicon = readYaml(lexiconSchema, path, source)
    checkPhrases(path, source, [...phrasesOf(lexicon)], language)
    lexicons[locale] = lexicon
  }
  return { page, lexicons }
}

/** Every phrase of a lexicon, exceptions among them. */
export function* phrasesOf(lexicon: LexiconData): Generator<string> {
  for (const { find, unless, with: companions, unlessNear, withNear } of lexicon.phrases) {
    yield* find
    for (const list of [unless, companions, unlessNear, withNear]) yield* list ?? []
  }
  yield* lexicon.unless ?? []
  yield* lexicon.unlessNear ?? []
}

/** @throws DataError with the line of the first phrase that is not well formed. */
export function checkPhrases(path: string, source: string, phrases: readonly string[], language: LanguageData): void {
  const slots = new Set(['digits', ...Object.keys(language.slots)])
  for (const phrase of phrases) {
    try {
      parsePhrase(phrase, slots)
    } catch (error) {
      if (!(error instanceof PhraseError)) throw error
      const line = source
        .split('\n')
        .findIndex((text) => text.includes(phrase) || fold(text).text.includes(fold(phrase).text))
      throw new DataError(
        path,
        line + 1,
        Math.max(1, (source.split('\n')[line] ?? '').indexOf(phrase) + 1 + error.index),
        `${phrase}: ${error.message}`,
      )
    }
  }
}
