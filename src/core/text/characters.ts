/** How a language marks its words: by spaces, by spaces between phrases only, or not at all. */
export type Spacing = 'words' | 'phrases' | 'none'

/** Stands in prose for a value that is not known when the text is written, such as `{{ price }}`. */
export const VALUE = '\uFFFC'
/** Stands in prose for something that is not prose, such as inline code; it is no word and fills no slot. */
export const OPAQUE = '\uFFFA'
/** Stands in prose for an e-mail address that is a link: no prose either, but something to read, by which customers are answered. */
export const MAIL = '\uFFF9'
/** Stands in prose for a footnote mark; folding removes it, so that phrases go on across it. */
export const FOOTNOTE_MARK = '\u200B'

export const VALUE_UNIT = VALUE.charCodeAt(0)

/** Whether the UTF-16 unit is a decimal digit of ASCII (folded text has no other). */
export const isDigit = (unit: number): boolean => unit >= 48 && unit <= 57

/** Whether the unit stands for a number in a slot: a digit or an unknown value. */
export const isValue = (unit: number): boolean => isDigit(unit) || unit === VALUE_UNIT

const spacedWord = /[\p{L}\p{M}\p{N}]/u
const unspaced =
  /[\p{Script=Han}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Hiragana}\p{Script=Katakana}]/u
const wordUnits = new Int8Array(0x10000)

/**
 * Whether the unit belongs to a word of a script that separates words (Latin, Cyrillic, digits …).
 * Han, Thai and their like never do: there a phrase may begin and end anywhere.
 */
export function isWordUnit(unit: number): boolean {
  const known = wordUnits[unit]
  if (known) return known === 1
  const character = String.fromCharCode(unit)
  const is = unit === VALUE_UNIT || (spacedWord.test(character) && !unspaced.test(character))
  wordUnits[unit] = is ? 1 : 2
  return is
}

/** Thai vowels and marks that stand above, below or on the consonant before them: no word begins there. */
export const isThaiMark = (unit: number): boolean =>
  unit === 0xe31 || (unit >= 0xe34 && unit <= 0xe3a) || (unit >= 0xe47 && unit <= 0xe4e)

/** Whether the unit is a sign of money. */
export const isCurrency = (unit: number): boolean =>
  unit === 36 || (unit >= 0xa2 && unit <= 0xa5) || unit === 0xe3f || (unit >= 0x20a0 && unit <= 0x20c0)

/** White space, hyphens and quotation marks: what may stand between two words of a phrase. */
export function isSeparator(unit: number): boolean {
  switch (unit) {
    case 32:
    case 9:
    case 10:
    case 13:
    case 34:
    case 39:
    case 45:
    case 0xab:
    case 0xbb:
    case 0x300c:
    case 0x300d:
    case 0x300e:
    case 0x300f:
      return true
    default:
      return false
  }
}

/** Whether the unit is white space (folded text knows only these). */
export const isSpace = (unit: number): boolean => unit === 32 || unit === 9 || unit === 10 || unit === 13
