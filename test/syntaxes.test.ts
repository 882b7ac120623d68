import { readdirSync, readFileSync } from 'node:fs'
import * as v from 'valibot'
import { expect, test } from 'vitest'
import { readYaml } from '../src/build/read-yaml.js'

const grammarSchema = v.object({ patterns: v.array(v.object({ match: v.string() })) })

/** The patterns of an injection grammar. What they use means the same in JavaScript. */
const patternsOf = (name: string): RegExp[] =>
  v
    .parse(grammarSchema, JSON.parse(readFileSync(`syntaxes/${name}.injection.tmLanguage.json`, 'utf8')))
    .patterns.map(({ match }) => new RegExp(match, 'u'))

const first = (patterns: readonly RegExp[], text: string): (string | undefined)[] | undefined =>
  patterns
    .map((pattern) => pattern.exec(text))
    .find((match) => match)
    ?.slice()

const suppression = patternsOf('suppression')
const criticMarkup = patternsOf('critic-markup')
const phrases = patternsOf('phrases')

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
  const match = first(suppression, text)
  expect([match?.[2]?.trim(), match?.[4]]).toEqual([rules, reason])
})

test('other comments are not', () => {
  expect(first(suppression, 'forthrightly ignored')).toBeUndefined()
})

test.each([
  ['{~~only 2 left~>2 in stock~~} in blue', ['only 2 left', '2 in stock']],
  ['{--Hurry.--} Order', ['Hurry.']],
  ['{++by [date]++}', ['by [date]']],
  ['{==最后一天==}，', ['最后一天']],
])('%s is coloured as CriticMarkup', (text, parts) => {
  expect(first(criticMarkup, text)).toEqual(expect.arrayContaining(parts))
})

test('braces of a template are not', () => {
  expect(first(criticMarkup, '{{ count }} {% if a == b %}')).toBeUndefined()
})

test.each([
  ['only <number> left', '<number>'],
  ['(act|buy) now', '(act|buy)'],
  ['buy (right )?now', '(right )?'],
  ['free … shipping', '…'],
  ['\\(new\\)', '\\('],
])('%s is coloured as a phrase', (text, part) => {
  expect(first(phrases, text)?.[0]).toBe(part)
})

test('ordinary text in YAML is not', () => {
  for (const text of ['name: build (all)', 'a <b> of c', 'run: echo a | grep b'])
    expect(first(phrases, text)).toBeUndefined()
})

test('every slot of a language is coloured', () => {
  const schema = v.looseObject({ slots: v.record(v.string(), v.unknown()) })
  const folder = 'src/languages'
  const names = readdirSync(folder)
    .filter((name) => /^[a-z]{2}(-[A-Z][a-z]+)?\.yml$/.test(name))
    .flatMap((name) => Object.keys(readYaml(schema, name, readFileSync(`${folder}/${name}`, 'utf8')).slots))
  expect(new Set(names.filter((name) => first(phrases, `<${name}>`) === undefined))).toEqual(new Set())
})
