import type { Catalog, CatalogIndexes, Cues, LanguageData, LexiconData, PhraseData } from '../data/catalog.js'
import type { TopicLexicon } from '../data/topic.js'
import { type Comparison, comparisons, measures } from '../data/value.js'
import { createMatcher, type Entry, indexPhrases, type Matcher } from '../text/matcher.js'
import { kindEntries } from '../tree/kind.js'

/** What a match stands for. */
export type Owner =
  | { readonly type: 'phrase'; readonly ruleId: string; readonly phrase: PhraseData }
  /** `phrase` undefined means all phrases of the rule. */
  | { readonly type: 'unless' | 'unlessNear'; readonly ruleId: string; readonly phrase: PhraseData | undefined }
  | { readonly type: 'with' | 'withNear'; readonly ruleId: string; readonly phrase: PhraseData }
  /** What answers a question, or the heading under which its answer belongs. */
  | { readonly type: 'answered' | 'asked'; readonly ruleId: string; readonly question: string }
  | { readonly type: 'applies'; readonly ruleId: string }
  /** What the code of a rule asks for. */
  | { readonly type: 'named'; readonly ruleId: string; readonly name: string }
  | { readonly type: 'cue' | 'except'; readonly guard: string; readonly cues: Cues }
  | Sign

/** A passage that helps to read a document: `ruleId` is the topic, the scope, the comparison or the slot of a value. */
export type Sign =
  | { readonly type: 'name' | 'mention' | 'scope' | 'value'; readonly ruleId: string }
  /** `ruleId` is the kind of document that says such things, `phrase` what is said. */
  | { readonly type: 'kind'; readonly ruleId: string; readonly phrase: string }
  | { readonly type: 'comparison'; readonly ruleId: 'comparison'; readonly comparison: Comparison }
  | { readonly type: 'answer'; readonly ruleId: string; readonly option: string }

/** The keys of a phrase that ask for what stands around it. */
const conditions = ['unless', 'with', 'unlessNear', 'withNear'] as const

/** All words of one locale: its language file and every rule's lexicon, with one matcher for all. */
export interface Words {
  readonly locale: string
  readonly language: LanguageData
  readonly lexicons: ReadonlyMap<string, LexiconData>
  readonly matcher: Matcher<Owner>
}

/**
 * Compiles the words of one locale.
 * @throws PhraseError for a phrase that is not well formed (the catalogue's are checked when it is built).
 */
export function createWords(locale: string, catalog: Catalog): Words | undefined {
  const language = catalog.languages[locale]
  if (!language) return undefined
  const builtIn = catalog.indexes?.rules ?? catalog.rules.length
  const matcher = createMatcher(entriesFor(locale, catalog), language, catalog.indexes?.byLocale[locale])
  const ownEntries = [...ruleEntries(locale, catalog.rules.slice(builtIn))]
  const own = ownEntries.length === 0 ? undefined : createMatcher(ownEntries, language)
  const lexicons = catalog.rules.flatMap(({ page, lexicons: all }): [string, LexiconData][] => {
    const lexicon = all[locale]
    return lexicon ? [[page.id, lexicon]] : []
  })
  return {
    locale,
    language,
    lexicons: new Map(lexicons),
    matcher: own ? { match: (text) => [...matcher.match(text), ...own.match(text)] } : matcher,
  }
}

/** What the matchers of a catalogue need to know of its phrases, made when the program is built. */
export const indexCatalog = (catalog: Catalog): CatalogIndexes => {
  const indexBy = (entriesOf: (locale: string, language: LanguageData) => Entry<unknown>[]): Record<string, string> =>
    Object.fromEntries(
      Object.entries(catalog.languages).map(([locale, language]) => [
        locale,
        indexPhrases(entriesOf(locale, language), language),
      ]),
    )
  return {
    rules: catalog.rules.length,
    byLocale: indexBy((locale) => entriesFor(locale, catalog)),
    kinds: indexBy((_, language) => kindEntries(language)),
  }
}

/** All phrases of one locale, but for those of rules that are not the catalogue's own. */
function entriesFor(locale: string, catalog: Catalog): Entry<Owner>[] {
  const language = catalog.languages[locale]
  if (!language) return []
  return [
    ...ruleEntries(locale, catalog.rules.slice(0, catalog.indexes?.rules)),
    ...catalog.topics.flatMap(({ page, lexicons }) => {
      const lexicon = lexicons[locale]
      return lexicon ? [...topicEntries(subjectOf(page.id), lexicon)] : []
    }),
    ...signEntries(language),
    ...guardEntries(language),
  ]
}

function* ruleEntries(locale: string, rules: Catalog['rules']): Generator<Entry<Owner>> {
  for (const { page, lexicons } of rules) {
    const lexicon = lexicons[locale]
    if (!lexicon) continue
    yield* entriesOf(page.id, lexicon)
    yield* cueEntries(page.id, lexicon)
  }
}

/** What is looked for on behalf of a rule without being found. */
function* cueEntries(ruleId: string, { applies = [], answers = {}, cues = {} }: LexiconData): Generator<Entry<Owner>> {
  for (const [name, phrases] of Object.entries(cues))
    for (const phrase of phrases) yield { phrase, owner: { type: 'named', ruleId, name } }
  for (const phrase of applies) yield { phrase, owner: { type: 'applies', ruleId } }
  for (const [question, { found, heading }] of Object.entries(answers)) {
    for (const phrase of found) yield { phrase, owner: { type: 'answered', ruleId, question } }
    for (const phrase of heading) yield { phrase, owner: { type: 'asked', ruleId, question } }
  }
}

function* guardEntries({ guards }: LanguageData): Generator<Entry<Owner>> {
  for (const [guard, list] of Object.entries(guards)) {
    for (const cues of list) {
      for (const phrase of cues.cues) yield { phrase, owner: { type: 'cue', guard, cues } }
      for (const phrase of cues.except ?? []) yield { phrase, owner: { type: 'except', guard, cues } }
    }
  }
}

/** The name under which a topic's phrases are kept apart from those of rules. */
export const subjectOf = (topic: string): string => `topic/${topic}`

function* topicEntries(ruleId: string, lexicon: TopicLexicon): Generator<Entry<Owner>> {
  yield* entriesOf(ruleId, lexicon)
  for (const phrase of lexicon.names) yield { phrase, owner: { type: 'name', ruleId } }
  for (const phrase of [...lexicon.mentions, ...lexicon.names]) yield { phrase, owner: { type: 'mention', ruleId } }
  for (const [option, phrases] of Object.entries(lexicon.answers ?? {}))
    for (const phrase of phrases) yield { phrase, owner: { type: 'answer', ruleId, option } }
}

function* signEntries({ values, scopes = {}, signs = {}, slots }: LanguageData): Generator<Entry<Owner>> {
  for (const [ruleId, phrases] of Object.entries(signs))
    for (const phrase of phrases) yield { phrase, owner: { type: 'kind', ruleId, phrase } }
  for (const [ruleId, phrases] of Object.entries(scopes))
    for (const phrase of phrases) yield { phrase, owner: { type: 'scope', ruleId } }
  if (!values) return
  for (const comparison of comparisons)
    for (const phrase of values.comparisons[comparison] ?? [])
      yield { phrase, owner: { type: 'comparison', ruleId: 'comparison', comparison } }
  for (const measure of measures)
    if (slots[measure]) yield { phrase: `<${measure}>`, owner: { type: 'value', ruleId: measure } }
}

type PhraseLists = Pick<LexiconData, 'phrases' | 'unless' | 'unlessNear'>

function* entriesOf(ruleId: string, lexicon: PhraseLists): Generator<Entry<Owner>> {
  for (const type of ['unless', 'unlessNear'] as const) {
    for (const phrase of lexicon[type] ?? []) yield { phrase, owner: { type, ruleId, phrase: undefined } }
  }
  for (const phrase of lexicon.phrases) {
    for (const text of phrase.find) yield { phrase: text, owner: { type: 'phrase', ruleId, phrase } }
    for (const type of conditions) {
      for (const text of phrase[type] ?? []) yield { phrase: text, owner: { type, ruleId, phrase } }
    }
  }
}
