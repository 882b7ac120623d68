import { overlaps } from '../text/span.js'
import { type Block, sourceOf } from '../tree/prose.js'
import type { Passage, Passages } from './passage.js'
import type { Since } from './since.js'

/** What was made of a block, and where it stood then. */
export interface Kept<Item> {
  readonly items: readonly Item[]
  readonly offset: number
}

/** What was made of the blocks of a document when it was last read, by their numbers then, and what changed since. */
export interface LastKept<Item> {
  readonly known: readonly (Kept<Item> | undefined)[]
  readonly since: Since
}

/**
 * Makes something of each passage again: nothing is made anew where a block and all that it is read with are as they were.
 * @param move gives an item so many units further on.
 * @returns what was made, to be kept by the numbers of the blocks, undefined where it is nothing; and all of it in order.
 */
export function makeAgain<Item>(
  passages: Passages,
  last: LastKept<Item> | undefined,
  move: (item: Item, by: number) => Item,
  make: (passage: Passage, number: number) => readonly Item[],
): { readonly kept: readonly (Kept<Item> | undefined)[]; readonly items: Item[] } {
  const kept: (Kept<Item> | undefined)[] = []
  const items: Item[] = []
  for (let number = 0; number < passages.length; number++) {
    const then = last?.since.numberThen(number) ?? -1
    let found = then < 0 ? undefined : last?.known[then]
    // Where nothing was made of the same block, there is nothing to make.
    const passage = then < 0 || found ? passages[number] : undefined
    if (passage) {
      found = found && last && recall(found, passage.block, last.since, move)
      found ??= keep(passage.block, make(passage, number))
    }
    kept.push(found)
    if (found) for (const item of found.items) items.push(item)
  }
  return { kept, items }
}

const keep = <Item>({ offset }: Block, items: readonly Item[]): Kept<Item> | undefined =>
  items.length === 0 ? undefined : { items, offset }

/**
 * What was made of a block that was moved at most, with places where they are now.
 * @returns undefined where it stands otherwise in the source: templates of the same length read the same.
 */
function recall<Item>(
  kept: Kept<Item>,
  block: Block,
  { changed: { start, end, growth } }: Since,
  move: (item: Item, by: number) => Item,
): Kept<Item> | undefined {
  if (overlaps(sourceOf(block), { start, end: end + growth })) return undefined
  const by = block.offset - kept.offset
  return by === 0 ? kept : { items: kept.items.map((item) => move(item, by)), offset: block.offset }
}
