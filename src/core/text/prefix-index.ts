import { type ArrayReader, concatenate, type Numbers, numbersOf } from './arrays.js'
import type { Prefixes } from './program.js'

/** A trie over the beginnings of phrases, in flat arrays: the children of a node follow each other, by their units. */
export interface PrefixIndex {
  /** Phrases that may begin with anything. */
  readonly everywhere: ArrayLike<number> & Iterable<number>
  readonly root: number
  /** @returns the node behind `unit`, or -1. */
  readonly child: (node: number, unit: number) => number
  readonly isLeaf: (node: number) => boolean
  /** The phrases to be tried at node `n` are those of `ids` from `firstPhrase[n]` to `firstPhrase[n + 1]`. */
  readonly firstPhrase: ArrayLike<number>
  readonly ids: ArrayLike<number>
}

interface Node {
  readonly next: Map<number, Node>
  readonly phrases: Set<number>
}

const newNode = (): Node => ({ next: new Map(), phrases: new Set() })

/** Writes an index as arrays, which `readIndex` takes one after the other. The nodes follow each other breadth first. */
export function writeIndex(prefixes: readonly Prefixes[]): Numbers[] {
  const root = newNode()
  const everywhere: number[] = []
  prefixes.forEach(({ texts, open }, id) => {
    if (open) everywhere.push(id)
    else for (const text of texts) insert(root, text, id)
  })
  const units: number[] = [0]
  const children: number[] = []
  const phrases: number[][] = []
  const nodes: Node[] = [root]
  for (let at = 0; at < nodes.length; at++) {
    const node = nodes[at]
    if (!node) break
    children.push(nodes.length)
    phrases.push([...node.phrases].sort((a, b) => a - b))
    for (const [unit, child] of [...node.next].sort(([a], [b]) => a - b)) {
      units.push(unit)
      nodes.push(child)
    }
  }
  children.push(nodes.length)
  const { starts, items } = concatenate(phrases)
  return [everywhere, children, units, starts, items].map(numbersOf)
}

function insert(root: Node, text: string, id: number): void {
  let node = root
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    const next = node.next.get(unit) ?? newNode()
    node.next.set(unit, next)
    node = next
  }
  node.phrases.add(id)
}

/** Reads what `writeIndex` wrote. */
export function readIndex(reader: ArrayReader): PrefixIndex {
  const everywhere = reader.numbers()
  const firstChild = reader.numbers()
  const units = reader.numbers()
  const firstPhrase = reader.numbers()
  const ids = reader.numbers()
  let roots: Int32Array | undefined

  /** Every search begins at the root. */
  function openRoot(): Int32Array {
    const made = new Int32Array((units[(firstChild[1] ?? 0) - 1] ?? 0) + 1).fill(-1)
    for (let node = firstChild[0] ?? 0; node < (firstChild[1] ?? 0); node++) made[units[node] ?? 0] = node
    roots = made
    return made
  }

  return {
    everywhere,
    root: 0,
    child(node, unit) {
      if (node === 0) return (roots ?? openRoot())[unit] ?? -1
      let low = firstChild[node] ?? 0
      let high = firstChild[node + 1] ?? 0
      while (low < high) {
        const middle = (low + high) >> 1
        if ((units[middle] ?? 0) < unit) low = middle + 1
        else high = middle
      }
      return low < (firstChild[node + 1] ?? 0) && units[low] === unit ? low : -1
    },
    isLeaf: (node) => firstChild[node] === firstChild[node + 1],
    firstPhrase,
    ids,
  }
}
