import { isValue, VALUE, VALUE_UNIT } from './characters.js'

/**
 * A text made comparable, and the way back: case, width, ё/е, curly quotes and dashes, Thai vowel and tone order, Thai digits,
 * fractions (2½ is 2.5), footnote marks behind digits, invisible characters, and pinyin notes that a bad conversion left behind Chinese characters.
 */
export interface Folded {
  readonly text: string
  /** For each unit of `text`, and for its end, where the original unit begins. */
  readonly starts: Offsets
  /** For each unit of `text`, where the original unit (with what was folded into it) ends. */
  readonly ends: Offsets
}

/** Texts are kept with their offsets: most are short enough for the half. */
export type Offsets = Uint16Array | Uint32Array

const offsetsOf = (length: number): typeof Uint16Array | typeof Uint32Array =>
  length < 0x10000 ? Uint16Array : Uint32Array

/** Fractions of one character, as decimals: two at most, as three would look like a group of digits. */
const fractions: ReadonlyMap<string, string> = new Map([
  ['½', '0.5'],
  ['¼', '0.25'],
  ['¾', '0.75'],
  ['⅓', '0.33'],
  ['⅔', '0.67'],
])
const replacements: ReadonlyMap<string, string> = new Map([
  ...[...'‘’‚‛′`´ʼ'].map((mark) => [mark, "'"] as const),
  ...[...'“”„‟″〝〞'].map((mark) => [mark, '"'] as const),
  ...[...'‐‑‒–—−﹘﹣'].map((mark) => [mark, '-'] as const),
  ['ё', 'е'],
  ['×', 'x'],
  ...fractions,
  [VALUE, VALUE],
])
// Trade mark signs would fold to letters and join the word before them; the rest has no width.
const invisible = /[\u00A9\u00AE\u2120\u2122]|\p{Default_Ignorable_Code_Point}/u
const combining = /\p{M}/u
// Of what has no width, this belongs to the character before it; the rest may stand behind a passage without being part of it.
const joined = /[\p{M}\u200D]/u
const spaces = /[\s\u00A0]/u
// A syllable in brackets after a character, as in 現(xiàn) or 們(men), but no other word, as in 應用(app).
const pinyinNote =
  /[(（](?:[a-zü]{0,3}[\u00E0-\u01DC][a-zü]{0,4}|(?:[zcs]h|[b-df-hj-np-tw-z])?[aeiouü]{1,3}(?:ng?|r)?)[)）]/uy
const han = /\p{Script=Han}/u

function foldCharacter(character: string): string {
  const known = replacements.get(character)
  if (known !== undefined) return known
  if (invisible.test(character)) return ''
  // Thai digits U+0E50–0E59 have no compatibility mapping.
  const code = character.charCodeAt(0)
  if (code >= 0xe50 && code <= 0xe59) return String.fromCharCode(code - 0xe50 + 48)
  if (code === 0xe33) return String.fromCharCode(NIKHAHIT, SARA_AA)
  const folded = character.normalize('NFKC').toLowerCase()
  let result = ''
  for (const part of folded) result += part === ' ' || spaces.test(part) ? ' ' : (replacements.get(part) ?? part)
  return result
}

/** Behind a digit they mark a footnote (9¹); behind a letter they may be part of a unit (m²). */
const superscript = /^[\u00B2\u00B3\u00B9\u2070\u2074-\u2079]$/

const cache = new Map<string, string>()
function foldCached(character: string): string {
  let folded = cache.get(character)
  if (folded === undefined) {
    folded = foldCharacter(character)
    if (cache.size < 50_000) cache.set(character, folded)
  }
  return folded
}

const SPACE = 32
const SARA_AA = 0xe32
const SARA_E = 0xe40
const SARA_AE = 0xe41
const NIKHAHIT = 0xe4d
const isThaiVowelMark = (unit: number): boolean => unit === 0xe31 || (unit >= 0xe34 && unit <= 0xe3a) || unit === 0xe4d
const isThaiTone = (unit: number): boolean => unit >= 0xe48 && unit <= 0xe4b

/** Texts of which each unit folds to one unit, whatever stands beside it: most Latin and Cyrillic prose. */
const isPlain =
  /^[\0-\x7F\u00A3\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u00FE\u0400-\u045F\u2013\u2014\u2018\u2019\u201C\u201D\u20AC]*$/
const isRaw = /[\t\v\f\r`\u0451\u2013\u2014\u2018\u2019\u201C\u201D]/
const raw = /[\t\v\f\r`\u0451\u2013\u2014\u2018\u2019\u201C\u201D]/g

function foldPlain(text: string): Folded {
  const lower = text.toLowerCase()
  const folded = isRaw.test(lower) ? lower.replace(raw, (unit) => replacements.get(unit) ?? ' ') : lower
  const { length } = text
  if (inOrder.length < length + 2) {
    const room = Math.max(length + 2, inOrder.length * 2, MANY)
    inOrder = new (offsetsOf(room))(room)
    for (let at = 0; at < inOrder.length; at++) inOrder[at] = at
  }
  return { text: folded, starts: inOrder.subarray(0, length + 1), ends: inOrder.subarray(1, length + 1) }
}

/** The numbers from 0 on: of plain texts, each unit stands where it stood. */
let inOrder: Offsets = new Uint16Array(0)
const MANY = 1 << 9

/** Folds `text`; linear in its length. Line feeds are kept, other white space becomes a space. */
export function fold(text: string): Folded {
  if (isPlain.test(text)) return foldPlain(text)
  const units: number[] = []
  const starts: number[] = []
  const ends: number[] = []
  let index = 0
  let previous = ''
  while (index < text.length) {
    const code = text.charCodeAt(index)
    // A template value is one unknown value, however long it is written.
    if (code === VALUE_UNIT && units.at(-1) === VALUE_UNIT && ends.at(-1) === index) {
      index++
      ends[ends.length - 1] = index
      continue
    }
    // แ typed as two เ looks the same.
    if (code === SARA_E && units.at(-1) === SARA_E) {
      units[units.length - 1] = SARA_AE
      index++
      ends[ends.length - 1] = index
      continue
    }
    // ASCII needs no look-ups, and is most of most texts.
    if (code < 0x80 && code !== 0x28 && code !== 0x60) {
      const next = text.charCodeAt(index + 1)
      if (!(next >= 0x300 && next <= 0x36f)) {
        units.push(code >= 65 && code <= 90 ? code + 32 : code === 9 || (code >= 11 && code <= 13) ? 32 : code)
        starts.push(index)
        ends.push(index + 1)
        previous = text.charAt(index)
        index++
        continue
      }
    }
    if ((code === 0x28 || code === 0xff08) && han.test(previous)) {
      pinyinNote.lastIndex = index
      if (pinyinNote.test(text)) {
        index = pinyinNote.lastIndex
        if (ends.length > 0) ends[ends.length - 1] = index
        continue
      }
    }
    const character = String.fromCodePoint(text.codePointAt(index) ?? code)
    let end = index + character.length
    // A letter and its combining marks compose to one (и + breve = й).
    let cluster = character
    while (end < text.length) {
      const mark = text.charCodeAt(end)
      if (!(mark >= 0x300 && mark <= 0x36f) || !combining.test(text.charAt(end))) break
      cluster += text.charAt(end)
      end++
    }
    if (isValue(units.at(-1) ?? 0) && superscript.test(cluster)) {
      index = end
      continue
    }
    let folded =
      cluster === '\n' ? '\n' : foldCached(cluster.length > character.length ? cluster.normalize('NFC') : cluster)
    if (folded.length > 2 && fractions.has(cluster)) {
      // “2 ½” is one number, as “2½” is.
      if (units.at(-1) === SPACE && isValue(units.at(-2) ?? 0)) {
        units.pop()
        starts.pop()
        ends.pop()
      }
      if (isValue(units.at(-1) ?? 0)) folded = folded.slice(1)
    }
    if (folded === '' && ends.length > 0 && joined.test(cluster)) ends[ends.length - 1] = end
    for (let i = 0; i < folded.length; i++) {
      units.push(folded.charCodeAt(i))
      starts.push(index)
      ends.push(end)
    }
    previous = character
    index = end
  }
  reorderThai(units, starts, ends)
  starts.push(text.length)
  const Offsets = offsetsOf(text.length)
  return { text: decode(units), starts: new Offsets(starts), ends: new Offsets(ends) }
}

/** Puts a tone mark between the vowel mark and the vowel letter, wherever it was typed: Unicode's canonical order leaves it open. */
function reorderThai(units: number[], starts: number[], ends: number[]): void {
  /** The units from `from` on become `order`, and each stands for the whole stretch. */
  const rewrite = (from: number, ...order: readonly number[]): void => {
    const start = starts[from] ?? 0
    const end = ends[from + order.length - 1] ?? 0
    order.forEach((unit, i) => {
      units[from + i] = unit
      starts[from + i] = start
      ends[from + i] = end
    })
  }
  for (let i = 1; i < units.length; i++) {
    const [first = 0, before = 0, here = 0] = [units[i - 2], units[i - 1], units[i]]
    if (isThaiTone(before) && isThaiVowelMark(here)) rewrite(i - 1, here, before)
    else if (isThaiTone(here) && before === SARA_AA && first === NIKHAHIT) rewrite(i - 2, first, here, before)
  }
}

function decode(units: readonly number[]): string {
  let text = ''
  for (let i = 0; i < units.length; i += 8192) text += String.fromCharCode(...units.slice(i, i + 8192))
  return text
}
