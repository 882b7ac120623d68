import { createArrayReader, joinArrays } from './arrays.js'

/** Before the first anchor there is room for so many nodes. */
const ROOM = 1 << 9

/** The anchors of a language, by numbers: a trie over their units, in flat arrays, to which more are added at any time. */
export class AnchorTable {
  /** So many anchors there are. */
  size = 0
  /** Where in `#slots` the edge from one node to another is, with open addressing; of each node its parent and its unit. */
  #slots: Uint32Array = new Uint32Array(ROOM * 2)
  #parents: Uint32Array = new Uint32Array(ROOM)
  #units: Uint16Array = new Uint16Array(ROOM)
  /** For each node, one more than the number of the anchor that ends there. */
  #ends: Uint32Array = new Uint32Array(ROOM)
  /** The root is 0. */
  #nodes = 1
  /** Of each anchor, one more than its first link to a set of which it is; of each link, the set, and one more than the next link. */
  #firstLink: Uint32Array = new Uint32Array(ROOM)
  #links: Uint32Array = new Uint32Array(ROOM)
  #linkCount = 0
  /** The numbers of sets, by their anchors. */
  readonly #sets = new Map<string, number>()

  /** @param packed what `pack` made, at a multiple of four bytes of its buffer; it is not written to. */
  constructor(packed?: Uint8Array) {
    if (!packed) return
    const reader = createArrayReader(packed)
    const [size = 0, nodes = 1] = reader.longs()
    this.size = size
    this.#nodes = nodes
    this.#slots = reader.longs()
    this.#parents = reader.longs()
    this.#units = reader.shorts()
    this.#ends = reader.longs()
    this.#firstLink = reader.longs()
    this.#links = reader.longs()
    this.#linkCount = this.#links.length / 2
  }

  /** The node behind a unit; 0 where there is none. */
  child(node: number, unit: number): number {
    return this.#slots[this.#slotOf(node, unit)] ?? 0
  }

  /** The number of the anchor that ends at a node, or -1. */
  endAt(node: number): number {
    return (this.#ends[node] ?? 0) - 1
  }

  /** The number of an anchor; one that is not known gets the next. */
  idOf(text: string): number {
    let node = 0
    for (let at = 0; at < text.length; at++) {
      const unit = text.charCodeAt(at)
      node = this.child(node, unit) || this.#add(node, unit)
    }
    const known = this.endAt(node)
    if (known >= 0) return known
    if (this.#nodes === this.#ends.length) this.#grow()
    this.#ends[node] = ++this.size
    return this.size - 1
  }

  /** The number of a set of anchors, which stands wherever one of them does; a set that is not known gets the next if `isMade`, else -1. */
  setOf(texts: readonly string[], isMade: boolean): number {
    const key = texts.join('\n')
    const known = this.#sets.get(key)
    if (known !== undefined || !isMade) return known ?? -1
    const members = texts.map((text) => this.idOf(text))
    const set = this.size++
    this.#sets.set(key, set)
    for (const member of members) {
      if (this.#firstLink.length <= member) this.#firstLink = copied(this.#firstLink, new Uint32Array(this.size * 2))
      if (this.#links.length < (this.#linkCount + 1) * 2)
        this.#links = copied(this.#links, new Uint32Array((this.#linkCount + 1) * 4))
      this.#links[this.#linkCount * 2] = set
      this.#links[this.#linkCount * 2 + 1] = this.#firstLink[member] ?? 0
      this.#firstLink[member] = ++this.#linkCount
    }
    return set
  }

  /** The first link of an anchor to a set of which it is, or 0. */
  firstLink(id: number): number {
    return this.#firstLink[id] ?? 0
  }

  /** The set that a link leads to. */
  setAt(link: number): number {
    return this.#links[link * 2 - 2] ?? 0
  }

  /** The next link of the same anchor, or 0. */
  nextLink(link: number): number {
    return this.#links[link * 2 - 1] ?? 0
  }

  /** Lays the table into one array. */
  pack(): Uint8Array {
    const count = this.#nodes
    return joinArrays([
      Uint32Array.of(this.size, count),
      this.#slots,
      this.#parents.subarray(0, count),
      this.#units.subarray(0, count),
      this.#ends.subarray(0, count),
      this.#firstLink.subarray(0, this.size),
      this.#links.subarray(0, this.#linkCount * 2),
    ])
  }

  #slotOf(node: number, unit: number): number {
    const mask = this.#slots.length - 1
    let at = ((Math.imul(node, 0x9e3779b1) ^ Math.imul(unit, 0x85ebca6b)) >>> 9) & mask
    for (;;) {
      const child = this.#slots[at] ?? 0
      if (child === 0 || (this.#parents[child] === node && this.#units[child] === unit)) return at
      at = (at + 1) & mask
    }
  }

  #add(node: number, unit: number): number {
    if (this.#nodes === this.#ends.length) this.#grow()
    const child = this.#nodes++
    this.#parents[child] = node
    this.#units[child] = unit
    this.#slots[this.#slotOf(node, unit)] = child
    return child
  }

  /** Makes room for more. What was packed has none, so that others may share it. */
  #grow(): void {
    const room = Math.max(ROOM, this.#nodes * 2)
    this.#parents = copied(this.#parents, new Uint32Array(room))
    this.#units = copied(this.#units, new Uint16Array(room))
    this.#ends = copied(this.#ends, new Uint32Array(room))
    let slots = this.#slots.length
    while (slots < room * 1.5) slots *= 2
    this.#slots = new Uint32Array(slots)
    for (let child = 1; child < this.#nodes; child++)
      this.#slots[this.#slotOf(this.#parents[child] ?? 0, this.#units[child] ?? 0)] = child
  }
}

function copied<Numbers extends Uint16Array | Uint32Array>(from: Numbers, to: Numbers): Numbers {
  to.set(from)
  return to
}
