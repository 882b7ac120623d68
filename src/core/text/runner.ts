import type { Spacing } from './characters.js'
import type { SlotSet } from './phrase-set.js'
import { DIGITS, Op, type Program, SLOT_REACH, ZERO } from './program.js'
import type { Span } from './span.js'
import { CURRENCY, cutsWord, DIGIT, isTerminator, SEPARATOR, SPACE, THAI_MARK, Units, VALUED, WORD } from './units.js'

/** What a slot of a phrase stood for. */
export interface Capture extends Span {
  readonly slot: string
}

/** No match is longer than this many UTF-16 units, so that the work at each place is bounded. */
export const REACH = 400

/** Runs programs of phrases over a text. */
export interface Runner {
  /** Starts a new text: what was remembered of slots is forgotten. */
  readonly begin: (text: Units) => void
  /** @returns where the phrase that begins at `start` ends, and what its slots stand for; undefined if it does not stand there. */
  readonly at: (
    program: Program,
    start: number,
  ) => { readonly end: number; readonly captures: readonly Capture[] } | undefined
}

const none: readonly number[] = []

/** Places are numbers of 32 bits. */
const LAST_PLACE = 0xf0000000
/** Where a slot ends, for so many places that those of one phrase do not push each other out. */
const REMEMBERED = 512

interface Memory {
  readonly places: Uint32Array
  readonly ends: (readonly number[])[]
}

export function createRunner({ names: slotNames, programs: slots, programsAt }: SlotSet, spacing: Spacing): Runner {
  const visited = createStates()
  let runs = 0
  let text = new Units()
  // Places are remembered by a number that counts through all texts.
  let base = 1
  let length = 0
  const memories: (Memory | undefined)[] = []

  /** Where slot `id` may end if it begins at `start`, longest first. */
  function endsOf(id: number, start: number): readonly number[] {
    // A separator may be left out of what a slot stands for.
    const programs = text.is(start, SEPARATOR | SPACE)
      ? slots(id)
      : programsAt(id, text.is(start, VALUED) ? ZERO : text.at(start))
    if (programs.length === 0) return none
    const memory = memories[id] ?? { places: new Uint32Array(REMEMBERED), ends: [] }
    memories[id] = memory
    const at = start % REMEMBERED
    if (memory.places[at] === base + start) return memory.ends[at] ?? none
    const ends: number[] = []
    for (const program of programs) followSlot(program, start, ++runs, 0, start, ends)
    const sorted = ends.length === 0 ? none : ends.sort((a, b) => b - a)
    memory.places[at] = base + start
    memory.ends[at] = sorted
    return sorted
  }

  /** Follows a slot's program from an operation and an offset to all its ends: states already seen at a place are not followed again. */
  function followSlot(program: Program, start: number, run: number, from: number, at: number, ends: number[]): void {
    const limit = start + SLOT_REACH
    let pc = from
    let index = at
    for (;;) {
      if (index > limit) return
      const x = program[pc * 3 + 1] ?? 0
      switch (program[pc * 3]) {
        case Op.match: {
          const end = trimEnd(text, index, start)
          if (!ends.includes(end)) ends.push(end)
          return
        }
        case Op.split: {
          // Paths part only here: what lies between is followed as often as this is.
          if (mayPass(program, x, index)) {
            if (!visited.enter(run, pc * STATES + (index - start))) return
            followSlot(program, start, run, x, index, ends)
          }
          pc = program[pc * 3 + 2] ?? 0
          break
        }
        case Op.jump:
          pc = x
          break
        case Op.slot:
          for (const end of endsOf(x, skipSpaces(index, start))) followSlot(program, start, run, pc + 1, end, ends)
          return
        default:
          index = step(program, pc, index, start)
          if (index < 0) return
          pc++
      }
    }
  }

  /** Whether the operation at `pc` may go on at `index`; false only where it surely cannot. */
  function mayPass(program: Program, pc: number, index: number): boolean {
    if (program[pc * 3] !== Op.unit) return true
    return text.at(index) === program[pc * 3 + 1] || (spacing === 'none' && text.is(index, SPACE))
  }

  const skipSpaces = (index: number, start: number): number => {
    if (spacing !== 'none' || index === start) return index
    let at = index
    while (at - index < REACH && text.is(at, SPACE)) at++
    return at
  }

  /** Runs one operation that consumes text. @returns where it ends, or -1. */
  function step(program: Program, pc: number, index: number, start: number): number {
    switch (program[pc * 3]) {
      case Op.unit: {
        const at = skipSpaces(index, start)
        return text.at(at) === program[pc * 3 + 1] ? at + 1 : -1
      }
      case Op.separator: {
        let at = index
        if (spacing === 'words') {
          while (at - index < REACH && text.is(at, SEPARATOR)) at++
          // Beside a mark a space is no must: `source :` is found in “Source: us”.
          return at > index || !text.is(at, WORD) || index === 0 || !text.is(index - 1, WORD) ? at : -1
        }
        while (at - index < REACH && text.is(at, SPACE)) at++
        return at
      }
      case Op.letter:
        return text.is(index, WORD) || (index > 0 && cutsWord(text, index)) ? index + 1 : -1
      case Op.digits:
        return endOfDigits(text, skipSpaces(index, start), spacing)
      case Op.gapStart: {
        if (index > 0 && text.is(index, WORD) && cutsWord(text, index)) return -1
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
    while (at < limit && !text.is(at, WORD) && !isTerminator(text, at) && !text.is(at, CURRENCY)) {
      if (spacing !== 'words' && !text.is(at, SPACE)) break
      at++
    }
    return at
  }

  function gapWord(index: number): number {
    let at = text.is(index, CURRENCY) ? index + 1 : index
    if (!text.is(at, WORD)) return -1
    while (at < text.length && (text.is(at, WORD) || (cutsWord(text, at) && text.is(at + 1, WORD)))) at++
    return skipBetween(at)
  }

  function gapUnit(index: number): number {
    if (index >= text.length || isTerminator(text, index)) return -1
    let at = index + 1
    // A word of letters that are spaced counts as one character.
    if (text.is(index, WORD)) while (at - index < REACH && cutsWord(text, at)) at++
    while (text.is(at, THAI_MARK)) at++
    return skipBetween(at)
  }

  /** The number of the run of the phrase that is tried, and what its slots stand for. */
  let run = 0
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
            if (!visited.enter(run, pc * STATES + (index - start))) return -1
            const known = captures.length
            const end = visit(program, start, x, index)
            if (end >= 0) return end
            if (captures.length > known) captures.length = known
          }
          pc = program[pc * 3 + 2] ?? 0
          break
        }
        case Op.slot: {
          if (!visited.enter(run, pc * STATES + (index - start))) return -1
          const begin = skipSpaces(index, start)
          for (const end of endsOf(x, begin)) {
            const known = captures.length
            captures.push({ slot: slotNames[x] ?? '', start: begin, end })
            const result = visit(program, start, pc + 1, end)
            if (result >= 0) return result
            if (captures.length > known) captures.length = known
          }
          return -1
        }
        case Op.digits: {
          const begin = skipSpaces(index, start)
          index = endOfDigits(text, begin, spacing)
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
      base += length + 1
      text = next
      length = next.length
      if (base + length <= LAST_PLACE) return
      for (const memory of memories) memory?.places.fill(0)
      base = 1
    },
    at(program, start) {
      if (runs > LAST_RUN) {
        visited.forget()
        runs = 0
      }
      run = ++runs
      visited.begin(run)
      captures = []
      const end = visit(program, start, 0, start)
      return end > start ? { end, captures } : undefined
    },
  }
}

/** More than the places that a run may reach, so that an operation and a place make one number. */
const STATES = 512
const LAST_RUN = 0xf0000000

/** The states of runs: an operation, and how far behind the run's beginning it was reached. */
function createStates() {
  // With open addressing; what was there in runs before `oldest` is as good as empty.
  let size = 1 << 10
  let runs = new Uint32Array(size)
  let states = new Uint32Array(size)
  let oldest = 1
  let count = 0

  /** Where a state of a run stands, or could be put. */
  function find(run: number, state: number): number {
    let at = ((Math.imul(state, 0x9e3779b1) ^ Math.imul(run, 0x85ebca6b)) >>> 10) & (size - 1)
    for (;;) {
      const known = runs[at] ?? 0
      if (known < oldest || (known === run && states[at] === state)) return at
      at = (at + 1) & (size - 1)
    }
  }

  function put(run: number, state: number): void {
    const at = find(run, state)
    runs[at] = run
    states[at] = state
  }

  function grow(): void {
    const old = { runs, states }
    size *= 2
    runs = new Uint32Array(size)
    states = new Uint32Array(size)
    old.runs.forEach((run, at) => {
      if (run >= oldest) put(run, old.states[at] ?? 0)
    })
  }

  return {
    /** Forgets all runs before one: it and those within it begin now. */
    begin(run: number): void {
      oldest = run
      count = 0
    },
    /** @returns false if a run was in a state before. */
    enter(run: number, state: number): boolean {
      const at = find(run, state)
      if (runs[at] === run && states[at] === state) return false
      runs[at] = run
      states[at] = state
      if (++count * 2 > size) grow()
      return true
    },
    forget(): void {
      runs.fill(0)
    },
  }
}

/** A phrase whose last part is optional may have taken the white space before it. */
function trimEnd(text: Units, end: number, start: number): number {
  let at = end
  while (at > start && text.is(at - 1, SPACE)) at--
  return at
}

/** A phrase may not end within a word, nor between a Thai consonant and its marks. */
function endsWell(text: Units, end: number, start: number): boolean {
  if (end <= start || end >= text.length) return end > start
  if (text.is(end, THAI_MARK)) return false
  return !(text.is(end - 1, WORD) && cutsWord(text, end))
}

/**
 * The end of the numeral at `index` (1,000.50 · 10 000 · an unknown value), or -1. In 奥迪A4 500元 there are two: where words are not
 * spaced, a space rarely stands within a number.
 */
function endOfDigits(text: Units, index: number, spacing: Spacing): number {
  let at = index
  if (!text.is(at, VALUED)) return -1
  if (index > 0 && text.is(index - 1, DIGIT)) return -1
  const isOfName = spacing !== 'words' && index > 0 && isLatinLetter(text.at(index - 1)) && !text.is(index - 2, WORD)
  while (at - index <= SLOT_REACH) {
    while (at - index <= SLOT_REACH && text.is(at, VALUED)) at++
    const mark = text.at(at)
    if ((mark === 44 || mark === 46) && text.is(at + 1, DIGIT)) at++
    else if (mark === 32 && !isOfName && isThousands(text, at + 1)) at++
    else return at
  }
  return -1
}

/** Whether a folded unit is one of a to z. */
const isLatinLetter = (unit: number): boolean => unit >= 97 && unit <= 122

const isThousands = (text: Units, index: number): boolean =>
  text.is(index, DIGIT) && text.is(index + 1, DIGIT) && text.is(index + 2, DIGIT) && !text.is(index + 3, DIGIT)

/** Whether only marks and white space stand between the sentence's beginning and `index`. */
function beginsSentence(text: Units, index: number): boolean {
  const from = Math.max(0, index - REACH)
  for (let at = index - 1; at >= from; at--) {
    const unit = text.at(at)
    if (isTerminator(text, at)) return true
    if (text.is(at, WORD) || unit === 44 || unit === 59 || unit === 0x3001) return false
    // Of what lies beyond the first plane, letters that folding leaves stand in the second and third; pictures in the first.
    if (unit >= 0xd840 && unit <= 0xd8bf) return false
    if ((unit >= 0x3040 && (unit < 0xd800 || unit > 0xdfff)) || (unit >= 0xe00 && unit < 0xe80)) return false
  }
  return true
}

/** Whether the sentence ends at `index`, white space and closing marks aside; a phrase may itself end with its last mark. */
function endsSentence(text: Units, index: number): boolean {
  if (index > 0 && isTerminator(text, index - 1)) return true
  let at = index
  while (at - index < REACH && (text.is(at, SEPARATOR) || text.at(at) === 41)) at++
  return at >= text.length || isTerminator(text, at)
}
