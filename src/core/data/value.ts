/** Units of time, the shortest first. A business day is one on which offices work. */
export const units = ['minute', 'hour', 'day', 'business-day', 'week', 'month', 'year'] as const
export type Unit = (typeof units)[number]

/** Days of the week, Monday first. */
export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export type Weekday = (typeof weekdays)[number]

/** The minutes of a day. */
export const DAY = 24 * 60

/** The code of ISO 4217 for no currency: an amount whose currency nothing names. */
export const NO_CURRENCY = 'XXX'

/** Words for several days at once: those on which offices work, and all. */
export const daySets: Readonly<Record<'workdays' | 'daily', readonly Weekday[]>> = {
  workdays: weekdays.slice(0, 5),
  daily: weekdays,
}
export type DaySet = keyof typeof daySets

/** What a slot of a topic's phrase may hold; each has the slot of its name in `src/languages`. */
export const measures = ['duration', 'money', 'percent', 'time', 'hours'] as const
export type Measure = (typeof measures)[number]

/** From `from` to `to`, both counted in; the same number where there is no range. */
export interface Range {
  readonly from: number
  readonly to: number
}

/** A normalised value. */
export type Value =
  | (Range & { readonly type: 'duration'; readonly unit: Unit })
  /** `currency` is an ISO 4217 code; `per` is what it is paid for: a unit, a length (`3 months`) or what `values.per` names. */
  | (Range & { readonly type: 'money'; readonly currency: string; readonly per?: string })
  | (Range & { readonly type: 'percent' })
  /** Minutes after midnight. */
  | { readonly type: 'time'; readonly minutes: number }
  /** When somebody can be reached: on which days (undefined where it is not said), from and until when, in minutes after midnight. */
  | {
      readonly type: 'hours'
      readonly days: readonly Weekday[] | undefined
      readonly from: number | undefined
      readonly to: number | undefined
    }
  /** One of the topic's options, such as `free`. */
  | { readonly type: 'option'; readonly option: string }

/** How a value is meant: exactly so, or as a limit. */
export const comparisons = ['up-to', 'at-least', 'from'] as const
export type Comparison = 'exactly' | (typeof comparisons)[number]

/** How a language says values: the part of `src/languages` that reads them. Lists hold phrases. */
export interface ValueWords {
  /** The mark before decimals; the other of `.` and `,` groups digits. */
  readonly decimal: '.' | ','
  /** Words for numbers, by phrase. */
  readonly numbers: Readonly<Record<string, number>>
  readonly units: Readonly<Partial<Record<Unit, readonly string[]>>>
  /** What says several units at once (fortnight, 季度, полгода), by the duration: `2 weeks`. */
  readonly lengths?: Readonly<Record<string, readonly string[]>>
  /** What money is paid for beside time (night, person), by names that all languages share. */
  readonly per?: Readonly<Record<string, readonly string[]>>
  /** By ISO 4217 code. */
  readonly currencies: Readonly<Record<string, readonly string[]>>
  /** In which currency amounts are that name none, where nearly all who write the language mean the same one. */
  readonly currency?: string
  /** What a sign that several currencies share may stand for, the usual one first. */
  readonly signs?: Readonly<Record<string, readonly string[]>>
  readonly days: Readonly<Partial<Record<Weekday | DaySet, readonly string[]>>>
  /** Words for the half of the day before and after noon. */
  readonly halves: Readonly<Partial<Record<'am' | 'pm', readonly string[]>>>
  /** What stands behind a number word that is a time of day (時, 点). */
  readonly clocks?: readonly string[]
  readonly comparisons: Readonly<Partial<Record<(typeof comparisons)[number], readonly string[]>>>
  /** How a value of a unit is written: by unit, then by plural category (CLDR); `<number>` stands for the number. */
  readonly write: Readonly<Partial<Record<Unit, Readonly<Record<string, string>>>>>
}
