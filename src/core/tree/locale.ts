import type { LanguageData } from '../data/catalog.js'

type Languages = Readonly<Record<string, LanguageData>>

/** Tells the locale of texts. */
export interface LocaleDetector {
  /**
   * @param likely the locale of the surrounding document, which wins where the text itself does not decide.
   * @returns a locale of the catalogue; `undefined` where the text is in another language; `likely` where it says nothing.
   */
  readonly detect: (text: string, likely: string | undefined) => string | undefined
  /** The catalogue's locale for a BCP 47 tag or a folder name such as `zh-TW`, `zh_cn`, `EN-gb`; undefined for other languages. */
  readonly normalise: (tag: string) => string | undefined
}

/** A Latin text of fewer words decides nothing by the lack of function words. */
const ENOUGH_WORDS = 8
/** So many words in another script, without a function word among them, say nothing. */
const FEW_WORDS = 3
/** Share of function words under which a longer text is in a language we do not know. */
const FUNCTION_WORD_SHARE = 0.07

/** A text with no letters but those of ASCII. */
const isPlain = /^[\0-\x7F\u2010-\u201F\u2026]*$/
const isWordy = /[A-Za-z]/

/** Script, distinctive letters and function words of `languages` decide. */
export function createLocaleDetector(languages: Languages): LocaleDetector {
  const scripts = new Map<string, RegExp>()
  for (const script of [
    'Latn',
    'Cyrl',
    'Thai',
    'Hani',
    'Hira',
    'Kana',
    'Hang',
    ...Object.values(languages).flatMap((language) => language.scripts),
  ]) {
    scripts.set(script, new RegExp(`\\p{Script=${script}}`, 'gu'))
  }
  const words = new Map(
    Object.entries(languages).map(([locale, language]) => [locale, new Set(language.functionWords ?? [])]),
  )
  const count = (text: string, pattern: RegExp | undefined): number =>
    pattern ? (text.match(pattern)?.length ?? 0) : 0

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
    const tokens = text.toLowerCase().match(/[\p{L}\p{M}]+/gu) ?? []
    const scored = candidates
      .map((locale) => ({ locale, hits: tokens.filter((token) => words.get(locale)?.has(token)).length }))
      .sort((a, b) => b.hits - a.hits)
    const [first, second] = scored
    if (!first) return undefined
    const isKnown = likely !== undefined && candidates.includes(likely)
    if (tokens.length >= ENOUGH_WORDS && first.hits < tokens.length * FUNCTION_WORD_SHARE)
      return first.hits === 0 || !isKnown ? undefined : likely
    if (first.hits === 0) {
      // A name or an address (“LINE: @shop”) belongs to the text around it, whatever its script.
      if (likely !== undefined && !isKnown && tokens.length <= FEW_WORDS) return likely
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

  /** The locale of a text that is written in one script. */
  function byScript(text: string, script: string, likely: string | undefined): string | undefined {
    const candidates = Object.keys(languages).filter((locale) => languages[locale]?.scripts.includes(script))
    const native = candidates.filter((locale) => !foreign.get(locale)?.test(text))
    if (native.length === 0) return undefined
    if (native.every((locale) => languages[locale]?.characters !== undefined)) return byCharacters(text, native, likely)
    if (native.every((locale) => languages[locale]?.functionWords !== undefined)) return byWords(text, native, likely)
    return native[0]
  }

  const normalised = new Map<string, string | undefined>()

  return {
    detect(whole, likely) {
      const text = whole.slice(0, 4000)
      if (isPlain.test(text)) return isWordy.test(text) ? byScript(text, 'Latn', likely) : likely
      const counts = [...scripts].map(([script, pattern]) => ({
        script,
        count: count(text, pattern) * (script === 'Hani' ? 3 : 1),
      }))
      const total = counts.reduce((sum, entry) => sum + entry.count, 0)
      if (total === 0) return likely
      const of = (script: string): number => counts.find((entry) => entry.script === script)?.count ?? 0
      if (of('Hira') + of('Kana') > 0.1 * of('Hani') && of('Hira') + of('Kana') > 2) return undefined
      counts.sort((a, b) => b.count - a.count)
      return byScript(text, counts[0]?.script ?? '', likely)
    },
    normalise(tag) {
      if (normalised.has(tag)) return normalised.get(tag)
      const locale = localeFor(tag)
      if (normalised.size < 1000) normalised.set(tag, locale)
      return locale
    },
  }

  function localeFor(tag: string): string | undefined {
    // `Intl` takes a while to load what it knows.
    if (Object.hasOwn(languages, tag)) return tag
    try {
      const wanted = new Intl.Locale(tag.replaceAll('_', '-')).maximize()
      return Object.keys(languages).find((locale) => {
        const known = new Intl.Locale(locale).maximize()
        return known.language === wanted.language && known.script === wanted.script
      })
    } catch {
      return undefined
    }
  }
}
