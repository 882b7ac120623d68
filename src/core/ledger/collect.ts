import type { Commitment } from '../data/commitment.js'
import type { TopicData, TopicLexicon, TopicPage, TopicPhrase } from '../data/topic.js'
import {
  type Comparison,
  DAY,
  type Measure,
  measures,
  NO_CURRENCY,
  type Value,
  type ValueWords,
  weekdays,
} from '../data/value.js'
import { type Surroundings, surroundingsOf } from '../findings/guards.js'
import { type Kept, makeAgain } from '../findings/kept.js'
import { subjectOf, type Words } from '../findings/lexicons.js'
import {
  distance,
  type Hit,
  hasAny,
  hasCondition,
  hitsIn,
  type Passage,
  type Passages,
  sentenceOf,
  wholeOf,
} from '../findings/passage.js'
import { findPhrases } from '../findings/phrase-rule.js'
import type { ReadDocument } from '../findings/rule.js'
import type { Picked, Since } from '../findings/since.js'
import { firstAt, groupBy } from '../text/arrays.js'
import { fold } from '../text/fold.js'
import { contains, moved, type Span } from '../text/span.js'
import { SpanIndex } from '../text/span-index.js'
import { type Block, linesOf, toSource, writtenText } from '../tree/prose.js'
import { type Address, addressesIn, type Links, mayHaveAddresses, optionOf } from './addresses.js'
import { setAside } from './asides.js'
import { formatValue, parseValue } from './format-value.js'
import type { ValueReader } from './read-value.js'

/** All that was read of a document. */
export interface CollectContext {
  readonly topics: readonly TopicData[]
  readonly blocks: readonly Block[]
  readonly passages: Passages
  readonly where: ReadDocument['where']
  readonly source: string
  readonly usualScopes: readonly string[]
  /** The document's kind. */
  readonly kind: string | undefined
  /** Whether the title says for whom all of the document holds, as that of a policy does. */
  readonly titleLimits: boolean
  readonly wordsOf: (locale: string) => Words | undefined
  readonly valuesOf: (locale: string) => ValueReader | undefined
  /** What was collected when the document was last read, in the same language and of the same kind, and what changed since. */
  readonly last?: { readonly known: CollectedCommitments; readonly since: Since } | undefined
}

/** What a document promises, and what it takes to collect that again. */
export interface CollectedCommitments {
  readonly commitments: readonly Commitment[]
  readonly kept: Picked<Kept<Collected>>
  readonly title: string
  /** Patterns that do not stand in the source. */
  readonly missing: ReadonlySet<string>
}

/** No pattern that is looked for in the source matches more units. */
const LONGEST_NAMED = 64

const standsIn = (pattern: string, text: string): boolean => new RegExp(pattern, 'iu').test(text)

/** The patterns that do not stand in the source, of those that did not before: they may stand only in what changed. */
function stillMissing({ last, source }: CollectContext): Set<string> {
  if (!last) return new Set()
  const { start, end, growth } = last.since.changed
  const changed = source.slice(Math.max(0, start - LONGEST_NAMED), end + growth + LONGEST_NAMED)
  return new Set([...last.known.missing].filter((pattern) => !standsIn(pattern, changed)))
}

/** Field by field: behind an edit of a long document there are thousands, which a spread would copy three times as slowly. */
const moveCollected = ({ commitment, lead }: Collected, by: number): Collected => ({
  commitment: {
    topic: commitment.topic,
    value: commitment.value,
    comparison: commitment.comparison,
    scopes: commitment.scopes,
    place: moved(commitment.place, by),
    actual: commitment.actual,
    valuePlace: moved(commitment.valuePlace, by),
    valueActual: commitment.valueActual,
    amountPlace: commitment.amountPlace && moved(commitment.amountPlace, by),
    editable: commitment.editable,
    locale: commitment.locale,
  },
  lead,
})

/** What a document gives of which nothing could be collected. */
export const nothingCollected: CollectedCommitments = {
  commitments: [],
  kept: { numbers: [], items: [] },
  title: '',
  missing: new Set(),
}

/** A commitment as it stands in a block; offsets are those of the block's text. */
interface Stated {
  readonly topic: string
  readonly value: Value
  readonly comparison: Comparison | undefined
  readonly span: Span
  readonly valueSpan: Span
  /** Whether a name beside it gives the topic, and which block that name stands in. */
  readonly namedBy: number | undefined
  /** Whether its unit stands elsewhere. */
  readonly isBare?: boolean
  /** What it is the value of, where only its place in a list or on a card says so. */
  readonly listedAs?: string
}

/** What one passage of a document is read with. */
interface Reading {
  readonly index: number
  readonly passage: Passage
  readonly words: Words
  readonly values: ValueReader
  readonly around: Surroundings
  readonly context: CollectContext
  /** How many cells a row names. */
  readonly cells: (row: number) => number
  readonly headingsAbove: HeadingsAbove
  /** What the title limits the whole document to. */
  readonly title: readonly string[]
  /** The number of the block that is the title, or -1. */
  readonly titleBlock: number
  /** The topics of which addresses state something. */
  readonly linked: readonly TopicPage[]
  /** The topics that need no word in a list, a table or on a card. */
  readonly listed: readonly TopicPage[]
}

const isTitle = ({ depth }: Block): boolean => depth === 1

/** Reads what a document promises its customers, and demands of them, in the order of the text. */
export function collectCommitments(context: CollectContext): CollectedCommitments {
  const { blocks, passages } = context
  const [titleBlock = -1] = context.where(isTitle)
  const title = titleScope(context, titleBlock)
  const headingsAbove = createHeadingsAbove(blocks)
  const cells = countCells(blocks)
  const linked = context.topics.flatMap(({ page }) => (Object.keys(page.links).length > 0 ? [page] : []))
  const links = linked.map((page) => page.links)
  const listed = context.topics.flatMap(({ page }) => (page.listed ? [page] : []))
  const whole = { context, cells, headingsAbove, title, titleBlock, linked, listed }
  const readPassage = (index: number, passage: Passage): readonly Collected[] => {
    const words = context.wordsOf(passage.locale)
    const values = context.valuesOf(passage.locale)
    if (!words || !values) return []
    const around = surroundingsOf(passage, passages)
    const reading: Reading = { ...whole, index, passage, words, values, around }
    const phrased = withoutRivals([...phrasedIn(reading)])
    const topics = new Set(phrased.map(({ topic }) => topic))
    const taken = new SpanIndex(phrased.map(({ valueSpan }) => valueSpan))
    const named = [...namedIn(reading)].filter((one) => !topics.has(one.topic) && !taken.hasAt(one.valueSpan))
    const worded = [...phrased, ...withoutRivals(named)]
    const valued = new SpanIndex(worded.map(({ valueSpan }) => valueSpan))
    const placed = [...listedIn(reading)].filter(({ valueSpan }) => !valued.hasAt(valueSpan))
    const said = [...worded, ...placed].filter((one) => !isExcusedCell(reading, one.topic))
    const all = [...said, ...addressedIn(reading, said)].sort((a, b) => a.span.start - b.span.start)
    const places = groupBy(all, ({ topic }) => topic)
    const stated = new Map([...places].map(([topic, own]) => [topic, new SpanIndex(own.map((one) => one.valueSpan))]))
    return all.map((one) => commitmentOf(one, stated.get(one.topic), reading))
  }
  // What a short title names, values all over the document may be about.
  const label = passages[titleBlock]
  const hits = label && label.block.text.length <= LONGEST_NAME ? label.content.hits : []
  const named = hits.flatMap(({ owner }) => (owner.type === 'name' ? [owner.ruleId] : []))
  const titleKey = [...title, '', ...named].join()
  const last = context.last?.known.title === titleKey ? context.last : undefined
  const lastKept = last && { known: last.known.kept, since: last.since }
  const { kept, items: read } = makeAgain(passages, lastKept, moveCollected, (passage, index) =>
    mayPromise(passage, links) ? readPassage(index, passage) : [],
  )
  const missing = stillMissing(context)
  const currency = createCurrencies(context, missing)
  // “Good news: free returns” limits nothing; “Standard: 3 days” beside “Express: 1 day” does.
  const leads = new Map<string, Set<string>>()
  for (const { commitment, lead } of read)
    if (lead !== undefined) leads.set(commitment.topic, (leads.get(commitment.topic) ?? new Set()).add(lead))
  const signed = read.map(({ commitment, lead }) => {
    const meant = currency(commitment)
    return lead === undefined || (leads.get(commitment.topic)?.size ?? 0) < 2
      ? meant
      : { ...meant, scopes: [`=${fold(lead).text.trim()}`] }
  })
  return { commitments: withCurrencies(signed, context), kept, title: titleKey, missing }
}

/** Amounts that name no currency are in the one that the document names elsewhere, or else in that of the language. */
function withCurrencies(commitments: Commitment[], { wordsOf }: CollectContext): Commitment[] {
  const isBare = ({ value }: Commitment): boolean => value.type === 'money' && value.currency === NO_CURRENCY
  if (!commitments.some(isBare)) return commitments
  const named = new Set(commitments.flatMap(({ value }) => (value.type === 'money' ? [value.currency] : [])))
  named.delete(NO_CURRENCY)
  const [only] = named.size === 1 ? named : []
  return commitments.flatMap((one) => {
    if (one.value.type !== 'money' || one.value.currency !== NO_CURRENCY) return [one]
    const currency = only ?? wordsOf(one.locale)?.language.values?.currency
    return currency === undefined ? [] : [{ ...one, value: { ...one.value, currency } }]
  })
}

/** Whether a passage has words of a topic, or a value, or may have one, or an address that states something. */
const mayPromise = ({ block, content: { summary } }: Passage, links: readonly Links[]): boolean =>
  (summary.topics.length > 0 || summary.hasValues || mayBeBare.test(block.text) || mayHaveAddresses(block, links)) &&
  !isLabel(block)

/** How many cells name each row, counted when it is first asked. */
function countCells(blocks: readonly Block[]): (row: number) => number {
  let cells: Map<number, number> | undefined
  return (row) => {
    if (!cells) {
      cells = new Map()
      for (const { labels } of blocks) {
        const [first] = labels
        if (first !== undefined) cells.set(first, (cells.get(first) ?? 0) + 1)
      }
    }
    return cells.get(row) ?? 0
  }
}

/**
 * Reads a bare sign as the currency of its kind that the document names elsewhere: “$28” is in Hong Kong dollars where the page says
 * “HKD” or “HK$”, and nothing else.
 * @param missing patterns that are known not to stand in the source; more are put in.
 */
function createCurrencies(
  { source, wordsOf }: CollectContext,
  missing: Set<string>,
): (commitment: Commitment) => Commitment {
  const named = new Map<string, boolean>()
  const standsFor = (code: string, sign: string, { currencies }: ValueWords, isOther: boolean): boolean => {
    const said = (currencies[code] ?? []).filter(
      (phrase) => (phrase.endsWith(`\\${sign}`) && phrase.length > 2) || (isOther && /^[^\x20-\x7e]+$/.test(phrase)),
    )
    const pattern = [
      `(?<!\\p{L})${code}(?!\\p{L})`,
      ...said.map((one) => (/^[^\x20-\x7e]/.test(one) ? one : `(?<!\\p{L})${one}`)),
    ].join('|')
    if (missing.has(pattern)) return false
    const stands = standsIn(pattern, source)
    if (!stands) missing.add(pattern)
    return stands
  }
  const names = (code: string, sign: string, words: ValueWords, locale: string, isOther: boolean): boolean => {
    const key = `${locale} ${code} ${sign} ${isOther}`
    const known = named.get(key) ?? standsFor(code, sign, words, isOther)
    named.set(key, known)
    return known
  }
  // Looked up once a locale: this is asked of every price with each letter typed.
  const signsOf = new Map<string, readonly (readonly [string, readonly string[]])[]>()
  return (commitment) => {
    const { value, valueActual, locale } = commitment
    if (value.type !== 'money') return commitment
    const words = wordsOf(locale)?.language.values
    if (!words?.signs) return commitment
    const signs = signsOf.get(locale) ?? Object.entries(words.signs)
    signsOf.set(locale, signs)
    for (const [sign, [usual, ...others]] of signs) {
      if (usual === undefined || value.currency !== usual) continue
      const at = valueActual.indexOf(sign)
      if (at < 0 || /\p{L}/u.test(valueActual.charAt(at - 1)) || valueActual.includes(usual)) continue
      const [meant, second] = others.filter((code) => names(code, sign, words, locale, true))
      if (meant !== undefined && second === undefined && !names(usual, sign, words, locale, false))
        return { ...commitment, value: { ...value, currency: meant } }
    }
    return commitment
  }
}

/** A commitment, and the words before a colon that may say what it is for. */
interface Collected {
  readonly commitment: Commitment
  readonly lead: string | undefined
}

/** The topics that a document speaks of, whether or not it commits to anything. @param mentions asked with their subjects */
export const mentionedTopics = (topics: readonly TopicData[], mentions: (subject: string) => boolean): string[] =>
  topics.map(({ page }) => page.id).filter((id) => mentions(subjectOf(id)))

function* phrasedIn({ passage, words, values, around, context }: Reading): Generator<Stated> {
  const subjects = passage.content.summary.topics
  if (subjects.length === 0) return
  for (const { page } of context.topics) {
    const id = subjectOf(page.id)
    if (!subjects.includes(id)) continue
    const sortOf = (phrase: TopicPhrase): string => phrase.value ?? ''
    for (const hit of findPhrases(
      { id, guards: page.guards },
      passage,
      words,
      around,
      { kind: context.kind },
      sortOf,
    )) {
      const phrase: TopicPhrase = hit.phrase
      const span = { start: hit.start, end: hit.end }
      if (phrase.value !== undefined) {
        const value = parseValue(phrase.value)
        yield { topic: page.id, value, comparison: phrase.comparison, span, valueSpan: span, namedBy: undefined }
        continue
      }
      for (const capture of hit.captures) {
        const measure = page.values.find((name) => name === capture.slot)
        if (!measure) continue
        const valueSpan = wholeValue(passage, measure, capture)
        const value = values.read(measure, passage.block.text.slice(valueSpan.start, valueSpan.end), true)
        if (!value) continue
        yield { topic: page.id, value, comparison: phrase.comparison, span, valueSpan, namedBy: undefined }
        break
      }
    }
  }
}

/** The longest value around what a slot caught: the words of a phrase may have taken a part of it (“600元” of “600元/人”). */
function wholeValue(passage: Passage, measure: Measure, caught: Span): Span {
  let whole: Span = { start: caught.start, end: caught.end }
  for (const hit of hitsIn(passage, 'value', measure, caught))
    if (contains(hit, whole)) whole = { start: hit.start, end: hit.end }
  return whole
}

/** A text that names a topic is short; a longer one only speaks of it. In UTF-16 units. */
const LONGEST_NAME = 60
/** The words before a colon that say what a list item is about. */
const LONGEST_LEAD = 40
/** Under a heading that names the topic, a text that only states the value is short; of a longer one right below it, the first sentence does. */
const LONGEST_ANSWER = 80

/** Values beside a name of their topic: in a table, after a colon, in a list or right under a heading; each line by itself. */
function* namedIn(reading: Reading): Generator<Stated> {
  const mayLead = hasAny(reading.passage, 'name')
  for (const line of linesOf(reading.passage.block)) yield* namedInLine(reading, line, mayLead)
}

/** @param mayLead whether any name stands in the passage */
function* namedInLine(reading: Reading, line: Span, mayLead: boolean): Generator<Stated> {
  const { passage, words, context, index } = reading
  const { block } = passage
  const length = line.end - line.start
  const leadEnd = line.start + leadOf(block.text.slice(line.start, line.end))
  const places: { readonly passage: Passage; readonly block: number; readonly within: Span; readonly rest: Span }[] = []
  if (leadEnd > line.start && mayLead)
    places.push({
      passage,
      block: index,
      within: { start: line.start, end: leadEnd },
      rest: { start: leadEnd, end: line.end },
    })
  for (const label of block.labels) addLabel(label)
  const { introduction, heading, depth } = block
  const isAnswer = (below: number): boolean => length <= LONGEST_ANSWER || (below === index - 1 && line.start === 0)
  if (isAnswer(introduction)) addLabel(introduction)
  if (depth === 0 && isAnswer(heading)) addLabel(heading)
  // On a card with a title of its own stands “£15” alone; what it is says the heading of all cards.
  const isAlone = length <= LONGEST_ALONE && isValueAlone(passage, line)
  if (isAlone) for (const above of [...reading.headingsAbove(block), reading.titleBlock]) addLabel(above)
  function addLabel(number: number): void {
    const label = context.passages[number]
    if (!label || label.block.text.length > LONGEST_NAME || !hasAny(label, 'name')) return
    const first = (): Span => sentenceAround(passage, { start: line.start, end: line.start + 1 }, words)
    places.push({
      passage: label,
      block: number,
      within: wholeOf(label),
      rest: length <= LONGEST_ANSWER ? line : { start: line.start, end: Math.min(first().end, line.end) },
    })
  }
  let isNamed = false
  for (const { page, lexicons } of places.length > 0 ? context.topics : []) {
    const place = places.find((one) => hasHit(one.passage, 'name', subjectOf(page.id), one.within))
    // “How long it takes” heads delivery in one kind of document, and how long data is kept in another.
    const isElsewhere = context.kind !== undefined && !page.kinds.includes(context.kind)
    if (isElsewhere && !isAlone && place && place.block === heading) continue
    const lexicon = place && lexicons[words.locale]
    if (!lexicon || lexicon.names.length === 0) continue
    const answer =
      answerIn(reading, page.id, lexicon, place.rest) ??
      perIn(reading, page.id, measuredIn(reading, page.values, place.rest)) ??
      bareIn(reading, page.values, place.passage)
    if (!answer) continue
    // What follows the name and its colon at once is its value, whatever is said behind it.
    const isPlain = place.block === index && /^[:\uFF1A]\s*$/.test(block.text.slice(leadEnd, answer.valueSpan.start))
    isNamed = true
    if (isPlain || !isExcused(reading, page.id, answer.valueSpan))
      yield { topic: page.id, comparison: undefined, namedBy: place.block, ...answer }
  }
  // “150元/小时” in a cell is a price whatever stands around it.
  if (isAlone && !isNamed)
    for (const { page } of context.topics) {
      const answer = page.alonePer.length > 0 ? measuredIn(reading, page.values, line) : undefined
      const per = answer?.value.type === 'money' ? answer.value.per : undefined
      if (answer && per !== undefined && page.alonePer.includes(per) && !isExcused(reading, page.id, answer.valueSpan))
        yield { topic: page.id, comparison: undefined, namedBy: undefined, ...answer }
    }
}

/**
 * Values that need no word for their topic: in a table (“| Double room | €95 |”), in a list of such lines (“Haircut £30”), or alone on
 * a card, below its title.
 */
function* listedIn(reading: Reading): Generator<Stated> {
  const { passage, context, index } = reading
  const { block } = passage
  if (reading.listed.length === 0) return
  const [row = -1] = block.labels
  const whole = wholeOf(passage)
  const title = context.passages[block.heading]
  const isCard = row < 0 && title !== undefined && block.heading === index - 1 && block.heading !== reading.titleBlock
  const isEntry = (row >= 0 || isCard) && block.text.length <= LONGEST_ALONE && isValueAlone(passage, whole)
  const above = [reading.around.introduction, reading.around.heading, ...reading.around.labels]
  for (const page of reading.listed) {
    const isElsewhere = (place: Passage, within: Span): boolean => isOfOtherTopic(place, within, page, context)
    const entries: Iterable<Entry> = isEntry
      ? [{ line: whole, name: isCard ? title.block.text : undefined, bare: undefined }]
      : row >= 0
        ? bareCell(reading, page)
        : block.depth === 0
          ? linesIn(reading, page)
          : []
    let isRuledOut: boolean | undefined
    for (const { line, name, bare } of entries) {
      isRuledOut ??= above.some((place) => place && isElsewhere(place, wholeOf(place)))
      if (isRuledOut) break
      const answer = perIn(reading, page.id, bare ? bareAnswer(reading, bare) : measuredIn(reading, page.values, line))
      // With a word for the topic, its phrases decide.
      if (!answer || isElsewhere(passage, line) || hasHit(passage, 'mention', subjectOf(page.id), line)) continue
      yield { topic: page.id, comparison: undefined, namedBy: undefined, ...answer, ...(name && { listedAs: name }) }
    }
  }
}

/** A line that states a value by its place. */
interface Entry {
  readonly line: Span
  /** What stands before the value. */
  readonly name: string | undefined
  /** The amount, where it names no currency. */
  readonly bare: Span | undefined
}

/** Whether what stands above a text names a topic. */
const isNamedAbove = ({ around, context, headingsAbove, passage, titleBlock }: Reading, topic: string): boolean =>
  [
    around.introduction,
    ...[...headingsAbove(passage.block), titleBlock].map((number) => context.passages[number]),
  ].some((place) => place && namesTopic(place, topic))

const namesTopic = (place: Passage, topic: string): boolean =>
  place.block.text.length <= LONGEST_NAME && hasHit(place, 'name', subjectOf(topic), wholeOf(place))

/** So many cells on either side are asked whether they are the prices of a row. */
const WIDEST = 20

/** A cell with an amount alone, if its column or row names the topic, or the heading of a table does of which no cell of this row is named so. */
function* bareCell(reading: Reading, { id }: TopicPage): Generator<Entry> {
  const { passage, context, index } = reading
  const { block } = passage
  const line = wholeOf(passage)
  const bare = block.text.length <= LONGEST_ALONE ? bareAmountIn(passage, reading.values, line) : undefined
  if (!bare || /[\p{L}\p{N}]/u.test(block.text.slice(0, bare.start))) return
  const isNamed = (number: number): boolean => {
    const label = context.passages[number]
    return label !== undefined && namesTopic(label, id)
  }
  const row = (at: number): readonly number[] => {
    const { labels = [] } = context.blocks[at] ?? {}
    return labels[0] === block.labels[0] ? labels : []
  }
  if (!block.labels.some(isNamed)) {
    // “Traffic (GB)” heads no prices, whatever the table is called.
    if (block.labels.some((label) => unitInName.test(context.blocks[label]?.text ?? ''))) return
    if (!isNamedAbove(reading, id)) return
    for (const step of [-1, 1])
      for (let far = 1; far <= WIDEST && row(index + far * step).length > 0; far++)
        if (row(index + far * step).some(isNamed)) return
  }
  yield { line, name: undefined, bare }
}

/** The amount at the end of a line that names no currency: `1,200`, `20rb`, `1.5万`, and at most how it is meant behind it. */
function bareAmountIn(passage: Passage, values: ValueReader, line: Span): Span | undefined {
  const { text } = passage.block
  const limits = [...hitsIn(passage, 'comparison', 'comparison', line)]
  // “from” may stand behind it.
  const isLast = ({ start, end }: Span): boolean =>
    end <= line.end && !/\p{N}/u.test(text.slice(start, end)) && !/[\p{L}\p{N}]/u.test(text.slice(end, line.end))
  const end = Math.min(line.end, ...limits.filter(isLast).map(({ start }) => start))
  const match = bareAmount.exec(text.slice(line.start, end))
  if (!match) return undefined
  const [, amount = '', per = ''] = match
  const start = line.start + match.index
  const read = values.amountIn(amount)
  if (read?.start !== 0) return undefined
  const rest = { start: start + read.end, end: start + amount.length }
  return rest.start === rest.end || limits.some((limit) => contains(limit, rest))
    ? { start, end: rest.end + per.length }
    : undefined
}

/** What may be an amount at the end of a line, and per what; no digit of a name (A4), a number (#12), a time or a difference (-50). */
const bareAmount =
  /(?<![\p{Lu}\p{Ll}\p{N}#\u2116+\u2212-]|[#\u2116]\s|\d[:.,/])((?:\d{1,3}(?:[., \u00A0]\d{3})+|\d{2,6}|\d(?=[.,]?\d?\p{L}))(?:[.,]\d{1,2})?(?:\s?\p{L}{1,4})?)(\s?[/\uFF0F]\s?\p{L}{1,8})?[^\p{L}\p{N}]*$/u
/** Whether a short line of a text ends with what may be one. */
const mayBeBare = /^.{0,64}\d[^\d\n]{0,16}$/mu

/** An amount of money in no currency. */
function bareAnswer({ passage, values }: Reading, span: Span): Answer | undefined {
  const value = values.read('money', passage.block.text.slice(span.start, span.end), true)
  return value && { value, span, valueSpan: span, isBare: true }
}

/**
 * Whether a text speaks of another topic that has values of the same measure, or of what rules this one out: with no word for the topic,
 * whatever keeps any phrase that states such values from meaning it does.
 */
function isOfOtherTopic(place: Passage, within: Span, { id, values }: TopicPage, { topics }: CollectContext): boolean {
  if (hasCondition(place, subjectOf(id), 'unless', within, isMeasured)) return true
  // A word that other topics share says nothing within a name of this one: 收费 in 收费一览.
  const names = [...hitsIn(place, 'name', subjectOf(id), within)]
  const isOther = ({ page }: TopicData): boolean => page.id !== id && page.values.some((one) => values.includes(one))
  const isNamed = (hit: Span): boolean => names.some((name) => contains(name, hit))
  return topics.some((topic) => {
    if (!isOther(topic)) return false
    for (const hit of hitsIn(place, 'mention', subjectOf(topic.page.id), within))
      if (contains(within, hit) && !isNamed(hit)) return true
    return false
  })
}

/** Whether a phrase states a value of its own, and not one of the topic's options. */
const isMeasured = (phrase: TopicPhrase): boolean => phrase.value === undefined

/** The lines of a passage that are a name and a value, where the line before or behind is one, too. */
function* linesIn(reading: Reading, { id, values: measures }: TopicPage): Generator<Entry> {
  const { passage, context, index } = reading
  const { block } = passage
  const lines = shownLines(block)
  const entries = lines.map((line) => entryIn(passage, reading.values, line, measures))
  const beside = (number: number, at: 0 | -1): Entry | undefined => {
    const other = context.passages[number]
    if (!other || other.block.role !== block.role || other.block.heading !== block.heading) return undefined
    const line = shownLines(other.block).at(at)
    return line && entryIn(other, reading.values, line, measures)
  }
  let isNamed: boolean | undefined
  for (const [number, entry] of entries.entries()) {
    if (!entry) continue
    const before = number > 0 ? entries[number - 1] : beside(index - 1, -1)
    const behind = number < lines.length - 1 ? entries[number + 1] : beside(index + 1, 0)
    // Amounts that name no currency are prices beside one that does, or where it says so above.
    const isPrice = [before, behind].some((other) => {
      if (!other) return false
      if (!other.bare) return true
      isNamed ??= isNamedAbove(reading, id)
      return isNamed
    })
    if (isPrice) yield entry
  }
}

/** The lines of a block as they stand in its source or are shown. */
function shownLines(block: Block): readonly Span[] {
  return linesOf(block).flatMap(({ start, end }) => {
    let from = start
    return block.text
      .slice(start, end)
      .split('\n')
      .map((line) => {
        const span = { start: from, end: from + line.length }
        from = span.end + 1
        return span
      })
  })
}

/** A line that is nothing but a name and a value. */
function entryIn(passage: Passage, values: ValueReader, line: Span, measures: readonly Measure[]): Entry | undefined {
  const { text } = passage.block
  if (line.end - line.start > LONGEST_ENTRY) return undefined
  const [value, ...others] = measures.flatMap((measure) => [...valuesIn(passage, measure, line)])
  const bare = value ? undefined : bareAmountIn(passage, values, line)
  const stated = value ?? bare
  if (!stated || others.length > 0) return undefined
  // What ends with a full stop is a sentence.
  if (value && /[\p{L}\p{N}.!?\u3002\uFF01\uFF1F]/u.test(text.slice(value.end, line.end))) return undefined
  const name = text.slice(line.start, stated.start).replace(/[\s\p{P}\p{S}]+$/u, '')
  const isName = /\p{L}/u.test(name) && !/[.!?;,\u3001\u3002\uFF01\uFF0C\uFF1B\uFF1F]/.test(name)
  return isName ? { line, name, bare } : undefined
}

/** So long is a line of a list that is a name and its value, in UTF-16 units. */
const LONGEST_ENTRY = 80
/** So long is a text that is nothing but a value, in UTF-16 units. */
const LONGEST_ALONE = 40

/** Whether a line says nothing but a value, and at most how it is meant and for what: “from $160 /package”, “48,888/人”. */
function isValueAlone(passage: Passage, line: Span): boolean {
  const { text } = passage.block
  return measures.some((measure) =>
    [...valuesIn(passage, measure, line)].some((value) => {
      let before = text.slice(line.start, value.start)
      let behind = text.slice(value.end, line.end).replace(/^\s*\/\s*\p{L}+/u, '')
      if (!/[\p{L}\p{N}]/u.test(before + behind)) return true
      for (const { start, end } of hitsIn(passage, 'comparison', 'comparison', line)) {
        if (end <= value.start) before = before.replace(text.slice(start, end), '')
        else if (start >= value.end) behind = behind.replace(text.slice(start, end), '')
      }
      return !/[\p{L}\p{N}]/u.test(before + behind)
    }),
  )
}

/** Whether what a topic is never about stands in the sentence of a value. */
const isExcused = ({ passage, words }: Reading, topic: string, value: Span): boolean =>
  excuses(passage, topic, sentenceAround(passage, value, words))

/** Whether it stands in a name of a cell (“Overdue fees”), so that nothing in the cell is about the topic. */
const isExcusedCell = ({ around }: Reading, topic: string): boolean =>
  around.labels.some((label) => excuses(label, topic, wholeOf(label)))

const excuses = (place: Passage, topic: string, within: Span): boolean =>
  hasCondition(place, subjectOf(topic), 'unless', within)

function hasHit(passage: Passage, type: 'name' | 'mention', subject: string, within: Span): boolean {
  for (const hit of hitsIn(passage, type, subject, within)) if (contains(within, hit)) return true
  return false
}

const speaksOf = (place: Passage, topic: string): boolean => hasHit(place, 'mention', subjectOf(topic), wholeOf(place))

/** The end of the words before a colon that stands early in a text; 0 where there is none. */
function leadOf(text: string): number {
  const colon = /[:\uFF1A]/.exec(text.slice(0, LONGEST_NAME))
  // 9:30 is a time.
  return colon && !/\d[:\uFF1A]\d/.test(text.slice(colon.index - 1, colon.index + 2)) ? colon.index : 0
}

type Answer = Pick<Stated, 'value' | 'span' | 'valueSpan' | 'isBare'>

function answerIn({ passage }: Reading, topic: string, { answers }: TopicLexicon, rest: Span): Answer | undefined {
  if (!answers) return undefined
  for (const hit of hitsIn(passage, 'answer', subjectOf(topic), rest)) {
    if (hit.owner.type !== 'answer' || hit.start < rest.start) continue
    const span = { start: hit.start, end: hit.end }
    return { value: parseValue(hit.owner.option), span, valueSpan: span }
  }
  return undefined
}

/** The value of one of the measures, if there is just one. */
function measuredIn({ passage, values }: Reading, measures: readonly Measure[], rest: Span): Answer | undefined {
  const found: Answer[] = []
  for (const measure of measures) {
    for (const span of valuesIn(passage, measure, rest)) {
      const value = values.read(measure, passage.block.text.slice(span.start, span.end), true)
      if (value) found.push({ value, span, valueSpan: span })
    }
  }
  return found.length === 1 ? found[0] : undefined
}

/** A cell that is nothing but a number, or two. */
const bareNumber = /^\d[\d.,\s]*(?:[-~\u2013]\s?\d[\d.,\s]*)?$/
/** The unit of all that stands below or beside the name: “Warranty (months)”, “保修期（天）”. */
const unitInName = /[(\uFF08]([^()\uFF08\uFF09]{1,20})[)\uFF09]\s*$/

const isBareCell = ({ labels, text }: Block): boolean =>
  labels.length > 0 && text.length <= LONGEST_LEAD && bareNumber.test(text)

/** The value of a cell with a number alone, whose unit stands in the name of its column or row. */
function bareIn(reading: Reading, measures: readonly Measure[], name: Passage): Answer | undefined {
  const { block } = reading.passage
  if (!isBareCell(block)) return undefined
  const span = { start: 0, end: block.text.length }
  const labels = labelsOf(reading).map(({ block: { text } }) => text)
  const units = [unitInName.exec(name.block.text)?.[1], ...labels].filter((unit) => unit !== undefined)
  for (const measure of measures)
    for (const unit of units) {
      const value = reading.values.read(measure, `${block.text} ${unit}`)
      if (value) return { value, span, valueSpan: span, isBare: true }
    }
  return undefined
}

/** So long is a name of a column that says for what a price is asked, in UTF-16 units. */
const LONGEST_PER = 20

/** A price in a cell, with the time or thing for which it is asked where the name of its column or row says it (“Per day”). */
function perIn(reading: Reading, topic: string, answer: Answer | undefined): Answer | undefined {
  if (answer?.value.type !== 'money' || answer.value.per !== undefined) return answer
  for (const label of labelsOf(reading)) {
    const { text } = label.block
    if (text.length > LONGEST_PER || /\p{N}/u.test(text)) continue
    // 人 is what a price is asked per, and a part of many words: where words are not spaced, the name must be one of the topic's.
    if (reading.words.language.spacing !== 'words' && !namesTopic(label, topic)) continue
    // Languages differ in whether they say “monthly price” or “price, monthly”.
    for (const words of [text, ...text.split(/\s+/)]) {
      const value = reading.values.read('money', `1 ${words}`, true)
      if (value?.type === 'money' && value.per !== undefined)
        return { ...answer, value: { ...answer.value, per: value.per }, isBare: true }
    }
  }
  return answer
}

/** What the row and the column of a cell are called. */
const labelsOf = ({ passage, context }: Reading): readonly Passage[] =>
  passage.block.labels.flatMap((label) => context.passages[label] ?? [])

/** What addresses state, by where they lead: each option once, and not where words state it, or say by what the address reaches people. */
function* addressedIn(reading: Reading, said: readonly Stated[]): Generator<Stated> {
  const { passage, around } = reading
  const { block } = passage
  const addresses = block.role === 'attribute' ? [] : [...addressesIn(block)]
  if (addresses.length === 0) return
  const places = new SpanIndex<Span>(addresses)
  for (const page of reading.linked) {
    const own = said.filter(({ topic }) => topic === page.id)
    const known = new Set(own.map(({ value }) => formatValue(value)))
    const spans = new SpanIndex(own.map(({ span }) => span))
    const ends = spans.items.flatMap((span) => (places.hasAt(span) ? [] : span.end)).sort((a, b) => a - b)
    const isNamed = (address: Address): boolean => {
      if (spans.hasAt(address)) return true
      const behind = firstAt(ends, (end) => end > address.start)
      const before = ends[behind - 1]
      return (
        behind < ends.length ||
        (before !== undefined && /^[^\p{L}\p{N}]*$/u.test(block.text.slice(before, address.start)))
      )
    }
    // “Account: 021 4584 1156” is no telephone number; “021 4584 1156” and “Hotline: 021 4584 1156” are.
    const isSuch = ({ name }: Address): boolean =>
      name === undefined ||
      !/\p{L}/u.test(block.text.slice(name.start, name.end)) ||
      hasHit(passage, 'mention', subjectOf(page.id), name) ||
      [around.introduction, around.heading, ...around.labels].some((place) => place && speaksOf(place, page.id))
    for (const address of addresses) {
      const option = optionOf(address.url, page.links)
      if (option === undefined || known.has(option) || isNamed(address) || !isSuch(address)) continue
      if (isExcused(reading, page.id, address)) continue
      const span = { start: address.start, end: address.end }
      known.add(option)
      yield {
        topic: page.id,
        value: parseValue(option),
        comparison: undefined,
        span,
        valueSpan: span,
        namedBy: undefined,
      }
    }
  }
}

/** Of several topics that claim the same value, those whose words stand closest to it. */
function withoutRivals(stated: readonly Stated[]): Stated[] {
  const length = ({ span }: Stated): number => span.end - span.start
  const values = new SpanIndex(stated.map((one) => ({ ...one.valueSpan, one })))
  return stated.filter(
    (one) =>
      one.value.type === 'option' ||
      ![...values.at(one.valueSpan)].some(
        ({ one: other }) =>
          other.topic !== one.topic && other.value.type === one.value.type && length(other) < length(one),
      ),
  )
}

/** The sentence in which a span stands; the whole passage where its sentences were not read, as nothing but a value stands there. */
const sentenceAround = (passage: Passage, span: Span, words: Words): Span =>
  passage.content.sentences.length === 0 ? wholeOf(passage) : sentenceOf(passage, span, words.language.spacing)

/** So many words (or characters, where words are not spaced) may stand between “up to” and its value. */
const COMPARISON_REACH: Readonly<Record<string, number>> = { words: 1, phrases: 4, none: 2 }

function comparisonOf({ passage, words }: Reading, { comparison, value, valueSpan, span }: Stated): Comparison {
  if (comparison) return comparison
  if (value.type === 'option') return 'exactly'
  const { spacing } = words.language
  const sentence = sentenceAround(passage, span, words)
  for (const hit of hitsIn(passage, 'comparison', 'comparison', sentence)) {
    if (hit.owner.type !== 'comparison') continue
    const between = { start: hit.end, end: hit.end }
    const isBefore =
      hit.end <= valueSpan.start &&
      distance(passage.block.text, between, valueSpan, spacing) <= (COMPARISON_REACH[spacing] ?? 0)
    const isAround = hit.start < valueSpan.end && hit.end > valueSpan.start
    // “30 days or more” follows at once.
    const isBehind = hit.start >= valueSpan.end && passage.block.text.slice(valueSpan.end, hit.start).trim() === ''
    if (isBefore || isAround || isBehind) return hit.owner.comparison
  }
  return 'exactly'
}

/** An attribute that is one Latin word names an icon (“WhatsApp”) or shows how something is written (“you@example.com”). */
const isLabel = ({ role, text }: Block): boolean => role === 'attribute' && /^\s*[\x21-\x7e]+\s*$/.test(text)

/** “0 €” is free, and all hours of all days are 24/7: what cannot be better is the option that the topic's ladder puts above all values. */
function meaning(value: Value, { page }: TopicData): Value {
  if (!(value.type === 'money' ? value.to === 0 : value.type === 'hours' && isAlways(value))) return value
  const ladder = page.ladders.find((steps) => steps.some((step) => step.includes('value')))
  const best = ladder?.at(-1)?.[0]
  return best === undefined || best === 'value' ? value : { type: 'option', option: best }
}

const isAlways = ({ days, from, to }: Extract<Value, { type: 'hours' }>): boolean =>
  days?.length === weekdays.length && from === 0 && (to === 0 || to === DAY)

function commitmentOf(stated: Stated, others: SpanIndex<Span> | undefined, reading: Reading): Collected {
  const { passage, values, context } = reading
  const { block, locale } = passage
  const valuePlace = toSource(block, stated.valueSpan)
  const valueActual = writtenText(block, stated.valueSpan, context.source)
  const amount = stated.value.type === 'option' ? undefined : values.amountIn(valueActual)
  const scopes = scopesOf(stated, others, reading)
  const topic = context.topics.find(({ page }) => page.id === stated.topic)
  const commitment: Commitment = {
    topic: stated.topic,
    value: topic ? meaning(stated.value, topic) : stated.value,
    comparison: comparisonOf(reading, stated),
    scopes,
    place: toSource(block, stated.span),
    actual: writtenText(block, stated.span, context.source),
    valuePlace,
    valueActual,
    amountPlace: amount && { start: valuePlace.start + amount.start, end: valuePlace.start + amount.end },
    editable: !stated.isBare && context.source.slice(valuePlace.start, valuePlace.end) === valueActual,
    locale,
  }
  return { commitment, lead: scopes.length === 0 ? leadBefore(stated, reading) : undefined }
}

/** Commas and brackets between two spans weigh more than any words; a colon joins a label and its value. */
const CLAUSE = 1000

/** How far apart two spans are in a text, in UTF-16 units; those of one clause are nearer than all others. */
function remoteness(text: string, a: Span, b: Span): number {
  const between = text.slice(Math.min(a.end, b.end), Math.max(a.start, b.start))
  const marks = between.match(/[,;()|\u2013\u2014\uFF0C\uFF1B\u3001\uFF08\uFF09\uFF5C]/g)?.length ?? 0
  return marks * CLAUSE + between.length
}

/** The values of a sentence that stand before a value and behind it: what is said beyond them is said of them. */
function rivalsOf(
  { value, valueSpan }: Stated,
  stated: SpanIndex<Span> | undefined,
  reading: Reading,
  sentence: Span,
): { readonly before: Span | undefined; readonly behind: Span | undefined } {
  const measured = value.type === 'option' ? [] : valuesIn(reading.passage, value.type, sentence)
  let before: Span | undefined
  let behind: Span | undefined
  for (const spans of [stated?.at(sentence) ?? [], measured])
    for (const span of spans) {
      if (span.end <= valueSpan.start && span.end > (before?.end ?? -1)) before = span
      if (span.start >= valueSpan.end && span.start < (behind?.start ?? Number.POSITIVE_INFINITY)) behind = span
    }
  return { before, behind }
}

/** The values of a measure in a part of a passage, none overlapping another. */
function* valuesIn(passage: Passage, measure: Measure, within: Span): Generator<Span> {
  let end = within.start
  for (const hit of hitsIn(passage, 'value', measure, within)) {
    if (hit.start < end) continue
    end = hit.end
    yield { start: hit.start, end: hit.end }
  }
}

/** For whom or what a commitment holds: cues in its sentence, its headings and its labels, and the labels of its cell. */
function scopesOf(stated: Stated, others: SpanIndex<Span> | undefined, reading: Reading): string[] {
  const { passage, words, context } = reading
  const { block } = passage
  const sentence = sentenceAround(passage, stated.span, words)
  const { before, behind } = rivalsOf(stated, others, reading, sentence)
  const own = new Set<string>()
  const cues = [...cuesOf(passage).at(sentence)].filter((cue) => contains(sentence, cue))
  const aside = setAside(cues, passage, words, sentence, { span: stated.span, valueSpan: stated.valueSpan, before })
  for (const cue of cues) {
    if (aside.has(cue)) continue
    if ((before && cue.end <= before.start) || (behind && cue.start >= behind.end)) continue
    const distance = remoteness(block.text, cue, stated.valueSpan)
    // “14 days, for sale items 7”: a scope belongs to the value that stands nearest.
    if ([before, behind].every((rival) => !rival || remoteness(block.text, cue, rival) >= distance)) own.add(cue.scope)
  }
  for (const scope of reading.around.labels.flatMap((label) => scopesOfAll(label, context))) own.add(scope)
  // Under “Sale items”, the columns of lamps and of sofas still hold for one of them each.
  const names = stated.listedAs === undefined ? cellLabels(stated, reading) : [stated.listedAs]
  if (own.size === 0) for (const name of names) own.add(`=${fold(name).text.trim()}`)
  const above = [reading.around.introduction, ...reading.headingsAbove(block).map((number) => context.passages[number])]
  const scopes = new Set([...reading.title, ...own, ...above.flatMap((place) => scopesOfAll(place, context))])
  return [...scopes].filter((scope) => !context.usualScopes.includes(scope)).sort()
}

/** What the title limits the whole document to (“Terms for business customers”); one that names several limits nothing. */
function titleScope(context: CollectContext, titleBlock: number): string[] {
  if (!context.titleLimits) return []
  const title = context.passages[titleBlock]
  const scopes = new Set(scopesOfAll(title, context))
  return scopes.size === 1 ? [...scopes] : []
}

/** Tells the headings under which a block stands, the document's own title left out. */
type HeadingsAbove = (block: Block) => readonly number[]

/** More than the depth of any heading. */
const PROSE = 7

function createHeadingsAbove(blocks: readonly Block[]): HeadingsAbove {
  const known = new Map<number, number>()
  /** Of a heading and those before it, the last that is no title and less deep; -1 if there is none. */
  const nearest = (from: number, depth: number): number => {
    const passed: number[] = []
    let at = from
    let found: number | undefined
    while (at >= 0 && found === undefined) {
      const heading = blocks[at]
      const key = at * PROSE + depth - 1
      if (heading && heading.depth < depth && heading.depth !== 1) found = at
      else found = known.get(key)
      if (found === undefined) {
        passed.push(key)
        at = heading?.heading ?? -1
      }
    }
    for (const key of passed) known.set(key, found ?? -1)
    return found ?? -1
  }
  const above = (block: Block): readonly number[] => {
    const found: number[] = []
    let from = block
    for (;;) {
      const at = nearest(from.heading, from.depth > 0 ? from.depth : PROSE)
      const heading = blocks[at]
      if (!heading) return found
      found.push(at)
      from = heading
    }
  }
  // All texts under a heading stand under the same ones.
  const aboveTexts = new Map<number, readonly number[]>()
  return (block) => {
    if (block.depth > 0) return above(block)
    const found = aboveTexts.get(block.heading) ?? above(block)
    aboveTexts.set(block.heading, found)
    return found
  }
}

/** For whom or what something holds, where it is said. */
interface Cue extends Span {
  readonly scope: string
}

function scopesOfAll(place: Passage | undefined, { wordsOf }: CollectContext): string[] {
  const words = place && wordsOf(place.locale)
  if (!words) return []
  const cues = cuesOf(place).items
  const aside = setAside(cues, place, words, wholeOf(place))
  return cues.flatMap((cue) => (aside.has(cue) ? [] : [cue.scope]))
}

const cuesByHits = new WeakMap<readonly Hit[], SpanIndex<Cue>>()

/** The cues of a passage; of those at one place (“all other items” within “all items but sale items”), the longest decides. */
function cuesOf({ content: { hits } }: Passage): SpanIndex<Cue> {
  const known = cuesByHits.get(hits)
  if (known) return known
  const all = new SpanIndex(
    hits.flatMap(({ owner, start, end }) => (owner.type === 'scope' ? [{ start, end, scope: owner.ruleId }] : [])),
  )
  const isPart = (cue: Cue): boolean =>
    [...all.at(cue)].some((other) => contains(other, cue) && other.end - other.start > cue.end - cue.start)
  const cues = new SpanIndex(all.items.filter((cue) => !isPart(cue)))
  cuesByHits.set(hits, cues)
  return cues
}

/** The words of a row or a column that say what its value is for, where they do not just name the topic. */
function* cellLabels({ topic, namedBy }: Stated, { passage, context, cells }: Reading): Generator<string> {
  const [row = -1, column = -1] = passage.block.labels
  const label = (index: number): string[] => {
    const text = context.blocks[index]?.text
    const place = context.passages[index]
    return text === undefined || index === namedBy || (place && speaksOf(place, topic)) ? [] : [text]
  }
  yield* label(row)
  // The head of the only column of answers (“Terms”, “What we do”) limits nothing.
  if (row >= 0 && cells(row) > 1) yield* label(column)
}

/** The words before the colon of a list item, where they do not just name the topic. */
function leadBefore({ topic, namedBy }: Stated, { passage }: Reading): string | undefined {
  const { block } = passage
  if (block.role !== 'list-item' || namedBy !== undefined) return undefined
  const lead = leadOf(block.text)
  const names = hasHit(passage, 'mention', subjectOf(topic), { start: 0, end: lead })
  return lead > 0 && lead <= LONGEST_LEAD && !names ? block.text.slice(0, lead) : undefined
}
