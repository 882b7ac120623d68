import { describe, expect, test } from 'vitest'
import { readMarks } from '../src/build/critic-markup.js'
import { runTopicExamples } from '../src/build/examples.js'
import { readCatalog } from '../src/build/read-catalog.js'
import { createLinter } from '../src/core/index.js'
import { rules } from '../src/generated/index.js'

const catalog = readCatalog('src', { version: '', site: '' })
const locales = Object.keys(catalog.languages)
const linter = createLinter(catalog, rules)

describe.each(catalog.topics.map((topic) => [topic.page.id, topic] as const))('%s', (_, topic) => {
  test('is read as its page says', () => {
    expect(
      [...runTopicExamples(topic, linter)].map(({ locale, line, message }) => `${locale}, line ${line}: ${message}`),
    ).toEqual([])
  })

  test('has an example that is read and one that is left alone in every locale', () => {
    const has = (locale: string, marked: boolean): boolean =>
      topic.page.examples.some(
        (example) => example.locale === locale && readMarks(example.text).marks.length > 0 === marked,
      )
    expect(locales.filter((locale) => !has(locale, true) || !has(locale, false))).toEqual([])
  })

  test('has words in every locale', () => {
    expect(locales.filter((locale) => (topic.lexicons[locale]?.phrases.length ?? 0) === 0)).toEqual([])
  })
})
