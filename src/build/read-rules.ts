import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
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

/**
 * Reads one rule folder: its page and its lexicons.
 * @throws DataError for anything that does not fit.
 */
export function readRuleFolder(folder: string, languages: Readonly<Record<string, LanguageData>>): RuleData {
  const pagePath = join(folder, 'rule.md')
  if (!existsSync(pagePath)) throw new DataError(pagePath, 1, 1, 'Add the page rule.md to the rule')
  const page = readPage(pagePath, readFileSync(pagePath, 'utf8'), basename(folder), basename(dirname(folder)))
  const known = new Set<string>([
    ...structuralGuards,
    ...Object.values(languages).flatMap((language) => Object.keys(language.guards)),
  ])
  for (const guard of page.guards) {
    if (!known.has(guard))
      throw new DataError(pagePath, 1, 1, `No guard is called ${guard}; there are ${[...known].join(', ')}`)
  }
  const lexicons: Record<string, LexiconData> = {}
  for (const file of readdirSync(folder)
    .filter((name) => name.endsWith('.yml'))
    .sort()) {
    const path = join(folder, file)
    const locale = basename(file, '.yml')
    const language = languages[locale]
    if (!language)
      throw new DataError(path, 1, 1, `No language is called ${locale}; there are ${Object.keys(languages).join(', ')}`)
    const source = readFileSync(path, 'utf8')
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
