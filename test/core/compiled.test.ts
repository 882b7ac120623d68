import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createWords, subjectOf } from '../../src/core/findings/lexicons.js'
import { type Catalog, compileCatalog, createLinter, fold, type Report } from '../../src/core/index.js'
import { catalog, rules } from '../../src/generated/index.js'
import { readCatalog } from '../../src/generated/lazy-catalog.js'

const folder = 'media/storefront'
const settings = { severities: {}, accept: [], messageLanguage: 'document', preview: true } as const

/** The documents of the sample shop in a locale. */
const textsIn = (locale: string): readonly string[] =>
  readdirSync(`${folder}/${locale}`)
    .filter((name) => name.endsWith('.md'))
    .map((name) => readFileSync(`${folder}/${locale}/${name}`, 'utf8'))

const only = (locale: string, from: Catalog): Catalog => {
  const language = from.languages[locale]
  return { ...from, languages: language ? { [locale]: language } : {} }
}

const checkedBy = (from: Catalog, locale: string): Report[] => {
  const linter = createLinter(from, rules)
  return textsIn(locale).map((text) => linter.lint({ path: 'a.md', text, format: 'markdown', locale }, settings))
}

describe('words that are compiled when the program is built', () => {
  it.each(
    Object.keys(catalog.languages),
  )('find in %s what those find that are compiled when they are needed', (locale) => {
    const plain = only(locale, catalog)
    const compiled = { ...plain, compiled: compileCatalog(plain) }
    const [first, second] = [createWords(locale, plain), createWords(locale, compiled)]
    const subjects = [
      ...catalog.rules.map(({ page }) => page.id),
      ...catalog.topics.map(({ page }) => subjectOf(page.id)),
    ]
    for (const text of textsIn(locale)) {
      const folded = fold(text).text
      expect(second?.matcher.match(folded)).toEqual(first?.matcher.match(folded))
      for (const subject of subjects)
        expect(second?.conditions(subject)?.find(folded, 0, folded.length)).toEqual(
          first?.conditions(subject)?.find(folded, 0, folded.length),
        )
    }
    expect(checkedBy(compiled, locale)).toEqual(checkedBy(plain, locale))
    expect(textsIn(locale).length).toBeGreaterThan(0)
  })

  it('are those that the command line loads, with every word of the catalogue', () => {
    const loaded = readCatalog()
    expect(
      loaded.rules.map(({ page: { why, sections, examples, ...page }, lexicons }) => [
        page,
        why,
        sections,
        examples,
        { ...lexicons },
      ]),
    ).toEqual(
      catalog.rules.map(({ page: { why, sections, examples, ...page }, lexicons }) => [
        page,
        why,
        sections,
        examples,
        lexicons,
      ]),
    )
    expect(loaded.topics.map(({ page, lexicons }) => [page, { ...lexicons }])).toEqual(
      catalog.topics.map(({ page, lexicons }) => [page, lexicons]),
    )
    expect(structuredClone(loaded.languages)).toEqual(catalog.languages)
    expect(checkedBy(loaded, 'en')).toEqual(checkedBy(only('en', catalog), 'en'))
  })

  it('leave rules that are somebody’s own to be compiled when they are needed', () => {
    const [own, ...rest] = catalog.rules
    const plain = only('en', { ...catalog, rules: rest })
    const joined = own ? [...rest, own] : rest
    const compiled = { ...plain, rules: joined, compiled: compileCatalog(plain) }
    expect(checkedBy(compiled, 'en')).toEqual(checkedBy({ ...plain, rules: joined }, 'en'))
  })

  it('are not read where their bytes stand in another order or form', () => {
    const plain = only('en', catalog)
    const [bytes = new Uint8Array()] = Object.values(compileCatalog(plain).byLocale)
    const other = Uint8Array.from(bytes)
    other.fill(255, 8, 12)
    const odd = new Uint8Array(bytes.length + 1)
    odd.set(bytes, 1)
    for (const broken of [
      other,
      other.map((byte, index) => (index === 0 ? 0 : index === 3 ? 4 : byte)),
      odd.subarray(1),
    ]) {
      const compiled = { ...plain, compiled: { rules: plain.rules.length, byLocale: { en: broken } } }
      expect(createWords('en', compiled)?.matcher.match('hurry, only 2 left').length).toBeGreaterThan(0)
    }
  })
})
