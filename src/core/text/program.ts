import type { Spacing } from '../findings/catalog.js'
import type { Pattern } from './phrase.js'

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
  /** Any further letters of a word. */
  letters: 4,
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
export type Program = Int32Array

/** The slot that stands for digits; the other slots are made of it. */
export const DIGITS = 'digits'

/**
 * Compiles a phrase.
 * @param slotIds the number of each slot by its name.
 * @param gap the reach of `…`: words, or characters where words are not spaced.
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
          if (unit === 45 && spacing === 'words' && part.text.length > 1) emit(Op.separator)
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
      case 'letters':
        emit(Op.letters)
        break
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
  return Int32Array.from(code)
}

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

const PREFIX_LENGTH = 12
const MAX_PREFIXES = 400

/** What a text must begin with for the phrase to be tried there. `open` is true if it may begin with anything. */
export interface Prefixes {
  readonly texts: readonly string[]
  readonly open: boolean
}

/**
 * The beginnings of a phrase, in the alphabet of the matcher's index: digits and unknown values are `0`, separators are one
 * space. Shortened until there are at most a few hundred.
 */
export function prefixesOf(program: Program, slots: readonly (readonly Program[])[], spacing: Spacing): Prefixes {
  for (let length = PREFIX_LENGTH; length > 0; length--) {
    const prefixes = collect(program, slots, spacing, length)
    if (prefixes && (prefixes.texts.length <= MAX_PREFIXES || length === 1)) return prefixes
  }
  return { texts: [], open: true }
}

function collect(
  program: Program,
  slots: readonly (readonly Program[])[],
  spacing: Spacing,
  length: number,
): Prefixes | undefined {
  const texts = new Set<string>()
  const seen = new Set<string>()
  let open = false
  let steps = 0

  const finish = (prefix: string): void => {
    const text = prefix.trimEnd()
    if (text === '') open = true
    else texts.add(text)
  }
  /** Walks one program; `after` goes on where it ends. */
  function walk(code: Program, at: number, prefix: string, after: (prefix: string) => void): void {
    if (++steps > 20_000) return
    if (prefix.length >= length) {
      texts.add(prefix.slice(0, length).trimEnd())
      return
    }
    const key = code === program ? `${at} ${prefix}` : ''
    if (key !== '' && seen.has(key)) return
    seen.add(key)
    const x = code[at * 3 + 1] ?? 0
    const y = code[at * 3 + 2] ?? 0
    switch (code[at * 3]) {
      case Op.unit: {
        const isDigit = x >= 48 && x <= 57
        if (isDigit && prefix.endsWith('0')) walk(code, at + 1, prefix, after)
        else walk(code, at + 1, prefix + (isDigit ? '0' : String.fromCharCode(x)), after)
        break
      }
      case Op.split:
        walk(code, x, prefix, after)
        walk(code, y, prefix, after)
        break
      case Op.jump:
        walk(code, x, prefix, after)
        break
      case Op.separator:
        walk(code, at + 1, spacing !== 'words' || prefix === '' || prefix.endsWith(' ') ? prefix : `${prefix} `, after)
        break
      case Op.sentenceStart:
      case Op.sentenceEnd:
        walk(code, at + 1, prefix, after)
        break
      case Op.digits:
        finish(prefix.endsWith('0') ? prefix : `${prefix}0`)
        break
      case Op.slot:
        for (const slot of slots[x] ?? []) walk(slot, 0, prefix, finish)
        break
      case Op.match:
        after(prefix)
        break
      default:
        finish(prefix)
    }
  }

  walk(program, 0, '', finish)
  return steps > 20_000 && length > 1 ? undefined : { texts: [...texts], open }
}
