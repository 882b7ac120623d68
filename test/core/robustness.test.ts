import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyEdits, createLinter, fold, formats, type RuleCodes } from '../../src/core/index.js'
import { anyText } from '../support/arbitraries.js'
import { isCharacterBoundary } from '../support/boundaries.js'
import { catalogOf, defaults, type LintOptions, lint, linterOf, marksFound, ruleOf } from '../support/catalog.js'
import { languageOf } from '../support/languages.js'

const phrases = {
  en: [
    'glimmer now',
    'glimmer',
    'now',
    'only <number>',
    '<money>',
    '<duration> *',
    '^ a',
    'b $',
    'a … b',
    '* glimmer',
    "it's",
  ],
  ru: ['сияй', 'еще', '<number>', 'елк*'],
  th: ['ทันที', 'น้ำ', '<number>', 'แพง … ที'],
  'zh-Hans': ['闪亮价', '现', '<percent>', '价 … 现'],
  'zh-Hant': ['閃亮價', '現', '<money>'],
}
const linter = linterOf([
  ruleOf('found', Object.fromEntries(Object.entries(phrases).map(([locale, list]) => [locale, { phrases: list }]))),
  ruleOf('changed', {
    en: {
      phrases: [
        { find: ['glimmer now', 'now'], fix: '' },
        { find: ['only <number>'], use: ['<number> of them'] },
      ],
      rewrite: ['[date].'],
    },
    th: { phrases: [{ find: ['ทันที'], fix: 'วันนี้' }], rewrite: ['[วันที่]'] },
    'zh-Hans': { phrases: [{ find: ['闪亮价'], fix: '' }], rewrite: ['[日期]。'] },
  }),
])

describe.each(formats)('any text, read as %s', (format) => {
  it('is read without failure; findings stand in it, and so do their edits', () => {
    fc.assert(
      fc.property(anyText, fc.constantFrom('en', 'ru', 'th', 'zh-Hans', 'zh-Hant', undefined), (text, locale) => {
        const { findings, problems } = lint(linter, text, { format, locale })
        // MDX may be broken; nothing else may fail.
        if (format !== 'mdx') expect(problems).toEqual([])
        for (const { place } of problems) {
          expect(place).toBeDefined()
          if (place) expect(place.start >= 0 && place.start <= place.end && place.end <= text.length).toBe(true)
        }
        let last = 0
        for (const { place, fixes, expected } of findings) {
          expect(place.start).toBeGreaterThanOrEqual(last)
          expect(place.end).toBeGreaterThan(place.start)
          expect(place.end).toBeLessThanOrEqual(text.length)
          expect(isCharacterBoundary(text, place.start) && isCharacterBoundary(text, place.end)).toBe(true)
          last = place.start
          expect(expected).toHaveLength(fixes.length)
          for (const { edits } of fixes) applyEdits(text, edits)
        }
      }),
      { numRuns: 120 },
    )
  })
})

it('what stands behind characters that may not be written has its place', () => {
  const text = '\0&#0;闪亮价'
  const [finding] = lint(linter, text, { format: 'html', locale: 'zh-Hans' }).findings
  expect(finding && text.slice(finding.place.start, finding.place.end)).toBe('闪亮价')
})

it('a comment that is never closed ends with the text', () => {
  const text = '<p>a</p><!-- forthright-ignore-file'
  const audit = createLinter(catalogOf([ruleOf('silenced', {})]), {
    silenced: {
      *check({ suppressions }) {
        for (const { comment } of suppressions) yield { place: comment, actual: '', locale: 'en' }
      },
    },
  })
  const ends = lint(audit, text, { format: 'html', locale: 'en' }).findings.map(({ place }) => place.end)
  expect(ends).toEqual([text.length])
})

describe('what a finding quotes', () => {
  it('is what stands in the text, markup left out', () => {
    const words = fc.constantFrom(
      'glimmer',
      'now',
      'NOW',
      'ｎｏｗ',
      'only',
      '3',
      'сияй',
      'ЕЩЁ',
      'น้ำ',
      '闪亮价',
      '😀',
      'it’s',
      'b',
      '€5',
    )
    const copy = fc.array(words, { maxLength: 14 }).map((parts) => parts.join(' '))
    fc.assert(
      fc.property(copy, fc.constantFrom('en', 'ru', 'th', 'zh-Hans'), (text, locale) => {
        for (const { place, actual, reason } of lint(linter, text, { format: 'text', locale }).findings) {
          expect(fold(text.slice(place.start, place.end)).text).toBe(fold(actual).text)
          expect(reason).toContain(actual)
        }
      }),
      { numRuns: 100 },
    )
  })

  it.each([
    ['emphasis', 'a **glimmer** now', 'glimmer now'],
    ['a reference', 'glimmer&nbsp;now', 'glimmer\u00A0now'],
    ['a template value', 'only {{ count }} left', 'only {{ count }}'],
    ['code', 'a so `x` b', 'a so `x` b'],
    ['a line break', '> glimmer\n> now', 'glimmer\nnow'],
  ])('is as its writer knows it: %s', (_, text, actual) => {
    expect(lint(linter, text, { locale: 'en' }).findings.map((finding) => finding.actual)).toContain(actual)
  })

  it('is shortened in the message, if it is long', () => {
    const long = linterOf([ruleOf('long', { en: { phrases: ['a … b'] } })])
    const [finding] = lint(long, `a ${'very'.repeat(40)} b`, { locale: 'en' }).findings
    expect(finding?.actual).toHaveLength(164)
    expect(finding?.reason.length).toBeLessThan(110)
    expect(finding?.reason).toContain(' … ')
  })
})

describe('code that fails', () => {
  const codes: RuleCodes = {
    broken: {
      *check({ source }) {
        yield { place: { start: 0, end: 1 }, actual: source.slice(0, 1), locale: 'en' }
        throw new Error('out of luck')
      },
    },
    'not-even-an-error': {
      check() {
        throw 'a text'
      },
    },
    whole: {
      *check({ source }) {
        yield { place: { start: 1, end: 2 }, actual: source.slice(1, 2), locale: 'en' }
      },
      *audit({ source }, knownRules) {
        if (knownRules.has('whole')) yield { place: { start: 2, end: 3 }, actual: source.slice(2, 3), locale: 'en' }
      },
    },
  }
  const rules = [...Object.keys(codes), 'glimmer'].map((id) =>
    ruleOf(id, { en: { phrases: id === 'glimmer' ? ['glimmer'] : [] } }),
  )
  const failing = linterOf(rules, codes)

  it('is told once; what it found, and what others find, stays', () => {
    const { findings, problems } = lint(failing, 'abc glimmer', { locale: 'en' })
    expect(problems.map(({ message }) => message)).toEqual([
      'Rule broken failed: out of luck',
      'Rule not-even-an-error failed: a text',
    ])
    expect(findings.map(({ ruleId }) => ruleId)).toEqual(['broken', 'whole', 'whole', 'glimmer'])
  })

  it('is told again in the next document', () => {
    for (const text of ['abc', 'abc']) expect(lint(failing, text, { locale: 'en' }).problems).toHaveLength(2)
  })

  it('does not run where it is off', () => {
    const severities = { broken: 'off', 'not-even-an-error': 'off' } as const
    expect(lint(failing, 'abc', { locale: 'en', settings: { severities } }).problems).toEqual([])
  })

  it('a phrase that is not well formed is a problem, told once, in its language only', () => {
    const broken = linterOf([ruleOf('open', { en: { phrases: ['(open'] }, ru: { phrases: ['сияй'] } })])
    const text = 'The cat and the dog.\n\nThe cat or the dog.\n\nКот и пёс, {==сияй==}.'
    const { findings, problems } = broken.lint(
      { path: 'a', format: 'markdown', text: text.replaceAll(/\{==|==\}/g, '') },
      defaults,
    )
    expect(findings.map(({ locale }) => locale)).toEqual(['ru'])
    expect(problems.map(({ message }) => message)).toEqual([expect.stringContaining('Close this bracket')])
  })
})

describe('data that fails', () => {
  it('is a problem of the document', () => {
    const catalog = catalogOf([])
    const english = { ...languageOf('en'), kinds: { terms: ['(open'] } }
    const broken = createLinter({ ...catalog, languages: { ...catalog.languages, en: english } }, {})
    const { problems } = lint(broken, '# The title of the page', { locale: 'en' })
    expect(problems).toEqual([{ message: expect.stringContaining('Close this bracket') }])
  })
})

describe('texts without measure', () => {
  const deep = 2000
  const table: readonly (readonly [what: string, text: string, options?: LintOptions])[] = [
    ['nested quotations', `${'> '.repeat(deep)}glimmer`],
    ['nested lists', Array.from({ length: 100 }, (_, i) => `${'  '.repeat(i)}- glimmer`).join('\n')],
    ['nested emphasis', `${'*a '.repeat(300)}glimmer${' b*'.repeat(300)}`],
    ['nested links', `${'['.repeat(500)}glimmer${'](for)'.repeat(500)}`],
    ['nested elements', `${'<div>'.repeat(deep)}glimmer`, { format: 'html' }],
    ['nested inline elements', `${'<span>'.repeat(deep)}glimmer`, { format: 'html' }],
    ['nested elements in Markdown', `${'<div>'.repeat(deep)}glimmer`],
    ['nested elements in MDX', `${'<b>'.repeat(deep)}glimmer${'</b>'.repeat(deep)}`, { format: 'mdx' }],
    ['nested braces', `${'{'.repeat(deep)}glimmer`],
    ['nested ICU', `${'{a, select, b {'.repeat(deep)}glimmer${'}}'.repeat(deep)}`],
    ['comments without end', `${'<!-- '.repeat(deep)}glimmer`, { format: 'text' }],
    ['a long word', `${'a'.repeat(100_000)} glimmer`],
    ['a long line', `${'it is what it is and '.repeat(1500)} glimmer`],
    ['a long line of HTML', `${'it is what it is and '.repeat(1500)} glimmer`, { format: 'html' }],
    ['a long line of plain text', `${'it is what it is and '.repeat(1500)} glimmer`, { format: 'text' }],
    ['a long line in Thai', `${'ซื้อเลย'.repeat(4000)} น้ำ`, { locale: 'th' }],
    ['a long line in Chinese', `${'购买'.repeat(20_000)}现`, { locale: 'zh-Hans' }],
    ['white space', `glimmer${' '.repeat(100_000)}now`],
    ['white space in front matter', `---\ntitle: glimmer${' '.repeat(50_000)}x\n---\n`],
    ['line breaks', `glimmer${'\n'.repeat(20_000)}now`],
    ['figures', `${'000 '.repeat(2500)}glimmer`],
    ['quotation marks', `${'“'.repeat(10_000)}glimmer`],
    ['quotations that nest 10,000 deep', `${'>'.repeat(10_000)} glimmer`],
    ['elements that nest 10,000 deep', `${'<div>'.repeat(10_000)}glimmer`, { format: 'html' }],
    ['100,000 lines', 'it is what it is and glimmer\n'.repeat(100_000)],
    ['100,000 lines of plain text', 'it is what it is and glimmer\n'.repeat(100_000), { format: 'text' }],
    ['a line of 5 MB', `${'it is what it is and '.repeat(250_000)}glimmer`],
  ]
  it.each(
    table.map(([what, text, options = {}]) => [what, text, options] as const),
  )('%s: are read, or it is told why not', (_, text, options) => {
    const { findings, problems } = lint(linter, text, { locale: 'en', ...options })
    expect(findings.length + problems.length).toBeGreaterThan(0)
  })

  it('are found in up to their ends', () => {
    const marked = `${'it is what it is '.repeat(1000)}{==glimmer==}`
    const only = linterOf([ruleOf('found', { en: { phrases: ['glimmer'] } })])
    for (const format of formats) expect(marksFound(only, marked, { format, locale: 'en' }) === marked).toBe(true)
  })
})
