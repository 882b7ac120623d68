import type { Edit } from '../findings/finding.js'
import type { Span } from '../text/span.js'
import { type Block, toSource } from '../tree/prose.js'

/** A text with slots, for instance `<number> in stock`. */
export function fillSlots(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/<([a-z][a-z-]*)>/g, (slot, name: string) => values[name] ?? slot)
}

const firstLetter = /\p{L}/u

/** Gives `text` the capitals of the passage it replaces: all of them, or the first. */
export function matchCase(text: string, replaced: string): string {
  const letters = replaced.match(/\p{L}/gu)?.join('') ?? ''
  if (letters.length > 3 && letters === letters.toUpperCase() && letters !== letters.toLowerCase())
    return text.toUpperCase()
  const first = firstLetter.exec(replaced)?.[0]
  return first && first !== first.toLowerCase() ? capitalise(text) : text
}

const capitalise = (text: string): string => text.replace(/^[^\p{L}\p{N}]*\p{L}/u, (start) => start.toUpperCase())

/**
 * The edits that put `text` in place of a span of a block's text.
 * @returns undefined where markup within the span would be torn.
 */
export function replaceSpan(block: Block, span: Span, text: string): Edit[] | undefined {
  const pieces = piecesOf(block, span)
  const [first, ...rest] = pieces
  if (!first) return undefined
  // Text that goes from one inline element into another: an element emptied of its text would leave its marks behind.
  if (rest.some((piece) => coversNode(block, piece)) || (rest.length > 0 && text === '' && coversNode(block, first)))
    return undefined
  return [{ ...toSource(block, first), text }, ...rest.map((piece) => ({ ...toSource(block, piece), text: '' }))]
}

/** Cuts a span where it passes from one text node of the source to another; line breaks belong to what is before them. */
function piecesOf(block: Block, span: Span): Span[] {
  const pieces: Span[] = []
  let start = span.start
  for (let at = span.start + 1; at <= span.end; at++) {
    if (at < span.end && block.nodes[at] === block.nodes[start]) continue
    pieces.push({ start, end: at })
    start = at
  }
  return pieces
}

const coversNode = (block: Block, piece: Span): boolean =>
  block.nodes[piece.start - 1] !== block.nodes[piece.start] && block.nodes[piece.end] !== block.nodes[piece.start]

const leadingMarks = /^[\s,;:.!?…،،，、；：。！？–—-]+/u

/**
 * The edits that take a passage away and leave a well-formed sentence: with it go the marks and spaces that belonged to it, and
 * the word that now begins the sentence gets its capital.
 */
export function removeSpan(block: Block, span: Span, sentence: Span): Edit[] | undefined {
  const { text } = block
  const before = text.slice(sentence.start, span.start)
  const after = text.slice(span.end, sentence.end)
  const beginsSentence = !/[\p{L}\p{N}]/u.test(before)
  if (!beginsSentence) {
    // Mid-sentence: the space before goes along; at the end also a comma or dash that led to it.
    const isLast = !/[\p{L}\p{N}]/u.test(after)
    const lead = (isLast ? /[\s,;:，、；：–—-]+$/u : /\s+$/u).exec(before)?.[0].length ?? 0
    const cut = { start: span.start - lead, end: span.end }
    return lead === 0 && !isLast && /^\s/.test(after)
      ? replaceSpan(block, { start: span.start, end: span.end + 1 }, '')
      : replaceSpan(block, cut, '')
  }
  const marks = leadingMarks.exec(text.slice(span.end))?.[0].length ?? 0
  const end = span.end + marks
  const next = text.charAt(end)
  const wasCapital = matchCase('a', text.slice(span.start, span.end)) === 'A'
  if (!wasCapital || next === '' || next === next.toUpperCase() || end >= sentence.end)
    return replaceSpan(block, { start: span.start, end }, '')
  return replaceSpan(block, { start: span.start, end: end + 1 }, next.toUpperCase())
}

const ending = /[.!?。！？…]+["'”’»」』)]*$/u

/** Gives a sentence a final full stop only where the one that it replaces ends with a mark. */
export const matchEnding = (text: string, replaced: string): string =>
  ending.test(replaced.trimEnd()) ? text : text.replace(/[.。]$/u, '')
