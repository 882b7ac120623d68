import { opensFrontMatter } from './front-matter.js'
import type { Block } from './prose.js'

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
  /** How much longer the text is than before. */
  readonly growth: number
}

/**
 * Finds what an edit touches, with a part before and behind it that it does not.
 * @returns undefined where it may be all.
 */
export function touched(before: string, after: string, cuts: readonly Cut[]): Again | undefined {
  const start = commonStart(before, after)
  const end = before.length - commonEnd(before, after, start)
  const first = Math.max(0, firstCut(cuts, start + 1) - 2)
  let last = firstCut(cuts, end) + 1
  // What stands right before the rest may introduce it.
  while (last < cuts.length && !(cuts[last]?.isSolid && cuts[last - 1]?.isSolid)) last++
  if (first === 0 && (last >= cuts.length || opensFrontMatter.test(before) || opensFrontMatter.test(after)))
    return undefined
  return { first, last: Math.min(last, cuts.length), growth: after.length - before.length }
}

/** The number of the first cut that begins at or behind an offset. */
function firstCut(cuts: readonly Cut[], offset: number): number {
  let low = 0
  let high = cuts.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((cuts[middle]?.start ?? 0) < offset) low = middle + 1
    else high = middle
  }
  return low
}

/** Stretches of so many units are compared at once. */
const STRETCH = 4096

function commonStart(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  let at = 0
  while (at + STRETCH <= length && a.slice(at, at + STRETCH) === b.slice(at, at + STRETCH)) at += STRETCH
  while (at < length && a.charCodeAt(at) === b.charCodeAt(at)) at++
  return at
}

/** @param start how much of both beginnings is taken. */
function commonEnd(a: string, b: string, start: number): number {
  const length = Math.min(a.length, b.length) - start
  const same = (from: number, to: number): boolean =>
    a.slice(a.length - to, a.length - from) === b.slice(b.length - to, b.length - from)
  let at = 0
  while (at + STRETCH <= length && same(at, at + STRETCH)) at += STRETCH
  while (at < length && a.charCodeAt(a.length - at - 1) === b.charCodeAt(b.length - at - 1)) at++
  return at
}

/** Moves blocks behind an edit. @param heading the number of the heading above them before and now. */
export function moveBlocks(
  blocks: readonly Block[],
  { block: known, heading: above }: Cut,
  by: { readonly growth: number; readonly blocks: number; readonly heading: number },
): readonly Block[] {
  if (by.growth === 0 && by.blocks === 0 && by.heading === above) return blocks
  const number = (at: number): number => (at >= known ? at + by.blocks : at)
  return blocks.map((block) => ({
    ...block,
    offset: block.offset + by.growth,
    introduction:
      block.introduction >= 0 && block.introduction === known - 1 ? known - 1 + by.blocks : number(block.introduction),
    heading: above >= 0 && block.heading === above ? by.heading : number(block.heading),
    labels: block.labels.length === 0 ? block.labels : block.labels.map(number),
  }))
}
