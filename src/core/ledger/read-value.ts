import {
  DAY,
  type DaySet,
  daySets,
  type Measure,
  NO_CURRENCY,
  type Range,
  type Unit,
  type Value,
  type ValueWords,
  type Weekday,
  weekdays,
} from '../data/value.js'
import { isDigit, VALUE } from '../text/characters.js'
import { fold } from '../text/fold.js'
import { compileAlone, type Matcher, type MatcherOptions, openAlone, slotsOf } from '../text/matcher.js'
import { overlaps, type Span } from '../text/span.js'
import { parseValue } from './format-value.js'

type Word =
  | { readonly type: 'number'; readonly number: number }
  | { readonly type: 'unit'; readonly unit: Unit; readonly times: number }
  | { readonly type: 'per'; readonly name: string }
  | { readonly type: 'currency'; readonly currency: string }
  | { readonly type: 'day'; readonly day: Weekday | DaySet }
  | { readonly type: 'half'; readonly half: 'am' | 'pm' }

/** A part of a value's text that says something. */
type Token = Span & (Word | { readonly type: 'digits'; readonly text: string })

/** A number that stands in a value's text, made of one token or of several. */
interface Numeral extends Span {
  readonly number: number
}

/** Reads what slots stood for: `two weeks`, `14 (fourteen) days`, `$1,299.00`, `9 am to 5 pm`. */
export interface ValueReader {
  /**
   * @param isBare whether an amount may be one of money that names no currency: it is then in `NO_CURRENCY`.
   * @returns undefined where the text says no value of that measure, or an unknown one (`{{ days }} days`).
   */
  readonly read: (measure: Measure, text: string, isBare?: boolean) => Value | undefined
  /** Where the numbers of a text stand, from the first to the last; undefined where there are none. */
  readonly amountIn: (text: string) => Span | undefined
}

/** @param compiled what `compileValues` made of the same words; without it, it is made here. */
export function createValueReader(words: ValueWords, options: MatcherOptions, compiled?: Uint8Array): ValueReader {
  const entries = entriesOf(words)
  const slots = slotsOf(withoutSlots(options))
  const matcher = openAlone(compiled ?? compileValues(words, options), entries, slots, options.spacing)

  return {
    read(measure, text, isBare = false) {
      const folded = fold(text).text
      const tokens = tokensOf(folded, matcher, [...numeric, ...said[measure]])
      switch (measure) {
        case 'percent': {
          const range = rangeOf(numeralsOf(tokens, folded, words), folded)
          return range && { type: 'percent', ...range }
        }
        case 'money':
          return money(tokens, folded, words, isBare)
        case 'duration':
          return duration(tokens, folded, words)
        case 'time': {
          const [clock] = timesOf(tokens, folded, words)
          return clock && { type: 'time', minutes: clock.minutes }
        }
        case 'hours':
          return hours(tokens, folded, words)
      }
    },
    amountIn(text) {
      const folded = fold(text)
      const numerals = numeralsOf(tokensOf(folded.text, matcher, numeric), folded.text, words)
      const [first] = numerals
      const last = numerals.at(-1)
      if (!first || !last) return undefined
      // “thirty (30)”
      const closes = folded.text.slice(first.start, last.end).includes('(') && folded.text.charAt(last.end) === ')'
      return { start: folded.starts[first.start] ?? 0, end: folded.ends[last.end - (closes ? 0 : 1)] ?? text.length }
    },
  }
}

/** Compiles the words that say values. */
export function compileValues(words: ValueWords, options: MatcherOptions): Uint8Array {
  const plain = withoutSlots(options)
  return compileAlone(entriesOf(words), plain, slotsOf(plain))
}

const withoutSlots = (options: MatcherOptions): MatcherOptions => ({ ...options, slots: {} })

function* entriesIn(words: ValueWords): Generator<{ phrase: string; owner: Word }> {
  for (const [phrase, number] of Object.entries(words.numbers)) yield { phrase, owner: { type: 'number', number } }
  for (const [unit, phrases] of entries(words.units)) {
    for (const phrase of phrases ?? []) yield { phrase, owner: { type: 'unit', unit, times: 1 } }
  }
  for (const [length, phrases] of Object.entries(words.lengths ?? {})) {
    const value = parseValue(length)
    if (value.type !== 'duration') continue
    for (const phrase of phrases) yield { phrase, owner: { type: 'unit', unit: value.unit, times: value.to } }
  }
  for (const [name, phrases] of Object.entries(words.per ?? {})) {
    for (const phrase of phrases) yield { phrase, owner: { type: 'per', name } }
  }
  for (const [currency, phrases] of Object.entries(words.currencies)) {
    for (const phrase of phrases) yield { phrase, owner: { type: 'currency', currency } }
  }
  for (const [day, phrases] of entries(words.days)) {
    for (const phrase of phrases ?? []) yield { phrase, owner: { type: 'day', day } }
  }
  for (const [half, phrases] of entries(words.halves)) {
    for (const phrase of phrases ?? []) yield { phrase, owner: { type: 'half', half } }
  }
}

const entriesOf = (words: ValueWords) => [...entriesIn(words)]

/** The entries of a record whose keys are known. */
function entries<Key extends string, Item>(record: Readonly<Partial<Record<Key, Item>>>): [Key, Item | undefined][] {
  const isKey = (key: string): key is Key => key in record
  return Object.keys(record)
    .filter(isKey)
    .map((key) => [key, record[key]])
}

const numeric: readonly Token['type'][] = ['number', 'digits']

/** What else says something in a value of a measure. */
const said: Readonly<Record<Measure, readonly Token['type'][]>> = {
  duration: ['unit'],
  money: ['currency', 'per', 'unit'],
  percent: [],
  time: ['half'],
  hours: ['day', 'half'],
}

/** Words and digits of some types from left to right, the longest at each place. */
function tokensOf(folded: string, matcher: Matcher<Word>, types: readonly Token['type'][]): Token[] {
  const found: Token[] = matcher
    .match(folded)
    .map(({ start, end, owner }) => ({ start, end, ...owner }))
    .filter(({ type }) => types.includes(type))
  for (const { 0: text, index } of folded.matchAll(/\d+(?:[.,' ]\d{3}(?!\d))*(?:[.,]\d+)?/g))
    found.push({ type: 'digits', text, start: index, end: index + text.length })
  // “per night” before a day: the types come in the order in which they count.
  const rank = ({ type }: Token): number => types.indexOf(type)
  found.sort((a, b) => a.start - b.start || b.end - a.end || rank(a) - rank(b))
  const tokens: Token[] = []
  for (const token of found) if (token.start >= (tokens.at(-1)?.end ?? 0)) tokens.push(token)
  return tokens
}

/**
 * Where both marks stand, the last is that of decimals, whatever the language: $1.250,00.
 * @param usual the mark that the language puts before decimals.
 * @param isMoney amounts have two decimals, so that three digits behind a mark are a group, whatever the mark.
 * @returns NaN for what is no number (1.234.50).
 */
function digitsToNumber(text: string, usual: '.' | ',', isMoney: boolean): number {
  const [point, comma] = [text.lastIndexOf('.'), text.lastIndexOf(',')]
  const decimal = point < 0 || comma < 0 ? usual : point > comma ? '.' : ','
  const group = decimal === '.' ? ',' : '.'
  // Ten thousands are grouped, too: 1,5800.
  const isGrouped = new RegExp(`^\\d{1,3}(?:(?:[\\${group}' ]\\d{3})+|\\${group}\\d{4})(?:\\${decimal}\\d+)?$`).test(
    text,
  )
  // Two groups can only be groups, whatever the mark; one mark alone is the language's own.
  const manyGroups = /^\d{1,3}(?:([.,])\d{3})(?:\1\d{3})+$/.test(text)
  const plain =
    manyGroups || (isMoney && /^\d{1,3}[.,]\d{3}$/.test(text))
      ? text.replace(/[.,]/g, '')
      : isGrouped
        ? text.replace(new RegExp(`[\\${group}' ]`, 'g'), '').replace(decimal, '.')
        : text.replace(/[' ]/g, '').replace(',', '.')
  return Number(plain)
}

/** Above this, a word multiplies what stands before it (two hundred, 三十, 5 million). */
const MULTIPLIES = 10
/** Above this, what is multiplied is finished (two thousand three hundred). */
const FINISHES = 1000

const isMultiplier = (number: number): boolean => number >= MULTIPLIES && /^10+$/.test(String(number))

/** The numbers of a text. Words that follow each other make one number; so do digits and the multiplier behind them. */
function numeralsOf(tokens: readonly Token[], folded: string, words: ValueWords, isMoney = false): Numeral[] {
  const numerals: Numeral[] = []
  let total = 0
  let section = 0
  let digit = 0
  let begun: Span | undefined
  let isDigits = false
  const finish = (): void => {
    if (begun) numerals.push({ ...begun, number: total + section + digit })
    begun = undefined
    total = section = digit = 0
  }
  for (const token of tokens) {
    if (token.type !== 'number' && token.type !== 'digits') {
      finish()
      continue
    }
    const number = token.type === 'digits' ? digitsToNumber(token.text, words.decimal, isMoney) : token.number
    const follows = begun !== undefined && /^[\s-]*$/.test(folded.slice(begun.end, token.start))
    // “$30 a month” is not 31: behind digits only what multiplies them goes on.
    if (!follows || token.type === 'digits' || (isDigits && !isMultiplier(number))) finish()
    isDigits = token.type === 'digits'
    const start = begun?.start ?? token.start
    if (token.type === 'number' && isMultiplier(number)) {
      if (number >= FINISHES) {
        total = (total + section + digit || 1) * number
        section = 0
      } else section += (digit || 1) * number
      digit = 0
    } else digit += number
    begun = { start, end: token.end }
  }
  finish()
  return numerals
}

/**
 * The range that a text's numbers span. “3 x 24” is multiplied; the same number twice, in digits and in words, is one.
 * @returns undefined where there is no number, or digits that make none.
 */
function rangeOf(numerals: readonly Numeral[], folded: string): Range | undefined {
  // “14 (fourteen)” says one number twice.
  const [first, second] = numerals.filter(
    (numeral, index) => numeral.number !== numerals[index - 1]?.number || folded.charAt(numeral.start - 1) !== '(',
  )
  if (!first || !Number.isFinite(first.number + (second?.number ?? 0))) return undefined
  if (!second) return { from: first.number, to: first.number }
  const between = folded.slice(first.end, second.start).trim()
  // The Cyrillic letter looks the same and is typed as often.
  if (/^[x\u0445*]$/.test(between)) {
    const product = first.number * second.number
    return { from: product, to: product }
  }
  return second.number > first.number
    ? { from: first.number, to: second.number }
    : { from: first.number, to: first.number }
}

function duration(tokens: readonly Token[], folded: string, words: ValueWords): Value | undefined {
  const [unit, second] = tokens.filter((token) => token.type === 'unit')
  if (!unit || folded.includes(VALUE)) return undefined
  const numerals = numeralsOf(tokens, folded, words)
  const lasting = (range: Range, half = 0): Value => ({
    ...{ type: 'duration', unit: unit.unit },
    ...{ from: (range.from + half) * unit.times, to: (range.to + half) * unit.times },
  })
  const ends = numerals.filter(({ end }) => end <= (second ?? unit).start)
  // “3 days to 5 days”
  if (second && second.unit === unit.unit && ends.length === 2) {
    const range = rangeOf(ends, folded)
    if (range) return lasting(range)
  }
  // “a week”, “next day”: one of it; “3 days or 2 weeks”: what belongs to the first unit counts.
  const own = numerals.filter((numeral) => numeral.end <= unit.start)
  const range = numerals.length === 0 ? { from: 1, to: 1 } : rangeOf(own.length > 0 ? own : numerals, folded)
  // “一年半”: the half of the unit that stands right before it.
  const half = own.length > 0 ? numerals.find(({ number, start }) => number < 1 && start === unit.end) : undefined
  return range && lasting(range, half?.number)
}

const nameOf = (token: Extract<Token, { type: 'per' | 'unit' }>): string =>
  token.type === 'per' ? token.name : token.times === 1 ? token.unit : `${token.times} ${token.unit}s`

type CurrencyToken = Extract<Token, { type: 'currency' }>

const lengthOf = ({ start, end }: Span): number => end - start

function money(tokens: readonly Token[], folded: string, words: ValueWords, isBare: boolean): Value | undefined {
  // “$25 US dollars”: words say more than a sign.
  const currency = tokens.reduce<CurrencyToken | undefined>(
    (best, token) => (token.type === 'currency' && (!best || lengthOf(token) > lengthOf(best)) ? token : best),
    undefined,
  )
  const range = rangeOf(numeralsOf(tokens, folded, words, true), folded)
  if (!range || (!currency && !isBare)) return undefined
  // “per person per month” recurs; “per person” does not. What everybody pays is told last.
  const things = tokens.filter((token) => token.type === 'per')
  const per = tokens.find((token) => token.type === 'unit') ?? things.find(({ name }) => name !== 'person') ?? things[0]
  return { type: 'money', currency: currency?.currency ?? NO_CURRENCY, ...range, ...(per ? { per: nameOf(per) } : {}) }
}

interface Clock {
  /** Minutes after midnight. */
  readonly minutes: number
  /** Whether it can only be one of 24 hours: 07:00, 18:00, 6 pm. */
  readonly isSure: boolean
}

/** A time of day as it is written, in hours and minutes. */
interface Written extends Span {
  readonly hour: number
  readonly minutes: number
  /** Whether it can only be one of 24 hours. */
  readonly isSure: boolean
}

/** Times in digits: `14:00`, `9.30`, `9`, `9-30`; digits that say days (“7 days a week”) are none. */
function* timesInDigits(tokens: readonly Token[], folded: string): Generator<Written> {
  // Any one mark or letter may stand between hours and minutes, but for those that join two times; of a hyphen the minutes tell.
  const clock = /(\d{1,2})(?:\s?[^\d\s~/-]\s?(\d{2})(?!\d)|-(00|30|45)(?!\d))?/g
  const days = tokens.filter(({ type }) => type === 'day')
  for (const match of folded.matchAll(clock)) {
    const { index: start, 0: text, 1: written = '', 2: after, 3: afterHyphen } = match
    const span = { start, end: start + text.length }
    if ((start > 0 && isDigit(folded.charCodeAt(start - 1))) || days.some((day) => overlaps(day, span))) continue
    const hour = Number(written)
    yield { ...span, hour, minutes: Number(after ?? afterHyphen ?? 0), isSure: hour > 12 || written.startsWith('0') }
  }
}

/** Times in words, which a sign of the hour follows: 九時, 六點半. */
function* timesInWords(tokens: readonly Token[], folded: string, words: ValueWords): Generator<Written> {
  for (const { start, end, number: hour } of numeralsOf(tokens, folded, words)) {
    const sign = words.clocks?.find((one) => folded.startsWith(one, end))
    if (sign === undefined || isDigit(folded.charCodeAt(start)) || !Number.isInteger(hour)) continue
    const rest = end + sign.length
    const half = tokens.find((token) => token.type === 'number' && token.start === rest && token.number < 1)
    const minutes = half?.type === 'number' ? half.number * 60 : 0
    yield { start, end: half?.end ?? rest, hour, minutes, isSure: hour > 12 }
  }
}

/** The times of day of a text: `14:00`, `2 pm`, 九時. */
function timesOf(tokens: readonly Token[], folded: string, words: ValueWords): Clock[] {
  const written = [...timesInDigits(tokens, folded), ...timesInWords(tokens, folded, words)]
  written.sort((a, b) => a.start - b.start)
  const halves = tokens.filter((token) => token.type === 'half')
  // “6am–8pm”, “上午6点–下午8点”: all stand on the side on which the first does.
  const isBehind = (halves[0]?.start ?? 0) >= (written[0]?.end ?? 0)
  return written.flatMap(({ start, end, hour, minutes, isSure }): Clock[] => {
    const reach = (half: Span): number => (isBehind ? half.start - end : start - half.end)
    const near = halves.find((half) => reach(half) >= 0 && reach(half) <= 2)
    const shifted = near?.half === 'pm' && hour < 12 ? hour + 12 : near?.half === 'am' && hour === 12 ? 0 : hour
    const all = shifted * 60 + minutes
    return all <= DAY ? [{ minutes: all, isSure: isSure || near !== undefined }] : []
  })
}

function hours(tokens: readonly Token[], folded: string, words: ValueWords): Value | undefined {
  const named = tokens.flatMap((token) => (token.type === 'day' ? [token] : []))
  const days = daysOf(named, folded)
  const [first, last] = timesOf(tokens, folded, words)
  if (!first || !last) return days && { type: 'hours', days, from: undefined, to: undefined }
  // “9 to 5” ends in the afternoon, “18:00–1:00” after midnight.
  const isLater =
    last.minutes <= first.minutes && last.minutes < DAY / 2 && !last.isSure && first.minutes < DAY / 2 + 60
  return { type: 'hours', days, from: first.minutes, to: last.minutes + (isLater ? DAY / 2 : 0) }
}

const isSet = (day: Weekday | DaySet): day is DaySet => day in daySets

/** Days that are listed, and those between two that a dash or a word joins. */
function daysOf(named: readonly (Span & { readonly day: Weekday | DaySet })[], folded: string): Weekday[] | undefined {
  const [first] = named
  if (!first) return undefined
  const found = new Set<Weekday>()
  named.forEach(({ day, start }, index) => {
    const before = named[index - 1]
    const between = before ? folded.slice(before.end, start) : undefined
    if (isSet(day)) for (const one of daySets[day]) found.add(one)
    else {
      if (before && !isSet(before.day) && between !== undefined && !/[,;/&\u3001]/.test(between)) {
        const from = weekdays.indexOf(before.day)
        const to = weekdays.indexOf(day)
        for (let at = from; at !== to; at = (at + 1) % weekdays.length) found.add(weekdays[at] ?? day)
      }
      found.add(day)
    }
  })
  return weekdays.filter((day) => found.has(day))
}
