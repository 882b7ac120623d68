import { describe, expect, it } from 'vitest'
import type { LanguageData, Measure, TopicPage, ValueWords } from '../../../src/core/index.js'
import { compareTerms, formatValue, type Value } from '../../../src/core/index.js'
import { parseValue, writeDuration } from '../../../src/core/ledger/format-value.js'
import { createValueReader } from '../../../src/core/ledger/read-value.js'

const words: ValueWords = {
  decimal: '.',
  numbers: {
    a: 1,
    two: 2,
    five: 5,
    fourteen: 14,
    twenty: 20,
    thirty: 30,
    hundred: 100,
    thousand: 1000,
    三: 3,
    十: 10,
    百: 100,
    万: 10000,
    四: 4,
    九: 9,
    一: 1,
    半: 0.5,
  },
  units: {
    minute: ['minute*'],
    hour: ['hour*', 'h'],
    day: ['(calendar )?day*', '天'],
    'business-day': ['business day*', '个工作日'],
    week: ['week*'],
    month: ['month*'],
    year: ['year*', '年'],
  },
  lengths: { '2 weeks': ['fortnight*'], '3 months': ['quarter*', '季'], '6 months': ['half a year', '半年'] },
  per: { night: ['night*'], person: ['person', 'guest'] },
  currencies: { USD: ['\\$', 'dollar*'], EUR: ['€', 'eur'], CNY: ['元'] },
  days: {
    mon: ['mon', 'monday*'],
    wed: ['wed'],
    fri: ['fri', 'friday*'],
    sat: ['sat'],
    sun: ['sun'],
    workdays: ['weekday*'],
    daily: ['every day', '7 days a week'],
  },
  halves: { am: ['am', '上午'], pm: ['pm', '下午'] },
  clocks: ['点'],
  comparisons: {},
  write: { day: { one: '<number> day', other: '<number> days' }, week: { other: '<number> weeks' } },
}
const options: Pick<LanguageData, 'spacing' | 'gap' | 'slots'> = { spacing: 'words', gap: 6, slots: {} }
const reader = createValueReader(words, options)
const unspaced = createValueReader(words, { ...options, spacing: 'none' })
const decimalComma = createValueReader({ ...words, decimal: ',' }, options)

describe('values are read', () => {
  const table: readonly (readonly [Measure, string, string | undefined])[] = [
    ['duration', '30 days', '30 days'],
    ['duration', '30-day', '30 days'],
    ['duration', 'thirty (30) calendar days', '30 days'],
    ['duration', '14 (fourteen) days', '14 days'],
    ['duration', 'two weeks', '2 weeks'],
    ['duration', 'a fortnight', '2 weeks'],
    ['duration', 'two fortnights', '4 weeks'],
    ['duration', 'half a year', '6 months'],
    ['money', '$99 per night', 'USD 99/night'],
    ['money', '$30 a quarter', 'USD 30/3 months'],
    ['duration', '14 (fourteen) to 30 (thirty) days', '14-30 days'],
    ['duration', 'a week', '1 week'],
    ['duration', '3–5 business days', '3-5 business-days'],
    ['duration', '3 to 5 business days', '3-5 business-days'],
    ['duration', '3x24 hours', '72 hours'],
    ['duration', '3 × 24 hours', '72 hours'],
    ['duration', '3х24 hours', '72 hours'],
    ['duration', 'twenty five days', '25 days'],
    ['duration', 'two hundred twenty five days', '225 days'],
    ['duration', 'two thousand two hundred days', '2200 days'],
    ['duration', '1,5 hours', '1.5 hours'],
    ['duration', '2½-year', '2.5 years'],
    ['duration', '1 ¾ hours', '1.75 hours'],
    ['duration', '½ year', '0.5 years'],
    ['duration', '60¹ days', '60 days'],
    ['money', '$9¹ per month', 'USD 9/month'],
    ['duration', '\uFFFC days', undefined],
    ['duration', 'thirty', undefined],
    ['money', '$1,299.00', 'USD 1299'],
    ['money', '€ 4.90', 'EUR 4.9'],
    ['money', '9 dollars a month', 'USD 9/month'],
    ['money', '$5-$10', 'USD 5-10'],
    ['money', '5 thousand dollars', 'USD 5000'],
    ['percent', '15 %', '15%'],
    ['percent', '10–15%', '10-15%'],
    ['time', '2 pm', '14:00'],
    ['time', '14:30', '14:30'],
    ['time', '12 am', '00:00'],
    ['hours', 'Mon–Fri 9–5', 'mon-fri 09:00-17:00'],
    ['hours', 'Monday to Friday, 9:00 to 17:30', 'mon-fri 09:00-17:30'],
    ['hours', 'Mon, Wed, Fri 10am-6pm', 'mon,wed,fri 10:00-18:00'],
    ['hours', '6am–8pm', '06:00-20:00'],
    ['hours', 'Sat–Sun', 'sat-sun'],
    ['hours', 'weekdays 9-17', 'mon-fri 09:00-17:00'],
    ['hours', 'every day, 9am-6pm', 'mon-sun 09:00-18:00'],
    ['duration', '3 days to 5 days', '3-5 days'],
    ['money', '$25 dollars', 'USD 25'],
    ['hours', '9-17', '09:00-17:00'],
    ['hours', '9-5', '09:00-17:00'],
    ['hours', '12:00-5:00', '12:00-17:00'],
    ['hours', '10-00 – 20-30', '10:00-20:30'],
    ['hours', '07.00–00.00', '07:00-00:00'],
    ['hours', '20.15 – 09.30', '20:15-09:30'],
    ['hours', '18:00-1:00', '18:00-01:00'],
    ['hours', '12:00-02:00', '12:00-02:00'],
    ['hours', '10:00 am~7:00 pm', '10:00-19:00'],
    ['hours', 'am 9 – pm 6', '09:00-18:00'],
    ['hours', '7 days a week, 8am to 8pm', 'mon-sun 08:00-20:00'],
  ]
  it.each(table.filter(([, , value]) => value !== undefined))('%s: %s', (measure, text, expected) => {
    const value = reader.read(measure, text)
    expect(value && formatValue(value)).toBe(expected)
  })
  it.each(table.filter(([, text]) => text === '\uFFFC days' || text === 'thirty'))('%s: not in %s', (measure, text) => {
    expect(reader.read(measure, text)).toBeUndefined()
  })

  it.each([
    ['一年半', '1.5 years'],
    ['半年', '6 months'],
    ['三十天', '30 days'],
    ['三十四天', '34 days'],
    ['三百三十四天', '334 days'],
    ['十天', '10 days'],
    ['14 个工作日', '14 business-days'],
  ])('without spaces: %s', (text, expected) => {
    const value = unspaced.read('duration', text)
    expect(value && formatValue(value)).toBe(expected)
  })

  it('hours are read in words where a sign of the hour stands behind them', () => {
    const value = unspaced.read('hours', '上午九点半到下午四点')
    expect(value && formatValue(value)).toBe('09:30-16:00')
  })

  it('with groups and decimals as the language writes them', () => {
    const read = (text: string) => decimalComma.read('money', text)
    expect(read('100.000 eur')).toMatchObject({ from: 100_000 })
    expect(read('1.000.000 eur')).toMatchObject({ from: 1_000_000 })
    expect(read('4,90 eur')).toMatchObject({ from: 4.9 })
    expect(read('29,000 eur')).toMatchObject({ from: 29_000 })
    expect(reader.read('money', '1.000.000 eur')).toMatchObject({ from: 1_000_000 })
    expect(reader.read('money', '10 000 eur')).toMatchObject({ from: 10_000 })
  })

  it('with groups and decimals as another language writes them', () => {
    const read = (text: string) => reader.read('money', text)
    expect(read('1.250,00 eur')).toMatchObject({ from: 1250, to: 1250 })
    expect(read('1.234.567,50 eur')).toMatchObject({ from: 1_234_567.5 })
    expect(read('1.000,00 - 1.250,00 eur')).toMatchObject({ from: 1000, to: 1250 })
    expect(decimalComma.read('money', '$1,299.00')).toMatchObject({ from: 1299 })
    expect(decimalComma.read('money', '25,000.00 eur')).toMatchObject({ from: 25_000 })
  })

  it('not where the digits make no number', () => {
    expect(reader.read('money', '1.234.50 eur')).toBeUndefined()
    expect(reader.read('money', '5 - 1.234.50 eur')).toBeUndefined()
  })

  it('with the place of the amount', () => {
    const amount = (text: string): string => {
      const span = reader.amountIn(text)
      return span ? `${text.slice(0, span.start)}[${text.slice(span.start, span.end)}]${text.slice(span.end)}` : text
    }
    expect(amount('30-day')).toBe('[30]-day')
    expect(amount('thirty (30) days')).toBe('[thirty (30)] days')
    expect(amount('3–5 business days')).toBe('[3–5] business days')
    expect(amount('next day')).toBe('next day')
  })
})

describe('values are written', () => {
  it.each(['30 days', '3-5 business-days', '1 day'])('%s reads back', (text) => {
    expect(formatValue(parseValue(text))).toBe(text)
  })

  it('as the language says', () => {
    const day = (from: number, to = from): Value => ({ type: 'duration', unit: 'day', from, to })
    expect(writeDuration(day(1), words, 'en')).toBe('1 day')
    expect(writeDuration(day(14), words, 'en')).toBe('14 days')
    expect(writeDuration(day(3, 5), words, 'en')).toBe('3-5 days')
    expect(writeDuration({ type: 'duration', unit: 'year', from: 2, to: 2 }, words, 'en')).toBeUndefined()
  })
})

const topic = (page: Partial<TopicPage> = {}): TopicPage => ({
  id: 'x',
  title: 'X',
  description: '',
  values: ['duration', 'money', 'percent'],
  better: 'more',
  ladders: [],
  links: {},
  single: true,
  varied: false,
  promise: true,
  kinds: [],
  alike: [],
  takenBackBy: [],
  alonePer: [],
  listed: false,
  guards: [],
  why: '',
  examples: [],
  ...page,
})

describe('values are compared', () => {
  const read = (text: string): Value => {
    const measure = /[$€]/.test(text)
      ? 'money'
      : /%/.test(text)
        ? 'percent'
        : /:|mon[–-]/i.test(text)
          ? 'hours'
          : 'duration'
    return reader.read(measure, text) ?? { type: 'option', option: text }
  }
  const order = (a: string, b: string, page: Partial<TopicPage> = {}) =>
    compareTerms({ value: read(a), comparison: 'exactly' }, { value: read(b), comparison: 'exactly' }, topic(page))

  it.each([
    ['60 days', '14 days', 'better'],
    ['14 days', '60 days', 'worse'],
    ['two weeks', '14 days', 'same'],
    ['72 hours', '3 days', 'same'],
    ['24 months', '2 years', 'same'],
    ['1 month', '30 days', 'same'],
    ['1 month', '31 days', 'same'],
    ['1 month', '14 days', 'better'],
    ['5 business days', '7 days', 'same'],
    ['10 business days', 'two weeks', 'same'],
    ['14 business days', '14 days', 'better'],
    ['7 business days', '5 business days', 'better'],
    ['10 business days', '9 business days', 'better'],
    ['1.5 months', '1 month', 'better'],
    ['30 days', '30 %', undefined],
    ['$5', '€5', undefined],
    ['15 %', '10 %', 'better'],
    ['mon–fri 9:00–17:00', 'mon-fri 9-5', 'same'],
    ['mon–fri 9:00–18:00', 'mon-fri 9-5', 'better'],
    ['mon–fri 9:00–18:00', 'mon-sun 9-5', 'different'],
    ['18:00–23:00', '18:00–01:00', 'worse'],
    ['18:00–02:00', '18:00–01:00', 'better'],
    ['10:00–24:00', '10:00–00:00', 'same'],
    ['22:00–06:00', '00:00–05:00', 'better'],
    ['22:00–06:00', '05:00–07:00', 'different'],
    ['09:00–12:00', '13:00–17:00', 'different'],
    ['00:00–24:00', '10:00–22:00', 'better'],
  ])('%s, %s: %s', (a, b, expected) => {
    expect(order(a, b)).toBe(expected)
  })

  it('where less is better, by the end that binds', () => {
    expect(order('3–5 days', '5 days', { better: 'less' })).toBe('same')
    expect(order('2 days', '3–5 days', { better: 'less' })).toBe('better')
    expect(order('3–5 days', '2 days', { better: 'less' })).toBe('worse')
  })

  it('on ladders, with measured values on one step', () => {
    const ladders = [[['none'], ['value'], ['lifetime']]]
    expect(order('lifetime', '2 years', { ladders })).toBe('better')
    expect(order('none', '2 years', { ladders })).toBe('worse')
    expect(order('lifetime', 'lifetime', { ladders })).toBe('same')
    expect(order('5 days', '3 days', { ladders })).toBe('better')
  })

  it('not across ladders, nor within a step', () => {
    const ladders = [
      [['receipt'], ['no-receipt']],
      [['tags'], ['no-tags']],
      [['customer', 'value'], ['free']],
    ]
    expect(order('receipt', 'no-tags', { ladders })).toBeUndefined()
    expect(order('customer', '$5', { ladders })).toBeUndefined()
    expect(order('free', '$5', { ladders })).toBe('better')
    expect(order('no-receipt', 'receipt', { ladders })).toBe('better')
  })

  it('as bounds, where they are bounds', () => {
    const bound = (a: string, comparison: 'up-to' | 'at-least' | 'from', b: string) =>
      compareTerms({ value: read(a), comparison }, { value: read(b), comparison: 'exactly' }, topic())
    expect(bound('5 years', 'up-to', '2 years')).toBe('same')
    expect(bound('2 years', 'up-to', '5 years')).toBe('worse')
    expect(bound('7 days', 'at-least', '14 days')).toBe('same')
    expect(bound('14 days', 'at-least', '7 days')).toBe('better')
  })
})
