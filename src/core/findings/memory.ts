/** Remembers what was made of texts; what was not asked for longest is forgotten first. */
export interface Memory<Item> {
  readonly recall: (text: string, make: () => Item) => Item
}

/** @param capacity UTF-16 units of text; with 0 nothing is remembered. */
export function createMemory<Item>(capacity: number): Memory<Item> {
  const items = new Map<string, { readonly item: Item }>()
  let size = 0
  return {
    recall(text, make) {
      if (text.length > capacity) return make()
      const kept = items.get(text) ?? { item: make() }
      // Put in again, it is the last to be forgotten.
      if (!items.delete(text)) size += text.length
      items.set(text, kept)
      for (const [oldest] of items) {
        if (size <= capacity) break
        items.delete(oldest)
        size -= oldest.length
      }
      return kept.item
    },
  }
}
