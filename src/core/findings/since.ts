import { firstAt } from '../text/arrays.js'
import type { Block } from '../tree/prose.js'
import type { Changed } from '../tree/reading.js'

/** How the blocks of a document stood to each other when it was read: blocks are moved in place when it is read again. */
export interface Structure {
  readonly blocks: readonly Block[]
  readonly introductions: Int32Array
  readonly headings: Int32Array
  readonly labels: (readonly number[])[]
}

/** @param last how they stood when the document was last read, and what changed since: it is made into how they stand now */
export function structureOf(
  blocks: readonly Block[],
  last?: { readonly structure: Structure; readonly since: Since },
): Structure {
  const isSame = last?.since.keepsNumbers === true && last.structure.blocks.length === blocks.length
  const { introductions, headings, labels } = isSame
    ? last.structure
    : {
        introductions: new Int32Array(blocks.length),
        headings: new Int32Array(blocks.length),
        labels: new Array<readonly number[]>(blocks.length).fill(none),
      }
  const [start, end] = isSame ? [last.since.start, last.since.rest] : [0, blocks.length]
  for (let at = start; at < end; at++) {
    const block = blocks[at]
    introductions[at] = block?.introduction ?? -1
    headings[at] = block?.heading ?? -1
    labels[at] = block && block.labels.length > 0 ? block.labels : none
  }
  return { blocks, introductions, headings, labels }
}

const none: readonly number[] = []

/** What of a document is as it was when it was last read: blocks that no edit touches are the same objects. */
export interface Since {
  /** What of its source is not. */
  readonly changed: Changed
  /** So many blocks at its beginning are the same. */
  readonly start: number
  /** The number of the first block from which on all are the same, and the number that it had. */
  readonly rest: number
  readonly restThen: number
  /** Whether all other blocks have the numbers that they had, and stand to each other by the same numbers. */
  readonly keepsNumbers: boolean
  /**
   * The number of a block, by the number that it had, if all that it is read with is as it was: what introduces it, the headings above
   * it, the labels of its cell, and what stands right below it; else -1.
   */
  readonly numberNow: (then: number) => number
  /** The numbers of all blocks for which that does not hold, in order. */
  readonly others: readonly number[]
}

/**
 * Makes something of each block again, where it depends on nothing but the block.
 * @param of the blocks, or what was made of them.
 * @param then what was made of them when the document was last read; undefined where it was not.
 */
export function again<From, Item>(
  of: readonly From[],
  since: Since | undefined,
  then: readonly Item[] | undefined,
  make: (from: From) => Item,
): readonly Item[] {
  if (!since || !then) return of.map(make)
  return then.slice(0, since.start).concat(of.slice(since.start, since.rest).map(make), then.slice(since.restThen))
}

/** What was made of some of the blocks, and their numbers, in order. */
export interface Picked<Item> {
  readonly numbers: readonly number[]
  readonly items: readonly Item[]
}

/** Makes something of some of the blocks, as `again` does. @param pick gives undefined where there is nothing to make */
export function pickAgain<From, Item>(
  of: readonly From[],
  since: Since | undefined,
  then: Picked<Item> | undefined,
  pick: (from: From) => Item | undefined,
): Picked<Item> {
  const { start, rest, restThen } = since && then ? since : { start: 0, rest: of.length, restThen: of.length }
  const known = then?.numbers ?? []
  const first = firstAt(known, (number) => number >= start)
  const last = firstAt(known, (number) => number >= restThen)
  const numbers = known.slice(0, first)
  const items = then?.items.slice(0, first) ?? []
  for (let at = start; at < rest; at++) {
    const from = of[at]
    const item = from === undefined ? undefined : pick(from)
    if (item === undefined) continue
    numbers.push(at)
    items.push(item)
  }
  for (let at = last; at < known.length; at++) numbers.push((known[at] ?? 0) + rest - restThen)
  return { numbers, items: items.concat(then?.items.slice(last) ?? []) }
}

/** So many blocks below a heading or an introduction are read with it. */
export const BELOW = 3

/** @param keepsNumbers whether the blocks that are as they were have the numbers that they had, and stand to others by the same numbers */
export function sinceThen(then: Structure, blocks: readonly Block[], changed: Changed, keepsNumbers: boolean): Since {
  const known = then.blocks.length
  const most = Math.min(known, blocks.length)
  let start = 0
  while (start < most && then.blocks[start] === blocks[start]) start++
  let end = 0
  while (end < most - start && then.blocks[known - 1 - end] === blocks[blocks.length - 1 - end]) end++
  const rest = blocks.length - end
  const restThen = known - end
  const shift = rest - restThen
  /** The number that a block has now; -2 where it is gone. */
  const now = (number = -1): number => (number < start ? number : number >= restThen ? number + shift : -2)
  const isOther = new Uint8Array(blocks.length).fill(1, start, rest)
  const isGone = (number: number): boolean => now(number) === -2
  /** The numbers of thousands of blocks are compared many times as fast as the blocks. */
  const keepsRelations = (old: number): boolean =>
    !isGone(then.introductions[old] ?? -1) && !(then.labels[old] ?? none).some(isGone)
  const hasRelations = (old: number, { heading, introduction, labels }: Block): boolean => {
    const labelsThen = then.labels[old] ?? none
    return (
      now(then.headings[old]) === heading &&
      now(then.introductions[old]) === introduction &&
      labelsThen.length === labels.length &&
      labelsThen.every((label, column) => now(label) === labels[column])
    )
  }
  // A cell is read with the others of its row, if that has a name.
  const rows = new Set<number>()
  const addRow = (row = -1): void => {
    if (row >= 0) rows.add(row)
  }
  for (let old = start; old < restThen; old++) addRow(now(then.labels[old]?.[0]))
  for (let at = start; at < rest; at++) addRow(blocks[at]?.labels[0])
  const others: number[] = []
  /** A heading is read with what is below it, a line of a list with the next and the last one. */
  const isBeside = (at: number): boolean => (at < start && at + BELOW >= start) || at === rest
  for (let at = 0; at < blocks.length; at++) {
    if (isOther[at] === 0) {
      const old = at < start ? at : at - shift
      const block = keepsNumbers ? undefined : blocks[at]
      const heading = (block ? block.heading : then.headings[old]) ?? -1
      const isAsThen = block ? hasRelations(old, block) : keepsRelations(old)
      // What stands above a heading stands above all below it.
      if (!isAsThen || (heading >= 0 && isOther[heading] === 1)) isOther[at] = 1
      else if (rows.size > 0 && rows.has(blocks[at]?.labels[0] ?? -1)) isOther[at] = 1
    }
    if (isOther[at] === 1 || isBeside(at)) others.push(at)
  }
  return {
    changed,
    start,
    rest,
    restThen,
    keepsNumbers,
    others,
    numberNow(number) {
      const at = number < start ? number : number >= restThen ? number + shift : -1
      return at < 0 || isOther[at] === 1 || isBeside(at) ? -1 : at
    },
  }
}
