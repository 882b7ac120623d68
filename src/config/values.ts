import * as v from 'valibot'
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

/** A text that is not empty. */
export const text = (what: string) => v.pipe(v.string(`${what} must be text`), v.nonEmpty(`${what} must not be empty`))

/** A text or several. */
export const texts = (what: string) =>
  v.union([text(what), v.array(text(what))], `${what} must be a text or a list of texts`)

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

/** Whether a date such as `2026-12-31` is a day of the calendar. */
export function isDate(date: string): boolean {
  const time = Date.parse(`${date}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(date)
}
