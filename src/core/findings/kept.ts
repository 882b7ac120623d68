import { moved, overlaps, type Span } from '../text/span.js'
import { type Block, sourceOf } from '../tree/prose.js'
import type { Passage, Passages } from './passage.js'
import type { Picked, Since } from './since.js'

/** What was made of a block, and where that stood then: looking up each block anew would take most of the time. */
export interface Kept<Item> {
  readonly items: readonly Item[]
  readonly block: Block
  readonly origin: number
  readonly place: Span
}

/** What was made of the blocks of a document when it was last read, and what changed since. */
export interface LastKept<Item> {
  readonly known: Picked<Kept<Item>>
  readonly since: Since
}

/**
 * Makes something of each passage again: nothing is made anew where a block and all that it is read with are as they were.
 * @param move gives an item so many units further on.
 * @returns what was made, to be kept; and all of it in order.
 */
export function makeAgain<Item>(
  passages: Passages,
  last: LastKept<Item> | undefined,
  move: (item: Item, by: number) => Item,
  make: (passage: Passage, number: number) => readonly Item[],
): { readonly kept: Picked<Kept<Item>>; readonly items: Item[] } {
  const numbers: number[] = []
  const kept: Kept<Item>[] = []
  const items: Item[] = []
  const add = (number: number, found: Kept<Item>): void => {
    numbers.push(number)
    kept.push(found)
    for (const item of found.items) items.push(item)
  }
  const makeAnew = (number: number): void => {
    const passage = passages[number]
    const found = passage && keep(passage.block, make(passage, number))
    if (found) add(number, found)
  }
  if (!last) for (const number of passages.keys()) makeAnew(number)
  else {
    const { known, since } = last
    let other = 0
    const makeOthers = (before: number): void => {
      for (; (since.others[other] ?? before) < before; other++) makeAnew(since.others[other] ?? 0)
    }
    // Where nothing was made of a block that is read as it was, there is nothing to make.
    for (const [at, then] of known.numbers.entries()) {
      const number = since.numberNow(then)
      const found = known.items[at]
      if (number < 0 || !found) continue
      makeOthers(number)
      const recalled = recall(found, since, move)
      if (recalled) add(number, recalled)
      else makeAnew(number)
    }
    makeOthers(passages.length)
  }
  return { kept: { numbers, items: kept }, items }
}

const keep = <Item>(block: Block, items: readonly Item[]): Kept<Item> | undefined =>
  items.length === 0 ? undefined : { items, block, origin: block.origin.at, place: sourceOf(block) }

/**
 * What was made of a block that was moved at most, with places where they are now.
 * @returns undefined where it stands otherwise in the source: templates of the same length read the same.
 */
function recall<Item>(
  kept: Kept<Item>,
  { changed: { start, end, growth } }: Since,
  move: (item: Item, by: number) => Item,
): Kept<Item> | undefined {
  const { block } = kept
  const by = block.origin.at - kept.origin
  const place = by === 0 ? kept.place : moved(kept.place, by)
  if (overlaps(place, { start, end: end + growth })) return undefined
  return by === 0 ? kept : { items: kept.items.map((item) => move(item, by)), block, origin: block.origin.at, place }
}
