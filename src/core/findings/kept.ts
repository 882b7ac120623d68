import { overlaps } from '../text/span.js'
import { type Block, sourceOf } from '../tree/prose.js'
import type { Since } from './since.js'

/** What was made of a block, and where it stood then. */
export interface Kept<Item> {
  readonly items: readonly Item[]
  readonly offset: number
}

/** Keeps what was made of a block; undefined stands for nothing. */
export const keep = <Item>({ offset }: Block, items: readonly Item[]): Kept<Item> | undefined =>
  items.length === 0 ? undefined : { items, offset }

/**
 * What was made of a block that was moved at most, with places where they are now.
 * @param move gives an item so many units further on.
 * @returns undefined where it stands otherwise in the source: templates of the same length read the same.
 */
export function recall<Item>(
  kept: Kept<Item>,
  block: Block,
  { changed: { start, end, growth } }: Since,
  move: (item: Item, by: number) => Item,
): Kept<Item> | undefined {
  if (overlaps(sourceOf(block), { start, end: end + growth })) return undefined
  const by = block.offset - kept.offset
  return by === 0 ? kept : { items: kept.items.map((item) => move(item, by)), offset: block.offset }
}
