import {
  type Comparison,
  type Unit,
  units,
  type Value,
  type ValueWords,
  type Weekday,
  weekdays,
} from '../data/value.js'

/**
 * A value in the notation of pages and reports, the same in all languages: `14 days`, `3-5 business-days`, `USD 9/month`, `15%`,
 * `14:00`, `mon-fri 09:00-17:00`, `free`.
 */
export function formatValue(value: Value): string {
  switch (value.type) {
    case 'duration':
      return `${range(value)} ${value.unit}${value.from === 1 && value.to === 1 ? '' : 's'}`
    case 'money':
      return `${value.currency} ${range(value)}${value.per === undefined ? '' : `/${value.per}`}`
    case 'percent':
      return `${range(value)}%`
    case 'time':
      return clock(value.minutes)
    case 'hours':
      return [
        value.days ? dayRange(value.days) : '',
        value.from === undefined || value.to === undefined ? '' : `${clock(value.from)}-${clock(value.to)}`,
      ]
        .filter((part) => part !== '')
        .join(' ')
    case 'option':
      return value.option
  }
}

/** A value with what limits it, in the notation of pages and reports: `up-to 14 days [sale-items]`. */
export const formatCommitment = ({
  value,
  comparison,
  scopes,
}: {
  readonly value: Value
  readonly comparison: Comparison
  readonly scopes: readonly string[]
}): string =>
  `${comparison === 'exactly' ? '' : `${comparison} `}${formatValue(value)}${scopes.map((scope) => ` [${scope}]`).join('')}`

const range = ({ from, to }: { readonly from: number; readonly to: number }): string =>
  from === to ? String(from) : `${from}-${to}`

const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

function dayRange(days: readonly Weekday[]): string {
  const first = weekdays.indexOf(days[0] ?? 'mon')
  const isRun = days.length > 1 && days.every((day, index) => day === weekdays[first + index])
  return isRun ? `${days[0]}-${days.at(-1)}` : days.join(',')
}

const measured = new RegExp(`^(\\d+(?:\\.\\d+)?)(?:-(\\d+(?:\\.\\d+)?))? (${units.join('|')})s?$`)
const isUnit = (name: string | undefined): name is Unit => units.some((unit) => unit === name)

/** Reads a value that a topic's phrase states itself: a duration in the notation of pages, else an option. */
export function parseValue(text: string): Value {
  const [, from, to = from, unit] = measured.exec(text) ?? []
  if (from !== undefined && isUnit(unit)) return { type: 'duration', unit, from: Number(from), to: Number(to) }
  return { type: 'option', option: text }
}

/** A duration as a language writes it; undefined where its file does not say how. */
export function writeDuration(value: Value, words: ValueWords | undefined, locale: string): string | undefined {
  if (value.type !== 'duration') return undefined
  const forms = words?.write[value.unit]
  const form = forms?.[new Intl.PluralRules(locale).select(value.to)] ?? forms?.other
  return form?.replaceAll('<number>', range(value))
}
