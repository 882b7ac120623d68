import type { Catalog, CatalogIndexes, Cues, LanguageData, LexiconData, PhraseData } from '../data/catalog.js'
import type { TopicLexicon } from '../data/topic.js'
import { type Comparison, comparisons, measures } from '../data/value.js'
import {
  checkPhrases,
  createFinder,
  createMatcher,
  type Entry,
  type Group,
  indexPhrases,
  type Matcher,
} from '../text/matcher.js'
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

/**
 * Whose phrases are looked for only where they matter: the conditions of a rule or a topic, by its id; a list of cues; what
 * `askedOf` or `namedBy` a rule.
 */
export type Subject = string | Cues

/** The subject of what answers the questions of a rule. */
export const askedOf = (ruleId: string): Subject => `asked/${ruleId}`

/** The subject of what the code of a rule asks for by name. */
export const namedBy = (ruleId: string): Subject => `named/${ruleId}`

/** All words of one locale: its language file and every rule's lexicon. */
export interface Words {
  readonly locale: string
  readonly language: LanguageData
  readonly lexicons: ReadonlyMap<string, LexiconData>
  /** One matcher for all that may be found anywhere. */
  readonly matcher: Matcher<Owner>
  /** What matters only around something that was found, or to some documents. */
  readonly conditions: (subject: Subject) => Group<Owner> | undefined
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
  const ownRules = catalog.rules.slice(builtIn)
  const ownEntries = [...ruleEntries(locale, ownRules)]
  const own = ownEntries.length === 0 ? undefined : createMatcher(ownEntries, language)
  // Whoever made an index has checked its rules.
  checkPhrases(entriesIn(catalog.indexes ? ruleSubjects(locale, ownRules) : subjects(locale, catalog)), language)
  const lexicons = catalog.rules.flatMap(({ page, lexicons: all }): [string, LexiconData][] => {
    const lexicon = all[locale]
    return lexicon ? [[page.id, lexicon]] : []
  })
  return {
    locale,
    language,
    lexicons: new Map(lexicons),
    matcher: own ? { match: (text) => [...matcher.match(text), ...own.match(text)] } : matcher,
    conditions: createConditions(locale, language, catalog),
  }
}

/** Prepares the conditions of each subject when they are first asked for. */
function createConditions(locale: string, language: LanguageData, catalog: Catalog): Words['conditions'] {
  const finder = createFinder(language)
  const entriesBy = new Map(subjects(locale, catalog))
  const groups = new Map<Subject, Group<Owner> | undefined>()
  return (subject) => {
    if (groups.has(subject)) return groups.get(subject)
    const entries = [...(entriesBy.get(subject)?.() ?? [])]
    const group = entries.length === 0 ? undefined : finder.group(entries)
    groups.set(subject, group)
    return group
  }
}

/**
 * What the matchers of a catalogue need to know of its phrases, made when the program is built.
 * @throws PhraseError for a phrase that is not well formed.
 */
export const indexCatalog = (catalog: Catalog): CatalogIndexes => {
  for (const [locale, language] of Object.entries(catalog.languages))
    checkPhrases(entriesIn(subjects(locale, catalog)), language)
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

/** All phrases of one locale that are looked for everywhere, but for those of rules that are not the catalogue's own. */
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
  ]
}

function* ruleEntries(locale: string, rules: Catalog['rules']): Generator<Entry<Owner>> {
  for (const { page, lexicons } of rules) {
    const lexicon = lexicons[locale]
    if (lexicon) yield* phraseEntries(page.id, lexicon)
  }
}

/** A subject, and what makes its entries when they are wanted. */
type Conditions = readonly [subject: Subject, entries: () => Iterable<Entry<Owner>>]

/** Everything of one locale that is looked for only where it matters. */
function* subjects(locale: string, { rules, topics, languages }: Catalog): Generator<Conditions> {
  yield* ruleSubjects(locale, rules)
  for (const { page, lexicons } of topics) {
    const lexicon = lexicons[locale]
    const id = subjectOf(page.id)
    if (lexicon) yield [id, () => conditionEntries(id, lexicon)]
  }
  for (const [guard, list] of Object.entries(languages[locale]?.guards ?? {}))
    for (const cues of list) yield [cues, () => cueEntries(guard, cues)]
}

function* ruleSubjects(locale: string, rules: Catalog['rules']): Generator<Conditions> {
  for (const { page, lexicons } of rules) {
    const lexicon = lexicons[locale]
    if (!lexicon) continue
    const { id } = page
    yield [id, () => conditionEntries(id, lexicon)]
    if (lexicon.answers || lexicon.applies) yield [askedOf(id), () => askedEntries(id, lexicon)]
    if (lexicon.cues) yield [namedBy(id), () => namedEntries(id, lexicon)]
  }
}

const entriesIn = (list: Iterable<Conditions>): Entry<Owner>[] => [...list].flatMap(([, entries]) => [...entries()])

function* namedEntries(ruleId: string, { cues = {} }: LexiconData): Generator<Entry<Owner>> {
  for (const [name, phrases] of Object.entries(cues))
    for (const phrase of phrases) yield { phrase, owner: { type: 'named', ruleId, name } }
}

function* askedEntries(ruleId: string, { applies = [], answers = {} }: LexiconData): Generator<Entry<Owner>> {
  for (const phrase of applies) yield { phrase, owner: { type: 'applies', ruleId } }
  for (const [question, { found, heading }] of Object.entries(answers)) {
    for (const phrase of found) yield { phrase, owner: { type: 'answered', ruleId, question } }
    for (const phrase of heading) yield { phrase, owner: { type: 'asked', ruleId, question } }
  }
}

function* cueEntries(guard: string, cues: Cues): Generator<Entry<Owner>> {
  for (const phrase of cues.cues) yield { phrase, owner: { type: 'cue', guard, cues } }
  for (const phrase of cues.except ?? []) yield { phrase, owner: { type: 'except', guard, cues } }
}

/** The name under which a topic's phrases are kept apart from those of rules. */
export const subjectOf = (topic: string): string => `topic/${topic}`

function* topicEntries(ruleId: string, lexicon: TopicLexicon): Generator<Entry<Owner>> {
  yield* phraseEntries(ruleId, lexicon)
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

function* phraseEntries(ruleId: string, { phrases }: PhraseLists): Generator<Entry<Owner>> {
  for (const phrase of phrases)
    for (const text of phrase.find) yield { phrase: text, owner: { type: 'phrase', ruleId, phrase } }
}

function* conditionEntries(ruleId: string, lexicon: PhraseLists): Generator<Entry<Owner>> {
  for (const type of ['unless', 'unlessNear'] as const)
    for (const phrase of lexicon[type] ?? []) yield { phrase, owner: { type, ruleId, phrase: undefined } }
  for (const phrase of lexicon.phrases)
    for (const type of conditions)
      for (const text of phrase[type] ?? []) yield { phrase: text, owner: { type, ruleId, phrase } }
}
