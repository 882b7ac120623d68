import type { Spacing } from './characters.js'
import { isDigit, isWordUnit } from './characters.js'
import { type Pattern, PhraseError } from './phrase.js'

/** Operations of a compiled phrase. Each is three numbers: the operation and two operands. */
export const Op = {
  /** x: the UTF-16 unit that must stand here. */
  unit: 0,
  /** x, y: go on at x; if that fails, at y. */
  split: 1,
  /** x: go on there. */
  jump: 2,
  /** At least one separator between words, or none where words are not spaced. */
  separator: 3,
  /** One more letter of a word. */
  letter: 4,
  /** A numeral or an unknown value. */
  digits: 5,
  /** A place where a gap may begin: no word may be cut. */
  gapStart: 6,
  /** One more word, or character, of a gap. */
  gapStep: 7,
  /** x: the slot, y unused. */
  slot: 8,
  sentenceStart: 9,
  sentenceEnd: 10,
  /** The phrase is complete. */
  match: 11,
} as const

/** A phrase as a small program that runs over folded text; plain numbers, so that it can be stored. */
export type Program = Uint16Array

/** So many operations have numbers that an operand can name. */
const MOST = 0x10000

/** The programs of a slot, by its number. */
export type SlotPrograms = (id: number) => readonly Program[]

/** A slot's text is at most so many UTF-16 units long. */
export const SLOT_REACH = 80

/** The slot that stands for digits; the other slots are made of it. */
export const DIGITS = 'digits'

/**
 * Compiles a phrase.
 * @param slotIds the number of each slot by its name.
 * @param gap the reach of `…`: words, or characters where words are not spaced.
 * @throws PhraseError for one that is too long.
 */
export function compilePattern(
  pattern: Pattern,
  slotIds: ReadonlyMap<string, number>,
  spacing: Spacing,
  gap: number,
): Program {
  const code: number[] = []
  const emit = (op: number, x = 0, y = 0): number => code.push(op, x, y) / 3 - 1
  const here = (): number => code.length / 3
  const patch = (at: number, operand: 1 | 2, target: number): void => {
    code[at * 3 + operand] = target
  }

  function write(part: Pattern): void {
    switch (part.type) {
      case 'text':
        for (let i = 0; i < part.text.length; i++) {
          const unit = part.text.charCodeAt(i)
          if (unit === 45 && spacing === 'words' && joinsWords(part.text, i)) emit(Op.separator)
          else emit(Op.unit, unit)
        }
        break
      case 'sequence':
        part.parts.forEach(write)
        break
      case 'either':
        writeEither(part.options, part.optional)
        break
      case 'slot':
        if (part.name === DIGITS) emit(Op.digits)
        else emit(Op.slot, slotIds.get(part.name) ?? -1)
        break
      case 'space':
        emit(Op.separator)
        break
      case 'letters': {
        const split = emit(Op.split, here() + 1)
        emit(Op.letter)
        emit(Op.jump, split)
        patch(split, 2, here())
        break
      }
      case 'gap': {
        emit(Op.gapStart)
        // Lazily: the nearest continuation wins.
        const exits: number[] = []
        for (let i = 0; i < gap; i++) {
          exits.push(emit(Op.split, here() + 2, here() + 1))
          patch(exits.at(-1) ?? 0, 2, here())
          emit(Op.gapStep)
        }
        for (const exit of exits) patch(exit, 1, here())
        break
      }
      case 'start':
        emit(Op.sentenceStart)
        break
      case 'end':
        emit(Op.sentenceEnd)
        break
    }
  }

  function writeEither(options: readonly Pattern[], optional: boolean): void {
    // Longer alternatives first, so that `free shipping` wins over `free`.
    const ordered = [...options].sort((a, b) => lengthOf(b) - lengthOf(a))
    const exits: number[] = []
    ordered.forEach((option, i) => {
      const last = i === ordered.length - 1 && !optional
      const split = last ? -1 : emit(Op.split)
      if (split >= 0) patch(split, 1, here())
      write(option)
      if (!last) {
        exits.push(emit(Op.jump))
        patch(split, 2, here())
      }
    })
    for (const exit of exits) patch(exit, 1, here())
  }

  write(pattern)
  emit(Op.match)
  if (code.length > MOST * 3) throw new PhraseError('Write it shorter: there are too many gaps and alternatives', 0)
  return Uint16Array.from(code)
}

const isJump = (op: number): boolean => op === Op.jump || op === Op.split

/**
 * Writes a program in few bytes. Each operation is a number: a unit, with so much added as there are other operations, or one of
 * these and its operands; places in the program are told from the operation. Seven bits of a number stand in each byte, the lowest
 * first; the eighth says that more follow.
 */
export function packProgram(program: Program): number[] {
  const bytes: number[] = []
  const write = (number: number): void => {
    let left = number
    for (; left > 127; left >>= 7) bytes.push(128 | (left & 127))
    bytes.push(left)
  }
  const writePlace = (place: number, pc: number): void => {
    const way = place - pc
    write(way < 0 ? -way * 2 - 1 : way * 2)
  }
  for (let pc = 0; pc * 3 < program.length; pc++) {
    const [op = 0, x = 0, y = 0] = program.subarray(pc * 3, pc * 3 + 3)
    if (op === Op.unit) write(x + Op.match)
    // Nothing is 0: units begin where the other operations end.
    else write(op - 1)
    if (isJump(op)) writePlace(x, pc)
    if (op === Op.split) writePlace(y, pc)
    if (op === Op.slot) write(x)
  }
  return bytes
}

/** Reads what `packProgram` wrote, from `start` to `end`. */
export function unpackProgram(bytes: Uint8Array, start: number, end: number): Program {
  const code: number[] = []
  let at = start
  const read = (): number => {
    let number = 0
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++] ?? 0
      number |= (byte & 127) << shift
      if (byte < 128) return number
    }
  }
  const readPlace = (pc: number): number => {
    const way = read()
    return way & 1 ? pc - ((way + 1) >> 1) : pc + (way >> 1)
  }
  for (let pc = 0; at < end; pc++) {
    const number = read()
    const op = number < Op.match ? number + 1 : Op.unit
    const x = op === Op.unit ? number - Op.match : isJump(op) ? readPlace(pc) : op === Op.slot ? read() : 0
    code.push(op, x, op === Op.split ? readPlace(pc) : 0)
  }
  return Uint16Array.from(code)
}

/** Whether the hyphen at `index` of a part of a phrase stands between words: at its ends the words are other parts. */
const joinsWords = (text: string, index: number): boolean =>
  text.length > 1 &&
  (index === 0 || isWordUnit(text.charCodeAt(index - 1))) &&
  (index === text.length - 1 || isWordUnit(text.charCodeAt(index + 1)))

function lengthOf(pattern: Pattern): number {
  switch (pattern.type) {
    case 'text':
      return pattern.text.length
    case 'sequence':
      return pattern.parts.reduce((sum, part) => sum + lengthOf(part), 0)
    case 'either':
      return Math.max(...pattern.options.map(lengthOf))
    default:
      return 1
  }
}

/** Stands for all digits and unknown values where phrases begin. */
export const ZERO = 48

/**
 * The units with which what some programs match may begin: digits and unknown values are `ZERO`, separators are left out.
 * @returns undefined where it may begin with anything.
 */
export function firstUnitsOf(programs: readonly Program[], slots: SlotPrograms): ReadonlySet<number> | undefined {
  const units = new Set<number>()
  const seen = new Map<Program, Set<number>>()
  const queue = programs.map((code) => ({ code, pc: 0 }))
  for (let state = queue.pop(); state; state = queue.pop()) {
    const { code, pc } = state
    const pcs = seen.get(code) ?? new Set()
    seen.set(code, pcs)
    if (pcs.has(pc)) continue
    pcs.add(pc)
    const x = code[pc * 3 + 1] ?? 0
    switch (code[pc * 3]) {
      case Op.unit:
        units.add(isDigit(x) ? ZERO : x)
        break
      case Op.digits:
        units.add(ZERO)
        break
      case Op.split:
        queue.push({ code, pc: x }, { code, pc: code[pc * 3 + 2] ?? 0 })
        break
      case Op.jump:
        queue.push({ code, pc: x })
        break
      case Op.separator:
      case Op.sentenceStart:
      case Op.sentenceEnd:
        queue.push({ code, pc: pc + 1 })
        break
      case Op.slot:
        for (const slot of slots(x)) queue.push({ code: slot, pc: 0 })
        break
      default:
        return undefined
    }
  }
  return units
}
