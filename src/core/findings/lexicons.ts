import {
  type Catalog,
  type Cues,
  type LanguageData,
  type LexiconData,
  type PhraseData,
  phraseConditions,
} from '../data/catalog.js'
import { type CompiledWords, compiledOf, type WordsParts } from '../data/compiled.js'
import type { TopicLexicon } from '../data/topic.js'
import { type Comparison, comparisons, measures } from '../data/value.js'
import { AnchorTable } from '../text/anchor-table.js'
import {
  compileEntries,
  createSearch,
  type Entry,
  type EntryOf,
  type Group,
  type Matcher,
  openGroup,
  openMatcher,
  type Search,
  slotsOf,
} from '../text/matcher.js'
import { checkPhrases, compileSlots, openPhrases, type SlotSet } from '../text/phrase-set.js'

/** What a match stands for. */
export type Owner =
  | { readonly type: 'phrase'; readonly ruleId: string; readonly phrase: PhraseData }
  /** `phrase` undefined means all phrases of the rule. */
  | { readonly type: 'unless' | 'unlessNear'; readonly ruleId: string; readonly phrase: PhraseData | undefined }
  | { readonly type: 'with' | 'withNear' | 'under'; readonly ruleId: string; readonly phrase: PhraseData }
  /** What answers a question, or the heading under which its answer belongs. */
  | { readonly type: 'answered' | 'asked'; readonly ruleId: string; readonly question: string }
  | { readonly type: 'applies'; readonly ruleId: string; readonly question: string | undefined }
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
  /** By rule id. */
  readonly lexicons: { readonly get: (id: string) => LexiconData | undefined }
  readonly slots: SlotSet
  /** One matcher for all that may be found anywhere. */
  readonly matcher: Matcher<Owner>
  /** What matters only around something that was found, or to some documents. */
  readonly conditions: (subject: Subject) => Group<Owner> | undefined
}

/**
 * The words of one locale. What the host has not compiled is compiled here, conditions when they are first asked for.
 * @throws PhraseError for a phrase that is not well formed (those that are compiled are checked).
 */
export function createWords(locale: string, catalog: Catalog): Words | undefined {
  const language = catalog.languages[locale]
  if (!language) return undefined
  const compiled = compiledOf(catalog, locale)
  const slots = slotsOf(language, compiled?.slots)
  const table = new AnchorTable(compiled?.anchors)
  const search = createSearch(slots, language.spacing, table)
  const matchers = compiled
    ? [openMatcher(openPhrases(compiled.phrases), search, entryOf(locale, catalog, compiled))]
    : []
  const rest = compiled ? ownRules(catalog) : catalog.rules
  const entries = compiled ? [...ruleEntries(locale, rest)] : entriesFor(locale, catalog)
  if (entries.length > 0) {
    const set = openPhrases(compileEntries(entries, language, slots, table, true))
    matchers.push(openMatcher(set, search, (number) => entries[number]))
  }
  const unchecked = compiled ? ruleSubjects(locale, rest) : subjects(locale, catalog)
  if (rest.length > 0) checkPhrases(phrasesIn(unchecked), language)
  const [first, ...others] = matchers
  const rules = new Map(catalog.rules.map((rule) => [rule.page.id, rule]))
  // Those of a host may be found anew each time.
  const lexicons = new Map<string, LexiconData | undefined>()
  return {
    locale,
    language,
    slots,
    lexicons: {
      get(id) {
        if (!lexicons.has(id)) lexicons.set(id, rules.get(id)?.lexicons[locale])
        return lexicons.get(id)
      },
    },
    matcher:
      first && others.length === 0 ? first : { match: (text) => matchers.flatMap((matcher) => matcher.match(text)) },
    conditions: createConditions(locale, language, catalog, slots, compiled, table, search),
  }
}

/** The entries of what is looked for everywhere: those of a rule, a topic or the language are made when one of them is found. */
function entryOf(locale: string, catalog: Catalog, { starts }: CompiledWords): EntryOf<Owner> {
  const sources = sourcesFor(locale, catalog)
  const made = new Map<number, readonly Entry<Owner>[]>()
  return (number) => {
    let low = 0
    let high = sources.length
    while (low + 1 < high) {
      const middle = (low + high) >> 1
      if ((starts[middle] ?? 0) <= number) low = middle
      else high = middle
    }
    const entries = made.get(low) ?? [...(sources[low]?.() ?? [])]
    made.set(low, entries)
    return entries[number - (starts[low] ?? 0)]
  }
}

/** Opens the conditions of each subject when they are first asked for. */
function createConditions(
  locale: string,
  language: LanguageData,
  catalog: Catalog,
  slots: SlotSet,
  compiled: CompiledWords | undefined,
  table: AnchorTable,
  search: Search,
): Words['conditions'] {
  const builtIn = [...subjects(locale, catalog)]
  const numbers = new Map(compiled ? builtIn.map(([subject], number) => [subject, number]) : [])
  const entriesBy = new Map([...builtIn, ...ruleSubjects(locale, ownRules(catalog))])
  const groups = new Map<Subject, Group<Owner> | undefined>()

  function open(subject: Subject): Group<Owner> | undefined {
    const entries = [...(entriesBy.get(subject)?.() ?? [])]
    if (entries.length === 0) return undefined
    const number = numbers.get(subject)
    const bytes =
      compiled && number !== undefined
        ? compiled.conditions(number)
        : compileEntries(entries, language, slots, table, false)
    return openGroup(openPhrases(bytes), search, (number) => entries[number])
  }

  return (subject) => {
    if (!groups.has(subject)) groups.set(subject, open(subject))
    return groups.get(subject)
  }
}

/**
 * Compiles all words of a locale of a catalogue, for hosts that must start quickly.
 * @throws PhraseError for a phrase that is not well formed.
 */
export function compileWords(locale: string, catalog: Catalog): Omit<WordsParts, 'kinds' | 'values'> {
  const language = catalog.languages[locale]
  if (!language) throw new RangeError(`No language is called ${locale}`)
  const compiledSlots = compileSlots(language)
  const slots = slotsOf(language, compiledSlots)
  const table = new AnchorTable()
  const starts = [0]
  for (const source of sourcesFor(locale, catalog)) starts.push((starts.at(-1) ?? 0) + [...source()].length)
  const phrases = compileEntries(entriesFor(locale, catalog), language, slots, table, true)
  const conditions = [...subjects(locale, catalog)].map(([, entries]) =>
    compileEntries([...entries()], language, slots, table, false),
  )
  return { slots: compiledSlots, anchors: table.pack(), phrases, starts, conditions }
}

/** The rules that were not there when the catalogue was compiled. */
const ownRules = ({ rules, compiled }: Catalog): Catalog['rules'] => (compiled ? rules.slice(compiled.rules) : [])

/** The rules that are compiled, or would be. */
const builtInRules = ({ rules, compiled }: Catalog): Catalog['rules'] =>
  compiled ? rules.slice(0, compiled.rules) : rules

/** Whose phrases are looked for everywhere, but for rules that are not the catalogue's own: functions that make their entries. */
function sourcesFor(locale: string, catalog: Catalog): (() => Iterable<Entry<Owner>>)[] {
  return [
    ...builtInRules(catalog).map((rule) => () => ruleEntries(locale, [rule])),
    ...catalog.topics.map(({ page, lexicons }) => () => {
      const lexicon = lexicons[locale]
      return lexicon ? topicEntries(subjectOf(page.id), lexicon) : []
    }),
    () => signEntries(catalog.languages[locale]),
  ]
}

const entriesFor = (locale: string, catalog: Catalog): Entry<Owner>[] =>
  sourcesFor(locale, catalog).flatMap((entries) => [...entries()])

function* ruleEntries(locale: string, rules: Catalog['rules']): Generator<Entry<Owner>> {
  for (const { page, lexicons } of rules) {
    const lexicon = lexicons[locale]
    if (lexicon) yield* phraseEntries(page.id, lexicon)
  }
}

/** A subject, and what makes its entries when they are wanted. */
type Conditions = readonly [subject: Subject, entries: () => Iterable<Entry<Owner>>]

/**
 * Everything of one locale that is looked for only where it matters, but for rules that are not the catalogue's own. Lexicons are
 * not touched before their entries are made.
 */
function* subjects(locale: string, catalog: Catalog): Generator<Conditions> {
  yield* ruleSubjects(locale, builtInRules(catalog))
  for (const { page, lexicons } of catalog.topics) {
    const id = subjectOf(page.id)
    yield [id, () => entriesOf(lexicons[locale], (lexicon) => conditionEntries(id, lexicon))]
  }
  for (const [guard, list] of Object.entries(catalog.languages[locale]?.guards ?? {}))
    for (const cues of list) yield [cues, () => cueEntries(guard, cues)]
}

function* ruleSubjects(locale: string, rules: Catalog['rules']): Generator<Conditions> {
  for (const { page, lexicons } of rules) {
    const { id } = page
    yield [id, () => entriesOf(lexicons[locale], (lexicon) => conditionEntries(id, lexicon))]
    yield [askedOf(id), () => entriesOf(lexicons[locale], (lexicon) => askedEntries(id, lexicon))]
    yield [namedBy(id), () => entriesOf(lexicons[locale], (lexicon) => namedEntries(id, lexicon))]
  }
}

const entriesOf = <Lexicon>(
  lexicon: Lexicon | undefined,
  make: (lexicon: Lexicon) => Iterable<Entry<Owner>>,
): Iterable<Entry<Owner>> => (lexicon === undefined ? [] : make(lexicon))

function* phrasesIn(list: Iterable<Conditions>): Generator<string> {
  for (const [, entries] of list) for (const { phrase } of entries()) yield phrase
}

function* namedEntries(ruleId: string, { cues = {} }: LexiconData): Generator<Entry<Owner>> {
  for (const [name, phrases] of Object.entries(cues))
    for (const phrase of phrases) yield { phrase, owner: { type: 'named', ruleId, name } }
}

function* askedEntries(ruleId: string, { applies = [], answers = {} }: LexiconData): Generator<Entry<Owner>> {
  for (const phrase of applies) yield { phrase, owner: { type: 'applies', ruleId, question: undefined } }
  for (const [question, { applies: only = [], found, heading }] of Object.entries(answers)) {
    for (const phrase of only) yield { phrase, owner: { type: 'applies', ruleId, question } }
    for (const phrase of found) yield { phrase, owner: { type: 'answered', ruleId, question } }
    for (const phrase of heading) yield { phrase, owner: { type: 'asked', ruleId, question } }
  }
}

function* cueEntries(guard: string, cues: Cues): Generator<Entry<Owner>> {
  for (const phrase of cues.cues) yield { phrase, owner: { type: 'cue', guard, cues } }
  for (const phrase of cues.except ?? []) yield { phrase, owner: { type: 'except', guard, cues } }
}

/** The name under which a topic's phrases are kept apart from those of rules. */
export const subjectOf = (topic: string): string => TOPIC + topic

const TOPIC = 'topic/'

/** Whether an id is the subject of a topic, and not of a rule. */
export const isSubjectOfTopic = (id: string): boolean => id.startsWith(TOPIC)

function* topicEntries(ruleId: string, lexicon: TopicLexicon): Generator<Entry<Owner>> {
  yield* phraseEntries(ruleId, lexicon)
  for (const phrase of lexicon.names) yield { phrase, owner: { type: 'name', ruleId } }
  for (const phrase of [...lexicon.mentions, ...lexicon.names]) yield { phrase, owner: { type: 'mention', ruleId } }
  for (const [option, phrases] of Object.entries(lexicon.answers ?? {}))
    for (const phrase of phrases) yield { phrase, owner: { type: 'answer', ruleId, option } }
}

function* signEntries(language: LanguageData | undefined): Generator<Entry<Owner>> {
  if (!language) return
  const { values, scopes = {}, signs = {}, slots } = language
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
    for (const type of phraseConditions)
      for (const text of phrase[type] ?? []) yield { phrase: text, owner: { type, ruleId, phrase } }
}
