import type { Span } from '../text/span.js'
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

/** The part of a text that differs from how it was before, by its place there, and how much longer it is now. */
export type Changed = Span & { readonly growth: number }

/**
 * Finds what an edit touches, with a part before and behind it that it does not.
 * @returns undefined where it may be all.
 */
export function touched(
  before: string,
  after: string,
  { start, end, growth }: Changed,
  cuts: readonly Cut[],
): Again | undefined {
  const first = Math.max(0, firstCut(cuts, start + 1) - 2)
  let last = firstCut(cuts, end) + 1
  // What stands right before the rest may introduce it.
  while (last < cuts.length && !(cuts[last]?.isSolid && cuts[last - 1]?.isSolid)) last++
  if (first === 0 && (last >= cuts.length || opensFrontMatter.test(before) || opensFrontMatter.test(after)))
    return undefined
  return { first, last: Math.min(last, cuts.length), growth }
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

/** Moves cuts behind an edit. @param first the first of them, as it was before */
export function moveCuts(cuts: readonly Cut[], first: Cut, by: Move): readonly Cut[] {
  const { block: known, heading: above } = first
  return cuts.map(({ start, block, heading, isSolid }) => ({
    start: start + by.growth,
    block: block + by.blocks,
    heading: heading >= known ? heading + by.blocks : heading === above ? by.heading : heading,
    isSolid,
  }))
}

/**
 * Moves blocks behind an edit: in place where no more than their offsets change.
 * @param first where they begin, as it was before
 */
export function moveBlocks(blocks: readonly Block[], first: Cut, by: Move): readonly Block[] {
  const { block: known, heading: above } = first
  if (by.blocks === 0 && by.heading === above) {
    if (by.growth !== 0) for (const block of blocks) block.offset += by.growth
    return blocks
  }
  const number = (at: number): number => (at >= known ? at + by.blocks : at)
  const introduction = (at: number): number => (at >= 0 && at === known - 1 ? known - 1 + by.blocks : number(at))
  const heading = (at: number): number => (above >= 0 && at === above ? by.heading : number(at))
  return blocks.map((block) => ({
    ...block,
    offset: block.offset + by.growth,
    introduction: introduction(block.introduction),
    heading: heading(block.heading),
    labels: block.labels.length === 0 ? block.labels : block.labels.map(number),
  }))
}
