import { type Block, sourceOf } from '../tree/prose.js'

/** Keeps what was made of blocks for as long as all that it was made of stays the same. */
export interface Kept<Item> {
  /**
   * What was made of a block that was moved at most, with places where they are now.
   * @param parts all else that it was made of, to be the same as it was kept with.
   */
  readonly find: (block: Block, source: string, parts: readonly unknown[]) => readonly Item[] | undefined
  readonly keep: (block: Block, source: string, parts: readonly unknown[], items: readonly Item[]) => void
}

/** @param move gives an item so many units further on. */
export function createKept<Item>(move: (item: Item, by: number) => Item): Kept<Item> {
  interface Known {
    readonly parts: readonly unknown[]
    items: readonly Item[]
    offset: number
    /** The block as it stood in the source: templates of the same length read the same. */
    readonly written: string
  }
  // Blocks that an edit does not touch keep their places, so that these stand for them.
  const known = new WeakMap<object, Known>()
  return {
    find(block, source, parts) {
      const one = known.get(block.places)
      if (!one || one.parts.length !== parts.length) return undefined
      for (let at = 0; at < parts.length; at++) if (parts[at] !== one.parts[at]) return undefined
      if (one.items.length === 0) return one.items
      if (!source.startsWith(one.written, sourceOf(block).start)) return undefined
      const by = block.offset - one.offset
      if (by !== 0) {
        one.items = one.items.map((item) => move(item, by))
        one.offset = block.offset
      }
      return one.items
    },
    keep(block, source, parts, items) {
      const { start, end } = sourceOf(block)
      known.set(block.places, {
        parts,
        items,
        offset: block.offset,
        written: items.length === 0 ? '' : source.slice(start, end),
      })
    },
  }
}
