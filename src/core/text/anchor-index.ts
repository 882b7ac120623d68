import type { Spacing } from './characters.js'
import { DIGIT, type Units, WORD } from './units.js'

/** Tells whether what phrases cannot do without stands in a text, and near a place. */
export interface AnchorIndex {
  /** Gives a number to what a phrase cannot do without: lists of anchors, of each of which one must be there. */
  readonly needsOf: (lists: readonly (readonly string[])[]) => number
  /** Makes a part of a text the one that is asked about; offsets are those of the part from here on. */
  readonly begin: (units: Units, from: number, to: number) => void
  /** Whether of each list at least one stands in the text at or behind `start`. */
  readonly hasAll: (needs: number, start: number) => boolean
  /** Whether one of the first list begins at `start` or at most `reach` units behind it; true where there is no list. */
  readonly isNear: (needs: number, start: number, reach: number) => boolean
}

/** Anchors as a trie to which more are added at any time; its edges are kept in one table with open addressing. */
function createTrie() {
  let mask = (1 << 12) - 1
  let nodes = new Uint32Array(mask + 1)
  let units = new Uint16Array(mask + 1)
  let targets = new Uint32Array(mask + 1)
  /** For each node, one more than the number of the anchor that ends there. */
  let ends = new Uint32Array(1 << 10)
  let count = 1

  /** Where in the table the edge of a node is, or would be. */
  function edgeOf(node: number, unit: number): number {
    let at = ((Math.imul(node, 0x9e3779b1) ^ Math.imul(unit, 0x85ebca6b)) >>> 9) & mask
    while (targets[at] !== 0 && (nodes[at] !== node || units[at] !== unit)) at = (at + 1) & mask
    return at
  }

  function grow(): void {
    const old = { nodes, units, targets }
    mask = mask * 2 + 1
    nodes = new Uint32Array(mask + 1)
    units = new Uint16Array(mask + 1)
    targets = new Uint32Array(mask + 1)
    old.targets.forEach((target, at) => {
      if (target !== 0) put(old.nodes[at] ?? 0, old.units[at] ?? 0, target)
    })
  }

  function put(node: number, unit: number, target: number): void {
    const at = edgeOf(node, unit)
    nodes[at] = node
    units[at] = unit
    targets[at] = target
  }

  function add(text: string, id: number): void {
    let node = 0
    for (let index = 0; index < text.length; index++) {
      if (count * 2 > mask) grow()
      const unit = text.charCodeAt(index)
      const known = targets[edgeOf(node, unit)] ?? 0
      if (known === 0) put(node, unit, count)
      node = known === 0 ? count++ : known
    }
    if (ends.length < count) {
      const longer = new Uint32Array(count * 2)
      longer.set(ends)
      ends = longer
    }
    ends[node] = id + 1
  }

  /**
   * Puts the number of each anchor that stands at `start` of a text and ends before `last`, each with `start`, into a list.
   * @param count how many numbers of the list count. @returns how many do now.
   */
  function collect(text: string, start: number, last: number, into: number[], count: number): number {
    let node = 0
    let filled = count
    for (let index = start; index < last; index++) {
      node = targets[edgeOf(node, text.charCodeAt(index))] ?? 0
      if (node === 0) break
      const end = ends[node] ?? 0
      if (end === 0) continue
      into[filled++] = end - 1
      into[filled++] = start
    }
    return filled
  }

  return { add, collect }
}

/** A word, and the anchors that stand in it, each with its place, as far as they were known when there were so many. */
interface Word {
  readonly text: string
  readonly hash: number
  anchors: readonly number[]
  known: number
}

/** Words that are longer are not remembered, nor are more of them. */
const LONGEST_WORD = 40
const MOST_WORDS = 1 << 14
/** Places are numbers of 32 bits. */
const LAST_PLACE = 0xf0000000

/** Words by what they are made of. */
function createWordTable() {
  let table: (Word | undefined)[] = Array.from({ length: 1 << 10 })
  let count = 0

  const isSame = (word: Word, { codes }: Units, start: number, length: number): boolean => {
    if (word.text.length !== length) return false
    for (let at = 0; at < length; at++) if (word.text.charCodeAt(at) !== codes[start + at]) return false
    return true
  }

  function put(word: Word): void {
    const mask = table.length - 1
    let at = word.hash & mask
    while (table[at]) at = (at + 1) & mask
    table[at] = word
  }

  return {
    /** The word of some length that stands at `start`; undefined if it is not known. @param hash a number that is the same for the same word. */
    find(units: Units, start: number, length: number, hash: number): Word | undefined {
      const mask = table.length - 1
      for (let at = hash & mask; ; at = (at + 1) & mask) {
        const word = table[at]
        if (word === undefined || (word.hash === hash && isSame(word, units, start, length))) return word
      }
    },
    add(word: Word): void {
      if (count >= MOST_WORDS) {
        table.fill(undefined)
        count = 0
      }
      if (++count * 2 > table.length) {
        const words = table
        table = Array.from({ length: words.length * 2 })
        for (const known of words) if (known) put(known)
      }
      put(word)
    },
  }
}

/** @param spacing where it is `none`, white space is left out of texts, and places say nothing. */
export function createAnchorIndex(spacing: Spacing): AnchorIndex {
  const ids = new Map<string, number>()
  const anchors: string[] = []
  const trie = createTrie()
  const words = createWordTable()
  let searched = ''
  // Places count through all texts, so that what is known of an anchor in another text is less than where this text begins.
  let base = 1
  let firsts = new Uint32Array(1 << 10)
  let lasts = new Uint32Array(1 << 10)
  /** Between these two no occurrence of an anchor begins but at the second. */
  let froms = new Uint32Array(1 << 10)
  let nexts = new Uint32Array(1 << 10)

  /** For each phrase, how many lists it has, and for each list how many anchors, and their numbers. */
  let pool = new Uint32Array(1 << 12)
  let pooled = 0

  const idOf = (anchor: string): number => ids.get(anchor) ?? add(anchor)

  function see(id: number, place: number): void {
    if ((lasts[id] ?? 0) < base) firsts[id] = place
    lasts[id] = place
  }

  function add(anchor: string): number {
    const id = anchors.length
    ids.set(anchor, id)
    anchors.push(anchor)
    trie.add(anchor, id)
    if (id >= lasts.length) {
      firsts = longer(firsts)
      lasts = longer(lasts)
      froms = longer(froms)
      nexts = longer(nexts)
    }
    const first = searched.indexOf(anchor)
    if (first >= 0) {
      see(id, base + first)
      see(id, base + searched.lastIndexOf(anchor))
    }
    return id
  }

  function anchorsIn(text: string): number[] {
    const found: number[] = []
    let count = 0
    for (let at = 0; at < text.length; at++) count = trie.collect(text, at, text.length, found, count)
    return found
  }

  function wordAnchors(units: Units, start: number, end: number, hash: number): readonly number[] {
    const length = end - start
    if (length > LONGEST_WORD) return anchorsIn(units.text.slice(start, end))
    const word = words.find(units, start, length, hash)
    if (word?.known === anchors.length) return word.anchors
    const text = word?.text ?? units.text.slice(start, end)
    const found = anchorsIn(text)
    if (word) {
      word.anchors = found
      word.known = anchors.length
    } else words.add({ text, hash, anchors: found, known: anchors.length })
    return found
  }

  /** Where words are spaced, anchors are parts of words, and few words make up most texts. */
  function scanWords(units: Units, from: number, to: number): void {
    const { codes, kinds } = units
    const place = base - from
    let at = from
    while (at < to) {
      if (((kinds[at] ?? 0) & (WORD | DIGIT)) !== WORD) {
        at++
        continue
      }
      const start = at
      let hash = 0
      while (at < to && ((kinds[at] ?? 0) & (WORD | DIGIT)) === WORD) {
        hash = Math.imul(hash ^ (codes[at] ?? 0), 0x9e3779b1)
        hash ^= hash >>> 15
        at++
      }
      const found = wordAnchors(units, start, at, hash)
      for (let next = 0; next < found.length; next += 2) see(found[next] ?? 0, place + start + (found[next + 1] ?? 0))
    }
  }

  const foundHere: number[] = []

  function scanAll(text: string): void {
    for (let at = 0; at < text.length; at++) {
      const count = trie.collect(text, at, text.length, foundHere, 0)
      for (let next = 0; next < count; next += 2) see(foundHere[next] ?? 0, base + at)
    }
  }

  /** The place at or behind `from` where an anchor stands next; `from` is in the text, and not behind where it stands last. */
  function nextOf(id: number, from: number): number {
    const first = firsts[id] ?? 0
    if (from <= first) return first
    const known = nexts[id] ?? 0
    const since = froms[id] ?? 0
    if (from >= since && from <= known) return known
    const anchor = anchors[id] ?? ''
    let next = known
    if (since < base || from > known) next = base + searched.indexOf(anchor, from - base)
    else {
      const before = searched.slice(from - base, since - base + anchor.length - 1).indexOf(anchor)
      if (before >= 0) next = from + before
    }
    froms[id] = from
    nexts[id] = next
    return next
  }

  return {
    needsOf(lists) {
      const ids = lists.map((list) => list.map(idOf))
      const size = ids.reduce((sum, list) => sum + 1 + list.length, 1)
      while (pool.length < pooled + size) pool = longer(pool)
      const needs = pooled
      pool[pooled++] = ids.length
      for (const list of ids) {
        pool[pooled++] = list.length
        for (const id of list) pool[pooled++] = id
      }
      return needs
    },
    begin(units, from, to) {
      const { text } = units
      base += searched.length + 1
      const part = from === 0 && to === text.length ? text : text.slice(from, to)
      searched = spacing === 'none' ? part.replace(/[ \t\r\n]+/g, '') : part
      if (base + searched.length > LAST_PLACE) {
        for (const places of [firsts, lasts, froms, nexts]) places.fill(0)
        base = 1
      }
      if (spacing === 'words') scanWords(units, from, to)
      else scanAll(searched)
    },
    hasAll(needs, start) {
      const from = spacing === 'none' ? base : base + start
      let at = needs + 1
      for (let lists = pool[needs] ?? 0; lists > 0; lists--) {
        const end = at + 1 + (pool[at] ?? 0)
        do at++
        while (at < end && (lasts[pool[at] ?? 0] ?? 0) < from)
        if (at === end) return false
        at = end
      }
      return true
    },
    isNear(needs, start, reach) {
      if (pool[needs] === 0) return true
      const from = spacing === 'none' ? base : base + start
      const end = needs + 2 + (pool[needs + 1] ?? 0)
      for (let at = needs + 2; at < end; at++) {
        const id = pool[at] ?? 0
        if ((lasts[id] ?? 0) >= from && (spacing === 'none' || nextOf(id, from) <= from + reach)) return true
      }
      return false
    },
  }
}

function longer(places: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const copy = new Uint32Array(places.length * 2)
  copy.set(places)
  return copy
}
