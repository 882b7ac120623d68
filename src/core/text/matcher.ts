import { createAnchorIndex } from './anchor-index.js'
import type { Spacing } from './characters.js'
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
import { type Capture, createRunner, REACH } from './runner.js'
import type { Span } from './span.js'
import { cutsWord, SEPARATOR, SPACE, THAI_MARK, Units, VALUED, WORD } from './units.js'

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

/** Tells cheaply of most phrases that they do not stand in a text, so that nothing needs to be made of them. */
function createPairs(spacing: Spacing) {
  /** The last text in which each pair of units stands. */
  const seen = new Uint32Array(PAIRS + 1)
  let number = 0
  let isRead = true
  let part: readonly [units: Units, from: number, to: number] | undefined

  function read(): void {
    isRead = true
    if (++number > 0xfffffff0) {
      seen.fill(0)
      number = 1
    }
    seen[ANY_PAIR] = number
    if (!part) return
    const [units, from, to] = part
    const text = units.text.slice(from, to)
    const searched = spacing === 'none' ? text.replace(/[ \t\r\n]+/g, '') : text
    for (let at = 0; at + 1 < searched.length; at++) seen[pairOf(searched, at)] = number
  }

  return {
    /** Makes a part of a text the one that is asked about. */
    begin(units: Units, from: number, to: number): void {
      part = [units, from, to]
      isRead = false
    },
    /** Whether a pair of units may stand in it. */
    has(pair: number): boolean {
      if (!isRead) read()
      return seen[pair] === number
    },
  }
}

/** Looks for few phrases at a time; what all groups need to know of a text is made once for it. */
export function createFinder(slots: SlotSet, spacing: Spacing): Finder {
  const anchors = createAnchorIndex(spacing)
  const run = createRunner(slots, spacing)
  const units = new Units()
  let text: string | undefined
  let first = 0
  let last = 0
  const pairs = createPairs(spacing)

  /** Makes the units from `from` to `to` those in which phrases are looked for. */
  function begin(folded: string, from: number, to: number): void {
    if (folded === text && from === first && to === last) return
    if (folded !== text) {
      units.read(folded)
      run.begin(units)
    }
    anchors.begin(units, from, to)
    pairs.begin(units, from, to)
    text = folded
    first = from
    last = to
  }

  return {
    group<Owner>(set: PhraseSet, entryOf: EntryOf<Owner>): Group<Owner> {
      // Most phrases never stand near where they are asked for: what they need is told by pairs of units until one may.
      let needs: Int32Array | undefined
      const needsOf = (needed: Int32Array, id: number): number => {
        if (!set.mayStand(id, pairs.has)) return -1
        const made = anchors.needsOf(set.anchorsOf(id))
        needed[id] = made
        return made
      }
      return {
        find(folded, from, to) {
          const needed = needs ?? new Int32Array(set.size).fill(-1)
          needs = needed
          begin(folded, from, Math.min(folded.length, to + REACH + 1))
          const there: number[] = []
          for (let id = 0; id < set.size; id++) {
            const known = needed[id] ?? -1
            const need = known < 0 ? needsOf(needed, id) : known
            if (need >= 0 && anchors.hasAll(need, 0)) there.push(id)
          }
          const found: Match<Owner>[] = []
          if (there.length === 0) return found
          const firsts = there.map(set.firstUnits)
          for (let start = from; start < to; start++) {
            if (!mayBegin(units, start)) continue
            const unit = units.is(start, VALUED) ? ZERO : units.at(start)
            // A separator may be left out.
            const isAny = units.is(start, SEPARATOR)
            for (let at = 0; at < there.length; at++) {
              if (!isAny && firsts[at]?.has(unit) === false) continue
              const id = there[at] ?? 0
              if (!anchors.isNear(needed[id] ?? 0, start - from, REACH)) continue
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

/** Stands for all digits and unknown values where phrases begin. */
const ZERO = 48

/** Whether a phrase may begin at a place: not within a word, nor at white space. */
function mayBegin(text: Units, start: number): boolean {
  if (text.is(start, SPACE | THAI_MARK)) return false
  return !(text.is(start, WORD) && start > 0 && cutsWord(text, start))
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
  const anchors = createAnchorIndex(spacing)
  const trie = set.index
  const pairs = createPairs(spacing)
  /** What each phrase cannot do without, once it was a candidate where it may stand. */
  const needs = new Int32Array(set.size).fill(-1)
  const needsOf = (id: number): number => {
    if (!set.mayStand(id, pairs.has)) return -1
    const made = anchors.needsOf(set.anchorsOf(id))
    needs[id] = made
    return made
  }
  const run = createRunner(slots, spacing)
  const units = new Units()
  /** For each phrase, the last text that lacks what it cannot do without, the last that has it, and the last place it was tried at. */
  const lacking = new Uint32Array(set.size)
  const having = new Uint32Array(set.size)
  const tried = new Uint32Array(set.size)
  let texts = 0
  let places = 0
  const candidates: number[] = []
  let count = 0
  const separates = spacing === 'words' ? SEPARATOR : SPACE

  function consider(id: number): void {
    if (lacking[id] === texts || tried[id] === places) return
    tried[id] = places
    candidates[count++] = id
  }

  /**
   * Walks the trie from a node and an offset for what may begin at `start`: digits are `0`, runs of separators one space (nothing
   * where words are not spaced).
   */
  function collect(from: number, offset: number, start: number): void {
    let node = from
    let at = offset
    for (;;) {
      const last = trie.firstPhrase[node + 1] ?? 0
      for (let phrase = trie.firstPhrase[node] ?? 0; phrase < last; phrase++) consider(trie.ids[phrase] ?? 0)
      if (at >= units.length || trie.isLeaf(node)) return
      const isSpace = units.is(at, SPACE)
      if (units.is(at, VALUED)) {
        node = trie.child(node, ZERO)
        at++
        while (units.is(at, VALUED)) at++
      } else if (at > start && units.is(at, separates)) {
        let end = at + 1
        while (end - at < REACH && units.is(end, separates)) end++
        const next = spacing === 'words' ? trie.child(node, SPACE_UNIT) : node
        if (isSpace) {
          node = next
          at = end
        } else {
          if (next >= 0) collect(next, end, start)
          node = trie.child(node, units.at(at++))
        }
      } else node = isSpace ? -1 : trie.child(node, units.at(at++))
      if (node < 0) return
    }
  }

  return {
    match(text) {
      const found: Match<Owner>[] = []
      if (texts > 0xfffffff0 || places > 0xf0000000) {
        for (const numbers of [lacking, having, tried]) numbers.fill(0)
        texts = 0
        places = 0
      }
      texts++
      units.read(text)
      run.begin(units)
      anchors.begin(units, 0, text.length)
      pairs.begin(units, 0, text.length)
      for (let start = 0; start < text.length; start++) {
        if (!mayBegin(units, start)) continue
        count = 0
        places++
        collect(trie.root, start, start)
        for (const id of trie.everywhere) consider(id)
        for (let at = 0; at < count; at++) {
          const id = candidates[at] ?? 0
          const known = needs[id] ?? -1
          const needed = known < 0 ? needsOf(id) : known
          if (having[id] !== texts) {
            if (needed < 0 || !anchors.hasAll(needed, start)) {
              lacking[id] = texts
              continue
            }
            having[id] = texts
          }
          if (!anchors.isNear(needed, start, REACH)) continue
          const result = run.at(set.program(id), start)
          if (result === undefined) continue
          addMatches(found, set.numbersOf(id), entryOf, start, result)
        }
      }
      return found
    },
  }
}

const SPACE_UNIT = 32
