import * as v from 'valibot'
import { DataError } from '../build/data-error.js'
import { readYaml, spansInYaml } from '../build/read-yaml.js'
import { createLineIndex, fold, PhraseError, parsePhrase, REACH } from '../core/index.js'
import { compileGlobs } from './glob.js'
import { listOf } from './layer.js'
import { unknownName } from './nearest.js'
import type { RegisterEntry, RegisterNames } from './register.js'
import { day, mapping, name, text, texts } from './values.js'

const dateOf = (what: string) => day(what, '2026-12-31')

/** The schema of a claims register. All scalars are text, as the YAML reader hands them over. */
export function registerSchema({ languages, markets }: RegisterNames) {
  const locales = Object.keys(languages)
  const claimMessage = ({ input }: { readonly input: unknown }): string => {
    const given = typeof input === 'object' && input !== null && !Array.isArray(input) ? Object.keys(input) : []
    const wrong = given.find((key) => !locales.includes(key))
    return wrong === undefined
      ? 'claim must be a text, a list of texts, or texts by locale'
      : unknownName('locale', wrong, locales, `known are ${locales.join(', ')}`)
  }
  const words = texts('claim')
  return v.array(
    mapping({
      claim: v.pipe(
        v.union([words, v.record(v.picklist(locales), words)], claimMessage),
        v.description(
          'The words in which copy states it, as phrases; one or several, for every language or by locale.',
        ),
      ),
      proof: v.pipe(text('proof'), v.description('What shows that it is true: a text, an address or a file.')),
      owner: v.pipe(text('owner'), v.description('Who answers for it.')),
      markets: v.optional(
        v.pipe(
          v.array(name('market', markets), 'markets must be a list such as [EU, UK]'),
          v.minLength(1, 'name a market, or leave markets out'),
          v.description('The markets for which it is registered; without it all.'),
        ),
      ),
      expires: v.optional(v.pipe(dateOf('expires'), v.description('The last day on which the proof holds.'))),
      reviewed: v.optional(v.pipe(dateOf('reviewed'), v.description('The day on which somebody last looked at it.'))),
      every: v.optional(
        v.pipe(
          text('every'),
          v.regex(interval, 'every must be a span of time such as 12 months'),
          v.description('How long after a review the proof holds: 90 days, 6 weeks, 12 months, 2 years.'),
        ),
      ),
      documents: v.optional(
        v.pipe(
          texts('documents'),
          v.description('Globs of the documents that may state it, seen from the folder of the configuration.'),
        ),
      ),
    }),
    'a claims register is a list of entries, each with claim, proof and owner',
  )
}

type EntryData = v.InferOutput<ReturnType<typeof registerSchema>>[number]

/**
 * Reads a claims register.
 *
 * @param path absolute
 * @throws DataError with path, line, column and the remedy
 */
export function readRegister(path: string, source: string, names: RegisterNames): readonly RegisterEntry[] {
  const entries = readYaml(registerSchema(names), path, source)
  const spanOf = spansInYaml(source)
  const lines = createLineIndex(source)
  const mistake = (keys: readonly (string | number)[], reason: string, offset = 0): DataError => {
    const { line, column } = lines.pointAt(spanOf(keys).start + offset)
    return new DataError(path, line, column, reason)
  }
  return entries.map((entry, index) => {
    const words = wordsIn(entry.claim)
    for (const { text: phrase, locale, keys } of words) {
      const problem = problemOf(
        phrase,
        locale === undefined ? Object.values(names.languages) : [names.languages[locale]],
      )
      if (!problem) continue
      const at = [index, 'claim', ...keys]
      const { start, end } = spanOf(at)
      // In quotes, or folded, a text does not stand as it reads.
      throw mistake(at, `${phrase}: ${problem.message}`, source.slice(start, end) === phrase ? problem.index : 0)
    }
    return {
      claim: {
        words: words.map(({ text: phrase, locale }) => ({ text: phrase, ...(locale === undefined ? {} : { locale }) })),
        proof: entry.proof,
        owner: entry.owner,
        until: lastDayOf(entry, (key, reason) => mistake(key === undefined ? [index] : [index, key], reason)),
        ...(entry.markets === undefined ? {} : { markets: entry.markets }),
        entry: { path, place: spanOf([index, 'claim']) },
      },
      isFor: entry.documents === undefined ? () => true : compileGlobs(listOf(entry.documents)),
    }
  })
}

/** The words of an entry, each with the keys under which it stands. */
function wordsIn(claim: EntryData['claim']) {
  const inList = (list: string | readonly string[], above: readonly string[], locale?: string) =>
    listOf(list).map((one, index) => ({
      text: one,
      locale,
      keys: typeof list === 'string' ? above : [...above, index],
    }))
  return typeof claim === 'string' || Array.isArray(claim)
    ? inList(claim, [])
    : Object.entries(claim).flatMap(([locale, list]) => inList(list, [locale], locale))
}

/** What is wrong with words that are to be found in some languages. */
function problemOf(phrase: string, languages: readonly (RegisterNames['languages'][string] | undefined)[]) {
  if (fold(phrase).text.length > REACH)
    return { message: `shorten this to what is claimed, at most ${REACH} characters`, index: 0 }
  try {
    for (const language of languages) parsePhrase(phrase, new Set(['digits', ...Object.keys(language?.slots ?? {})]))
    return undefined
  } catch (error) {
    if (error instanceof PhraseError) return { message: error.message, index: error.index }
    throw error
  }
}

const interval = /^([1-9]\d{0,3}) (day|week|month|year)s?$/

/** The day on which the proof ends: when it expires or when its review is due, whichever comes first. */
function lastDayOf(
  { expires, reviewed, every }: EntryData,
  mistake: (key: string | undefined, reason: string) => DataError,
): string {
  if (every !== undefined && reviewed === undefined) throw mistake('every', 'say when it was reviewed, too: reviewed')
  const due = every !== undefined && reviewed !== undefined ? dayAfter(reviewed, every) : undefined
  const last = [expires, due].filter((day) => day !== undefined).sort()[0]
  if (last === undefined)
    throw mistake(undefined, 'say until when the proof holds: expires: 2026-12-31, or reviewed with every: 12 months')
  return last
}

/** The day that is a span of time after another; the end of the month where that month is too short. */
function dayAfter(day: string, span: string): string {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number)
  const [, number, unit] = interval.exec(span) ?? []
  const count = Number(number)
  if (unit === 'day' || unit === 'week')
    return written(Date.UTC(year, month - 1, date + count * (unit === 'week' ? 7 : 1)))
  const months = month - 1 + count * (unit === 'year' ? 12 : 1)
  const length = new Date(Date.UTC(year, months + 1, 0)).getUTCDate()
  return written(Date.UTC(year, months, Math.min(date, length)))
}

const written = (time: number): string => new Date(time).toISOString().slice(0, 10)
