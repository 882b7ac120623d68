import { anchorsOf } from './anchors.js'
import { concatenate, createArrayReader, joinArrays, numbersOf, unitsOf } from './arrays.js'
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
  /** The lists of anchors of a phrase: `firstList` of it to that of the next. Of each list at least one stands in what it matches. */
  readonly firstList: ArrayLike<number>
  /** For each list, where it begins among `anchors`. */
  readonly firstAnchor: ArrayLike<number>
  readonly anchors: ArrayLike<number>
  readonly anchorCount: number
  readonly anchor: (id: number) => string
  /** The pairs of units with which each anchor begins and ends. */
  readonly firstPairs: ArrayLike<number>
  readonly lastPairs: ArrayLike<number>
  /** Where each phrase may begin; empty in a set that was made without it. */
  readonly index: PrefixIndex
}

/** The slots of a language, by their numbers. */
export interface SlotSet {
  readonly names: readonly string[]
  readonly programs: SlotPrograms
  /** The units with which what a slot stands for may begin; undefined where it may be any. */
  readonly firstUnits: (id: number) => ReadonlySet<number> | undefined
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
  const first = names.map((_, id) => firstUnitsOf(programs[id] ?? [], (slot) => programs[slot] ?? [], options.spacing))
  const code = concatenate(programs.flat().map(packProgram))
  const units = concatenate(first.map((set) => [...(set ?? [])].sort((a, b) => a - b)))
  return joinArrays([
    numbersOf(concatenate(programs.map((list) => list.map(() => 0))).starts),
    numbersOf(code.starts),
    Uint8Array.from(code.items),
    numbersOf(first.map((set) => (set ? 0 : 1))),
    numbersOf(units.starts),
    numbersOf(units.items),
  ])
}

/** Lays the slots of a language over what `compileSlots` made of them. */
export function openSlots(compiled: Uint8Array, names: readonly string[]): SlotSet {
  const reader = createArrayReader(compiled)
  const firstProgram = reader.numbers()
  const programAt = programsIn(reader.numbers(), reader.bytes())
  const isOpen = reader.numbers()
  const firstUnit = reader.numbers()
  const units = reader.numbers()
  const programs: (readonly Program[] | undefined)[] = names.map(() => undefined)
  const sets: (ReadonlySet<number> | undefined)[] = names.map(() => undefined)
  return {
    names,
    programs(id) {
      const known = programs[id]
      if (known) return known
      const list: Program[] = []
      for (let at = firstProgram[id] ?? 0; at < (firstProgram[id + 1] ?? 0); at++) list.push(programAt(at))
      programs[id] = list
      return list
    },
    firstUnits(id) {
      if (isOpen[id] === 1) return undefined
      sets[id] ??= new Set(units.subarray(firstUnit[id], firstUnit[id + 1]))
      return sets[id]
    },
  }
}

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
  const anchorCount = firstLetter.length - 1
  const texts: (string | undefined)[] = []
  return {
    size: firstNumber.length - 1,
    numbersOf: (id) => numbers.subarray(firstNumber[id], firstNumber[id + 1]),
    program,
    firstList,
    firstAnchor,
    anchors,
    anchorCount,
    anchor(id) {
      const known = texts[id]
      if (known !== undefined) return known
      const text = String.fromCharCode(...letters.subarray(firstLetter[id], firstLetter[id + 1]))
      texts[id] = text
      return text
    },
    firstPairs: reader.shorts(),
    lastPairs: reader.shorts(),
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
