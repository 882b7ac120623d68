import type { Folded } from '../text/fold.js'
import type { Match } from '../text/matcher.js'
import { contains, overlaps, type Span } from '../text/span.js'
import type { Block } from '../tree/prose.js'
import type { Spacing } from './catalog.js'
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

/** Thai marks sentences by spaces at best: what counts as one sentence reaches this many characters around a passage. */
const PHRASED_REACH = 80

/** The sentence in which a span stands; the union of several if it stands in several. */
export function sentenceOf(passage: Pick<Passage, 'sentences' | 'block'>, span: Span, spacing: Spacing): Span {
  let start = span.start
  let end = span.end
  for (const sentence of passage.sentences) {
    if (!overlaps(sentence, span)) continue
    start = Math.min(start, sentence.start)
    end = Math.max(end, sentence.end)
  }
  if (spacing !== 'phrases') return { start, end }
  return { start: Math.max(start, span.start - PHRASED_REACH), end: Math.min(end, span.end + PHRASED_REACH) }
}

/** The stretch between spaces in which a span stands: the smallest unit that Thai writers replace as one. */
export function clauseOf(text: string, span: Span): Span {
  const start = Math.max(text.lastIndexOf(' ', span.start - 1), text.lastIndexOf('\n', span.start - 1)) + 1
  const space = text.slice(span.end).search(/[ \n]/)
  return { start, end: space < 0 ? text.length : span.end + space }
}

const MAX_QUOTE = 300

/** The spans between quotation marks. A text that is quoted as a whole is no quotation but a testimonial or a title. */
export function quotedSpans(text: string, pairs: readonly string[]): Span[] {
  const spans: Span[] = []
  for (const pair of pairs) {
    const [open = '', close = open] = [...pair]
    let from = text.indexOf(open)
    while (from >= 0) {
      const to = text.indexOf(close, from + open.length)
      if (to < 0) break
      if (to - from <= MAX_QUOTE) spans.push({ start: from + open.length, end: to })
      from = text.indexOf(open, open === close ? to + close.length : from + open.length)
    }
  }
  return spans.filter((span) => /[\p{L}\p{N}]/u.test(text.slice(0, span.start) + text.slice(span.end)))
}

/** Whether a span stands within quotation marks. */
export const isQuoted = (passage: Passage, span: Span): boolean => passage.quoted.some((quote) => contains(quote, span))

/** How far apart two spans are, in words or, where words are not spaced, in characters. */
export function distance(text: string, first: Span, second: Span, spacing: Spacing): number {
  const between = text.slice(first.end, Math.max(first.end, second.start))
  return spacing === 'words' ? (between.match(/[\p{L}\p{M}\p{N}]+/gu)?.length ?? 0) : between.replace(/\s/g, '').length
}

declare module 'nlcst' {
  interface ParagraphData {
    /** Set where our own readers built the tree: the paragraph's passage, whose quotations are not yet known. */
    forthright?: { readonly index: number; readonly passage: Passage }
  }
}
