import {
  contains,
  type FoundCue,
  lineStart,
  type ReadDocument,
  type RuleCode,
  type RuleReport,
  type Span,
  sourceOf,
  toSource,
} from '../../../core/index.js'

/** A sign that sends the reader to a note; U+200B stands for a footnote of the markup. */
const sign = /[*＊†‡※]+|[¹²³⁴-⁹]+|\u200B|\[\^[^\]\s]+\]/gu
/** What a note begins with. */
const noteSign = /^\s*([*＊†‡※]+|[¹²³⁴-⁹]+|\u200B|\d{1,2}[.)])/u
/** What a note begins with that stands in one text with what it is a note to: “Free delivery* … *in June”. */
const innerSign =
  /(?:(?<=[.!?)。！？）]\s?)(?:[*＊†‡※]+|[¹²³⁴-⁹]+)(?=\s?[\p{L}\p{N}])|(?<=\s)(?:[*＊†‡※]+|[¹²³⁴-⁹]+)(?=[\p{L}\p{N}]))/gu
/** A raised sign, such as `<sup>1</sup>`, and nothing but white space behind it. */
const raisedBefore = /<sup\b[^<>]*>[^<>]{1,8}<\/sup>\s*$/i
const LONGEST_RAISED = 80
const sentenceEnd = /[.!?。！？…\n]\s|[。！？\n]/gu
/** How many blocks above small print its promise may stand. */
const REACH = 3

type Block = ReadDocument['blocks'][number]['block']

/** A promise with a sign behind it. */
interface Starred {
  readonly index: number
  readonly place: Span
  readonly mark: string
  readonly actual: string
}

/** Conditions that stand where nobody looks: behind a sign without a note, in a note that takes the promise back, in small print. */
export const rule: RuleCode = {
  *check(document) {
    const { source } = document
    const small = smallSpans(source)
    // Words are looked for only where they matter: most blocks have neither a sign nor small print near.
    const signed = document.where(hasSign)
    const hushed = small.length > 0 ? undefined : document.where(isAside)
    const hidden = hushed?.length === 0 ? [] : document.cues('condition', hushed)
    const near = hidden.flatMap(({ block }) => Array.from({ length: REACH + 1 }, (_, back) => block - back))
    if (signed.length === 0 && hidden.length === 0) return
    const numbers = new Set([...signed, ...near])
    const promises = promisesOf(
      document,
      [...numbers].sort((a, b) => a - b),
    )
    if (promises.length === 0) return
    const blocks = document.blocks.map(({ block }) => block)
    const all = [...starredIn(blocks, promises, source)]
    const notes = all.length > 0 ? notesOf(blocks, source) : new Map<string, Span>()
    const conditions = notes.size > 0 ? document.cues('condition') : []
    for (const { index, place, mark, actual } of all) {
      const locale = document.blocks[index]?.locale
      if (locale === undefined) continue
      const report = { place, actual, locale }
      const note = notes.get(mark)
      const condition = note && conditions.find((one) => contains(note, one.place))
      if (note === undefined) yield report
      else if (condition) yield { ...report, message: 'takenBack', also: [{ place: condition.place, message: 'note' }] }
    }
    yield* smallPrint(document, promises, hidden, small)
  },
}

/** Whether a block stands beside the text: a caption, a tooltip. */
const isAside = ({ role }: Block): boolean => role === 'caption' || role === 'attribute'

const hasSign = ({ text }: Block): boolean => text.search(sign) >= 0

/** Promises in the blocks of some numbers by the lexicon's cues, and what the ledger knows of. */
function promisesOf(document: ReadDocument, numbers: readonly number[]): readonly FoundCue[] {
  const near = numbers.flatMap((number) => {
    const block = document.blocks[number]?.block
    return block ? [{ number, block, span: sourceOf(block) }] : []
  })
  const at = spanFinder(near.map(({ span }) => span))
  const stated = document.commitments.flatMap(({ place }): FoundCue[] => {
    const { number, block } = near[at(place)] ?? {}
    if (number === undefined || !block) return []
    const start = block.places.unitFrom(place.start - block.origin.at)
    const end = block.places.unitTo(place.end - block.origin.at) + 1
    return start < 0 || end <= start ? [] : [{ block: number, place, span: { start, end } }]
  })
  return [...document.cues('promise', numbers), ...stated]
}

/** @returns what tells the first of some spans that has another in it, or -1. */
function spanFinder(spans: readonly Span[]): (place: Span) => number {
  const isOrdered = spans.every(({ start }, at) => start >= (spans[at - 1]?.end ?? 0))
  if (!isOrdered) return (place) => spans.findIndex((span) => contains(span, place))
  return (place) => {
    let low = 0
    let high = spans.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((spans[middle]?.end ?? 0) < place.end) low = middle + 1
      else high = middle
    }
    const span = spans[low]
    return span && contains(span, place) ? low : -1
  }
}

/** The promises of a document that have a sign behind them, in the same sentence. */
function* starredIn(blocks: readonly Block[], promises: readonly FoundCue[], source: string): Generator<Starred> {
  const byBlock = new Map<number, FoundCue[]>()
  for (const promise of promises) {
    const here = byBlock.get(promise.block)
    if (here) here.push(promise)
    else byBlock.set(promise.block, [promise])
  }
  for (const [index, block] of blocks.entries()) {
    const here = byBlock.get(index)
    if (!here) continue
    let after = 0
    for (const match of block.text.matchAll(sign)) {
      const [mark] = match
      const end = match.index + mark.length
      // Two pairs of asterisks in one text were meant as emphasis, and are none for Markdown.
      if (mark === '**' && block.text.split(mark).length > 2) continue
      if (!sendsAway(block.text, match.index, end)) continue
      const from = Math.max(after, sentenceStart(block.text, match.index))
      const promise = here
        .filter(({ span }) => from <= span.start && span.end <= match.index + 1)
        .sort((a, b) => a.span.start - b.span.start)[0]
      if (!promise) continue
      after = end
      yield {
        index,
        place: toSource(block, { start: promise.span.start, end }),
        mark: keyOf(block, match.index, end, source),
        actual: block.text.slice(promise.span.start, end).replaceAll('\u200B', ''),
      }
    }
  }
}

/** Where the first sign of a text that sends its readers away ends; infinity where none does. */
function firstSentEnd(text: string): number {
  for (const { 0: mark, index } of text.matchAll(sign))
    if (mark === '\u200B' || sendsAway(text, index, index + mark.length)) return index + mark.length
  return Number.POSITIVE_INFINITY
}

/** Whether a sign stands right behind a word, and is not one between two factors or in a name of files. */
function sendsAway(text: string, start: number, end: number): boolean {
  const before = text.charAt(start - 1)
  if (!/[\p{L}\p{M}\p{N}\p{Sc}%!?.,)”’»」』]/u.test(before)) return false
  if (/^[²³]$/.test(text.slice(start, end)) && measure.test(text.slice(Math.max(0, start - 3), start))) return false
  return !/^[*＊]/.test(text.slice(start)) || !/[A-Za-z0-9\p{Script=Cyrillic}]/u.test(text.charAt(end))
}

/** A metre, or a part or multiple of it, of which there are squares and cubes: m², км². */
const measure = /(?:^|[^\p{L}])[cdkmсдкм]?[mм]$/u

/** A promise stands at most so many UTF-16 units before its sign. */
const LONGEST = 1000

function sentenceStart(text: string, end: number): number {
  const from = Math.max(0, end - LONGEST)
  let start = from
  for (const match of text.slice(from, end).matchAll(sentenceEnd)) start = from + match.index + match[0].length
  return start
}

/** What a sign and its note have in common: the sign itself, or what names the footnote in the source. */
const keyOf = (block: Block, start: number, end: number, source: string): string => {
  const text = block.text.slice(start, end)
  if (text !== '\u200B') return text.replaceAll('＊', '*')
  const place = toSource(block, { start, end })
  return nameOf(source.slice(place.start, place.end))
}

/** `[^1]` → ^1, `<sup>1</sup>` → 1 */
const nameOf = (written: string): string =>
  written
    .replace(/<[^>]*>/g, '')
    .replace(/^\[|\]$/g, '')
    .trim()

/** The notes of a document, by what their signs are known by. A note goes to the end of its block, or to the next sign in it. */
function notesOf(blocks: readonly Block[], source: string): ReadonlyMap<string, Span> {
  const notes = new Map<string, Span>()
  const add = (key: string, start: number, end: number): void => {
    if (!notes.has(key)) notes.set(key, { start, end })
  }
  for (const block of blocks) {
    const { start: first, end: last } = sourceOf(block)
    const line = source.slice(lineStart(source, first), first)
    // A bullet that is an asterisk may be meant as a note.
    if (/^\s*(?:>\s*)*\*\s+$/.test(line)) add('*', first, last)
    const definition = /\[\^([^\]\s]+)\]:\s*$/.exec(line)?.[1]
    if (definition !== undefined) add(`^${definition}`, first, last)
    // What stands raised before a text is no part of it.
    const before = source.slice(Math.max(0, first - LONGEST_RAISED), first)
    const raised = before.includes('</') ? raisedBefore.exec(before)?.[0] : undefined
    if (raised !== undefined) add(nameOf(raised), first, last)
    for (let start = 0; start < block.text.length; ) {
      const rest = block.text.slice(start)
      const next = rest.indexOf('\n')
      const end = next < 0 ? block.text.length : start + next
      const own = noteSign.exec(rest)
      if (own?.[1] !== undefined) {
        const at = start + own[0].length - own[1].length
        const key = /^\d/.test(own[1]) ? own[1].slice(0, -1) : keyOf(block, at, at + own[1].length, source)
        add(key, toSource(block, { start: at, end: at + 1 }).start, last)
      }
      start = end + 1
    }
    if (!hasSign(block)) continue
    const sent = firstSentEnd(block.text)
    for (const { 0: mark, index } of block.text.matchAll(innerSign)) {
      if (sent > index) continue
      const { start } = toSource(block, { start: index, end: index + 1 })
      add(keyOf(block, index, index + mark.length, source), start, last)
    }
  }
  return notes
}

/** Conditions in small type, captions and tooltips, below a promise. */
function* smallPrint(
  document: ReadDocument,
  promises: readonly FoundCue[],
  conditions: readonly FoundCue[],
  small: readonly Span[],
): Generator<RuleReport> {
  for (const { block: index, place } of conditions) {
    const { block, locale } = document.blocks[index] ?? {}
    if (!block || locale === undefined) continue
    if (!isAside(block) && !small.some((span) => contains(span, place))) continue
    const promise = promises.findLast(
      (one) => one.place.end <= place.start && one.block <= index && one.block >= index - REACH,
    )
    if (!promise) continue
    const actual = document.source.slice(place.start, place.end)
    yield { place, actual, locale, message: 'small', also: [{ place: promise.place, message: 'promise' }] }
  }
}

const smallTag = /<(\/?)small\b/iy

/** What stands between `<small>` and `</small>`. */
function smallSpans(source: string): Span[] {
  const spans: Span[] = []
  let start: number | undefined
  // Signs are found many times as fast as patterns, and this is asked of the whole text with each letter typed.
  for (let at = source.indexOf('<'); at >= 0; at = source.indexOf('<', at + 1)) {
    const next = source.charAt(at + 1)
    if (next !== '/' && next !== 's' && next !== 'S') continue
    smallTag.lastIndex = at
    const tag = smallTag.exec(source)
    if (!tag) continue
    if (tag[1] === '') start ??= at
    else if (start !== undefined) {
      spans.push({ start, end: at })
      start = undefined
    }
  }
  return spans
}
