import { firstAt } from '../text/arrays.js'
import type { Masked } from './masked.js'
import type { Block, Origin } from './prose.js'
import type { Changed } from './reading.js'

/** Where a Markdown text may be cut: nothing that stands before changes what begins here, if no fence or HTML is open. */
export interface Cut {
  readonly start: number
  /** How many blocks stand before it. */
  readonly block: number
  /** The number of the heading that is the last before it, or -1. */
  readonly heading: number
  /** Whether its first node gives a block: what follows that is introduced by nothing before the cut. */
  readonly isSolid: boolean
}

/** The cuts of a text, in order. There are thousands, and those behind an edit move with each letter: numbers, not objects. */
export class Cuts {
  readonly #starts: Int32Array
  readonly #blocks: Int32Array
  readonly #headings: Int32Array
  readonly #solid: Uint8Array

  private constructor(length: number) {
    this.#starts = new Int32Array(length)
    this.#blocks = new Int32Array(length)
    this.#headings = new Int32Array(length)
    this.#solid = new Uint8Array(length)
  }

  static of(cuts: readonly Cut[]): Cuts {
    const made = new Cuts(cuts.length)
    made.#put(cuts, 0)
    return made
  }

  get length(): number {
    return this.#starts.length
  }

  at(number: number): Cut | undefined {
    const start = this.#starts[number]
    if (start === undefined) return undefined
    const [block = 0, heading = -1] = [this.#blocks[number], this.#headings[number]]
    return { start, block, heading, isSolid: this.#solid[number] === 1 }
  }

  /** The number of the first cut that begins at or behind an offset. */
  firstFrom(offset: number): number {
    return firstAt(this.#starts, (start) => start >= offset)
  }

  /** The cuts with others in place of those from `first` to `last`; what follows is moved. */
  replaced(first: number, last: number, cuts: readonly Cut[], by: Move): Cuts {
    const rest = first + cuts.length
    const made = new Cuts(rest + this.length - last)
    const copy = (from: Int32Array | Uint8Array, to: Int32Array | Uint8Array): void => {
      to.set(from.subarray(0, first))
      to.set(from.subarray(last), rest)
    }
    copy(this.#starts, made.#starts)
    copy(this.#blocks, made.#blocks)
    copy(this.#headings, made.#headings)
    copy(this.#solid, made.#solid)
    made.#put(cuts, first)
    const { block: known = 0, heading: above } = this.at(last) ?? {}
    for (let at = rest; at < made.length; at++) {
      const heading = made.#headings[at] ?? -1
      made.#starts[at] = (made.#starts[at] ?? 0) + by.growth
      made.#blocks[at] = (made.#blocks[at] ?? 0) + by.blocks
      if (heading >= known) made.#headings[at] = heading + by.blocks
      else if (heading === above) made.#headings[at] = by.heading
    }
    return made
  }

  #put(cuts: readonly Cut[], from: number): void {
    cuts.forEach(({ start, block, heading, isSolid }, at) => {
      this.#starts[from + at] = start
      this.#blocks[from + at] = block
      this.#headings[from + at] = heading
      this.#solid[from + at] = isSolid ? 1 : 0
    })
  }
}

/** A heading, or a paragraph that begins with a letter, at the left edge. */
const topBlock = /^(?:#{1,6}(?=[ \t\r\n]|$)|\p{L})/u

/** Whether a node of the top level that begins at `at` ends all before it: a blank line stands between. */
export function isCut(source: string, at: number): boolean {
  if (!topBlock.test(source.slice(at, at + 8))) return false
  let before = at - 1
  if (source.charCodeAt(before) === 10 && source.charCodeAt(before - 1) === 13) before--
  before--
  while (before >= 0 && (source.charCodeAt(before) === 32 || source.charCodeAt(before) === 9)) before--
  return before >= 0 && (source.charCodeAt(before) === 10 || source.charCodeAt(before) === 13)
}

/** The part of a text that an edit makes necessary to read again. */
export interface Again {
  /** The number of the cut at which it begins. */
  readonly first: number
  /** The number of the cut at which the rest follows as it was; the number of all cuts if nothing does. */
  readonly last: number
}

/**
 * Finds what an edit touches, with a part before and behind it that it does not.
 * @param text as it was
 * @param opens whether the text opens front matter, or did
 * @returns undefined where it may be all.
 */
export function touched({ start, end }: Changed, cuts: Cuts, text: Masked, opens: () => boolean): Again | undefined {
  const first = Math.max(0, cuts.firstFrom(start + 1) - 2)
  let last = cuts.firstFrom(end)
  // With no empty line between them, an edit before a part becomes one with it.
  const gap = text.part(end, cuts.at(last)?.start ?? text.source.length)
  if (!/(?:\r\n?|\n)[ \t]*[\r\n]/.test(gap)) last++
  last++
  // What stands right before the rest may introduce it.
  while (last < cuts.length && !(cuts.at(last)?.isSolid && cuts.at(last - 1)?.isSolid)) last++
  if (first === 0 && (last >= cuts.length || opens())) return undefined
  return { first, last: Math.min(last, cuts.length) }
}

/** Stretches of so many units are compared at once, long ones first. */
const STRETCHES = [1 << 15, 1 << 10, 1 << 5]

function commonStart(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  let at = 0
  for (const stretch of STRETCHES)
    while (at + stretch <= length && a.slice(at, at + stretch) === b.slice(at, at + stretch)) at += stretch
  while (at < length && a.charCodeAt(at) === b.charCodeAt(at)) at++
  return at
}

/** @param start how much of both beginnings is taken. */
function commonEnd(a: string, b: string, start: number): number {
  const length = Math.min(a.length, b.length) - start
  const same = (from: number, to: number): boolean =>
    a.slice(a.length - to, a.length - from) === b.slice(b.length - to, b.length - from)
  let at = 0
  for (const stretch of STRETCHES) while (at + stretch <= length && same(at, at + stretch)) at += stretch
  while (at < length && a.charCodeAt(a.length - at - 1) === b.charCodeAt(b.length - at - 1)) at++
  return at
}

/** Compares a text with how it was before. */
export function changedPart(before: string, after: string): Changed {
  const start = commonStart(before, after)
  return { start, end: before.length - commonEnd(before, after, start), growth: after.length - before.length }
}

/** How a part behind an edit moves: how much longer the text before it is, how many blocks more it has, and its last heading. */
interface Move {
  readonly growth: number
  readonly blocks: number
  readonly heading: number
}

/** So many blocks move together as long as no edit parts them. */
const TOGETHER = 64

/** The origins of the blocks of a text, in their order: an edit moves these, instead of the thousands of blocks behind it. */
export class Origins {
  /** The numbers of the first blocks of each. */
  readonly #firsts: number[] = []
  readonly #origins: Origin[] = []

  private constructor() {}

  /** Has blocks that no edit has moved yet share origins. */
  static of(blocks: readonly Block[]): Origins {
    const made = new Origins()
    let origin: Origin = { at: 0 }
    for (const [at, block] of blocks.entries()) {
      if (at % TOGETHER === 0) origin = { at: 0 }
      block.origin = origin
      made.#add(at, origin)
    }
    return made
  }

  /**
   * Moves the blocks behind an edit.
   * @param blocks as they are now
   * @param first and `last`: between which blocks were read again, by their numbers then
   */
  moved(blocks: readonly Block[], first: number, last: number, by: Move): Origins {
    const made = new Origins()
    const before = firstAt(this.#firsts, (number) => number >= first)
    for (let at = 0; at < before; at++) made.#add(this.#firsts[at], this.#origins[at])
    for (let at = first; at < last + by.blocks; at++) made.#add(at, blocks[at]?.origin)
    const next = firstAt(this.#firsts, (number) => number > last)
    const parted = this.#origins[next - 1]
    if (parted) {
      const end = (this.#firsts[next] ?? blocks.length - by.blocks) + by.blocks
      const origin = { at: parted.at + by.growth }
      for (const block of blocks.slice(last + by.blocks, end)) {
        block.origin = origin
        made.#add(last + by.blocks, origin)
      }
    }
    for (let at = next; at < this.#firsts.length; at++) {
      const origin = this.#origins[at]
      if (origin) origin.at += by.growth
      made.#add((this.#firsts[at] ?? 0) + by.blocks, origin)
    }
    return made
  }

  #add(first: number | undefined, origin: Origin | undefined): void {
    if (first === undefined || origin === undefined || this.#origins.at(-1) === origin) return
    this.#firsts.push(first)
    this.#origins.push(origin)
  }
}

/** Numbers the blocks behind an edit anew, in place. @param first where they begin, as it was before */
export function renumber(blocks: readonly Block[], { block: known, heading: above }: Cut, by: Move): void {
  const number = (at: number): number => (at >= known ? at + by.blocks : at)
  for (const block of blocks) {
    const { introduction, heading, labels } = block
    block.introduction =
      introduction >= 0 && introduction === known - 1 ? introduction + by.blocks : number(introduction)
    block.heading = above >= 0 && heading === above ? by.heading : number(heading)
    if (labels.length > 0) block.labels = labels.map(number)
  }
}

/**
 * Takes the blocks that read as before, at both ends of a part that was read again, for the new ones: who knows them knows that they
 * did not change. They are moved in place.
 * @param then the blocks of that part as they were
 * @returns the blocks, and whether those that were kept stand to others by the same numbers.
 */
export function keepBlocks(
  then: readonly Block[],
  now: readonly Block[],
  growth: number,
): { readonly blocks: readonly Block[]; readonly keepsNumbers: boolean } {
  const blocks = [...now]
  const most = Math.min(then.length, now.length)
  let keepsNumbers = true
  const keeps = (from: number, to: number, by?: number): boolean => {
    const [old, block] = [then[from], now[to]]
    if (!old || !block || !readsAs(old, block, by ?? 0)) return false
    keepsNumbers &&= hasNumbersOf(old, block)
    // What stands behind an edit moves with the next one before it, even where it does not move now.
    if (by !== undefined) old.origin = { at: old.origin.at + by }
    old.introduction = block.introduction
    old.heading = block.heading
    old.labels = block.labels
    blocks[to] = old
    return true
  }
  let start = 0
  while (start < most && keeps(start, start)) start++
  let end = 1
  while (end <= most - start && keeps(then.length - end, now.length - end, growth)) end++
  return { blocks, keepsNumbers }
}

const hasNumbersOf = (old: Block, now: Block): boolean =>
  old.introduction === now.introduction &&
  old.heading === now.heading &&
  old.labels.length === now.labels.length &&
  old.labels.every((label, at) => label === now.labels[at])

/** Whether a block reads as another that stands so many units further on, in the same places of its own. */
function readsAs(old: Block, now: Block, by: number): boolean {
  if (old.text !== now.text || old.role !== now.role || old.depth !== now.depth) return false
  if (old.lang !== now.lang || old.quote !== now.quote || old.inlines.length !== now.inlines.length) return false
  const move = old.origin.at + by - now.origin.at
  const { runs } = now.places
  return (
    old.places.runs.length === runs.length &&
    old.places.runs.every((run, at) => {
      const other = runs[at]
      return (
        run.end === other?.end &&
        run.sourceStart + move === other.sourceStart &&
        run.sourceEnd + move === other.sourceEnd &&
        run.isWritten === other.isWritten &&
        run.node === other.node
      )
    }) &&
    old.inlines.every(({ type, start, end, url }, at) => {
      const other = now.inlines[at]
      return type === other?.type && start === other.start && end === other.end && url === other.url
    })
  )
}
