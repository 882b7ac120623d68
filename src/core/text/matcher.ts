import { createAnchorIndex } from './anchor-index.js'
import { AnchorTable } from './anchor-table.js'
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

const nothing: readonly number[] = []

/** Looks for those of some phrases of a set that may stand in the part of a text that was begun. */
function createVerifier<Owner>(set: PhraseSet, { units, anchors, run }: Search, entryOf: EntryOf<Owner>) {
  /** The candidates by the bits of what they may begin with, each with the next that has the same bit. */
  const heads = new Int32Array(32)
  let nexts = new Int32Array(64)
  let ids = new Int32Array(64)

  function sort(candidates: readonly number[]): void {
    heads.fill(-1)
    let count = 0
    for (let at = candidates.length - 1; at >= 0; at--) {
      const id = candidates[at] ?? 0
      for (let bits = set.firstBits[id] ?? 0; bits !== 0; bits &= bits - 1) {
        if (count === ids.length) {
          nexts = longer(nexts)
          ids = longer(ids)
        }
        const bit = 31 - Math.clz32(bits & -bits)
        ids[count] = id
        nexts[count] = heads[bit] ?? -1
        heads[bit] = count++
      }
    }
  }

  function verify(found: Match<Owner>[], id: number, start: number): void {
    if (!anchors.areNear(set.needs, id, start)) return
    const result = run.at(set.program(id), start)
    if (!result) return
    for (const number of set.numbersOf(id)) {
      const entry = entryOf(number)
      if (entry) found.push({ owner: entry.owner, start, end: result.end, captures: result.captures })
    }
  }

  /**
   * @param candidates in order, no more than matter.
   * @param anyAtSeparator those to be tried at a mark, whatever they begin with.
   */
  return (
    found: Match<Owner>[],
    candidates: readonly number[],
    from: number,
    to: number,
    anyAtSeparator: readonly number[],
  ): void => {
    if (candidates.length === 0) return
    sort(candidates)
    for (let start = from; start < to; start++) {
      if (!mayBegin(units, start)) continue
      if (anyAtSeparator.length > 0 && units.is(start, SEPARATOR)) {
        for (const id of anyAtSeparator) verify(found, id, start)
        continue
      }
      const unit = units.is(start, VALUED) ? ZERO : units.at(start)
      for (let at = heads[bitOf(unit)] ?? -1; at >= 0; at = nexts[at] ?? -1) verify(found, ids[at] ?? 0, start)
    }
  }
}

function longer(numbers: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const copy = new Int32Array(numbers.length * 2)
  copy.set(numbers)
  return copy
}

/**
 * A group of phrases that were compiled.
 * @param entryOf the entries of which the set was made, by their numbers.
 */
export function openGroup<Owner>(set: PhraseSet, search: Search, entryOf: EntryOf<Owner>): Group<Owner> {
  const verify = createVerifier(set, search, entryOf)
  return {
    find(folded, from, to) {
      const found: Match<Owner>[] = []
      for (let start = from; start < to; start += WINDOW) {
        const end = Math.min(to, start + WINDOW)
        search.begin(folded, start, Math.min(folded.length, end + REACH + 1))
        const there: number[] = []
        for (let id = 0; id < set.size; id++) if (search.anchors.hasAll(set.needs, id)) there.push(id)
        // A separator may be left out.
        verify(found, there, start, end, there)
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
  const verify = createVerifier(set, search, entryOf)
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
    return list.sort((a, b) => a - b)
  }

  return {
    match(text) {
      const found: Match<Owner>[] = []
      for (let start = 0; start < text.length; start += WINDOW) {
        const end = Math.min(text.length, start + WINDOW)
        search.begin(text, start, Math.min(text.length, end + REACH + 1))
        verify(found, candidates(), start, end, nothing)
      }
      return found
    },
  }
}
