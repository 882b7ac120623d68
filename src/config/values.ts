import * as v from 'valibot'
import { isDate } from './is-date.js'
import { unknownName } from './nearest.js'

/** A valibot message: says what is unknown and what was probably meant. */
const unknown =
  (what: string, names: readonly string[], listed = `known are ${names.join(', ')}`) =>
  (issue: { readonly input: unknown }): string =>
    typeof issue.input === 'string'
      ? unknownName(what, issue.input, names, listed)
      : `the ${what} must be one of ${names.join(', ')}`

/** One of some names; the message for any other names the nearest. */
export const name = <const Names extends readonly string[]>(what: string, names: Names, listed?: string) =>
  v.picklist(names, unknown(what, names, listed))

/** A day of the calendar. @param what said of one that does not exist */
export const day = (what: string, example: string) =>
  v.pipe(
    text(what),
    v.isoDate(`${what} must be a date such as ${example}`),
    v.check(isDate, `there is no such day; write a date such as ${example}`),
  )

/** A text that is not empty. */
export const text = (what: string) => v.pipe(v.string(`${what} must be text`), v.nonEmpty(`${what} must not be empty`))

/** A text or several. */
export const texts = (what: string) => oneOrMore(what, text(what))

const oneOrMore = <const One extends v.GenericSchema<string>>(what: string, one: One) =>
  v.union([one, v.array(one)], `${what} must be a text or a list of texts`)

/** Markets, in any case: a name of ours or a country, by its two letters; or several. */
export function marketNames(what: string, markets: readonly string[], countries: readonly string[]) {
  const known = new Set([...markets, ...countries])
  const unknownIn = (input: unknown): string | undefined =>
    typeof input === 'string'
      ? marketsIn(input).find((one) => !known.has(one.toUpperCase()) && !isCountry(one))
      : undefined
  const listed = `known are ${markets.join(', ')} and the two letters of a country (ISO 3166)`
  const market = v.pipe(
    text(what),
    v.check(
      (input) => unknownIn(input) === undefined,
      ({ input }) => unknownName('market', unknownIn(input) ?? '', markets, listed),
    ),
  )
  return oneOrMore(what, market)
}

/** Several may stand in one text. */
const marketsIn = (written: string): readonly string[] =>
  written.split(',').flatMap((one) => (one.trim() === '' ? [] : [one.trim()]))

/** Whether there is a country of these two letters. */
const isCountry = (letters: string): boolean =>
  /^[A-Za-z]{2}$/.test(letters) &&
  new Intl.DisplayNames('en', { type: 'region', fallback: 'none' }).of(letters.toUpperCase()) !== undefined

/** A mapping that has no keys but these; the message for any other names the nearest. */
export function mapping<const Entries extends v.ObjectEntries>(entries: Entries) {
  const keys = Object.keys(entries)
  return v.strictObject(entries, (issue) => {
    const item = issue.path?.at(-1)
    const isList = Array.isArray(item?.input)
    if (issue.expected === 'Object' || isList) return `must be a mapping with the keys ${keys.join(', ')}`
    if (issue.expected === 'never') return unknownName('key', String(item?.key), keys, `known are ${keys.join(', ')}`)
    return `the key “${issue.expected.slice(1, -1)}” is missing`
  })
}
