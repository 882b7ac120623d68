/** Numbers as they are stored. */
export type Numbers = Uint8Array | Uint16Array | Uint32Array

/** Each array begins at a multiple of so many bytes, so that a view of it can be laid over the whole. */
const ALIGNED = 4

const aligned = (length: number): number => Math.ceil(length / ALIGNED) * ALIGNED

/** Before each array: its length in bytes, and how many bytes each number has. */
const HEAD = 8

/** Lays arrays into one, to be read back in the same order by `createArrayReader`. The order of bytes is this machine's. */
export function joinArrays(arrays: readonly Numbers[]): Uint8Array {
  const total = arrays.reduce((sum, { byteLength }) => sum + HEAD + aligned(byteLength), 0)
  const bytes = new Uint8Array(total)
  let at = 0
  for (const { buffer, byteOffset, byteLength, BYTES_PER_ELEMENT: width } of arrays) {
    new Uint32Array(bytes.buffer, at, 2).set([byteLength, width])
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), at + HEAD)
    at += HEAD + aligned(byteLength)
  }
  return bytes
}

/** Gives the arrays that were joined back, one after the other, without copying them. */
export interface ArrayReader {
  readonly bytes: () => Uint8Array
  readonly shorts: () => Uint16Array
  readonly longs: () => Uint32Array
  readonly numbers: () => Uint16Array | Uint32Array
}

/** @param joined what `joinArrays` made, at a multiple of four bytes of its buffer. */
export function createArrayReader({ buffer, byteOffset }: Uint8Array): ArrayReader {
  let at = byteOffset
  const next = <T>(view: (offset: number, length: number, width: number) => T): T => {
    const [length = 0, width = 1] = new Uint32Array(buffer, at, 2)
    const offset = at + HEAD
    at = offset + aligned(length)
    return view(offset, length, width)
  }
  return {
    bytes: () => next((offset, length) => new Uint8Array(buffer, offset, length)),
    shorts: () => next((offset, length) => new Uint16Array(buffer, offset, length / 2)),
    longs: () => next((offset, length) => new Uint32Array(buffer, offset, length / 4)),
    numbers: () =>
      next((offset, length, width) =>
        width === 2 ? new Uint16Array(buffer, offset, length / 2) : new Uint32Array(buffer, offset, length / 4),
      ),
  }
}

/** Numbers in as few bytes as they need. */
export function numbersOf(numbers: readonly number[]): Uint16Array | Uint32Array {
  const isShort = numbers.every((number) => number <= 0xffff)
  return isShort ? Uint16Array.from(numbers) : Uint32Array.from(numbers)
}

/** Several lists one after the other, and where each begins; one more number says where the last one ends. */
export function concatenate<T>(lists: readonly (readonly T[])[]): {
  readonly starts: number[]
  readonly items: T[]
} {
  const starts = [0]
  const items: T[] = []
  for (const list of lists) {
    for (const item of list) items.push(item)
    starts.push(items.length)
  }
  return { starts, items }
}

/** Items by a key, each group in their order, groups in the order of their first items. (`Map.groupBy` comes with Node 21.) */
export function groupBy<Key, Item>(items: Iterable<Item>, keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group) group.push(item)
    else groups.set(key, [item])
  }
  return groups
}

/** The number of the first item for which `is` holds, where it holds for all that follow. */
export function firstAt<T>(items: ArrayLike<T>, is: (item: T) => boolean): number {
  let low = 0
  let high = items.length
  while (low < high) {
    const middle = (low + high) >> 1
    const item = items[middle]
    if (item !== undefined && is(item)) high = middle
    else low = middle + 1
  }
  return low
}
