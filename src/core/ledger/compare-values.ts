import type { TopicPage } from '../data/topic.js'
import { type Comparison, DAY, type Unit, type Value } from '../data/value.js'

/** A value and how it is meant. */
export interface Term {
  readonly value: Value
  readonly comparison: Comparison
}

/**
 * How a term stands to another for customers. `same` also where one may be read as the other; undefined where the two have
 * nothing to do with each other.
 */
export type Order = 'same' | 'better' | 'worse' | 'different' | undefined

interface Interval {
  readonly low: number
  readonly high: number
}

const HOUR = 1 / 24

/**
 * Days that a number of units may last. A business day stands for one to three days, as weekends fall; months have 28 to 31
 * days and years 365 or 366; twelve months are a year.
 */
function days(amount: number, unit: Unit): Interval {
  switch (unit) {
    case 'minute':
      return exactly((amount * HOUR) / 60)
    case 'hour':
      return exactly(amount * HOUR)
    case 'day':
      return exactly(amount)
    case 'business-day': {
      const least = Math.floor(amount / 5) * 7 + (amount % 5)
      return { low: amount % 5 === 0 && amount > 0 ? least - 2 : least, high: least + 2 }
    }
    case 'week':
      return exactly(amount * 7)
    case 'month': {
      const years = Math.floor(amount / 12)
      const rest = amount % 12
      return { low: years * 365 + rest * 28, high: years * 366 + rest * 31 }
    }
    case 'year':
      return { low: Math.floor(amount * 365), high: Math.ceil(amount * 366) }
  }
}

const exactly = (amount: number): Interval => ({ low: amount, high: amount })

/**
 * What a measured value amounts to, in days or in units of money; undefined for what is not measured.
 * @param other what it is compared with: durations in one unit are compared as they are said, wherever weekends fall.
 */
function amounts(value: Value, other: Value): { readonly least: Interval; readonly most: Interval } | undefined {
  switch (value.type) {
    case 'duration':
      if (other.type === 'duration' && other.unit === value.unit)
        return { least: exactly(value.from), most: exactly(value.to) }
      return { least: days(value.from, value.unit), most: days(value.to, value.unit) }
    case 'money':
    case 'percent':
      return { least: exactly(value.from), most: exactly(value.to) }
    case 'time':
      return { least: exactly(value.minutes), most: exactly(value.minutes) }
    default:
      return undefined
  }
}

/** How `a` stands to `b` for customers, by the topic's ladders and by what is better there. */
export function compareTerms(a: Term, b: Term, topic: TopicPage): Order {
  if (a.value.type === 'hours' && b.value.type === 'hours') return compareHours(a.value, b.value)
  if (a.value.type !== 'option' && b.value.type !== 'option') {
    if (a.value.type !== b.value.type) return undefined
    return compareMeasured(a, b, topic)
  }
  const steps = (value: Value, ladder: TopicPage['ladders'][number]): number =>
    ladder.findIndex((step) => step.includes(value.type === 'option' ? value.option : 'value'))
  let result: Order
  for (const ladder of topic.ladders) {
    const first = steps(a.value, ladder)
    const second = steps(b.value, ladder)
    if (first < 0 || second < 0) continue
    if (first !== second) return first > second ? 'better' : 'worse'
    // On one step and measured in two ways, or measured here and not there: nothing follows.
    if (sameOption(a.value, b.value)) result = 'same'
  }
  return result
}

const sameOption = (a: Value, b: Value): boolean => a.type === 'option' && b.type === 'option' && a.option === b.option

/** How much two amounts may differ through rounding. */
const SLACK = 1e-6

function compareMeasured(a: Term, b: Term, topic: TopicPage): Order {
  if (a.value.type === 'money' && b.value.type === 'money') {
    if (a.value.currency !== b.value.currency || a.value.per !== b.value.per) return undefined
  }
  const first = amounts(a.value, b.value)
  const second = amounts(b.value, a.value)
  if (!first || !second) return undefined
  // Of a range, the end that binds: “3 to 5 days” promises five, “5 to 10 %” may be ten.
  const [mine, theirs] = topic.better === 'less' ? [first.most, second.most] : [first.least, second.least]
  const isBelow = mine.high < theirs.low - SLACK
  const isAbove = mine.low > theirs.high + SLACK
  if (!isBelow && !isAbove) return 'same'
  // “up to 30 days” leaves room for less, “at least 7 days” for more: a promise that only bounds is no contradiction within its bound.
  const areBoundAlike = a.comparison === b.comparison
  if (!areBoundAlike && (leavesRoom(a.comparison, isBelow) || leavesRoom(b.comparison, isAbove))) return 'same'
  return isAbove === (topic.better === 'more') ? 'better' : 'worse'
}

/** Whether a bound on the smaller (or greater) side may reach the other value. */
const leavesRoom = (comparison: Comparison, isBelow: boolean): boolean =>
  comparison === 'exactly' ? false : comparison === 'up-to' ? !isBelow : isBelow

type Hours = Extract<Value, { type: 'hours' }>

function compareHours(a: Hours, b: Hours): Order {
  const dayOrder =
    a.days && b.days
      ? order(
          a.days.filter((day) => !b.days?.includes(day)).length,
          b.days.filter((day) => !a.days?.includes(day)).length,
        )
      : 'same'
  const mine = spanOf(a)
  const theirs = spanOf(b)
  const common = mine && theirs ? shared(mine, theirs) : 0
  const timeOrder = mine && theirs ? order(lengthOf(mine) - common, lengthOf(theirs) - common) : 'same'
  if (dayOrder === 'same') return timeOrder
  return timeOrder === 'same' || timeOrder === dayOrder ? dayOrder : 'different'
}

const lengthOf = ({ low, high }: Interval): number => high - low

/** From when until when, in minutes; what ends no later than it begins ends on the next day. */
const spanOf = ({ from, to }: Hours): Interval | undefined =>
  from === undefined || to === undefined ? undefined : { low: from, high: to <= from ? to + DAY : to }

/** How many minutes of each day two spans have in common; either may reach into the next day. */
const shared = (a: Interval, b: Interval): number =>
  [-DAY, 0, DAY].reduce(
    (sum, shift) => sum + Math.max(0, Math.min(a.high, b.high + shift) - Math.max(a.low, b.low + shift)),
    0,
  )

/** @param more what the first has beyond the second; `less` what it lacks. */
const order = (more: number, less: number): 'same' | 'better' | 'worse' | 'different' =>
  more > 0 ? (less > 0 ? 'different' : 'better') : less > 0 ? 'worse' : 'same'
