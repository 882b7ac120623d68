import { isCurrency, isDigit, isSeparator, isSpace, isThaiMark, isValue, isWordUnit } from './characters.js'

/** What a unit may be; see the functions of these names. */
export const WORD = 1
export const DIGIT = 2
export const VALUED = 4
export const SPACE = 8
export const SEPARATOR = 16
export const THAI_MARK = 32
export const CURRENCY = 64
const KNOWN = 128

const kindOfUnit = new Uint8Array(0x10000)

function findKind(unit: number): number {
  const kind =
    KNOWN |
    (isWordUnit(unit) ? WORD : 0) |
    (isDigit(unit) ? DIGIT : 0) |
    (isValue(unit) ? VALUED : 0) |
    (isSpace(unit) ? SPACE : 0) |
    (isSeparator(unit) ? SEPARATOR : 0) |
    (isThaiMark(unit) ? THAI_MARK : 0) |
    (isCurrency(unit) ? CURRENCY : 0)
  kindOfUnit[unit] = kind
  return kind
}

/** Behind the end of a text, so many units are nothing. */
const BEHIND = 8

/** A folded text taken apart, so that its units and what they are need not be found again at each look. */
export class Units {
  /** The units, with zeros behind them. */
  codes = new Uint16Array(1 << 10)
  /** What each of them is. */
  kinds = new Uint8Array(1 << 10)
  length = 0
  text = ''

  /** Takes a text apart in place of the one before. */
  read(text: string): void {
    const { length } = text
    if (this.codes.length < length + BEHIND) {
      this.codes = new Uint16Array(length * 2)
      this.kinds = new Uint8Array(length * 2)
    }
    const { codes, kinds } = this
    for (let at = 0; at < length; at++) {
      const unit = text.charCodeAt(at)
      codes[at] = unit
      kinds[at] = kindOfUnit[unit] || findKind(unit)
    }
    codes.fill(0, length, length + BEHIND)
    kinds.fill(0, length, length + BEHIND)
    this.length = length
    this.text = text
  }

  /** The unit at an offset; 0 at the end. */
  at(index: number): number {
    return this.codes[index] ?? 0
  }

  /** Whether the unit at an offset is of a kind. */
  is(index: number, kind: number): boolean {
    return ((this.kinds[index] ?? 0) & kind) !== 0
  }
}

/** So many closing marks at most are looked at behind a full stop. */
const MAX_CLOSING = 8

/** Full stops, quotation marks and brackets that may stand between the end of a sentence and the space behind it. */
function isClosing(text: Units, index: number): boolean {
  const unit = text.at(index)
  return (
    unit === 46 || unit === 41 || unit === 93 || (unit !== 45 && text.is(index, SEPARATOR) && !text.is(index, SPACE))
  )
}

/**
 * Whether a sentence ends at `index` of a folded text. A full stop counts where white space or the end follows, closing marks
 * aside.
 */
export function isTerminator(text: Units, index: number): boolean {
  switch (text.at(index)) {
    case 0x3002:
      return true
    case 33:
    case 63:
    case 124:
      return true
    case 46: {
      let at = index + 1
      while (at - index <= MAX_CLOSING && isClosing(text, at)) at++
      return at >= text.length || text.is(at, SPACE)
    }
    case 10:
      return text.at(index + 1) === 10
    default:
      return false
  }
}

const APOSTROPHE = 39

/**
 * Whether a word goes on across `index`, which is not 0: letters on both sides, or a letter, an apostrophe and a letter (can't), or a
 * digit, a point and a digit (1.5).
 */
export function cutsWord(text: Units, index: number): boolean {
  if (text.is(index - 1, WORD))
    return text.is(index, WORD) ? text.is(index - 1, DIGIT) === text.is(index, DIGIT) : joins(text, index)
  return text.is(index, WORD) && index > 1 && joins(text, index - 1)
}

/** Whether the mark at `index` makes one word of what stands beside it. */
function joins(text: Units, index: number): boolean {
  const mark = text.at(index)
  if (mark === APOSTROPHE) return text.is(index - 1, WORD) && text.is(index + 1, WORD)
  return (mark === 44 || mark === 46) && text.is(index - 1, DIGIT) && text.is(index + 1, DIGIT)
}
