import {
  type LanguageData,
  type LexiconData,
  type PhraseData,
  PhraseError,
  parsePhrase,
  phraseConditions,
  type RuleData,
  structuralGuards,
} from '../core/index.js'
import { DataError } from './data-error.js'
import { readPage } from './page.js'
import { placeOfText, readYaml } from './read-yaml.js'
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

/** What a rule may name. */
export interface KnownNames {
  readonly languages: Readonly<Record<string, LanguageData>>
  /** Absent where they are not known; then every name is taken. */
  readonly markets?: readonly string[]
  readonly topics?: readonly string[]
  /** Kinds of document. */
  readonly kinds?: readonly string[]
}

/**
 * Makes a rule of the texts of its folder.
 * @throws DataError for anything that does not fit.
 */
export function ruleDataOf(files: RuleFiles, { languages, markets, topics, kinds }: KnownNames): RuleData {
  const pagePath = `${files.folder}/rule.md`
  if (files.page === undefined) throw new DataError(pagePath, 1, 1, 'Add the page rule.md to the rule')
  const page = readPage(pagePath, files.page, files.id, files.group)
  const known = new Set<string>([
    ...structuralGuards,
    ...Object.values(languages).flatMap((language) => Object.keys(language.guards)),
  ])
  const check = (what: string, names: readonly string[], all: Iterable<string> | undefined, line: number): void => {
    const there = [...(all ?? names)]
    const wrong = names.find((name) => !there.includes(name))
    if (wrong !== undefined)
      throw new DataError(pagePath, line, 1, `No ${what} is called ${wrong}; there are ${there.join(', ')}`)
  }
  const { page: source } = files
  check('guard', page.guards, known, lineOf(source, 'guards:'))
  check('document kind', page.kinds, kinds, lineOf(source, 'kinds:'))
  check('language', page.preview ?? [], Object.keys(languages), lineOf(source, 'preview:'))
  for (const { locale, kind, line } of page.examples) {
    check('language', [locale], Object.keys(languages), line)
    if (kind !== undefined) check('document kind', [kind], kinds, line)
  }
  const questions = Object.entries(page.questions ?? {})
  for (const [topic, { required, topics: named }] of questions) {
    const line = lineOf(source, `${topic}:`)
    check('market', required, markets, line)
    check('topic', named, topics, line)
  }
  const lexicons: Record<string, LexiconData> = {}
  for (const [locale, source] of Object.entries(files.lexicons)) {
    const path = `${files.folder}/${locale}.yml`
    const language = languages[locale]
    if (!language)
      throw new DataError(path, 1, 1, `No language is called ${locale}; there are ${Object.keys(languages).join(', ')}`)
    const lexicon = readYaml(lexiconSchema, path, source)
    checkPhrases(path, source, [...phrasesOf(lexicon)], language)
    if (kinds) checkPhraseKinds(path, source, lexicon.phrases, kinds)
    const names = questions.map(([name]) => name)
    const unknown = Object.keys(lexicon.answers ?? {}).find((name) => !names.includes(name))
    if (unknown !== undefined)
      throw new DataError(
        path,
        lineOf(source, `${unknown}:`),
        1,
        `The page asks no question ${unknown}; it asks ${names.join(', ') || 'none'}`,
      )
    lexicons[locale] = lexicon
  }
  return { page, lexicons }
}

/** The 1-based line in which a text first stands. */
const lineOf = (source: string, text: string): number =>
  Math.max(1, source.split('\n').findIndex((line) => line.includes(text)) + 1)

/** What is looked for, and what must or must not stand around it. */
export function* wordsOfPhrase(phrase: PhraseData): Generator<string> {
  yield* phrase.find
  for (const condition of phraseConditions) yield* phrase[condition] ?? []
}

/** Every phrase of a lexicon, exceptions among them. */
export function* phrasesOf(lexicon: LexiconData): Generator<string> {
  for (const phrase of lexicon.phrases) yield* wordsOfPhrase(phrase)
  yield* lexicon.unless ?? []
  yield* lexicon.unlessNear ?? []
  yield* lexicon.applies ?? []
  yield* Object.values(lexicon.cues ?? {}).flat()
  for (const { applies, found, heading } of Object.values(lexicon.answers ?? {})) {
    yield* applies ?? []
    yield* found
    yield* heading
  }
}

/** @throws DataError for a phrase that is limited to a kind of document that there is not. */
export function checkPhraseKinds(
  path: string,
  source: string,
  phrases: readonly PhraseData[],
  kinds: readonly string[],
): void {
  const unknown = phrases.flatMap((phrase) => phrase.kinds ?? []).find((kind) => !kinds.includes(kind))
  if (unknown !== undefined) {
    const all = kinds.join(', ')
    throw new DataError(path, lineOf(source, unknown), 1, `No document kind is called ${unknown}; there are ${all}`)
  }
}

/** @throws DataError with the place of the first phrase that is not well formed. */
export function checkPhrases(path: string, source: string, phrases: readonly string[], language: LanguageData): void {
  const slots = new Set(['digits', ...Object.keys(language.slots)])
  for (const phrase of phrases) {
    try {
      parsePhrase(phrase, slots)
    } catch (error) {
      if (!(error instanceof PhraseError)) throw error
      const { line, column } = placeOfText(source, phrase)
      throw new DataError(path, line, column + error.index, `${phrase}: ${error.message}`)
    }
  }
}
