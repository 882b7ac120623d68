import { decodeNamedCharacterReference } from 'decode-named-character-reference'
import { decodeNumericCharacterReference } from 'micromark-util-decode-numeric-character-reference'
import type { Role } from '../findings/catalog.js'
import type { Span } from '../text/span.js'

/** Something within a block that is more than text. Offsets are those of the block's text. */
export interface Inline extends Span {
  readonly type: 'link' | 'footnote' | 'emphasis' | 'code'
}

/**
 * A block of prose: what a reader sees, and for each UTF-16 unit of it where it stands in the source.
 */
export interface Block {
  readonly role: Role
  readonly text: string
  /** Where in the source the unit begins; same length as `text`. */
  readonly starts: Uint32Array
  /** Where in the source the unit ends. */
  readonly ends: Uint32Array
  /** The number of the source's text node that the unit comes from: markup stands between different numbers. */
  readonly nodes: Uint32Array
  readonly inlines: readonly Inline[]
  /** The language that the markup gives it (`lang`). */
  readonly lang: string | undefined
  /** The number of the block that introduces it (the line before a list), or -1. */
  readonly introduction: number
  /** The number of the heading it stands under, or -1. */
  readonly heading: number
  /** 1 to 6 for a heading, else 0. */
  readonly depth: number
}

/** The source range of a span of a block's text. An empty span stays at its place. */
export function toSource(block: Block, span: Span): Span {
  const last = block.text.length - 1
  if (span.end <= span.start) {
    const at = span.start <= last ? (block.starts[span.start] ?? 0) : (block.ends[last] ?? 0)
    return { start: at, end: at }
  }
  return { start: block.starts[span.start] ?? 0, end: block.ends[span.end - 1] ?? 0 }
}

/** Gathers a block's text with the way back to the source. */
export class ProseBuilder {
  readonly #source: string
  readonly #collapse: boolean
  #text = ''
  #starts: number[] = []
  #ends: number[] = []
  #nodes: number[] = []
  readonly #inlines: Inline[] = []
  #node = 0

  /** With `collapse`, any run of white space is one space, as HTML shows it. */
  constructor(source: string, options: { readonly collapse?: boolean } = {}) {
    this.#source = source
    this.#collapse = options.collapse ?? false
  }

  get length(): number {
    return this.#text.length
  }

  /** Adds `value`, each unit of which comes from the same stretch of the source. */
  addAt(value: string, start: number, end: number): void {
    this.#node++
    for (let i = 0; i < value.length; i++) this.#push(value.charAt(i), start, end)
  }

  /**
   * Adds the decoded text of a text node. Character references, escapes and the indentation of continued lines make the
   * source longer than the value; each unit finds its own place.
   * @param start and `end`: the node's place in the source.
   */
  addText(value: string, start: number, end: number): void {
    this.#node++
    let at = start
    for (let i = 0; i < value.length; ) {
      const unit = value.charAt(i)
      const here = this.#source.charAt(at)
      if (here === '&') {
        const reference = readReference(this.#source, at, end)
        if (reference && value.startsWith(reference.value, i)) {
          for (const part of reference.value.split('')) this.#push(part, at, reference.end)
          i += reference.value.length
          at = reference.end
          continue
        }
      }
      if (here === unit) {
        this.#push(unit, at, at + 1)
        i++
        at++
        continue
      }
      if (unit === '\n' && here === '\r') {
        const width = this.#source.charAt(at + 1) === '\n' ? 2 : 1
        this.#push(unit, at, at + width)
        i++
        at += width
        continue
      }
      if (at >= end) {
        // The reader added something of its own; it has no place but the end.
        this.#push(unit, end, end)
        i++
        continue
      }
      at++
    }
  }

  #push(written: string, start: number, end: number): void {
    const isSpace = this.#collapse && /[ \t\r\n\f]/.test(written)
    if (isSpace && (this.#text === '' || this.#text.endsWith(' '))) return
    const unit = isSpace ? ' ' : written
    this.#text += unit
    this.#starts.push(start)
    this.#ends.push(end)
    this.#nodes.push(this.#node)
  }

  addInline(type: Inline['type'], start: number): void {
    if (this.#text.length > start) this.#inlines.push({ type, start, end: this.#text.length })
  }

  /** @returns the block, white space trimmed; undefined if nothing is left to read. */
  build(about: Pick<Block, 'role' | 'lang' | 'introduction' | 'heading' | 'depth'>): Block | undefined {
    const from = this.#text.length - this.#text.trimStart().length
    const to = this.#text.trimEnd().length
    if (to <= from) return undefined
    return {
      ...about,
      text: this.#text.slice(from, to),
      starts: Uint32Array.from(this.#starts.slice(from, to)),
      ends: Uint32Array.from(this.#ends.slice(from, to)),
      nodes: Uint32Array.from(this.#nodes.slice(from, to)),
      inlines: this.#inlines
        .map(({ type, start, end }) => ({ type, start: Math.max(start - from, 0), end: Math.min(end, to) - from }))
        .filter(({ start, end }) => end > start),
    }
  }
}

function readReference(
  source: string,
  at: number,
  end: number,
): { readonly value: string; readonly end: number } | undefined {
  const match = /^&(?:#[xX]([0-9a-fA-F]{1,6})|#([0-9]{1,7})|([A-Za-z][A-Za-z0-9]{0,30}));?/.exec(
    source.slice(at, Math.min(end, at + 40)),
  )
  if (!match) return undefined
  const [whole, hex, decimal, name] = match
  const value = hex
    ? decodeNumericCharacterReference(hex, 16)
    : decimal
      ? decodeNumericCharacterReference(decimal, 10)
      : decodeNamedCharacterReference(name ?? '')
  return value === false ? undefined : { value, end: at + whole.length }
}
