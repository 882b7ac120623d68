import type { Edit } from '../data/finding.js'
import { MAIL, OPAQUE, VALUE } from '../text/characters.js'
import { overlaps, type Span } from '../text/span.js'
import { type Block, type Inline, toSource } from '../tree/prose.js'
import { maskTemplates } from '../tree/template.js'

/** A text with slots, for instance `<number> in stock`. */
export function fillSlots(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/<([a-z][a-z-]*)>/g, (slot, name: string) => values[name] ?? slot)
}

const firstLetter = /\p{L}/u

/** Gives `text` the capitals of the passage it replaces: all of them, or the first. The names in its templates stay as they are. */
export function matchCase(text: string, replaced: string): string {
  const letters = replaced.match(/\p{L}/gu)?.join('') ?? ''
  if (letters.length > 3 && letters === letters.toUpperCase() && letters !== letters.toLowerCase())
    return inCapitals(text)
  const first = firstLetter.exec(replaced)?.[0]
  return first && first !== first.toLowerCase() ? capitalise(text) : text
}

function inCapitals(text: string): string {
  const masked = maskTemplates(text)
  if (masked === text) return text.toUpperCase()
  let at = 0
  let result = ''
  for (const letter of text) {
    result += masked.startsWith(letter, at) ? letter.toUpperCase() : letter
    at += letter.length
  }
  return result
}

/** A value that nobody knows yet begins a sentence as it is. */
const beginning = new RegExp(`^([^\\p{L}\\p{N}${VALUE}]*)(\\p{L})`, 'u')

function capitalise(text: string): string {
  const [, before = '', letter = ''] = beginning.exec(maskTemplates(text)) ?? []
  const done = before.length + letter.length
  return text.slice(0, before.length) + letter.toUpperCase() + text.slice(done)
}

/**
 * The edits that put `text` in place of a span of a block's text.
 * @returns undefined where markup around or within the span would be torn.
 */
export function replaceSpan(block: Block, span: Span, text: string): Edit[] | undefined {
  if (block.quote !== undefined && text.includes(block.quote)) return undefined
  const pieces = piecesOf(block, span)
  const [first, ...rest] = pieces
  if (!first) return undefined
  // Text that goes from one inline element into another: an element emptied of its text would leave its marks behind.
  if (rest.some((piece) => coversNode(block, piece)) || (rest.length > 0 && text === '' && coversNode(block, first)))
    return undefined
  const isTorn = block.inlines.some(
    (inline) => inline.type !== 'break' && touches(inline, span) && !holds(block.text, inline, span, text),
  )
  if (isTorn) return undefined
  if (touchesMark(block.text, span) || beginsBlock(block.text, span, text)) return undefined
  return [{ ...toSource(block, first), text }, ...rest.map((piece) => ({ ...toSource(block, piece), text: '' }))]
}

/** Cuts a span where it passes from one text node of the source to another; line breaks belong to what is before them. */
function piecesOf({ places }: Block, span: Span): Span[] {
  const pieces: Span[] = []
  let start = span.start
  for (let at = span.start + 1; at <= span.end; at++) {
    if (at < span.end && places.nodeOf(at) === places.nodeOf(start)) continue
    pieces.push({ start, end: at })
    start = at
  }
  return pieces
}

const coversNode = ({ places }: Block, piece: Span): boolean =>
  places.nodeOf(piece.start - 1) !== places.nodeOf(piece.start) &&
  places.nodeOf(piece.end) !== places.nodeOf(piece.start)

const touches = (a: Span, b: Span): boolean => a.start <= b.end && b.start <= a.end

const words = /[\p{L}\p{N}]/u

/** What an element is not empty with: a letter, a digit, or what stands for a value or for code. */
const content = new RegExp(`[\\p{L}\\p{N}${VALUE}${OPAQUE}${MAIL}]`, 'u')

/**
 * Whether an inline element is still one, and has words, when `put` replaces `span`. Markdown knows no emphasis that begins or ends
 * with a space, nor, beside a letter, with a mark (CommonMark 0.31, flanking); and a link behind `!` is an image. Of `_` it knows none
 * beside a letter: where one stands outside now, none may have to begin with, as the block does not tell the mark.
 */
function holds(text: string, inline: Inline, span: Span, put: string): boolean {
  const result = text.slice(0, span.start) + put + text.slice(span.end)
  const moved = (at: number): number =>
    at <= span.start ? at : Math.max(span.start, at - span.end + span.start) + put.length
  const start = span.start >= inline.start ? inline.start : moved(inline.start)
  const end = moved(inline.end)
  const within = result.slice(start, end)
  if (overlaps(inline, span) && !(/^\S(?:[\s\S]*\S)?$/.test(within) && content.test(within))) return false
  if (inline.type === 'link') return result.charAt(start - 1) !== '!'
  if (inline.type !== 'emphasis') return true
  const isFlanking = (inner: string, outer: string, outerBefore: string): boolean =>
    !words.test(outer) || (words.test(inner) && words.test(outerBefore))
  return (
    isFlanking(within.charAt(0), result.charAt(start - 1), text.charAt(inline.start - 1)) &&
    isFlanking(within.slice(-1), result.charAt(end), text.charAt(inline.end))
  )
}

const emphasisMark = /[*_~`]/

/** Whether a mark that is text now stands beside `span`: with another neighbour it may be emphasis or code. */
const touchesMark = (text: string, { start, end }: Span): boolean =>
  emphasisMark.test(text.charAt(start - 1)) || emphasisMark.test(text.charAt(end))

const blockMark = /^(?:>|#{1,6}\s|[-+*]\s|\d{1,9}[.)]\s|(?:[-=*_]\s*)+$|`{3}|~{3}|\||<[a-z/!?])/i

/** Whether what follows `span` would begin its line, and there make a quotation, heading, list, rule, code, table or HTML. */
function beginsBlock(text: string, span: Span, put: string): boolean {
  const lineStart = text.lastIndexOf('\n', span.start - 1) + 1
  if (text.slice(lineStart, span.start).trim() !== '') return false
  const lineEnd = text.indexOf('\n', span.end)
  return blockMark.test(`${put}${text.slice(span.end, lineEnd < 0 ? text.length : lineEnd)}`.trimStart())
}

const leadingMarks = /^[\s,;:.!?…،،，、；：。！？–—-]+/u

/** A bracket or quotation mark that opens, and one that closes. */
const opening = /[([{“„‘«「『（《"']$/u
const closing = /^[)\]}”’»」』）》"']/u

/**
 * The edits that take a passage away and leave a well-formed sentence: with it go the marks and spaces that belonged to it, and
 * the word that now begins the sentence gets its capital.
 * @returns undefined where nothing would be left, or only marks or markup.
 */
export function removeSpan(block: Block, span: Span, sentence: Span): Edit[] | undefined {
  const { text } = block
  const before = text.slice(sentence.start, span.start)
  const after = text.slice(span.end, sentence.end)
  if (!words.test(text.slice(0, span.start)) && !words.test(text.slice(span.end))) return undefined
  if (opening.test(before) && closing.test(after)) return undefined
  const cut = (start: number, end: number): Edit[] | undefined => replaceSpan(block, { start, end }, '')
  const beginsSentence = !words.test(before)
  if (!beginsSentence) {
    // Mid-sentence: the space before goes along; at the end also a comma or dash that led to it, as between two commas.
    const isLast = !words.test(after)
    const marks = isLast ? /[\s,;:，、；：–—-]+$/u : /^\s*[,，、]/u.test(after) ? /(?:[,，、]\s*|\s+)$/u : /\s+$/u
    const lead = marks.exec(before)?.[0].length ?? 0
    const tail = /^\s+/.exec(after)?.[0].length ?? 0
    // Where markup stands before the passage, the space behind it is the one to take.
    const beginsNode = block.places.nodeOf(span.start - 1) !== block.places.nodeOf(span.start)
    return tail > 0 && !isLast && (lead === 0 || beginsNode)
      ? cut(span.start, span.end + tail)
      : cut(span.start - lead, span.end)
  }
  const marks = leadingMarks.exec(text.slice(span.end))?.[0].length ?? 0
  const end = span.end + marks
  // The last sentence goes with the space before it.
  if (end >= text.length) return cut(text.slice(0, span.start).trimEnd().length, end)
  const next = text.charAt(end)
  const wasCapital = matchCase('a', text.slice(span.start, span.end)) === 'A'
  if (!wasCapital || next === '' || next === next.toUpperCase() || end >= sentence.end) return cut(span.start, end)
  const capital = next.toUpperCase()
  if (block.places.nodeOf(end) === block.places.nodeOf(span.start))
    return replaceSpan(block, { start: span.start, end: end + 1 }, capital)
  // The word's letters stay together, within the markup that holds them.
  const cutting = cut(span.start, end)
  const capitalising = replaceSpan(block, { start: end, end: end + 1 }, capital)
  return cutting && capitalising && [...cutting, ...capitalising]
}

const ending = /[.!?。！？…]+["'”’»」』)]*$/u

/** Gives a sentence a final full stop only where the one that it replaces ends with a mark. */
export const matchEnding = (text: string, replaced: string): string =>
  ending.test(replaced.trimEnd()) ? text : text.replace(/[.。]$/u, '')
