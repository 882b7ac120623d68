import type { AnchorTable } from './anchor-table.js'
import { ANY_NUMBER, ANY_REACH, EXACT, WORD_END } from './anchors.js'
import type { Spacing } from './characters.js'
import { cutsWord, DIGIT, SPACE, THAI_MARK, type Units, VALUED, WORD } from './units.js'

/** What phrases cannot do without: phrase `p` has the lists from `firstList[p]` to `firstList[p + 1]`. */
export interface Needs {
  readonly firstList: ArrayLike<number>
  /** List `l` has the anchors of `anchors` from `firstAnchor[l]` to `firstAnchor[l + 1]`. */
  readonly firstAnchor: ArrayLike<number>
  readonly anchors: ArrayLike<number>
  /** Of each list, at most so many steps behind the beginning of a match its anchor begins; `EXACT` for the very same place. */
  readonly reaches: ArrayLike<number>
}

/** Tells whether what phrases cannot do without stands in a part of a text, and near a place. */
export interface AnchorIndex {
  /** Makes a part of a text the one that is asked about. */
  readonly begin: (units: Units, from: number, to: number) => void
  /** The numbers of the anchors that stand there, in any order; valid until the next part. */
  readonly present: () => ArrayLike<number>
  readonly presentCount: () => number
  /** Whether of each list of a phrase one stands there. */
  readonly hasAll: (needs: Needs, phrase: number) => boolean
  /** Whether of each list of a phrase one stands at `start` or near behind it; of lists for the very same place it is not asked. */
  readonly areNear: (needs: Needs, phrase: number, start: number) => boolean
  /** The first place of an anchor in the part, or 0 if it does not stand there. */
  readonly firstPlace: (anchor: number) => number
  /** The next place of the same anchor, or 0. */
  readonly nextPlace: (place: number) => number
  /** Where in the text a place is. */
  readonly offsetOf: (place: number) => number
  /** The first offset, not before `from`, from which a place is at most so many steps away. */
  readonly firstWithin: (place: number, reach: number, from: number) => number
}

/** Of the lists of a phrase, the last, whose anchors stand nearest to where a match begins; -1 if there is none. */
export function nearestList({ firstList }: Needs, phrase: number): number {
  const list = (firstList[phrase + 1] ?? 0) - 1
  return list < (firstList[phrase] ?? 0) ? -1 : list
}

/** Words that are longer are not remembered, nor are more of them. */
const LONGEST_WORD = 40
const MOST_WORDS = 1 << 13
/** More than the units of so many words. */
const LETTERS = 1 << 16
const SPACE_UNIT = WORD_END.charCodeAt(0)

/** The anchors in words, remembered: few words make up most texts. */
function createWords(table: AnchorTable) {
  /** Where in `words` a word is, with open addressing, more than by half empty. */
  const slots = new Uint16Array(MOST_WORDS * 2)
  const hashes = new Int32Array(MOST_WORDS)
  const firstLetter = new Uint32Array(MOST_WORDS + 1)
  const firstFound = new Uint32Array(MOST_WORDS + 1)
  const letters = new Uint16Array(LETTERS)
  let count = 1
  let known = table.size

  function forget(): void {
    slots.fill(0)
    count = 1
    firstLetter[1] = 0
    firstFound[1] = 0
    known = table.size
  }

  function isSame(word: number, codes: Uint16Array, start: number, length: number): boolean {
    const first = firstLetter[word] ?? 0
    if ((firstLetter[word + 1] ?? 0) - first !== length) return false
    for (let at = 0; at < length; at++) if (letters[first + at] !== codes[start + at]) return false
    return true
  }

  const words = {
    /** Anchors of words, each with its place in the word. */
    found: new Uint32Array(1 << 12),
    /** Behind the last that was asked for. */
    end: 0,
    /** Finds the anchors in a word. @returns where they begin in `found`. */
    find({ codes }: Units, start: number, length: number, hash: number): number {
      if (known !== table.size) forget()
      if (length > LONGEST_WORD) return read(codes, start, length, firstFound[count] ?? 0)
      let slot = hash & (slots.length - 1)
      for (let word = slots[slot] ?? 0; word !== 0; word = slots[slot] ?? 0) {
        if (hashes[word] === hash && isSame(word, codes, start, length)) {
          words.end = firstFound[word + 1] ?? 0
          return firstFound[word] ?? 0
        }
        slot = (slot + 1) & (slots.length - 1)
      }
      if (count === MOST_WORDS - 1 || (firstLetter[count] ?? 0) + length > LETTERS) {
        forget()
        slot = hash & (slots.length - 1)
      }
      const word = count++
      slots[slot] = word
      hashes[word] = hash
      const first = firstLetter[word] ?? 0
      for (let at = 0; at < length; at++) letters[first + at] = codes[start + at] ?? 0
      firstLetter[word + 1] = first + length
      const begin = read(codes, start, length, firstFound[word] ?? 0)
      firstFound[word + 1] = words.end
      return begin
    },
  }

  function read(codes: Uint16Array, start: number, length: number, begin: number): number {
    let filled = begin
    // Before the word and behind it a word ends.
    for (let from = -1; from < length; from++) {
      let node = 0
      for (let at = from; at <= length; at++) {
        node = table.child(node, at < 0 || at === length ? SPACE_UNIT : (codes[start + at] ?? 0))
        if (node === 0) break
        const id = table.endAt(node)
        if (id < 0) continue
        const place = Math.max(0, from)
        filled = put(id, place, filled)
        for (let link = table.firstLink(id); link !== 0; link = table.nextLink(link))
          filled = put(table.setAt(link), place, filled)
      }
    }
    words.end = filled
    return begin
  }

  function put(id: number, place: number, at: number): number {
    if (at + 2 > words.found.length) words.found = longer(words.found)
    words.found[at] = id
    words.found[at + 1] = place
    return at + 2
  }

  return words
}

/** @param spacing where it is `none`, white space within anchors does not count. */
export function createAnchorIndex(table: AnchorTable, spacing: Spacing): AnchorIndex {
  const words = createWords(table)
  /** The number of the part that is asked about, and for each anchor the last part in which it stands. */
  let part = 0
  let parts = new Uint32Array(table.size)
  let present = new Uint32Array(1 << 8)
  let presentCount = 0
  /** The first and the last place of each anchor in its last part. */
  let firsts = new Uint32Array(table.size)
  let lasts = new Uint32Array(table.size)
  /** Behind which place each anchor was asked for last, and what was found; 0 for nothing. */
  let asked = new Uint32Array(table.size)
  let cursors = new Uint32Array(table.size)
  /** For each place where an anchor stands, how many steps begin up to there, where that is, and the next place of the same anchor. */
  let steps = new Uint32Array(1 << 8)
  let places = new Uint32Array(1 << 8)
  let nexts = new Uint32Array(1 << 8)
  let count = 0
  /** How many steps begin before each unit of the part. */
  let before = new Uint32Array(1 << 10)
  let first = 0
  let anyNumber = -1

  function see(id: number, place: number, step: number): void {
    if (count === places.length) {
      steps = longer(steps)
      places = longer(places)
      nexts = longer(nexts)
    }
    const here = count++
    places[here] = place
    steps[here] = step
    nexts[here] = 0
    if (parts[id] === part) nexts[lasts[id] ?? 0] = here
    else {
      parts[id] = part
      firsts[id] = here
      cursors[id] = here
      asked[id] = 0
      if (presentCount === present.length) present = longer(present)
      present[presentCount++] = id
    }
    lasts[id] = here
  }

  /** Sees an anchor, and the sets of which it is. */
  function seeAll(id: number, place: number, step: number): void {
    see(id, place, step)
    for (let link = table.firstLink(id); link !== 0; link = table.nextLink(link)) see(table.setAt(link), place, step)
  }

  function seeNumber(units: Units, at: number, step: number): void {
    if (anyNumber >= 0 && !(at > 0 && units.is(at - 1, DIGIT))) seeAll(anyNumber, at, step)
  }

  /** Where words are spaced, a step is a word, as gaps count them, and anchors are marks, numbers and parts of words. */
  function scanWords(units: Units, to: number): void {
    const { codes, kinds } = units
    let step = 0
    let at = first
    while (at < to) {
      const kind = kinds[at] ?? 0
      before[at - first] = step
      if ((kind & WORD) === 0) {
        if ((kind & SPACE) === 0) {
          const mark = table.endAt(table.child(0, codes[at] ?? 0))
          if (mark >= 0) seeAll(mark, at, step)
        }
        at++
        continue
      }
      if (at === 0 || (((kinds[at - 1] ?? 0) & WORD) === 0 && !cutsWord(units, at) && !continuesNumber(units, at)))
        step++
      if ((kind & VALUED) !== 0) seeNumber(units, at, step)
      const start = at
      let hash = 0
      while (at < to && ((kinds[at] ?? 0) & (WORD | DIGIT | VALUED)) === (kind & (WORD | DIGIT | VALUED))) {
        if (at > start) before[at - first] = step
        hash = Math.imul(hash ^ (codes[at] ?? 0), 0x9e3779b1)
        hash ^= hash >>> 15
        at++
      }
      const found = words.find(units, start, at - start, hash)
      const { found: list, end } = words
      for (let next = found; next < end; next += 2) see(list[next] ?? 0, start + (list[next + 1] ?? 0), step)
    }
    before[to - first] = step
  }

  /** Where words are not spaced, a step is a character, or a word of those that are. */
  function scanUnits(units: Units, to: number): void {
    const { codes, kinds } = units
    let step = 0
    for (let at = first; at < to; at++) {
      const kind = kinds[at] ?? 0
      before[at - first] = step
      if ((kind & SPACE) !== 0) continue
      const isWithin =
        (kind & THAI_MARK) !== 0 ||
        (at > 0 &&
          (((kind & WORD) !== 0 && ((kinds[at - 1] ?? 0) & WORD) !== 0) ||
            cutsWord(units, at) ||
            continuesNumber(units, at) ||
            continuesNumber(units, at + 1)))
      if (!isWithin) step++
      if ((kind & VALUED) !== 0) seeNumber(units, at, step)
      let node = 0
      for (let next = at; next < to; next++) {
        if (spacing === 'none' && ((kinds[next] ?? 0) & SPACE) !== 0) continue
        node = table.child(node, codes[next] ?? 0)
        if (node === 0) break
        const id = table.endAt(node)
        if (id >= 0) seeAll(id, at, step)
      }
    }
    before[to - first] = step
  }

  /** The first place of an anchor at or behind `start`, and how many steps begin up to there; mostly asked from left to right. */
  function stepsTo(id: number, start: number): number {
    let here = cursors[id] ?? 0
    if (start < (asked[id] ?? 0)) here = firsts[id] ?? 0
    while (here !== 0 && (places[here] ?? 0) < start) here = nexts[here] ?? 0
    asked[id] = start
    cursors[id] = here
    return here === 0 ? Number.POSITIVE_INFINITY : (steps[here] ?? 0)
  }

  return {
    begin(units, from, to) {
      part++
      if (part > 0xfffffff0) {
        parts.fill(0)
        part = 1
      }
      if (parts.length < table.size) {
        parts = longer(parts, table.size)
        firsts = longer(firsts, table.size)
        lasts = longer(lasts, table.size)
        asked = longer(asked, table.size)
        cursors = longer(cursors, table.size)
      }
      while (before.length <= to - from) before = longer(before)
      presentCount = 0
      anyNumber = table.endAt(table.child(0, ANY_NUMBER.charCodeAt(0)))
      // The first stands for none.
      count = 1
      first = from
      if (spacing === 'words') scanWords(units, to)
      else scanUnits(units, to)
    },
    present: () => present,
    presentCount: () => presentCount,
    hasAll({ firstList, firstAnchor, anchors }, phrase) {
      const last = firstList[phrase + 1] ?? 0
      for (let list = firstList[phrase] ?? 0; list < last; list++) {
        const end = firstAnchor[list + 1] ?? 0
        let at = firstAnchor[list] ?? 0
        while (at < end && parts[anchors[at] ?? 0] !== part) at++
        if (at >= end) return false
      }
      return true
    },
    areNear({ firstList, firstAnchor, anchors, reaches }, phrase, start) {
      const firstOne = firstList[phrase] ?? 0
      const here = before[start - first] ?? 0
      // Those that must be nearest come last.
      for (let list = (firstList[phrase + 1] ?? 0) - 1; list >= firstOne; list--) {
        const reach = reaches[list] ?? 0
        if (reach === EXACT) continue
        const limit = reach === ANY_REACH ? 0xffffffff : here + reach
        const end = firstAnchor[list + 1] ?? 0
        let at = firstAnchor[list] ?? 0
        for (; at < end; at++) {
          const id = anchors[at] ?? 0
          if (parts[id] === part && stepsTo(id, start) <= limit) break
        }
        if (at >= end) return false
      }
      return true
    },
    firstPlace: (anchor) => (parts[anchor] === part ? (firsts[anchor] ?? 0) : 0),
    nextPlace: (place) => nexts[place] ?? 0,
    offsetOf: (place) => places[place] ?? 0,
    firstWithin(place, reach, from) {
      const step = steps[place] ?? 0
      let at = places[place] ?? 0
      while (at > from && (before[at - 1 - first] ?? 0) + reach >= step) at--
      return at
    },
  }
}

/** Whether a digit at an offset may belong to a number that began before a space or a mark: 10 000, 1.5. */
function continuesNumber(units: Units, at: number): boolean {
  if (at < 2 || !units.is(at, DIGIT) || !units.is(at - 2, VALUED)) return false
  const mark = units.at(at - 1)
  return mark === 32 || mark === 44 || mark === 46
}

function longer(numbers: Uint32Array<ArrayBuffer>, length = numbers.length * 2): Uint32Array<ArrayBuffer> {
  const copy = new Uint32Array(length)
  copy.set(numbers)
  return copy
}
