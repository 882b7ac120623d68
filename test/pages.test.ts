import { describe, expect, test } from 'vitest'
import { readMarks } from '../src/build/critic-markup.js'
import { runExamples } from '../src/build/examples.js'
import { phrasesOf } from '../src/build/rule-data.js'
import { createRegister, readRegister } from '../src/config/index.js'
import { createLedger, createLinter, type LexiconData, type RuleData } from '../src/core/index.js'
import { catalog, rules } from '../src/generated/index.js'
import { namesOf } from '../src/workspace/index.js'

const locales = Object.keys(catalog.languages)
const linter = createLinter(catalog, rules)
const phraseRules = catalog.rules.filter((rule) => !(rule.page.id in rules))

const lexicons = (rule: RuleData): [string, LexiconData][] => Object.entries(rule.lexicons)

describe.each(catalog.rules.map((rule) => [rule.page.id, rule] as const))('%s', (_, rule) => {
  test('does what its page says', () => {
    expect(
      [
        ...runExamples(rule, {
          linter,
          topics: catalog.topics,
          createLedger: () => createLedger(catalog, rules, { today: '2026-11-22' }),
          registered: (register, path) =>
            createRegister('/', readRegister('claims.yml', register, namesOf(catalog))).claimsFor(
              `/${path}`,
              '2026-11-22',
            ),
        }),
      ].map(({ locale, line, message }) => `${locale}, line ${line}: ${message}`),
    ).toEqual([])
  })

  // A pack is for the languages that it has words in.
  const own = rule.page.pack === undefined ? locales : Object.keys(rule.lexicons)

  test('has an example that is found and one that is left alone in every locale', () => {
    const has = (locale: string, marked: boolean): boolean =>
      rule.page.examples.some(
        (example) => example.locale === locale && readMarks(example.text).marks.length > 0 === marked,
      )
    expect(own.filter((locale) => !has(locale, true) || !has(locale, false))).toEqual([])
  })

  test('has a lexicon with a message that quotes the passage, or the question, in every locale', () => {
    const slot = rule.page.questions ? '<question>' : '<actual>'
    expect(own.filter((locale) => !rule.lexicons[locale]?.message.includes(slot))).toEqual([])
  })

  test('asks all its questions in every locale', () => {
    const questions = Object.keys(rule.page.questions ?? {})
    const missing = lexicons(rule).flatMap(([locale, { answers = {} }]) =>
      questions.filter((question) => !answers[question]).map((question) => `${locale}: ${question}`),
    )
    expect(missing).toEqual([])
  })

  test('lists no phrase twice under the same conditions', () => {
    const twice = lexicons(rule).flatMap(([locale, { phrases }]) => {
      const all = phrases.flatMap(({ find, unless, with: companions, where }) =>
        find.map((phrase) => JSON.stringify({ phrase, unless, companions, where })),
      )
      return all.filter((phrase, index) => all.indexOf(phrase) !== index).map((phrase) => `${locale}: ${phrase}`)
    })
    expect(twice).toEqual([])
  })

  test('fills every slot of what it puts in', () => {
    const slot = /<[a-z]+>/g
    const unfilled = lexicons(rule).flatMap(([locale, { phrases, rewrite = [] }]) => [
      ...phrases.flatMap(({ find, fix, use = [] }) =>
        [...use, ...(fix === undefined ? [] : [fix])].flatMap((text) =>
          (text.match(slot) ?? [])
            .filter((name) => !find.every((phrase) => phrase.includes(name)))
            .map((name) => `${locale}: ${text} has ${name}`),
        ),
      ),
      ...rewrite.filter((text) => slot.test(text)).map((text) => `${locale}: ${text}`),
    ])
    expect(unfilled).toEqual([])
  })

  test('puts in nothing but text', () => {
    const plain = /^[\p{L}\p{M}\p{N}\p{Sc}\s.,;:!?'"“”‘’«»„()[\]/%+–—\-…、。，！？：；（）「」『』《》·&<>№°]*$/u
    const odd = lexicons(rule).flatMap(([locale, { phrases, rewrite = [] }]) =>
      [...phrases.flatMap(({ fix = '', use = [] }) => [fix, ...use]), ...rewrite]
        .filter((text) => !plain.test(text))
        .map((text) => `${locale}: ${text}`),
    )
    expect(odd).toEqual([])
  })

  test('never fixes unseen what changes a promise', () => {
    const isPromise = rule.page.group === 'exceptions' || rule.page.group === 'terms'
    expect(isPromise && lexicons(rule).some(([, { phrases }]) => phrases.some(({ fix }) => fix !== undefined))).toBe(
      false,
    )
  })
})

test.each(
  phraseRules.filter(({ page }) => page.group === 'exceptions').map((rule) => [rule.page.id, rule] as const),
)('%s offers a majority-first rewrite in every locale', (_, rule) => {
  expect(locales.filter((locale) => (rule.lexicons[locale]?.rewrite?.length ?? 0) === 0)).toEqual([])
})

test.each(locales)('%s has at least ten rules with a safe fix', (locale) => {
  const safe = catalog.rules.filter((rule) => rule.lexicons[locale]?.phrases.some(({ fix }) => fix !== undefined))
  expect(safe.length).toBeGreaterThanOrEqual(10)
})

test.each(locales)('%s uses no character that folding would take out of a phrase', (locale) => {
  const lost = catalog.rules.flatMap((rule) => {
    const lexicon = rule.lexicons[locale]
    return lexicon ? [...phrasesOf(lexicon)].filter((phrase) => /\p{Default_Ignorable_Code_Point}/u.test(phrase)) : []
  })
  expect(lost).toEqual([])
})
