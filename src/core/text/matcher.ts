import { createAnchorIndex, nearestList } from './anchor-index.js'
import { AnchorTable } from './anchor-table.js'
import { ANY_REACH, EXACT } from './anchors.js'
import { createArrayReader, joinArrays } from './arrays.js'
import type { Spacing } from './characters.js'
import {
  bitOf,
  compilePhrases,
  compileSlots,
  openPhrases,
  openSlots,
  type PhraseOptions,
  type PhraseSet,
  type SlotSet,
} from './phrase-set.js'
import { ZERO } from './program.js'
import { type Capture, createRunner, REACH, type Runner } from './runner.js'
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

/** Some phrases of a language that are looked for only where somebody asks for them. */
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

/**
 * Compiles some phrases of a language.
 * @param table where their anchors have numbers.
 * @param isIndexed whether they are for `openMatcher`, and not for `openGroup`.
 * @throws PhraseError if one is not well formed
 */
export const compileEntries = (
  entries: readonly Entry<unknown>[],
  options: MatcherOptions,
  slots: SlotSet,
  table: AnchorTable,
  isIndexed: boolean,
): Uint8Array =>
  compilePhrases(
    entries.map(({ phrase }) => phrase),
    options,
    slots.programs,
    table,
    isIndexed,
  )

/** A text as phrases are looked for in it; what all of them need to know of a part of it is made once. */
export interface Search {
  readonly units: Units
  readonly anchors: ReturnType<typeof createAnchorIndex>
  readonly run: Runner
  /** Makes the units from `from` to `to` those in which phrases are looked for. */
  readonly begin: (folded: string, from: number, to: number) => void
}

/** @param table has the anchors of all phrases that are looked for, or will have. */
export function createSearch(slots: SlotSet, spacing: Spacing, table: AnchorTable): Search {
  const units = new Units()
  const anchors = createAnchorIndex(table, spacing)
  const run = createRunner(slots, spacing)
  let text: string | undefined
  let first = 0
  let last = 0
  let known = 0
  return {
    units,
    anchors,
    run,
    begin(folded, from, to) {
      if (folded === text && from === first && to === last && known === table.size) return
      if (folded !== text) {
        units.read(folded)
        run.begin(units)
      }
      anchors.begin(units, from, to)
      text = folded
      first = from
      last = to
      known = table.size
    },
  }
}

/** So many units of a text are looked at together: of more, too many phrases would be candidates at each place. */
const WINDOW = 1024

/** Behind an anchor that is no more steps away, a match is looked for backwards from it. */
const NEAR = 2

/**
 * Looks for those of some phrases of a set that may stand in the part of a text that was begun.
 * @param isAnyAtSeparator whether phrases that may begin with a mark are tried at any mark
 */
function createVerifier<Owner>(
  set: PhraseSet,
  { units, anchors, run }: Search,
  entryOf: EntryOf<Owner>,
  isAnyAtSeparator: boolean,
) {
  const { needs, firstBits } = set
  /** Of each place of the part, one more than the phrase that was tried there last. */
  const tried = new Int32Array(WINDOW)
  let found: (Span & { readonly id: number; readonly captures: readonly Capture[] })[] = []

  function tryAt(id: number, start: number, from: number): void {
    if (tried[start - from] === id + 1 || !mayBegin(units, start)) return
    tried[start - from] = id + 1
    if (!anchors.areNear(needs, id, start)) return
    const result = run.at(set.program(id), start)
    if (result) found.push({ id, start, end: result.end, captures: result.captures })
  }

  /** Tries a phrase from `last` back to `first`. */
  function tryBetween(id: number, first: number, last: number, from: number): void {
    const bits = firstBits[id] ?? 0
    for (let start = last; start >= first; start--) {
      const bit = bitOf(units.is(start, VALUED) ? ZERO : units.at(start))
      if ((bits & (1 << bit)) !== 0 || (isAnyAtSeparator && units.is(start, SEPARATOR))) tryAt(id, start, from)
    }
  }

  /** Tries a phrase where the anchors of a list stand: there, or so many steps before them. */
  function tryAtAnchors(id: number, list: number, reach: number, from: number, to: number): void {
    const last = needs.firstAnchor[list + 1] ?? 0
    for (let at = needs.firstAnchor[list] ?? 0; at < last; at++)
      for (let place = anchors.firstPlace(needs.anchors[at] ?? 0); place !== 0; place = anchors.nextPlace(place)) {
        const anchor = anchors.offsetOf(place)
        const first = reach === EXACT ? anchor : anchors.firstWithin(place, reach, from)
        if (first >= to) break
        tryBetween(id, first, Math.min(anchor, to - 1), from)
      }
  }

  /** @param candidates no more than matter. */
  return (matches: Match<Owner>[], candidates: readonly number[], from: number, to: number): void => {
    if (candidates.length === 0) return
    tried.fill(0)
    found = []
    for (const id of candidates) {
      const list = nearestList(needs, id)
      const reach = needs.reaches[list] ?? ANY_REACH
      if (reach <= NEAR) tryAtAnchors(id, list, reach, from, to)
      else tryBetween(id, from, to - 1, from)
    }
    found.sort((a, b) => a.start - b.start || a.id - b.id)
    for (const { id, start, end, captures } of found)
      for (const number of set.numbersOf(id)) {
        const entry = entryOf(number)
        if (entry) matches.push({ owner: entry.owner, start, end, captures })
      }
  }
}

/**
 * A group of phrases that were compiled.
 * @param entryOf the entries of which the set was made, by their numbers.
 */
export function openGroup<Owner>(set: PhraseSet, search: Search, entryOf: EntryOf<Owner>): Group<Owner> {
  // A separator may be left out.
  const verify = createVerifier(set, search, entryOf, true)
  return {
    find(folded, from, to) {
      const found: Match<Owner>[] = []
      for (let start = from; start < to; start += WINDOW) {
        const end = Math.min(to, start + WINDOW)
        search.begin(folded, start, Math.min(folded.length, end + REACH + 1))
        const there: number[] = []
        for (let id = 0; id < set.size; id++) if (search.anchors.hasAll(set.needs, id)) there.push(id)
        verify(found, there, start, end)
      }
      return found
    },
  }
}

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
  const table = new AnchorTable()
  const set = openPhrases(compileEntries(entries, options, slots, table, true))
  return openMatcher(set, createSearch(slots, options.spacing, table), (number) => entries[number])
}

/** Compiles phrases that stand alone, for `openAlone`. @throws PhraseError if one is not well formed */
export function compileAlone(entries: readonly Entry<unknown>[], options: MatcherOptions, slots: SlotSet): Uint8Array {
  const table = new AnchorTable()
  const phrases = compileEntries(entries, options, slots, table, true)
  return joinArrays([table.pack(), phrases])
}

/** One matcher of phrases that `compileAlone` compiled. @param entries those of which they were made */
export function openAlone<Owner>(
  compiled: Uint8Array,
  entries: readonly Entry<Owner>[],
  slots: SlotSet,
  spacing: Spacing,
): Matcher<Owner> {
  const reader = createArrayReader(compiled)
  const search = createSearch(slots, spacing, new AnchorTable(reader.bytes()))
  return openMatcher(openPhrases(reader.bytes()), search, (number) => entries[number])
}

/**
 * One matcher of phrases that were compiled. The anchors in a text tell which phrases may stand in it, and where; each of these is
 * then verified by its program, in which no state is visited twice at one place. The time is linear in the text.
 * @param entryOf the entries of which the set was made, by their numbers.
 */
export function openMatcher<Owner>(set: PhraseSet, search: Search, entryOf: EntryOf<Owner>): Matcher<Owner> {
  const { anchors } = search
  const { needs, index } = set
  const verify = createVerifier(set, search, entryOf, false)
  /** For each phrase, the last part of a text for which it was considered. */
  const considered = new Uint32Array(set.size)
  let part = 0

  function candidates(): number[] {
    if (++part > 0xfffffff0) {
      considered.fill(0)
      part = 1
    }
    const list = Array.from(index.everywhere)
    const present = anchors.present()
    for (let at = anchors.presentCount() - 1; at >= 0; at--) {
      const anchor = present[at] ?? 0
      const last = index.firstPhrase[anchor + 1] ?? 0
      for (let next = index.firstPhrase[anchor] ?? last; next < last; next++) {
        const id = index.phrases[next] ?? 0
        if (considered[id] === part) continue
        considered[id] = part
        if (anchors.hasAll(needs, id)) list.push(id)
      }
    }
    return list
  }

  return {
    match(text) {
      const found: Match<Owner>[] = []
      for (let start = 0; start < text.length; start += WINDOW) {
        const end = Math.min(text.length, start + WINDOW)
        search.begin(text, start, Math.min(text.length, end + REACH + 1))
        verify(found, candidates(), start, end)
      }
      return found
    },
  }
}
