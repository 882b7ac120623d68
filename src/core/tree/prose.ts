import { decodeNumericCharacterReference } from 'micromark-util-decode-numeric-character-reference'
import type { Role } from '../data/catalog.js'
import { MAIL, OPAQUE, VALUE } from '../text/characters.js'
import { detached } from '../text/detached.js'
import type { Span } from '../text/span.js'
import { decodeNamed } from './parsers/entities.js'
import { Places, type Run } from './places.js'

/** Something within a block that is more than text. Offsets are those of the block's text. */
export interface Inline extends Span {
  /** Of a `break`: the white space at which the author ended a line. */
  readonly type: 'link' | 'footnote' | 'emphasis' | 'code' | 'break'
  /** Of a link: where it leads, if that is out of the document and its site. */
  readonly url?: string
}

/** What is added to `places` of some blocks that move together, to get those of the source. */
export interface Origin {
  at: number
}

/**
 * A block of prose: what a reader sees, and for each UTF-16 unit of it where it stands in the source. A memory of edited texts moves
 * the blocks that it keeps, so that those of a long text need not be made anew: their origins and the numbers of other blocks are
 * those of the text as it is now; all others stay as they are.
 */
export interface Block {
  readonly role: Role
  readonly text: string
  origin: Origin
  /** Where in the source each unit of `text` stands. */
  readonly places: Places
  readonly inlines: readonly Inline[]
  /** The language that the markup gives it (`lang`). */
  readonly lang: string | undefined
  /** The number of the block that introduces it (see `introduces`), or -1. */
  introduction: number
  /** The number of the heading it stands under, or -1. */
  heading: number
  /** For a table cell, the numbers of the first cell of its row and of its column, -1 where there is none; else empty. */
  labels: readonly number[]
  /** 1 to 6 for a heading, else 0. */
  readonly depth: number
  /** The mark that ends it in the source (of an attribute, of a value in front matter): no text with this mark may be put in. */
  readonly quote: string | undefined
}

/** A question or a bold line above a text stands for a heading while it is no longer, in UTF-16 units. */
const LONGEST_LEAD_IN = 120

/**
 * Whether a block introduces the one that follows: a line that ends in a colon, a question (as in lists of questions and answers
 * that use no headings), or a short line that is emphasised as a whole.
 */
export function introduces({ text, role, depth, inlines }: Block): boolean {
  // A question that unfolds its answer is a button.
  if (role === 'button') return text.length <= LONGEST_LEAD_IN && /[?\uFF1F][^\p{L}\p{N}]*$/u.test(text)
  if (depth > 0 || (role !== 'paragraph' && role !== 'list-item')) return false
  if (/[:\uFF1A]$/.test(text)) return true
  if (text.length > LONGEST_LEAD_IN) return false
  const isEmphasised = (): boolean =>
    inlines.some(({ type, start, end }) => type === 'emphasis' && start === 0 && end === text.length)
  return /[?\uFF1F]$/.test(text) || (isEmphasised() && !/[.!\u3002\uFF01]$/.test(text))
}

/** The lines that the author of a block ended: most blocks are one. */
export function linesOf({ text, inlines }: Block): readonly Span[] {
  const lines: Span[] = []
  let start = 0
  for (const inline of inlines) {
    if (inline.type !== 'break' || inline.start < start) continue
    lines.push({ start, end: inline.start })
    start = inline.end
  }
  return [...lines, { start, end: text.length }]
}

/**
 * A span of a block's text as its writer knows it: template values and code as they stand in the source.
 * @param source undefined where it is not known; the stand-ins are kept then.
 */
export function writtenText({ text, places, origin }: Block, span: Span, source: string | undefined): string {
  if (source === undefined) return text.slice(span.start, span.end)
  let result = ''
  for (let at = span.start; at < span.end; at++) {
    const unit = text.charAt(at)
    const from = at
    if (unit === VALUE)
      while (at + 1 < span.end && text.charAt(at + 1) === VALUE && places.startOf(at + 1) === places.endOf(at)) at++
    result +=
      unit === VALUE || unit === OPAQUE || unit === MAIL
        ? source.slice(places.startOf(from) + origin.at, places.endOf(at) + origin.at)
        : unit
  }
  return result
}

/** The source range of a span of a block's text. An empty span stays at its place. */
export function toSource(block: Block, span: Span): Span {
  const last = block.text.length - 1
  if (span.end <= span.start) {
    const at = block.origin.at + (span.start <= last ? block.places.startOf(span.start) : block.places.endOf(last))
    return { start: at, end: at }
  }
  return {
    start: block.origin.at + block.places.startOf(span.start),
    end: block.origin.at + block.places.endOf(span.end - 1),
  }
}

/** Where a block stands in the source. */
export const sourceOf = (block: Block): Span => toSource(block, { start: 0, end: block.text.length })

/** How the source writes its text: whether it knows character references, and what becomes of white space. */
export type Syntax = 'markdown' | 'html' | 'text'

const markdownReference = /&(?:#[xX]([0-9a-fA-F]{1,6})|#([0-9]{1,7})|([A-Za-z][A-Za-z0-9]{0,30}));/y
/** HTML reads any number of digits, and needs no semicolon. */
const htmlReference = /&(?:#[xX]([0-9a-fA-F]+)|#([0-9]+)|([A-Za-z][A-Za-z0-9]{0,30}));?/y

/** The character that HTML reads in a numeric reference: control characters as they are, unlike Markdown. */
function htmlCharacter(code: number, value: string): string {
  // These are Windows-1252 and so one unit.
  if (code >= 0x80 && code <= 0x9f) return value.charAt(0)
  const isNone = code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)
  return isNone ? '\uFFFD' : String.fromCodePoint(code)
}

/** What U+FFFD may stand for, within so many units of the source. */
const mayBeReplaced = /[\0\uFFFD&]/
const LONGEST_REPLACED = 64

/** What stands behind the `<` of what the reader of HTML drops: a tag, a comment, a declaration. */
const tagStart = /^(?:\/?[a-zA-Z]|[!?])/

/** White space that HTML does not show as it is written, or that may not be shown. */
const hasLooseSpace = /[\t\r\n\f]| {2}|^ /

/** An address that begins with a scheme or a host. */
const isOutside = /^\s*(?:[a-z][a-z0-9+.-]*:|\/\/)/i

/** Gathers a block's text with the way back to the source. */
export class ProseBuilder {
  readonly #source: string
  readonly #syntax: Syntax
  #text = ''
  readonly #runs: Run[] = []
  readonly #inlines: Inline[] = []
  #node = 0

  constructor(source: string, syntax: Syntax) {
    this.#source = source
    this.#syntax = syntax
  }

  get length(): number {
    return this.#text.length
  }

  /** Adds `value`, each unit of which comes from the same stretch of the source. */
  addAt(value: string, start: number, end: number): void {
    this.#node++
    this.#push(value, start, end, 0)
  }

  /** Adds `value`, which stands in the source as it is, from `start` on; what follows without a gap is the same text node. */
  addRun(value: string, start: number): void {
    if (this.sourceEnd !== start) this.#node++
    this.#push(value, start, start + value.length, 1)
  }

  /** Where in the source ends what was added last; undefined where nothing was. */
  get sourceEnd(): number | undefined {
    return this.#runs.at(-1)?.sourceEnd
  }

  /**
   * Adds the decoded text of a text node. Character references, escapes and the indentation of continued lines make the
   * source longer than the value; each unit finds its own place.
   * @param start and `end`: the node's place in the source.
   */
  addText(value: string, start: number, end: number): void {
    this.#node++
    if (value.length === end - start && this.#source.startsWith(value, start)) {
      this.#push(value, start, end, 1)
      return
    }
    const source = this.#source
    let at = start
    for (let i = 0; i < value.length; ) {
      if (at >= end) {
        // The reader added something of its own; it has no place but the end.
        this.#push(value.slice(i), end, end, 0)
        return
      }
      const from = i
      const begin = at
      let here = source.charCodeAt(at)
      while (i < value.length && at < end && here === value.charCodeAt(i) && here !== 38) {
        i++
        at++
        here = source.charCodeAt(at)
      }
      if (i > from) {
        this.#push(value.slice(from, i), begin, at, 1)
        continue
      }
      const unit = value.charAt(i)
      if (here === 38) {
        const reference = this.#referenceAt(at, end, value.slice(i, i + 2))
        if (reference) {
          this.#push(reference.value, at, reference.end, 0)
          i += reference.value.length
          at = reference.end
          continue
        }
      }
      if (source.charAt(at) === unit || (here === 0 && unit === '\uFFFD')) {
        this.#push(unit, at, at + 1, 1)
        i++
        at++
        continue
      }
      if (unit === '\n' && here === 13) {
        const width = source.charCodeAt(at + 1) === 10 ? 2 : 1
        this.#push(unit, at, at + width, 0)
        i++
        at += width
        continue
      }
      // Where U+FFFD stands for nothing that follows, the parser counts what it replaced to the text before.
      if (unit === '\uFFFD' && !mayBeReplaced.test(source.slice(at, Math.min(end, at + LONGEST_REPLACED)))) {
        this.#push(unit, at, at, 0)
        i++
        continue
      }
      // A tag that the HTML reader dropped stands within the text.
      const isTag = here === 60 && this.#syntax === 'html' && tagStart.test(source.slice(at + 1, at + 3))
      const tag = isTag ? source.indexOf('>', at) : -1
      at = tag < 0 || tag >= end ? at + 1 : tag + 1
    }
  }

  /** The character reference at `at`, if it stands for what `value` begins with. */
  #referenceAt(at: number, end: number, value: string): { readonly value: string; readonly end: number } | undefined {
    const isHtml = this.#syntax === 'html'
    if (this.#syntax === 'text') return undefined
    const reference = isHtml ? htmlReference : markdownReference
    reference.lastIndex = at
    const match = reference.exec(this.#source)
    if (!match || reference.lastIndex > end) return undefined
    const [whole, hex, decimal, name = ''] = match
    const isClosed = whole.endsWith(';')
    if (hex || decimal) {
      const code = hex ? Number.parseInt(hex, 16) : Number(decimal)
      const decoded = isHtml ? htmlCharacter(code, value) : decodeNumericCharacterReference(String(code), 10)
      return value.startsWith(decoded) ? { value: decoded, end: at + whole.length } : undefined
    }
    // Without its semicolon a name ends where HTML knows one: `&notit` is ¬it.
    for (let length = name.length; length > 1; length--) {
      const decoded = decodeNamed(name.slice(0, length))
      if (decoded !== false && value.startsWith(decoded))
        return { value: decoded, end: at + 1 + length + (isClosed && length === name.length ? 1 : 0) }
      if (this.#syntax === 'markdown') return undefined
    }
    return undefined
  }

  #push(value: string, start: number, end: number, step: 0 | 1): void {
    if (value === '') return
    if (this.#syntax === 'html' && hasLooseSpace.test(value)) {
      for (let i = 0; i < value.length; i++)
        this.#pushShown(value.charAt(i), step === 1 ? start + i : start, step === 1 ? start + i + 1 : end)
      return
    }
    if (value.includes('\r')) this.#pushLines(value, start, end, step)
    else this.#pushRun(value, start, end, step)
  }

  /** Lines end alike in all texts, so that the same is found in them. */
  #pushLines(value: string, start: number, end: number, step: 0 | 1): void {
    let at = 0
    for (const part of value.split(/(\r\n?)/)) {
      const from = step === 1 ? start + at : start
      at += part.length
      const isEnd = part.startsWith('\r')
      if (part !== '') this.#pushRun(isEnd ? '\n' : part, from, step === 1 ? start + at : end, isEnd ? 0 : step)
    }
  }

  /** HTML shows any run of white space as one space. */
  #pushShown(unit: string, start: number, end: number): void {
    const isSpace = /[ \t\r\n\f]/.test(unit)
    if (isSpace && (this.#text === '' || this.#text.endsWith(' '))) return
    this.#pushRun(isSpace ? ' ' : unit, start, end, end === start + 1 ? 1 : 0)
  }

  #pushRun(value: string, start: number, end: number, step: 0 | 1): void {
    this.#text += value
    const last = this.#runs.at(-1)
    if (step === 1 && last?.isWritten && last.sourceEnd === start && last.node === this.#node) {
      last.end = this.#text.length
      last.sourceEnd = end
    } else
      this.#runs.push({
        end: this.#text.length,
        sourceStart: start,
        sourceEnd: end,
        isWritten: step === 1,
        node: this.#node,
      })
  }

  addInline(type: Inline['type'], start: number, url?: string): void {
    const end = this.#text.length
    if (end <= start) return
    const isShown = url !== undefined && isOutside.test(url)
    this.#inlines.push({ type, start, end, ...(isShown && { url: detached(url) }) })
  }

  /** Adds the end of a line, as `unit`, which stands for a stretch of the source. */
  addBreak(unit: ' ' | '\n', start: number, end: number): void {
    this.addAt(unit, start, end)
    const at = this.#text.length - 1
    const last = this.#inlines.at(-1)
    // Of several line ends in a row, and of white space before them, HTML shows one.
    if (/\s/.test(this.#text.charAt(at)) && !(last?.type === 'break' && last.start === at)) this.addInline('break', at)
  }

  /** @returns the block, white space trimmed; undefined if there is nothing in it to read. */
  build(
    about: Pick<Block, 'role' | 'lang' | 'introduction' | 'heading' | 'depth'> & {
      readonly quote?: string | undefined
      readonly labels?: readonly number[]
    },
  ): Block | undefined {
    const from = this.#text.length - this.#text.replace(/^[\s\u200B]+/, '').length
    const to = this.#text.trimEnd().length
    if (!/[^\s\u200B\uFFFA]/.test(this.#text)) return undefined
    const { role, lang, introduction, heading, labels = [], depth, quote } = about
    return {
      role,
      text: this.#text.slice(from, to),
      origin: { at: 0 },
      places: new Places(this.#runs).cut(from, to),
      inlines: this.#inlines
        .map((inline) => ({ ...inline, start: Math.max(inline.start - from, 0), end: Math.min(inline.end, to) - from }))
        .filter(({ start, end }) => end > start),
      lang,
      introduction,
      heading,
      labels,
      depth,
      quote,
    }
  }
}
