import type { Needs } from './anchor-index.js'
import type { AnchorTable } from './anchor-table.js'
import { type AnchorReader, type Anchors, createAnchorReader } from './anchors.js'
import { type ArrayReader, concatenate, createArrayReader, joinArrays, type Numbers, numbersOf } from './arrays.js'
import { isSeparator, type Spacing } from './characters.js'
import { type Pattern, PhraseError, parsePhrase } from './phrase.js'
import {
  compilePattern,
  DIGITS,
  firstUnitsOf,
  type Program,
  packProgram,
  type SlotPrograms,
  unpackProgram,
  ZERO,
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
  /** What each phrase cannot do without. */
  readonly needs: Needs
  /** Of each phrase, the bits of the units with which what it matches may begin. */
  readonly firstBits: ArrayLike<number>
  /** Empty in a set that was made without it. */
  readonly index: AnchoredPhrases
}

/** The phrases by the anchors of the lists that are found most seldom. */
export interface AnchoredPhrases {
  /** Phrases without lists. */
  readonly everywhere: ArrayLike<number>
  /** Those of anchor `a` are in `phrases` from `firstPhrase[a]` to `firstPhrase[a + 1]`. */
  readonly firstPhrase: ArrayLike<number>
  readonly phrases: ArrayLike<number>
}

/**
 * The number of the bit that stands for a unit, in the alphabet of `firstUnitsOf`. Digits and common separators share theirs with
 * nothing else: a phrase may go on across a separator that it does not begin with.
 */
export function bitOf(unit: number): number {
  switch (unit) {
    case ZERO:
      return 0
    case 0x22:
      return 1
    case 0x27:
      return 2
    case 0x2d:
      return 3
    default:
      return isSeparator(unit) ? 4 : 5 + (unit % 27)
  }
}

const ALL_BITS = 0xffffffff

/** The slots of a language, by their numbers. */
export interface SlotSet {
  readonly names: readonly string[]
  readonly programs: SlotPrograms
  /** Those programs of a slot that may match what begins with a unit, in the alphabet of `firstUnitsOf`; it is no separator. */
  readonly programsAt: (id: number, unit: number) => readonly Program[]
}

interface Compiler {
  readonly names: readonly string[]
  readonly parse: (phrase: string) => Pattern
  readonly compile: (pattern: Pattern) => Program
  readonly anchorsOf: AnchorReader
}

/** Few phrases are compiled at a time where they are compiled when they are needed. */
const compilers = new WeakMap<PhraseOptions, Compiler>()

function compilerOf(options: PhraseOptions): Compiler {
  const made = compilers.get(options)
  if (made) return made
  const { spacing, gap, slots } = options
  const names = Object.keys(slots)
  const known = new Set([...names, DIGITS])
  const ids = new Map(names.map((name, id) => [name, id]))
  const parse = (phrase: string): Pattern => parsePhrase(phrase, known)
  const compiler = {
    names,
    parse,
    compile: (pattern: Pattern): Program => compilePattern(pattern, ids, spacing, gap),
    anchorsOf: createAnchorReader(spacing, gap, (name) => (slots[name] ?? []).map(parse)),
  }
  compilers.set(options, compiler)
  return compiler
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
    ...writeFirstUnits(all, (slot) => programs[slot] ?? []),
  ])
}

/** Writes the units with which what programs match may begin as arrays, which `readFirstUnits` takes one after the other. */
function writeFirstUnits(programs: readonly Program[], slots: SlotPrograms): Numbers[] {
  const sets = programs.map((program) => firstUnitsOf([program], slots))
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
 * @param table gives the anchors of the phrases their numbers.
 * @param isIndexed whether they will be looked for all at once.
 * @throws PhraseError if a phrase is not well formed.
 */
export function compilePhrases(
  phrases: readonly string[],
  options: PhraseOptions,
  slots: SlotPrograms,
  table: AnchorTable,
  isIndexed: boolean,
): Uint8Array {
  const { parse, compile, anchorsOf } = compilerOf(options)
  const numbers = new Map<string, number[]>()
  phrases.forEach((phrase, number) => {
    const known = numbers.get(phrase)
    if (known) known.push(number)
    else numbers.set(phrase, [number])
  })
  const patterns = [...numbers.keys()].map(parse)
  const programs = patterns.map(compile)
  const lists = numberLists(patterns.map(anchorsOf), table, isIndexed)
  const given = concatenate([...numbers.values()])
  const code = concatenate(programs.map(packProgram))
  const { starts, items } = concatenate(lists)
  const ids = concatenate(items.map((list) => list.ids))
  return joinArrays([
    ...[given.starts, given.items, code.starts].map(numbersOf),
    Uint8Array.from(code.items),
    ...[starts, ids.starts, ids.items].map(numbersOf),
    Uint8Array.from(items.map(({ reach }) => reach)),
    Uint32Array.from(programs.map((program) => bitsOf(firstUnitsOf([program], slots)))),
    ...writeAnchored(isIndexed ? lists.map(seldom) : []),
  ])
}

/** Of so many anchors, those that so many lists have in common are a set. */
const SET_SIZE = 5
const SET_USES = 8
/** More anchors than this would take long to ask for one by one. */
const MOST_ALONE = 80

interface NumberedList {
  readonly ids: readonly number[]
  readonly reach: number
  /** How often its anchors are found, by how common they are among phrases. */
  readonly cost: number
}

/** Gives the anchors of phrases their numbers. Of each phrase, what is seldom found comes first, and what must be nearest last. */
function numberLists(
  phrases: readonly (readonly Anchors[])[],
  table: AnchorTable,
  isIndexed: boolean,
): NumberedList[][] {
  const keys = new Map<Anchors, string>()
  const uses = new Map<string, number>()
  const counts = new Map<string, number>()
  const add = (map: Map<string, number>, key: string): void => void map.set(key, (map.get(key) ?? 0) + 1)
  for (const list of phrases.flat()) {
    const key = list.texts.join('\n')
    keys.set(list, key)
    add(uses, key)
    for (const text of list.texts) add(counts, text)
  }
  const costOf = (text: string): number => (counts.get(text) ?? 0) + 200 / 2 ** Math.min(8, text.length)
  return phrases.map((lists) => {
    const numbered = lists.flatMap((list): NumberedList[] => {
      const { texts, reach } = list
      const isShared = texts.length >= SET_SIZE && isIndexed && (uses.get(keys.get(list) ?? '') ?? 0) >= SET_USES
      const set = texts.length >= SET_SIZE ? table.setOf(texts, isShared) : -1
      if (set < 0 && texts.length > MOST_ALONE) return []
      const ids = set < 0 ? texts.map((text) => table.idOf(text)) : [set]
      return [{ ids, reach, cost: texts.reduce((sum, text) => sum + costOf(text), 0) }]
    })
    const nearest = Math.min(...numbered.map(({ reach }) => reach))
    const rank = ({ reach, cost }: NumberedList): number => (reach === nearest ? Number.POSITIVE_INFINITY : cost)
    return numbered.sort((a, b) => a.cost - b.cost).sort((a, b) => (rank(a) === rank(b) ? 0 : rank(a) - rank(b)))
  })
}

/** Of the lists of a phrase, the anchors of that which is found most seldom. */
const seldom = (lists: readonly NumberedList[]): readonly number[] | undefined =>
  [...lists].sort((a, b) => a.cost - b.cost)[0]?.ids

function bitsOf(units: ReadonlySet<number> | undefined): number {
  if (!units) return ALL_BITS
  let bits = 0
  for (const unit of units) bits |= 1 << bitOf(unit)
  return bits
}

/** Writes phrases by anchors of which one stands where they do. */
function writeAnchored(firsts: readonly (readonly number[] | undefined)[]): Numbers[] {
  const everywhere: number[] = []
  const phrases: number[][] = []
  firsts.forEach((ids, phrase) => {
    if (!ids) everywhere.push(phrase)
    for (const id of ids ?? []) {
      while (phrases.length <= id) phrases.push([])
      phrases[id]?.push(phrase)
    }
  })
  const { starts, items } = concatenate(phrases)
  return [everywhere, starts, items].map(numbersOf)
}

/** Lays phrases over what `compilePhrases` made of them. */
export function openPhrases(compiled: Uint8Array): PhraseSet {
  const reader = createArrayReader(compiled)
  const firstNumber = reader.numbers()
  const numbers = reader.numbers()
  const program = programsIn(reader.numbers(), reader.bytes())
  return {
    size: firstNumber.length - 1,
    numbersOf: (id) => numbers.subarray(firstNumber[id], firstNumber[id + 1]),
    program,
    needs: {
      firstList: reader.numbers(),
      firstAnchor: reader.numbers(),
      anchors: reader.numbers(),
      reaches: reader.bytes(),
    },
    firstBits: reader.longs(),
    index: { everywhere: reader.numbers(), firstPhrase: reader.numbers(), phrases: reader.numbers() },
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
