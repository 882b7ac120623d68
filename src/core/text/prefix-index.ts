import type { Prefixes } from './program.js'

/** A trie over the beginnings of phrases, in flat arrays: the children of a node follow each other, by their units. */
export interface PrefixIndex {
  /** How many phrases it was made of. */
  readonly phrases: number
  /** Phrases that may begin with anything. */
  readonly everywhere: readonly number[]
  readonly root: number
  /** @returns the node behind `unit`, or -1. */
  readonly child: (node: number, unit: number) => number
  readonly isLeaf: (node: number) => boolean
  /** Adds the phrases to be tried at a node to a list, where they may be already. */
  readonly collect: (node: number, into: number[]) => void
}

interface Node {
  readonly next: Map<number, Node>
  readonly phrases: Set<number>
}

const newNode = (): Node => ({ next: new Map(), phrases: new Set() })

/**
 * Writes an index as a text, so that it is made once, when the program is built: for each node, breadth first, its children and its
 * phrases, all as differences.
 */
export function writeIndex(prefixes: readonly Prefixes[]): string {
  const root = newNode()
  const everywhere: number[] = []
  prefixes.forEach(({ texts, open }, id) => {
    if (open) everywhere.push(id)
    else for (const text of texts) insert(root, text, id)
  })
  const numbers: number[] = [prefixes.length, everywhere.length, ...everywhere]
  const nodes: Node[] = [root]
  for (let at = 0; at < nodes.length; at++) {
    const node = nodes[at]
    if (!node) break
    const children = [...node.next].sort(([a], [b]) => a - b)
    writeDifferences(
      children.map(([unit]) => unit),
      numbers,
    )
    writeDifferences(
      [...node.phrases].sort((a, b) => a - b),
      numbers,
    )
    for (const [, child] of children) nodes.push(child)
  }
  return encode([nodes.length, ...numbers])
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

function writeDifferences(sorted: readonly number[], into: number[]): void {
  into.push(sorted.length)
  let last = 0
  for (const number of sorted) {
    into.push(number - last)
    last = number
  }
}

/** Reads what `writeIndex` wrote. */
export function readIndex(text: string): PrefixIndex {
  const next = decoder(text)
  const count = next()
  const phrases = next()
  const everywhere = Array.from({ length: next() }, next)
  const firstChild = new Uint32Array(count + 1)
  const firstPhrase = new Uint32Array(count + 1)
  const units = new Uint16Array(count)
  const ids: number[] = []
  let nodes = 1
  for (let node = 0; node < count; node++) {
    firstChild[node] = nodes
    let unit = 0
    for (let left = next(); left > 0; left--) {
      unit += next()
      units[nodes++] = unit
    }
    firstPhrase[node] = ids.length
    let id = 0
    for (let left = next(); left > 0; left--) {
      id += next()
      ids.push(id)
    }
  }
  firstChild[count] = nodes
  firstPhrase[count] = ids.length
  return {
    phrases,
    everywhere,
    root: 0,
    child(node, unit) {
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
    collect(node, into) {
      const last = firstPhrase[node + 1] ?? 0
      for (let at = firstPhrase[node] ?? 0; at < last; at++) into.push(ids[at] ?? 0)
    },
  }
}

// Five bits of a number in each character, the lowest first; the sixth says that more follow. Printable, and nothing that a string
// literal would have to escape.
const FIRST = 48
const BACKSLASH = 92
const SPARE = 112

function encode(numbers: readonly number[]): string {
  const units: number[] = []
  for (const number of numbers) {
    let left = number
    do {
      const more = left >= 32 ? 32 : 0
      const unit = FIRST + (left % 32) + more
      units.push(unit === BACKSLASH ? SPARE : unit)
      left = Math.floor(left / 32)
    } while (left > 0)
  }
  let text = ''
  for (let at = 0; at < units.length; at += 8192) text += String.fromCharCode(...units.slice(at, at + 8192))
  return text
}

function decoder(text: string): () => number {
  let at = 0
  return () => {
    let number = 0
    let scale = 1
    for (;;) {
      const unit = text.charCodeAt(at++)
      const bits = (unit === SPARE ? BACKSLASH : unit) - FIRST
      number += (bits & 31) * scale
      if ((bits & 32) === 0 || at >= text.length) return number
      scale *= 32
    }
  }
}
