/** Of so many documents it is remembered what was read of them. */
export const REMEMBERED = 8

/** Keeps the items that were used last. */
export interface Recent<Item> {
  readonly get: (key: string) => Item | undefined
  readonly set: (key: string, item: Item) => void
  readonly delete: (key: string) => void
}

/** @param capacity so many items are kept. */
export function createRecent<Item>(capacity: number): Recent<Item> {
  const items = new Map<string, Item>()
  return {
    get: (key) => items.get(key),
    set(key, item) {
      items.delete(key)
      items.set(key, item)
      for (const [oldest] of items) {
        if (items.size <= capacity) break
        items.delete(oldest)
      }
    },
    delete(key) {
      items.delete(key)
    },
  }
}
