import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { LanguageData, TopicData, TopicLexicon, TopicPage } from '../core/index.js'
import { DataError } from './data-error.js'
import { readTopicPage } from './page.js'
import { readYaml } from './read-yaml.js'
import { checkPhraseKinds, checkPhrases, wordsOfPhrase } from './rule-data.js'
import { topicLexiconSchema } from './schema.js'

/**
 * Reads all topics below a folder: each is a folder with `topic.md` and a lexicon for each locale.
 * @throws DataError for anything that does not fit.
 */
export function readTopics(
  root: string,
  languages: Readonly<Record<string, LanguageData>>,
  kinds: readonly string[],
): TopicData[] {
  const ids = readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
  return ids.map((id) => readTopicFolder(join(root, id), languages, kinds, ids))
}

function readTopicFolder(
  folder: string,
  languages: Readonly<Record<string, LanguageData>>,
  kinds: readonly string[],
  ids: readonly string[],
): TopicData {
  const pagePath = join(folder, 'topic.md')
  if (!existsSync(pagePath)) throw new DataError(pagePath, 1, 1, 'Add the page topic.md to the topic')
  const page = readTopicPage(pagePath, readFileSync(pagePath, 'utf8'), basename(folder))
  const known = (what: string, names: readonly string[], all: readonly string[]): void => {
    const wrong = names.find((name) => !all.includes(name))
    if (wrong !== undefined)
      throw new DataError(pagePath, 1, 1, `No ${what} is called ${wrong}; there are ${all.join(', ')}`)
  }
  known('document kind', page.kinds, kinds)
  known('topic', [...page.alike, ...page.takenBackBy], ids)
  known('option', Object.keys(page.links), page.ladders.flat(2))
  const lexicons: Record<string, TopicLexicon> = {}
  for (const file of readdirSync(folder)
    .filter((name) => name.endsWith('.yml'))
    .sort()) {
    const path = join(folder, file)
    const locale = basename(file, '.yml')
    const language = languages[locale]
    if (!language)
      throw new DataError(path, 1, 1, `No language is called ${locale}; there are ${Object.keys(languages).join(', ')}`)
    const source = readFileSync(path, 'utf8')
    const lexicon = readYaml(topicLexiconSchema, path, source)
    checkPhrases(path, source, [...topicPhrases(lexicon)], language)
    checkPhraseKinds(path, source, lexicon.phrases, kinds)
    checkValues(path, source, lexicon, page)
    lexicons[locale] = lexicon
  }
  return { page, lexicons }
}

/** Every phrase of a topic's lexicon. */
export function* topicPhrases(lexicon: TopicLexicon): Generator<string> {
  for (const phrase of lexicon.phrases) yield* wordsOfPhrase(phrase)
  for (const list of [lexicon.mentions, lexicon.names, lexicon.unless, lexicon.unlessNear]) yield* list ?? []
  for (const list of Object.values(lexicon.answers ?? {})) yield* list
}

/** @throws DataError where a phrase says neither by a slot nor by `value` what it states, or names an unknown option. */
function checkValues(path: string, source: string, lexicon: TopicLexicon, page: TopicPage): void {
  const options = new Set(page.ladders.flat(2))
  const lineOf = (text: string): number => Math.max(1, source.split('\n').findIndex((line) => line.includes(text)) + 1)
  const checkOption = (option: string): void => {
    if (!options.has(option) && !/^\d/.test(option))
      throw new DataError(
        path,
        lineOf(option),
        1,
        `The topic has no option ${option}; there are ${[...options].join(', ')}`,
      )
  }
  for (const { find, value } of lexicon.phrases) {
    if (value !== undefined) checkOption(value)
    const silent =
      value === undefined && find.find((text) => !page.values.some((measure) => text.includes(`<${measure}>`)))
    if (silent) throw new DataError(path, lineOf(silent), 1, `${silent}: say what it states, by a slot or with value:`)
  }
  for (const option of Object.keys(lexicon.answers ?? {})) checkOption(option)
}
