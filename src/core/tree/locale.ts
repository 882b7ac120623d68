import type { LanguageData } from '../data/catalog.js'
import { isDigit } from '../text/characters.js'

type Languages = Readonly<Record<string, LanguageData>>

/** Tells the locale of texts. */
export interface LocaleDetector {
  /**
   * @param likely the locale of the surrounding document, which wins where the text itself does not decide.
   * @returns a locale of the catalogue; `undefined` where the text is in another language; `likely` where it says nothing.
   */
  readonly detect: (text: string, likely: string | undefined) => string | undefined
  /**
   * The locale of a whole document, and whether the text tells it by itself. Unlike a label within one, a document is not in the
   * likely locale where its script is another.
   */
  readonly detectWhole: (text: string, likely: string | undefined) => { locale: string | undefined; isTold: boolean }
  /** The catalogue's locale for a BCP 47 tag or a folder name such as `zh-TW`, `zh_cn`, `EN-gb`; undefined for other languages. */
  readonly normalise: (tag: string) => string | undefined
}

/**
 * A text of fewer words decides nothing by the lack of function words. Beside numbers, names, which are capitalised, and what stands
 * right behind a digit do not count: “Hours: Mon-Fri 9am-6pm AEST, phone …” is no foreign language.
 */
const ENOUGH_WORDS = 8
/** Of so many words one with a letter that is foreign to a language makes the text foreign; in a longer text it is a name. */
const FOREIGN_SHARE = 1 / 20
/** Share of function words under which a longer text is in a language we do not know. */
const FUNCTION_WORD_SHARE = 0.07

/** A text with no letters but those of ASCII. */
const isPlain = /^[\0-\x7F\u2010-\u201F\u2026]*$/
const isWordy = /[A-Za-z]/
const none: readonly string[] = []

/** Addresses of mail, of pages and of accounts, which are in no language. */
const hasAddress = /@|:\/\/|\bwww\./
const address = new RegExp(`[\\w.+-]{0,64}(?:${hasAddress.source})[\\w./?=&%#:+~-]*`, 'g')

/** What `isPlain` lets pass, to ask once what may stand in such a text. */
const plainUnits = [
  ...Array.from({ length: 0x80 }, (_, unit) => unit),
  0x2026,
  ...Array.from({ length: 16 }, (_, at) => 0x2010 + at),
]

/** Tells of each unit something that is asked once. @param find gives a number from 0 to 254. */
function remembered(find: (character: string) => number): (unit: number) => number {
  const known = new Uint8Array(0x10000)
  return (unit) => {
    const before = known[unit] ?? 0
    if (before > 0) return before - 1
    const found = find(String.fromCharCode(unit))
    known[unit] = found + 1
    return found
  }
}

const letterOrMark = /[\p{L}\p{M}]/u
const isLetter = remembered((character) => (letterOrMark.test(character) ? 1 : 0))

/** Calls `found` with each word of a text, letters and marks that follow each other, and where it begins. */
function eachWord(text: string, found: (word: string, start: number) => void): void {
  let start = -1
  for (let at = 0; at <= text.length; ) {
    const unit = at < text.length ? text.charCodeAt(at) : 0
    let width = 1
    let isIn = false
    if (unit >= 0xd800 && unit <= 0xdbff) {
      const character = String.fromCodePoint(text.codePointAt(at) ?? 0)
      width = character.length
      isIn = letterOrMark.test(character)
    } else isIn = isLetter(unit) === 1
    if (isIn) {
      if (start < 0) start = at
    } else if (start >= 0) {
      found(text.slice(start, at), start)
      start = -1
    }
    at += width
  }
}

/** Script, distinctive letters and function words of `languages` decide. */
export function createLocaleDetector(languages: Languages): LocaleDetector {
  const scripts = [
    ...new Set([
      'Latn',
      'Cyrl',
      'Thai',
      'Hani',
      'Hira',
      'Kana',
      'Hang',
      ...Object.values(languages).flatMap((language) => language.scripts),
    ]),
  ]
  const patterns = scripts.map((script) => new RegExp(`\\p{Script=${script}}`, 'u'))
  /** One more than the number of a character's script; 0 for one that none of them has. */
  const findScript = (character: string): number => patterns.findIndex((pattern) => pattern.test(character)) + 1
  const scriptOf = remembered(findScript)

  /** How many characters of a text are in each of the scripts. */
  function countScripts(text: string): number[] {
    const counts = scripts.map(() => 0)
    for (let at = 0; at < text.length; at++) {
      const unit = text.charCodeAt(at)
      let script = 0
      if (unit >= 0xd800 && unit <= 0xdbff) {
        const character = String.fromCodePoint(text.codePointAt(at) ?? 0)
        script = findScript(character)
        at += character.length - 1
      } else script = scriptOf(unit)
      if (script > 0) counts[script - 1] = (counts[script - 1] ?? 0) + 1
    }
    return counts
  }

  /** The locales in which a word is a function word. */
  const localesByWord = new Map<string, string[]>()
  for (const [locale, { functionWords = [] }] of Object.entries(languages))
    for (const word of new Set(functionWords)) localesByWord.set(word, [...(localesByWord.get(word) ?? []), locale])

  function byCharacters(text: string, candidates: readonly string[], likely: string | undefined): string | undefined {
    const scored = candidates.map((locale) => {
      const own = languages[locale]?.characters ?? ''
      let hits = 0
      for (const character of text) if (own.includes(character)) hits++
      return { locale, hits }
    })
    scored.sort((a, b) => b.hits - a.hits)
    const [first, second] = scored
    if (!first || first.hits === (second?.hits ?? 0))
      return candidates.find((locale) => locale === likely) ?? first?.locale
    // The document's own variant stands unless the text is plainly in the other.
    if (likely && candidates.includes(likely) && likely !== first.locale) {
      return first.hits >= 4 && first.hits >= 4 * (second?.hits ?? 0) ? first.locale : likely
    }
    return first.locale
  }

  function byWords(text: string, candidates: readonly string[], likely: string | undefined): string | undefined {
    let tokens = 0
    const counts = new Map<string, number>()
    const lower = text.toLowerCase()
    const hasNumbers = /\d/.test(text)
    const isPlainWord = (start: number): boolean =>
      lower.charCodeAt(start) === text.charCodeAt(start) && !isDigit(lower.charCodeAt(start - 1))
    eachWord(lower, (word, start) => {
      if (!hasNumbers || isPlainWord(start)) tokens++
      for (const locale of localesByWord.get(word) ?? none) counts.set(locale, (counts.get(locale) ?? 0) + 1)
    })
    const scored = candidates
      .map((locale) => ({ locale, hits: counts.get(locale) ?? 0 }))
      .sort((a, b) => b.hits - a.hits)
    const [first, second] = scored
    if (!first) return undefined
    const isKnown = likely !== undefined && candidates.includes(likely)
    // Where a script has one language of ours only, that of the document, a list of nouns is in it, too.
    if (tokens >= ENOUGH_WORDS && first.hits < tokens * FUNCTION_WORD_SHARE)
      return !isKnown || (first.hits === 0 && candidates.length > 1) ? undefined : likely
    if (first.hits === 0) {
      // A name or a label (“LINE: @shop”) belongs to the text around it, whatever its script.
      if (likely !== undefined && !isKnown) return likely
      return isKnown ? likely : candidates.length === 1 ? first.locale : undefined
    }
    if (isKnown && likely !== first.locale) {
      const own = scored.find(({ locale }) => locale === likely)?.hits ?? 0
      return first.hits >= 2 && first.hits > 2 * own ? first.locale : likely
    }
    return first.hits > (second?.hits ?? 0) ? first.locale : (likely ?? first.locale)
  }

  const foreign = new Map(
    Object.entries(languages).flatMap(([locale, language]): [string, RegExp][] =>
      language.foreign ? [[locale, new RegExp(`[${language.foreign}]`, 'u')]] : [],
    ),
  )

  /** Whether a text has letters that are foreign to a locale, and not only in a name. */
  function isForeign(text: string, locale: string): boolean {
    const letters = foreign.get(locale)
    if (!letters?.test(text)) return false
    let words = 0
    let others = 0
    eachWord(text, (word) => {
      words++
      if (letters.test(word)) others++
    })
    return others > words * FOREIGN_SHARE
  }

  const localesByScript = new Map(
    scripts.map((script) => [
      script,
      Object.keys(languages).filter((locale) => languages[locale]?.scripts.includes(script)),
    ]),
  )
  /** Those of which a letter that is foreign to them may stand in a plain text. */
  const hasPlainForeign = new Set(
    [...foreign]
      .filter(([, pattern]) => plainUnits.some((unit) => pattern.test(String.fromCharCode(unit))))
      .map(([locale]) => locale),
  )

  /** The locale of a text that is written in one script. */
  function byScript(text: string, script: string, likely: string | undefined, isPlain = false): string | undefined {
    const candidates = localesByScript.get(script) ?? none
    const native = candidates.filter((locale) => (isPlain && !hasPlainForeign.has(locale)) || !isForeign(text, locale))
    if (native.length === 0) return undefined
    if (native.every((locale) => languages[locale]?.characters !== undefined)) return byCharacters(text, native, likely)
    if (native.every((locale) => languages[locale]?.functionWords !== undefined)) return byWords(text, native, likely)
    return native[0]
  }

  const normalised = new Map<string, string | undefined>()

  function detect(whole: string, likely: string | undefined): string | undefined {
    const beginning = whole.slice(0, 4000)
    const text = hasAddress.test(beginning) ? beginning.replace(address, ' ') : beginning
    if (isPlain.test(text)) return isWordy.test(text) ? byScript(text, 'Latn', likely, true) : likely
    const counted = countScripts(text)
    const counts = scripts.map((script, at) => ({
      script,
      count: (counted[at] ?? 0) * (script === 'Hani' ? 3 : 1),
    }))
    const total = counts.reduce((sum, entry) => sum + entry.count, 0)
    if (total === 0) return likely
    const of = (script: string): number => counts.find((entry) => entry.script === script)?.count ?? 0
    if (of('Hira') + of('Kana') > 0.1 * of('Hani') && of('Hira') + of('Kana') > 2) return undefined
    counts.sort((a, b) => b.count - a.count)
    return byScript(text, counts[0]?.script ?? '', likely)
  }

  const shareScript = (a: string, b: string): boolean =>
    languages[a]?.scripts.some((script) => languages[b]?.scripts.includes(script)) ?? false

  return {
    detect,
    detectWhole(text, likely) {
      const told = detect(text, undefined)
      const isClear = likely === undefined || (told !== undefined && !shareScript(told, likely))
      const locale = isClear ? told : detect(text, likely)
      return { locale, isTold: locale === told }
    },
    normalise(tag) {
      if (normalised.has(tag)) return normalised.get(tag)
      const locale = localeFor(tag, Object.keys(languages))
      if (normalised.size < 1000) normalised.set(tag, locale)
      return locale
    },
  }
}

/** The one of `locales` for a BCP 47 tag; see `LocaleDetector`. */
export function localeFor(tag: string, locales: readonly string[]): string | undefined {
  // `Intl` takes a while to load what it knows.
  if (locales.includes(tag)) return tag
  try {
    const wanted = new Intl.Locale(tag.replaceAll('_', '-')).maximize()
    return locales.find((locale) => {
      const known = new Intl.Locale(locale).maximize()
      return known.language === wanted.language && known.script === wanted.script
    })
  } catch {
    return undefined
  }
}
