import { readFileSync } from 'node:fs'
import * as v from 'valibot'
import { expect, test } from 'vitest'

const grammar = v.parse(
  v.object({ patterns: v.tuple([v.object({ match: v.string() })]) }),
  JSON.parse(readFileSync('syntaxes/suppression.injection.tmLanguage.json', 'utf8')),
)
const directive = new RegExp(grammar.patterns[0].match)

test.each([
  [
    'forthright-ignore-next-line risk-free-claim -- the trial needs no card',
    'risk-free-claim',
    'the trial needs no card',
  ],
  ['forthright-ignore-file false-urgency, fear-appeal -- an old page -->', 'false-urgency, fear-appeal', 'an old page'],
  ['forthright-ignore-start -- quoted from a competitor', '', 'quoted from a competitor'],
  ['forthright-ignore-end', '', undefined],
])('%s is coloured', (text, rules, reason) => {
  const match = directive.exec(text)
  expect([match?.[2]?.trim(), match?.[4]]).toEqual([rules, reason])
})

test('other comments are not', () => {
  expect(directive.test('forthrightly ignored')).toBe(false)
})
