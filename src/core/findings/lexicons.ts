import type { Catalog, Cues, LanguageData, LexiconData, PhraseData } from '../data/catalog.js'
import type { TopicLexicon } from '../data/topic.js'
import { type Comparison, comparisons, measures } from '../data/value.js'
import { createMatcher, type Entry, type Matcher } from '../text/matcher.js'

/** What a match stands for. */
export type Owner =
  | { readonly type: 'phrase'; readonly ruleId: string; readonly phrase: PhraseData }
  /** `phrase` undefined means all phrases of the rule. */
  | { readonly type: 'unless' | 'unlessNear'; readonly ruleId: string; readonly phrase: PhraseData | undefined }
  | { readonly type: 'with' | 'withNear'; readonly ruleId: string; readonly phrase: PhraseData }
  | { readonly type: 'cue' | 'except'; readonly guard: string; readonly cues: Cues }
  | Sign

/** A passage that helps to read commitments: `ruleId` is the topic, the scope, the comparison or the slot of a value. */
export type Sign =
  | { readonly type: 'name' | 'mention' | 'scope' | 'value'; readonly ruleId: string }
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
  const lexicons = new Map<string, LexiconData>()
  const entries: Entry<Owner>[] = []
  for (const rule of catalog.rules) {
    const lexicon = rule.lexicons[locale]
    if (!lexicon) continue
    lexicons.set(rule.page.id, lexicon)
    entries.push(...entriesOf(rule.page.id, lexicon))
  }
  for (const { page, lexicons } of catalog.topics) {
    const lexicon = lexicons[locale]
    if (lexicon) entries.push(...topicEntries(subjectOf(page.id), lexicon))
  }
  entries.push(...signEntries(language))
  for (const [guard, list] of Object.entries(language.guards)) {
    for (const cues of list) {
      for (const phrase of cues.cues) entries.push({ phrase, owner: { type: 'cue', guard, cues } })
      for (const phrase of cues.except ?? []) entries.push({ phrase, owner: { type: 'except', guard, cues } })
    }
  }
  return { locale, language, lexicons, matcher: createMatcher(entries, language) }
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

function* signEntries({ values, scopes = {}, slots }: LanguageData): Generator<Entry<Owner>> {
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
