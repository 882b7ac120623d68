import type { Spacing } from './characters.js'
import {
  isCurrency,
  isDigit,
  isSeparator,
  isSpace,
  isTerminator,
  isThaiMark,
  isValue,
  isWordUnit,
} from './characters.js'
import {
  ANY_PAIR,
  compilePhrases,
  compileSlots,
  openPhrases,
  openSlots,
  PAIRS,
  type PhraseOptions,
  type PhraseSet,
  pairOf,
  type SlotSet,
} from './phrase-set.js'
import type { PrefixIndex } from './prefix-index.js'
import { DIGITS, Op, type Program } from './program.js'
import type { Span } from './span.js'

/** What a slot of a phrase stood for. */
export interface Capture extends Span {
  readonly slot: string
}

/** A phrase that occurs in a folded text; offsets are those of the folded text. */
export interface Match<Owner> extends Span {
  readonly owner: Owner
  readonly captures: readonly Capture[]
}

/** A phrase and what it stands for. */
export interface Entry<Owner> {
  readonly phrase: string
  readonly owner: Owner
}

/** The entries of a set, by their numbers. */
export type EntryOf<Owner> = (number: number) => Entry<Owner> | undefined

export type MatcherOptions = PhraseOptions

/** All phrases of one locale, found in one pass. */
export interface Matcher<Owner> {
  /** @returns every occurrence of every phrase, at most one for each phrase and place, by where it begins. */
  readonly match: (folded: string) => Match<Owner>[]
}

/** Phrases that are looked for only where somebody asks for them, group by group. */
export interface Finder {
  /** @param entryOf the entries of which the set was made, by their numbers. */
  readonly group: <Owner>(set: PhraseSet, entryOf: EntryOf<Owner>) => Group<Owner>
}

/** Some phrases of a language. */
export interface Group<Owner> {
  /**
   * @param from and `to`: where in the folded text an occurrence may begin.
   * @returns what `Matcher.match` would find of these phrases there.
   */
  readonly find: (folded: string, from: number, to: number) => Match<Owner>[]
}

/** No match is longer than this many UTF-16 units, so that the work at each place is bounded. */
export const REACH = 400
/** A slot's text is at most this long. */
const SLOT_REACH = 80

/**
 * The slots of a language.
 * @param compiled what `compileSlots` made of them; without it, it is made here.
 * @throws PhraseError if one of their phrases is not well formed, or a slot is made of itself.
 */
export const slotsOf = (options: MatcherOptions, compiled = compileSlots(options)): SlotSet =>
  openSlots(compiled, Object.keys(options.slots))

/** Compiles some phrases of a language. @throws PhraseError if one is not well formed */
export const compileEntries = (
  entries: readonly Entry<unknown>[],
  options: MatcherOptions,
  slots: SlotSet,
  isIndexed: boolean,
): Uint8Array =>
  compilePhrases(
    entries.map(({ phrase }) => phrase),
    options,
    slots.programs,
    isIndexed,
  )

/** Looks for few phrases at a time; what all groups need to know of a text is made once for it. */
export function createFinder(slots: SlotSet, spacing: Spacing): Finder {
  const searched = createSearched(spacing)
  const run = createRunner(slots, spacing)
  let text: string | undefined
  let first = 0
  let last = 0

  /** Makes the units from `from` to `to` those in which phrases are looked for. */
  function begin(folded: string, from: number, to: number): void {
    if (folded !== text) run.begin(folded)
    if (folded !== text || from !== first || to !== last)
      searched.begin(from === 0 && to === folded.length ? folded : folded.slice(from, to))
    text = folded
    first = from
    last = to
  }

  return {
    group<Owner>(set: PhraseSet, entryOf: EntryOf<Owner>): Group<Owner> {
      const anchors = createAnchorFinder(set, searched, spacing)
      return {
        find(folded, from, to) {
          begin(folded, from, Math.min(folded.length, to + REACH + 1))
          anchors.begin()
          const there: number[] = []
          for (let id = 0; id < set.size; id++) if (anchors.hasAll(id, 0)) there.push(id)
          const found: Match<Owner>[] = []
          if (there.length === 0) return found
          for (let start = from; start < to; start++) {
            if (!mayBegin(folded, start)) continue
            for (const id of there) {
              if (!anchors.isNear(id, start - from)) continue
              const result = run.at(set.program(id), start)
              if (result === undefined) continue
              addMatches(found, set.numbersOf(id), entryOf, start, result)
            }
          }
          return found
        },
      }
    },
  }
}

/** Whether a phrase may begin at a place: not within a word, nor at white space. */
function mayBegin(text: string, start: number): boolean {
  const unit = text.charCodeAt(start)
  if (isSpace(unit) || isThaiMark(unit)) return false
  return !(isWordUnit(unit) && start > 0 && cutsWord(text, start))
}

/**
 * Compiles phrases into one matcher.
 * @param slots those of the options, where they are known; else they are compiled here.
 * @throws PhraseError if a phrase is not well formed.
 */
export function createMatcher<Owner>(
  entries: readonly Entry<Owner>[],
  options: MatcherOptions,
  slots = slotsOf(options),
): Matcher<Owner> {
  const set = openPhrases(compileEntries(entries, options, slots, true))
  return openMatcher(set, slots, options.spacing, (number) => entries[number])
}

function addMatches<Owner>(
  found: Match<Owner>[],
  numbers: Iterable<number>,
  entryOf: EntryOf<Owner>,
  start: number,
  { end, captures }: Pick<Match<Owner>, 'end' | 'captures'>,
): void {
  for (const number of numbers) {
    const entry = entryOf(number)
    if (entry) found.push({ owner: entry.owner, start, end, captures })
  }
}

/**
 * One matcher of phrases that were compiled. A trie over the phrases' beginnings finds the candidates; each candidate is then
 * verified by its program, in which no state is visited twice at one place. The time is linear in the text.
 * @param entryOf the entries of which the set was made, by their numbers.
 */
export function openMatcher<Owner>(
  set: PhraseSet,
  slots: SlotSet,
  spacing: Spacing,
  entryOf: EntryOf<Owner>,
): Matcher<Owner> {
  const searched = createSearched(spacing)
  const anchors = createAnchorFinder(set, searched, spacing)
  const trie = set.index
  const run = createRunner(slots, spacing)
  /** For each phrase, the last text that lacks what it cannot do without, the last that has it, and the last place it was tried at. */
  const lacking = new Uint32Array(set.size)
  const having = new Uint32Array(set.size)
  const tried = new Uint32Array(set.size)
  let texts = 0
  let places = 0

  return {
    match(text) {
      const found: Match<Owner>[] = []
      const candidates: number[] = []
      if (texts > 0xfffffff0 || places > 0xf0000000) {
        for (const numbers of [lacking, having, tried]) numbers.fill(0)
        texts = 0
        places = 0
      }
      texts++
      run.begin(text)
      searched.begin(text)
      anchors.begin()
      for (let start = 0; start < text.length; start++) {
        if (!mayBegin(text, start)) continue
        candidates.length = 0
        places++
        collectCandidates(trie, text, start, spacing, candidates)
        for (const id of trie.everywhere) candidates.push(id)
        for (const id of candidates) {
          if (lacking[id] === texts || tried[id] === places) continue
          tried[id] = places
          if (having[id] !== texts) {
            if (!anchors.hasAll(id, start)) {
              lacking[id] = texts
              continue
            }
            having[id] = texts
          }
          if (!anchors.isNear(id, start)) continue
          const result = run.at(set.program(id), start)
          if (result === undefined) continue
          addMatches(found, set.numbersOf(id), entryOf, start, result)
        }
      }
      return found
    },
  }
}

/** A text in which anchors are looked for. */
interface Searched {
  readonly begin: (text: string) => void
  /** The text; where spaces do not matter, without them. */
  readonly text: () => string
  /** Whether two pairs of units may stand in it. */
  readonly mayHold: (first: number, last: number) => boolean
}

function createSearched(spacing: Spacing): Searched {
  /** The last text in which each pair of units stands. */
  const pairs = new Uint32Array(PAIRS + 1)
  let number = 0
  let searched = ''
  return {
    begin(text) {
      // Where spaces do not matter, places in the text without them say nothing about places in the text.
      searched = spacing === 'none' ? text.replace(/[ \t\r\n]+/g, '') : text
      if (++number > 0xfffffff0) {
        pairs.fill(0)
        number = 1
      }
      pairs[ANY_PAIR] = number
      for (let at = 0; at + 1 < searched.length; at++) pairs[pairOf(searched, at)] = number
    },
    text: () => searched,
    mayHold: (first, last) => pairs[first] === number && pairs[last] === number,
  }
}

/** Tells whether what a phrase cannot do without stands in a text, and near a place. */
interface AnchorFinder {
  /** Begins with a text, or with the same text again. */
  readonly begin: () => void
  /** Whether of each of its lists at least one stands in the text at or behind `start`, which is no less than in the call before. */
  readonly hasAll: (id: number, start: number) => boolean
  /**
   * @param start no less than in the call before.
   * @returns false if none of its first list stands where a phrase that begins at `start` would have it.
   */
  readonly isNear: (id: number, start: number) => boolean
}

function createAnchorFinder(set: PhraseSet, searched: Searched, spacing: Spacing): AnchorFinder {
  const { firstList, firstAnchor, anchors, firstPairs, lastPairs } = set
  /** Where each anchor stands next in the text of a number; what is known of another text counts for nothing. */
  const next = new Uint32Array(set.anchorCount)
  const knownOf = new Uint32Array(set.anchorCount)
  let pass = 0
  let text = ''

  /** The offset of an anchor at or behind `from`; the text's length if there is none. */
  function nextOf(id: number, from: number): number {
    const known = knownOf[id] === pass ? (next[id] ?? 0) : -1
    if (known >= from) return known
    let at = text.length
    if (known >= 0 || searched.mayHold(firstPairs[id] ?? 0, lastPairs[id] ?? 0)) {
      const found = text.indexOf(set.anchor(id), from)
      if (found >= 0) at = found
    }
    knownOf[id] = pass
    next[id] = at
    return at
  }

  return {
    begin() {
      text = searched.text()
      if (++pass > 0xfffffff0) {
        knownOf.fill(0)
        pass = 1
      }
    },
    hasAll(id, start) {
      const { length } = text
      const from = spacing === 'none' ? 0 : start
      const end = firstList[id + 1] ?? 0
      for (let list = firstList[id] ?? 0; list < end; list++) {
        let isThere = false
        const last = firstAnchor[list + 1] ?? 0
        for (let at = firstAnchor[list] ?? 0; at < last; at++) {
          if (nextOf(anchors[at] ?? 0, from) < length) {
            isThere = true
            break
          }
        }
        if (!isThere) return false
      }
      return true
    },
    isNear(id, start) {
      const list = firstList[id] ?? 0
      if (list === firstList[id + 1]) return true
      const { length } = text
      const from = spacing === 'none' ? 0 : start
      const last = firstAnchor[list + 1] ?? 0
      for (let index = firstAnchor[list] ?? 0; index < last; index++) {
        const at = nextOf(anchors[index] ?? 0, from)
        if (at < length && (spacing === 'none' || at <= start + REACH)) return true
      }
      return false
    },
  }
}

/** Walks the trie from `start`: digits are `0`, runs of separators one space (nothing where words are not spaced). */
function collectCandidates(trie: PrefixIndex, text: string, start: number, spacing: Spacing, into: number[]): void {
  const separates = spacing === 'words' ? isSeparator : isSpace
  const walk = (node: number, index: number): void => {
    trie.collect(node, into)
    if (index >= text.length || trie.isLeaf(node)) return
    const unit = text.charCodeAt(index)
    if (isValue(unit)) {
      const next = trie.child(node, 48)
      let end = index + 1
      while (isValue(text.charCodeAt(end))) end++
      if (next >= 0) walk(next, end)
      return
    }
    if (index > start && separates(unit)) {
      let end = index + 1
      while (end - index < REACH && separates(text.charCodeAt(end))) end++
      const next = spacing === 'words' ? trie.child(node, 32) : node
      if (next >= 0) walk(next, end)
    }
    const next = isSpace(unit) ? -1 : trie.child(node, unit)
    if (next >= 0) walk(next, index + 1)
  }
  walk(trie.root, start)
}

const APOSTROPHE = 39

/**
 * Whether a word goes on across `index`: letters on both sides, or a letter, an apostrophe and a letter (can't), or a digit, a
 * point and a digit (1.5).
 */
function cutsWord(text: string, index: number): boolean {
  const before = text.charCodeAt(index - 1)
  const here = text.charCodeAt(index)
  if (isWordUnit(before)) {
    return isWordUnit(here) ? isDigit(before) === isDigit(here) : joins(before, here, text.charCodeAt(index + 1))
  }
  return isWordUnit(here) && index > 1 && joins(text.charCodeAt(index - 2), before, here)
}

function joins(before: number, mark: number, after: number): boolean {
  if (mark === APOSTROPHE) return isWordUnit(before) && isWordUnit(after)
  return (mark === 44 || mark === 46) && isDigit(before) && isDigit(after)
}

const none: readonly number[] = []

interface Runner {
  /** Starts a new text: what was remembered of slots is forgotten. */
  readonly begin: (text: string) => void
  readonly at: (
    program: Program,
    start: number,
  ) => { readonly end: number; readonly captures: readonly Capture[] } | undefined
}

function createRunner({ names: slotNames, programs: slots, firstUnits }: SlotSet, spacing: Spacing): Runner {
  // visited[pc * (REACH + 1) + offset] holds the number of the run that was there.
  let visited = new Uint32Array(0)
  let runs = 0
  let text = ''
  let slotEnds = new Map<number, readonly number[]>()

  /** Whether slot `id` may begin at `start`, by the unit that stands there. */
  function mayFill(id: number, start: number): boolean {
    const units = firstUnits(id)
    const unit = text.charCodeAt(start)
    return units === undefined || isSeparator(unit) || isSpace(unit) || units.has(isValue(unit) ? 48 : unit)
  }

  /** Where slot `id` may end if it begins at `start`, longest first. */
  function endsOf(id: number, start: number): readonly number[] {
    const key = start * slotNames.length + id
    if (!mayFill(id, start)) return none
    let ends = slotEnds.get(key)
    if (ends) return ends
    const set = new Set<number>()
    for (const program of slots(id)) collectEnds(program, start, set)
    ends = [...set].sort((a, b) => b - a)
    slotEnds.set(key, ends)
    return ends
  }

  /** All ends of a slot's program: states already seen at a place are not followed again. */
  function collectEnds(program: Program, start: number, ends: Set<number>): void {
    const seen = new Set<number>()
    const limit = start + SLOT_REACH
    const visit = (from: number, at: number): void => {
      let pc = from
      let index = at
      for (;;) {
        if (index > limit) return
        const x = program[pc * 3 + 1] ?? 0
        switch (program[pc * 3]) {
          case Op.match:
            ends.add(trimEnd(text, index, start))
            return
          case Op.split: {
            // Paths part only here: what lies between is followed as often as this is.
            if (mayPass(program, x, index)) {
              const key = pc * (SLOT_REACH + 1) + (index - start)
              if (seen.has(key)) return
              seen.add(key)
              visit(x, index)
            }
            pc = program[pc * 3 + 2] ?? 0
            break
          }
          case Op.jump:
            pc = x
            break
          case Op.slot:
            for (const end of endsOf(x, skipSpaces(index, start))) visit(pc + 1, end)
            return
          default:
            index = step(program, pc, index, start)
            if (index < 0) return
            pc++
        }
      }
    }
    visit(0, start)
  }

  /** Whether the operation at `pc` may go on at `index`; false only where it surely cannot. */
  function mayPass(program: Program, pc: number, index: number): boolean {
    if (program[pc * 3] !== Op.unit) return true
    const unit = text.charCodeAt(index)
    return unit === program[pc * 3 + 1] || (spacing === 'none' && isSpace(unit))
  }

  const skipSpaces = (index: number, start: number): number => {
    if (spacing !== 'none' || index === start) return index
    let at = index
    while (at - index < REACH && isSpace(text.charCodeAt(at))) at++
    return at
  }

  /** Runs one operation that consumes text. @returns where it ends, or -1. */
  function step(program: Program, pc: number, index: number, start: number): number {
    switch (program[pc * 3]) {
      case Op.unit: {
        const at = skipSpaces(index, start)
        return text.charCodeAt(at) === program[pc * 3 + 1] ? at + 1 : -1
      }
      case Op.separator: {
        let at = index
        if (spacing === 'words') {
          while (at - index < REACH && isSeparator(text.charCodeAt(at))) at++
          // Beside a mark a space is no must: `source :` is found in “Source: us”.
          return at > index || !isWordUnit(text.charCodeAt(at)) || !isWordUnit(text.charCodeAt(index - 1)) ? at : -1
        }
        while (at - index < REACH && isSpace(text.charCodeAt(at))) at++
        return at
      }
      case Op.letter:
        return isWordUnit(text.charCodeAt(index)) || (index > 0 && cutsWord(text, index)) ? index + 1 : -1
      case Op.digits:
        return endOfDigits(text, skipSpaces(index, start))
      case Op.gapStart: {
        if (index > 0 && isWordUnit(text.charCodeAt(index)) && cutsWord(text, index)) return -1
        return skipBetween(index)
      }
      case Op.gapStep:
        return spacing === 'words' ? gapWord(index) : gapUnit(index)
      case Op.sentenceStart:
        return beginsSentence(text, index) ? index : -1
      case Op.sentenceEnd:
        return endsSentence(text, index) ? index : -1
      default:
        return -1
    }
  }

  /** White space and marks within a sentence. */
  function skipBetween(index: number): number {
    let at = index
    const limit = Math.min(text.length, index + REACH)
    // A sign of money belongs to the amount behind it.
    while (
      at < limit &&
      !isWordUnit(text.charCodeAt(at)) &&
      !isTerminator(text, at) &&
      !isCurrency(text.charCodeAt(at))
    ) {
      if (spacing !== 'words' && !isSpace(text.charCodeAt(at))) break
      at++
    }
    return at
  }

  function gapWord(index: number): number {
    let at = isCurrency(text.charCodeAt(index)) ? index + 1 : index
    if (!isWordUnit(text.charCodeAt(at))) return -1
    while (
      at < text.length &&
      (isWordUnit(text.charCodeAt(at)) || (cutsWord(text, at) && isWordUnit(text.charCodeAt(at + 1))))
    )
      at++
    return skipBetween(at)
  }

  function gapUnit(index: number): number {
    if (index >= text.length || isTerminator(text, index)) return -1
    let at = index + 1
    // A word of letters that are spaced counts as one character.
    if (isWordUnit(text.charCodeAt(index))) while (at - index < REACH && cutsWord(text, at)) at++
    while (isThaiMark(text.charCodeAt(at))) at++
    return skipBetween(at)
  }

  /** What the slots of the phrase that is tried stand for. */
  let captures: Capture[] = []

  /** @returns where the phrase that begins at `start` ends if it goes on at operation `from` and offset `at`, or -1. */
  function visit(program: Program, start: number, from: number, at: number): number {
    const limit = start + REACH
    let pc = from
    let index = at
    for (;;) {
      if (index > limit) return -1
      const x = program[pc * 3 + 1] ?? 0
      switch (program[pc * 3]) {
        case Op.match:
          index = trimEnd(text, index, start)
          return endsWell(text, index, start) ? index : -1
        case Op.jump:
          pc = x
          break
        case Op.split: {
          // Paths part here and at slots: what lies between is followed as often as they are.
          if (mayPass(program, x, index)) {
            const key = pc * (REACH + 1) + (index - start)
            if (visited[key] === runs) return -1
            visited[key] = runs
            const known = captures.length
            const end = visit(program, start, x, index)
            if (end >= 0) return end
            captures.length = known
          }
          pc = program[pc * 3 + 2] ?? 0
          break
        }
        case Op.slot: {
          const key = pc * (REACH + 1) + (index - start)
          if (visited[key] === runs) return -1
          visited[key] = runs
          const begin = skipSpaces(index, start)
          for (const end of endsOf(x, begin)) {
            const known = captures.length
            captures.push({ slot: slotNames[x] ?? '', start: begin, end })
            const result = visit(program, start, pc + 1, end)
            if (result >= 0) return result
            captures.length = known
          }
          return -1
        }
        case Op.digits: {
          const begin = skipSpaces(index, start)
          index = endOfDigits(text, begin)
          if (index < 0) return -1
          captures.push({ slot: DIGITS, start: begin, end: index })
          pc++
          break
        }
        default:
          index = step(program, pc, index, start)
          if (index < 0) return -1
          pc++
      }
    }
  }

  return {
    begin(next) {
      text = next
      slotEnds = new Map()
    },
    at(program, start) {
      runs++
      const states = (program.length / 3) * (REACH + 1)
      if (visited.length < states) visited = new Uint32Array(states)
      if (runs > 0xfffffff0) {
        visited.fill(0)
        runs = 1
      }
      captures = []
      const end = visit(program, start, 0, start)
      return end > start ? { end, captures } : undefined
    },
  }
}

/** A phrase whose last part is optional may have taken the white space before it. */
function trimEnd(text: string, end: number, start: number): number {
  let at = end
  while (at > start && isSpace(text.charCodeAt(at - 1))) at--
  return at
}

/** A phrase may not end within a word, nor between a Thai consonant and its marks. */
function endsWell(text: string, end: number, start: number): boolean {
  if (end <= start || end >= text.length) return end > start
  if (isThaiMark(text.charCodeAt(end))) return false
  return !(isWordUnit(text.charCodeAt(end - 1)) && cutsWord(text, end))
}

/** The end of the numeral at `index` (1,000.50 · 10 000 · an unknown value), or -1. */
function endOfDigits(text: string, index: number): number {
  let at = index
  if (!isValue(text.charCodeAt(at))) return -1
  if (index > 0 && isDigit(text.charCodeAt(index - 1))) return -1
  while (at - index <= SLOT_REACH) {
    while (at - index <= SLOT_REACH && isValue(text.charCodeAt(at))) at++
    const mark = text.charCodeAt(at)
    const next = text.charCodeAt(at + 1)
    if ((mark === 44 || mark === 46) && isDigit(next)) at++
    else if (mark === 32 && isThousands(text, at + 1)) at++
    else return at
  }
  return -1
}

const isThousands = (text: string, index: number): boolean =>
  isDigit(text.charCodeAt(index)) &&
  isDigit(text.charCodeAt(index + 1)) &&
  isDigit(text.charCodeAt(index + 2)) &&
  !isDigit(text.charCodeAt(index + 3))

/** Whether only marks and white space stand between the sentence's beginning and `index`. */
function beginsSentence(text: string, index: number): boolean {
  const from = Math.max(0, index - REACH)
  for (let at = index - 1; at >= from; at--) {
    const unit = text.charCodeAt(at)
    if (isTerminator(text, at)) return true
    if (isWordUnit(unit) || unit === 44 || unit === 59 || unit === 0x3001) return false
    // Of what lies beyond the first plane, letters that folding leaves stand in the second and third; pictures in the first.
    if (unit >= 0xd840 && unit <= 0xd8bf) return false
    if ((unit >= 0x3040 && (unit < 0xd800 || unit > 0xdfff)) || (unit >= 0xe00 && unit < 0xe80)) return false
  }
  return true
}

/** Whether the sentence ends at `index`, white space and closing marks aside; a phrase may itself end with its last mark. */
function endsSentence(text: string, index: number): boolean {
  if (index > 0 && isTerminator(text, index - 1)) return true
  let at = index
  while (at - index < REACH && (isSeparator(text.charCodeAt(at)) || text.charCodeAt(at) === 41)) at++
  return at >= text.length || isTerminator(text, at)
}
