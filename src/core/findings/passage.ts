import type { Cues } from '../data/catalog.js'
import type { Spacing } from '../text/characters.js'
import type { Folded } from '../text/fold.js'
import type { Match } from '../text/matcher.js'
import { contains, overlaps, type Span } from '../text/span.js'
import type { Block } from '../tree/prose.js'
import type { Owner } from './lexicons.js'

/** A match whose offsets are those of the block's text. */
export interface Hit extends Span {
  readonly owner: Owner
  readonly captures: Match<Owner>['captures']
}

/** A block of prose in one locale with all that was found in it. Offsets are those of the block's text. */
export interface Passage {
  readonly block: Block
  readonly locale: string
  readonly hits: readonly Hit[]
  readonly sentences: readonly Span[]
  /** Spans between quotation marks, marks left out. */
  readonly quoted: readonly Span[]
}

/** Puts matches of folded text back into the text. */
export function toHits(folded: Folded, matches: readonly Match<Owner>[]): Hit[] {
  const back = ({ start, end }: Span): Span => ({ start: folded.starts[start] ?? 0, end: folded.ends[end - 1] ?? 0 })
  return matches.map((match) => ({
    owner: match.owner,
    ...back(match),
    captures: match.captures.map((capture) => ({ slot: capture.slot, ...back(capture) })),
  }))
}

/** Hits of one kind in order of their places. */
interface Group {
  readonly hits: Hit[]
  longest: number
}

type Subject = string | Cues
const groupsByHits = new WeakMap<readonly Hit[], Map<Owner['type'], Map<Subject, Group>>>()

/** The hits of a type and a rule, or a type and a list of cues. Grouped once, so that long passages stay quick. */
function groupOf(hits: readonly Hit[], type: Owner['type'], subject: Subject): Group | undefined {
  let groups = groupsByHits.get(hits)
  if (!groups) {
    groups = new Map()
    groupsByHits.set(hits, groups)
    for (const hit of [...hits].sort((a, b) => a.start - b.start)) {
      const { owner } = hit
      const bySubject = groups.get(owner.type) ?? new Map<Subject, Group>()
      groups.set(owner.type, bySubject)
      const key = 'cues' in owner ? owner.cues : owner.ruleId
      const group = bySubject.get(key) ?? { hits: [], longest: 0 }
      bySubject.set(key, group)
      group.hits.push(hit)
      group.longest = Math.max(group.longest, hit.end - hit.start)
    }
  }
  return groups.get(type)?.get(subject)
}

/** The hits of a type and a rule, or a type and a list of cues, that share a unit with `span`, in order. */
export function* hitsIn(passage: Passage, type: Owner['type'], subject: Subject, span: Span): Generator<Hit> {
  const group = groupOf(passage.hits, type, subject)
  if (!group) return
  const { hits, longest } = group
  for (let at = firstAt(hits, (hit) => hit.start >= span.start - longest); at < hits.length; at++) {
    const hit = hits[at]
    if (!hit || hit.start >= span.end) return
    if (overlaps(hit, span)) yield hit
  }
}

/** The number of the first item for which `is` holds, where it holds for all that follow. */
function firstAt<T>(items: readonly T[], is: (item: T) => boolean): number {
  let low = 0
  let high = items.length
  while (low < high) {
    const middle = (low + high) >> 1
    const item = items[middle]
    if (item !== undefined && is(item)) high = middle
    else low = middle + 1
  }
  return low
}

/** Thai marks sentences by spaces at best: what counts as one sentence reaches this many characters around a passage. */
const PHRASED_REACH = 80

/** The sentence in which a span stands; the union of several if it stands in several. */
export function sentenceOf(passage: Pick<Passage, 'sentences' | 'block'>, span: Span, spacing: Spacing): Span {
  let start = span.start
  let end = span.end
  const { sentences } = passage
  for (let at = firstAt(sentences, (sentence) => sentence.end > span.start); at < sentences.length; at++) {
    const sentence = sentences[at]
    if (!sentence || sentence.start >= span.end) break
    start = Math.min(start, sentence.start)
    end = Math.max(end, sentence.end)
  }
  if (spacing !== 'phrases') return { start, end }
  return { start: Math.max(start, span.start - PHRASED_REACH), end: Math.min(end, span.end + PHRASED_REACH) }
}

/** The stretch between spaces in which a span stands: the smallest unit that Thai writers replace as one. */
export function clauseOf(text: string, span: Span): Span {
  let { start, end } = span
  while (start > 0 && !/\s/.test(text.charAt(start - 1))) start--
  while (end < text.length && !/\s/.test(text.charAt(end))) end++
  return { start, end }
}

const MAX_QUOTE = 300

/** The spans between quotation marks. A text that is quoted as a whole is no quotation but a testimonial or a title. */
export function quotedSpans(text: string, pairs: readonly string[]): Span[] {
  const spans: Span[] = []
  for (const pair of pairs) {
    const [open = '', close = open] = [...pair]
    let from = text.indexOf(open)
    let to = -1
    while (from >= 0) {
      if (to < from + open.length) to = text.indexOf(close, from + open.length)
      if (to < 0) break
      if (to - from <= MAX_QUOTE) spans.push({ start: from + open.length, end: to })
      from = text.indexOf(open, open === close ? to + close.length : from + open.length)
    }
  }
  return spans.filter(({ start, end }) => hasWords(text.slice(0, start)) || hasWords(text.slice(end)))
}

const hasWords = (text: string): boolean => /[\p{L}\p{N}]/u.test(text)

/** Whether a span stands within quotation marks. */
export const isQuoted = (passage: Passage, span: Span): boolean => passage.quoted.some((quote) => contains(quote, span))

/** How far apart two spans are, in words or, where words are not spaced, in characters. */
export function distance(text: string, first: Span, second: Span, spacing: Spacing): number {
  const between = text.slice(first.end, Math.max(first.end, second.start))
  return spacing === 'words' ? (between.match(/[\p{L}\p{M}\p{N}]+/gu)?.length ?? 0) : between.replace(/\s/g, '').length
}
