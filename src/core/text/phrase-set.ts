import { anchorsOf } from './anchors.js'
import {
  type ArrayReader,
  concatenate,
  createArrayReader,
  joinArrays,
  type Numbers,
  numbersOf,
  unitsOf,
} from './arrays.js'
import type { Spacing } from './characters.js'
import { type Pattern, PhraseError, parsePhrase } from './phrase.js'
import { type PrefixIndex, readIndex, writeIndex } from './prefix-index.js'
import {
  compilePattern,
  DIGITS,
  firstUnitsOf,
  type Program,
  packProgram,
  prefixesOf,
  type SlotPrograms,
  unpackProgram,
} from './program.js'

/** What phrases of a language have in common. */
export interface PhraseOptions {
  readonly spacing: Spacing
  /** Reach of a gap: words, or characters where words are not spaced. */
  readonly gap: number
  readonly slots: Readonly<Record<string, readonly string[]>>
}

/** Phrases in the form in which they are looked for: arrays of numbers, which need not be read before they are used. */
export interface PhraseSet {
  readonly size: number
  /** The numbers of a phrase among the texts of which the set was made; a phrase that was given several times is there once. */
  readonly numbersOf: (id: number) => ArrayLike<number> & Iterable<number>
  readonly program: (id: number) => Program
  /** The lists of anchors of a phrase. Of each list at least one stands in what it matches. */
  readonly anchorsOf: (id: number) => readonly (readonly string[])[]
  /** False where pairs of units tell that of one of a phrase's lists no anchor stands in a text. */
  readonly mayStand: (id: number, hasPair: (pair: number) => boolean) => boolean
  /** The units with which what a phrase matches may begin, as by `firstUnitsOf`; undefined where it may be any. Not in a set with an index. */
  readonly firstUnits: (id: number) => ReadonlySet<number> | undefined
  /** Where each phrase may begin; empty in a set that was made without it. */
  readonly index: PrefixIndex
}

/** The slots of a language, by their numbers. */
export interface SlotSet {
  readonly names: readonly string[]
  readonly programs: SlotPrograms
  /** Those programs of a slot that may match what begins with a unit, in the alphabet of `firstUnitsOf`; it is no separator. */
  readonly programsAt: (id: number, unit: number) => readonly Program[]
}

/** Which pairs of units stand in a text is remembered by so many numbers. */
export const PAIRS = 1 << 14
/** Stands for a pair that every text has. */
export const ANY_PAIR = PAIRS

/** The number of the pair of units at a place. */
export const pairOf = (text: string, at: number): number =>
  (Math.imul(text.charCodeAt(at), 0x9e5f) + text.charCodeAt(at + 1)) & (PAIRS - 1)

function compilerOf({ spacing, gap, slots }: PhraseOptions) {
  const names = Object.keys(slots)
  const known = new Set([...names, DIGITS])
  const ids = new Map(names.map((name, id) => [name, id]))
  const parse = (phrase: string): Pattern => parsePhrase(phrase, known)
  return { names, parse, compile: (pattern: Pattern): Program => compilePattern(pattern, ids, spacing, gap) }
}

/**
 * Reads phrases without keeping anything of them.
 * @throws PhraseError if one is not well formed.
 */
export function checkPhrases(phrases: Iterable<string>, options: PhraseOptions): void {
  const { parse } = compilerOf(options)
  for (const phrase of new Set(phrases)) parse(phrase)
}

/**
 * Compiles the slots of a language.
 * @throws PhraseError if one of their phrases is not well formed, or a slot is made of itself.
 */
export function compileSlots(options: PhraseOptions): Uint8Array {
  const { names, parse, compile } = compilerOf(options)
  for (const name of names) rejectCycles(name, options.slots, [])
  const programs = names.map((name) => (options.slots[name] ?? []).map((phrase) => compile(parse(phrase))))
  const all = programs.flat()
  const code = concatenate(all.map(packProgram))
  return joinArrays([
    numbersOf(concatenate(programs.map((list) => list.map(() => 0))).starts),
    numbersOf(code.starts),
    Uint8Array.from(code.items),
    ...writeFirstUnits(all, (slot) => programs[slot] ?? [], options.spacing),
  ])
}

/** Writes the units with which what programs match may begin as arrays, which `readFirstUnits` takes one after the other. */
function writeFirstUnits(programs: readonly Program[], slots: SlotPrograms, spacing: Spacing): Numbers[] {
  const sets = programs.map((program) => firstUnitsOf([program], slots, spacing))
  const units = concatenate(sets.map((set) => [...(set ?? [])].sort((a, b) => a - b)))
  return [sets.map((set) => (set ? 0 : 1)), units.starts, units.items].map(numbersOf)
}

/** Reads what `writeFirstUnits` wrote. @returns of each program its units, undefined where they may be any. */
function readFirstUnits(reader: ArrayReader): (id: number) => ReadonlySet<number> | undefined {
  const isOpen = reader.numbers()
  const firstUnit = reader.numbers()
  const units = reader.numbers()
  const sets: (ReadonlySet<number> | undefined)[] = []
  return (id) => {
    if (isOpen[id] === 1) return undefined
    const known = sets[id]
    if (known) return known
    const set = new Set(units.subarray(firstUnit[id], firstUnit[id + 1]))
    sets[id] = set
    return set
  }
}

/** Lays the slots of a language over what `compileSlots` made of them. */
export function openSlots(compiled: Uint8Array, names: readonly string[]): SlotSet {
  const reader = createArrayReader(compiled)
  const firstProgram = reader.numbers()
  const programAt = programsIn(reader.numbers(), reader.bytes())
  const firstUnits = readFirstUnits(reader)
  const programs: (readonly Program[] | undefined)[] = names.map(() => undefined)
  const entrances: (Map<number, readonly Program[] | undefined> | undefined)[] = names.map(() => undefined)

  function programsFor(id: number, isMeant: (units: ReadonlySet<number> | undefined) => boolean): readonly Program[] {
    const list: Program[] = []
    for (let at = firstProgram[id] ?? 0; at < (firstProgram[id + 1] ?? 0); at++)
      if (isMeant(firstUnits(at))) list.push(programAt(at))
    return list
  }

  /** The units that any program of a slot asks for, and `ANY_OTHER`, without their programs. */
  function entrancesOf(id: number): Map<number, readonly Program[] | undefined> {
    const made = new Map<number, readonly Program[] | undefined>([[ANY_OTHER, undefined]])
    for (let at = firstProgram[id] ?? 0; at < (firstProgram[id + 1] ?? 0); at++)
      for (const unit of firstUnits(at) ?? []) made.set(unit, undefined)
    entrances[id] = made
    return made
  }

  return {
    names,
    programs(id) {
      const known = programs[id] ?? programsFor(id, () => true)
      programs[id] = known
      return known
    },
    programsAt(id, unit) {
      const known = entrances[id] ?? entrancesOf(id)
      const key = known.has(unit) ? unit : ANY_OTHER
      const list = known.get(key) ?? programsFor(id, (units) => units === undefined || units.has(key))
      known.set(key, list)
      return list
    },
  }
}

/** Stands for all units that no program asks for. */
const ANY_OTHER = -1

function programsIn(starts: ArrayLike<number>, code: Uint8Array): (id: number) => Program {
  const programs: (Program | undefined)[] = []
  return (id) => {
    const known = programs[id]
    if (known) return known
    const program = unpackProgram(code, starts[id] ?? 0, starts[id + 1] ?? 0)
    programs[id] = program
    return program
  }
}

/**
 * Compiles phrases.
 * @param slots those of the same language.
 * @param isIndexed whether they will be looked for all at once, at every place of a text.
 * @throws PhraseError if a phrase is not well formed.
 */
export function compilePhrases(
  phrases: readonly string[],
  options: PhraseOptions,
  slots: SlotPrograms,
  isIndexed: boolean,
): Uint8Array {
  const { parse, compile } = compilerOf(options)
  const numbers = new Map<string, number[]>()
  phrases.forEach((phrase, number) => {
    const known = numbers.get(phrase)
    if (known) known.push(number)
    else numbers.set(phrase, [number])
  })
  const patterns = [...numbers.keys()].map(parse)
  const programs = patterns.map(compile)
  const anchors = new Map<string, number>()
  const idOf = (anchor: string): number => {
    const id = anchors.get(anchor) ?? anchors.size
    anchors.set(anchor, id)
    return id
  }
  const lists = concatenate(
    patterns.map((pattern) => anchorsOf(pattern, options.spacing).map((list) => list.map(idOf))),
  )
  const given = concatenate([...numbers.values()])
  const code = concatenate(programs.map(packProgram))
  const ids = concatenate(lists.items)
  const texts = [...anchors.keys()]
  const letters = concatenate(texts.map(unitsOf))
  return joinArrays([
    ...[given.starts, given.items, code.starts].map(numbersOf),
    Uint8Array.from(code.items),
    ...[lists.starts, ids.starts, ids.items, letters.starts].map(numbersOf),
    Uint16Array.from(letters.items),
    Uint16Array.from(texts.map((text) => (text.length < 2 ? ANY_PAIR : pairOf(text, 0)))),
    Uint16Array.from(texts.map((text) => (text.length < 2 ? ANY_PAIR : pairOf(text, text.length - 2)))),
    ...writeFirstUnits(isIndexed ? [] : programs, slots, options.spacing),
    ...writeIndex(isIndexed ? programs.map((program) => prefixesOf(program, slots, options.spacing)) : []),
  ])
}

/** Lays phrases over what `compilePhrases` made of them. */
export function openPhrases(compiled: Uint8Array): PhraseSet {
  const reader = createArrayReader(compiled)
  const firstNumber = reader.numbers()
  const numbers = reader.numbers()
  const program = programsIn(reader.numbers(), reader.bytes())
  const firstList = reader.numbers()
  const firstAnchor = reader.numbers()
  const anchors = reader.numbers()
  const firstLetter = reader.numbers()
  const letters = reader.shorts()
  const firstPairs = reader.shorts()
  const lastPairs = reader.shorts()
  const texts: (string | undefined)[] = []
  const anchor = (id: number): string => {
    const text = texts[id] ?? String.fromCharCode(...letters.subarray(firstLetter[id], firstLetter[id + 1]))
    texts[id] = text
    return text
  }
  return {
    size: firstNumber.length - 1,
    numbersOf: (id) => numbers.subarray(firstNumber[id], firstNumber[id + 1]),
    program,
    anchorsOf(id) {
      const lists: string[][] = []
      for (let list = firstList[id] ?? 0; list < (firstList[id + 1] ?? 0); list++)
        lists.push(Array.from(anchors.subarray(firstAnchor[list], firstAnchor[list + 1]), anchor))
      return lists
    },
    mayStand(id, hasPair) {
      const end = firstList[id + 1] ?? 0
      for (let list = firstList[id] ?? 0; list < end; list++) {
        const last = firstAnchor[list + 1] ?? 0
        let at = firstAnchor[list] ?? 0
        for (; at < last; at++) {
          const one = anchors[at] ?? 0
          if (hasPair(firstPairs[one] ?? ANY_PAIR) && hasPair(lastPairs[one] ?? ANY_PAIR)) break
        }
        if (at >= last) return false
      }
      return true
    },
    firstUnits: readFirstUnits(reader),
    index: readIndex(reader),
  }
}

function rejectCycles(name: string, slots: PhraseOptions['slots'], path: readonly string[]): void {
  if (path.includes(name)) throw new PhraseError(`Slot <${name}> is made of itself: ${[...path, name].join(' → ')}`, 0)
  const names = new Set([...Object.keys(slots), DIGITS])
  const visit = (pattern: Pattern): void => {
    if (pattern.type === 'slot' && pattern.name !== DIGITS) rejectCycles(pattern.name, slots, [...path, name])
    if (pattern.type === 'sequence') pattern.parts.forEach(visit)
    if (pattern.type === 'either') pattern.options.forEach(visit)
  }
  for (const phrase of slots[name] ?? []) visit(parsePhrase(phrase, names))
}
