import { describe, expect, it } from 'vitest'
import { DataError } from '../../src/build/data-error.js'
import { createRegister, readRegister } from '../../src/config/index.js'
import { unmark } from './unmark.js'

const slots = { number: ['<digits>'] }
const names = { languages: { en: { slots }, th: { slots } }, markets: ['EU', 'UK'] }
const read = (text: string) => readRegister('/shop/claims.yml', text, names)

function mistake(text: string): string {
  try {
    read(text)
  } catch (error) {
    if (error instanceof DataError) return error.message
    throw error
  }
  return 'none'
}

/** An entry that is whole but for what the test puts before or behind. */
const whole = 'proof: a test\n  owner: Ana'

/** A register with ⟦ where its mistake stands, and the message. */
const mistakes: readonly (readonly [string, string])[] = [
  ['⟦', 'a claims register is a list of entries, each with claim, proof and owner'],
  ['⟦claims:\n  - claim: a', 'a claims register is a list of entries'],
  ['- ⟦claim: a\n  proof: a test\n  expires: 2027-01-31', 'the key “owner” is missing'],
  [`- claim: a\n  ${whole}\n  ⟦expire: 2027-01-31`, 'unknown key “expire”; did you mean “expires”?'],
  [`- claim: a\n  ${whole}\n  expires: ⟦31.01.2027`, 'expires must be a date such as 2026-12-31'],
  [`- claim: a\n  ${whole}\n  expires: ⟦2027-02-30`, 'there is no such day; write a date such as 2026-12-31'],
  [
    `- claim: a\n  ${whole}\n  reviewed: 2026-01-31\n  every: ⟦a year`,
    'every must be a span of time such as 12 months',
  ],
  [`- claim: a\n  ${whole}\n  every: ⟦12 months`, 'say when it was reviewed, too: reviewed'],
  [`- ⟦claim: a\n  ${whole}\n  reviewed: 2026-01-31`, 'say until when the proof holds: expires: 2026-12-31, or'],
  [`- claim: a\n  ${whole}\n  markets: [EU, ⟦UKK]\n  expires: 2027-01-31`, 'unknown market “UKK”; did you mean “UK”?'],
  [`- claim: a\n  ${whole}\n  markets: ⟦EU\n  expires: 2027-01-31`, 'markets must be a list such as [EU, UK]'],
  [`- claim: ⟦{fr: a}\n  ${whole}\n  expires: 2027-01-31`, 'unknown locale “fr”; known are en, th'],
  [
    `- claim:\n    en:\n      - a\n      - x ⟦(y\n  ${whole}\n  expires: 2027-01-31`,
    'Close this bracket, or write \\(',
  ],
  [`- claim: now ⟦<money>\n  ${whole}\n  expires: 2027-01-31`, 'No slot is called <money>'],
  [`- claim: ⟦${'a'.repeat(401)}\n  ${whole}\n  expires: 2027-01-31`, 'at most 400 characters'],
]

describe('mistakes carry path, line, column and the remedy', () => {
  it.each(mistakes)('%j', (marked, message) => {
    const { text, place } = unmark(marked)
    const found = mistake(text)
    expect(found).toContain(`/shop/claims.yml:${place}: `)
    expect(found).toContain(message)
  })

  it('refuses words that YAML would cut off', () => {
    expect(mistake(`- claim: Ranked #1 of 12 # by us\n  ${whole}\n  expires: 2027-01-31`)).toContain(
      'Put the comment on its own line, or the text in quotes',
    )
  })
})

describe('the last day of a proof', () => {
  it.each([
    ['expires: 2027-01-31', '2027-01-31'],
    ['reviewed: 2026-01-31\n  every: 30 days', '2026-03-02'],
    ['reviewed: 2026-01-31\n  every: 1 week', '2026-02-07'],
    ['reviewed: 2026-01-31\n  every: 1 month', '2026-02-28'],
    ['reviewed: 2024-02-29\n  every: 12 months', '2025-02-28'],
    ['reviewed: 2024-02-29\n  every: 2 years', '2026-02-28'],
    ['reviewed: 2026-01-31\n  every: 1 year\n  expires: 2026-06-30', '2026-06-30'],
    ['reviewed: 2026-01-31\n  every: 1 month\n  expires: 2026-06-30', '2026-02-28'],
  ])('of %j is %s', (dates, until) => {
    expect(read(`- claim: a\n  ${whole}\n  ${dates}\n`).map(({ claim }) => claim.until)).toEqual([until])
  })
})

it('keeps what an entry says, and where it stands', () => {
  const text = `# Ours\n- claim:\n    en: [a, b]\n    th: ก\n  ${whole}\n  markets: [EU]\n  expires: 2027-01-31\n`
  const [entry] = read(text)
  expect(entry?.claim).toMatchObject({
    words: [
      { text: 'a', locale: 'en' },
      { text: 'b', locale: 'en' },
      { text: 'ก', locale: 'th' },
    ],
    ...{ proof: 'a test', owner: 'Ana', markets: ['EU'] },
  })
  const { path, place } = entry?.claim.entry ?? { path: '', place: { start: 0, end: 0 } }
  expect([path, text.slice(place.start, place.end)]).toEqual(['/shop/claims.yml', 'en: [a, b]\n    th: ก'])
})

it('counts for the documents of its globs, and is in date on its last day', () => {
  const text = `- claim: a\n  ${whole}\n  expires: 2027-01-31\n  documents: [press/**, '!press/old.md']\n- claim: b\n  ${whole}\n  expires: 2026-01-31\n`
  const register = createRegister('/shop', read(text))
  const shown = (path: string, today: string) =>
    register.claimsFor(path, today).map(({ words, isPast }) => `${words[0]?.text} ${isPast ? 'past' : 'in date'}`)
  expect(shown('/shop/press/a.md', '2026-01-31')).toEqual(['a in date', 'b in date'])
  expect(shown('/shop/press/a.md', '2026-02-01')).toEqual(['a in date', 'b past'])
  expect(shown('/shop/press/old.md', '2026-02-01')).toEqual(['b past'])
  expect(register.claimsFor('/shop/x.md', '2026-02-01')).toBe(register.claimsFor('/shop/y.md', '2026-02-01'))
})
