import { describe, expect, it } from 'vitest'
import {
  type Commitment,
  compareVersions,
  formatValue,
  isBurden,
  parseValue,
  type TopicPage,
  type Value,
  type Version,
} from '../../../src/core/index.js'

const page = (id: string, more: Partial<TopicPage>): TopicPage => ({
  id,
  title: id,
  description: '',
  values: [],
  better: 'more',
  ladders: [],
  links: {},
  alonePer: [],
  listed: false,
  single: true,
  varied: false,
  promise: true,
  kinds: [],
  alike: [],
  takenBackBy: [],
  guards: [],
  why: '',
  examples: [],
  ...more,
})

const topics = new Map(
  [
    page('gloam', {}),
    page('toll', { better: 'less', ladders: [[['yes', 'value'], ['none']]] }),
    page('pledge', { ladders: [[['yes', 'value'], ['endless']]] }),
    page('price', { better: 'less', varied: true, ladders: [[['value'], ['free']]] }),
    page('leak', { ladders: [[['yes'], ['no']]] }),
  ].map((topic) => [topic.id, topic]),
)

function toyValue(text: string): Value {
  const [, currency, amount, sign] = /^(?:([A-Z]{3}) )?(\d+)(%)?$/.exec(text) ?? []
  const range = { from: Number(amount), to: Number(amount) }
  if (currency !== undefined) return { type: 'money', currency, ...range }
  return sign === undefined ? parseValue(text) : { type: 'percent', ...range }
}

/** `gloam 30 days @sale`, one statement a line. */
const commitmentsIn = (text: string): Commitment[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line, index) => {
      const [, topic = '', value = '', scope] = /^(\S+) (.+?)(?: @(\S+))?$/.exec(line) ?? []
      const place = { start: index, end: index }
      return {
        topic,
        value: toyValue(value),
        comparison: 'exactly',
        scopes: scope === undefined ? [] : [scope],
        place,
        actual: line,
        valuePlace: place,
        valueActual: value,
        amountPlace: undefined,
        editable: true,
        locale: 'en',
      }
    })

/** Documents by name; undefined where there is none. `EU:` before a text is its market, `[a]` its site. */
type State = Readonly<Record<string, string>>

function versionOf(path: string, text: string | undefined): Version | undefined {
  if (text === undefined) return undefined
  const [, markets = '', site = '', rest = ''] = /^(?:([A-Z, ]+):)?(?:\[(\w+)\])?\s*([\s\S]*)$/.exec(text) ?? []
  return {
    path,
    site,
    markets: new Set(markets.split(', ').filter((one) => one !== '')),
    commitments: commitmentsIn(rest),
  }
}

const changes = (before: State, after: State): string[] =>
  compareVersions(
    [...new Set([...Object.keys(before), ...Object.keys(after)])].map((path) => ({
      before: versionOf(path, before[path]),
      after: versionOf(path, after[path]),
    })),
    topics,
  ).map(({ type, topic, before: old, after: now }) => {
    const shown = (one: typeof old): string => (one ? `${one.path} ${formatValue(one.commitment.value)}` : '')
    return `${type} ${topic}: ${[shown(old), shown(now)].filter((text) => text !== '').join(' → ')}`
  })

describe('between two states', () => {
  it.each<[string, State, State, string[]]>([
    [
      'a document that says less is weakened, though another repeats the old words',
      { a: 'gloam 30 days', b: 'gloam 30 days' },
      { a: 'gloam 14 days', b: 'gloam 30 days' },
      ['weakened gloam: a 30 days → a 14 days'],
    ],
    [
      'a place of a document that says less is weakened, though another place repeats the old words',
      { a: 'gloam 30 days\ngloam 30 days' },
      { a: 'gloam 30 days\ngloam 14 days' },
      ['weakened gloam: a 30 days → a 14 days'],
    ],
    ['what was said twice and is said once is kept', { a: 'gloam 30 days\ngloam 30 days' }, { a: 'gloam 30 days' }, []],
    [
      'what another document still says is kept',
      { a: 'gloam 30 days', b: 'gloam 30 days' },
      { a: '', b: 'gloam 30 days' },
      [],
    ],
    ['what moved is kept', { a: 'gloam 30 days', b: '' }, { a: '', b: 'gloam 30 days' }, []],
    ['what was repeated is no promise more', { a: 'gloam 30 days' }, { a: 'gloam 30 days', b: 'gloam 30 days' }, []],
    [
      'what moved and says less is weakened',
      { a: 'gloam 30 days', b: '' },
      { a: '', b: 'gloam 14 days' },
      ['weakened gloam: a 30 days → b 14 days'],
    ],
    [
      'what stands elsewhere for another market is gone',
      { a: 'EU:gloam 30 days', b: 'US:gloam 30 days' },
      { a: 'EU:', b: 'US:gloam 30 days' },
      ['removed gloam: a 30 days'],
    ],
    [
      'what stands elsewhere for some of the markets is gone for the others',
      { a: 'gloam 30 days', b: 'US:gloam 30 days' },
      { a: '', b: 'US:gloam 30 days' },
      ['removed gloam: a 30 days'],
    ],
    [
      'what stands elsewhere for all markets is kept',
      { a: 'EU:gloam 30 days', b: 'gloam 30 days' },
      { a: 'EU:', b: 'gloam 30 days' },
      [],
    ],
    [
      'what stands elsewhere for another site is gone',
      { a: '[one]gloam 30 days', b: '[two]gloam 30 days' },
      { a: '[one]', b: '[two]gloam 30 days' },
      ['removed gloam: a 30 days'],
    ],
    [
      'what came for another market takes the place of nothing',
      { a: 'EU:gloam 30 days' },
      { b: 'US:gloam 14 days' },
      ['removed gloam: a 30 days', 'added gloam: b 14 days'],
    ],
    ['a guarantee is a promise', { a: '' }, { a: 'pledge 30 days' }, ['added pledge: a 30 days']],
    ['a guarantee that is gone is taken away', { a: 'pledge yes' }, { a: '' }, ['removed pledge: a yes']],
    ['a fee is a burden', { a: '' }, { a: 'toll 10%' }, ['imposed toll: a 10%']],
    ['a fee for some is a burden', { a: 'toll 10%' }, { a: 'toll 10%\ntoll 20% @sale' }, ['imposed toll: a 20%']],
    [
      'a further price is a choice',
      { a: 'price USD 9' },
      { a: 'price USD 9\nprice USD 29' },
      ['added price: a USD 29'],
    ],
    ['a price of its own is a choice', { a: '' }, { a: 'price USD 29 @express' }, ['added price: a USD 29']],
    [
      'a price for what was free is none',
      { a: 'price free' },
      { a: 'price free\nprice USD 5' },
      ['imposed price: a USD 5'],
    ],
    ['a price where there was none is a burden', { a: '' }, { a: 'price USD 5' }, ['imposed price: a USD 5']],
  ])('%s', (_, before, after, expected) => {
    expect(changes(before, after)).toEqual(expected)
  })
})

it.each([
  ['leak', 'yes', true],
  ['leak', 'no', false],
  ['toll', '5%', true],
  ['toll', 'none', false],
  ['pledge', 'yes', false],
  ['pledge', '30 days', false],
  ['gloam', '30 days', false],
])('%s %s is a burden: %s', (topic, value, expected) => {
  const found = topics.get(topic)
  expect(found && isBurden(toyValue(value), found)).toBe(expected)
})
