import { describe, expect, test } from 'vitest'
import { applyEdits, createLinter, type Report } from '../../src/core/index.js'
import { catalogOf, defaults, ruleOf, type Words } from '../support/catalog.js'

const question = { topics: [], required: [], frontMatter: [], preview: [], place: 'end' } as const
const rule = ruleOf(
  'returns-gaps',
  {
    en: {
      message: 'Nobody says: <question>',
      messages: { required: 'The law asks: <question>' },
      phrases: [],
      answers: {
        window: {
          question: 'How long?',
          found: ['<number> days'],
          heading: ['deadline*'],
          title: 'How long you have',
          text: 'You have [number] days.\n\nCount 30 days from delivery.',
        },
        contact: {
          question: 'Whom do I ask?',
          found: ['write to us'],
          heading: [],
          title: 'Contact',
          text: 'Write to us.',
        },
        dated: { question: 'Since when?', found: ['valid from'], heading: [], text: 'Valid from [date].' },
      },
    },
  },
  {
    severity: 'hint',
    kinds: ['returns-policy'],
    questions: {
      window: { ...question, required: ['EU'], stage: 'after' },
      contact: question,
      dated: { ...question, frontMatter: ['updated'], place: 'start' },
    },
  },
)
const linter = createLinter({ ...catalogOf([rule]), markets: { EU: ['DE', 'FR'], US: [] } }, {})

const lint = (text: string, more: { readonly kind?: string; readonly market?: string } = {}): Report =>
  linter.lint(
    {
      path: 'page.md',
      text,
      format: 'markdown',
      locale: 'en',
      kind: more.kind ?? 'returns-policy',
      standing: { market: more.market },
    },
    defaults,
  )

const shown = (text: string, report: Report): string[] =>
  report.coverage.map(
    ({ topic, covered, place }) => `${topic} ${covered ? 'at' : 'missing at'} ${text.slice(place.start, place.end)}`,
  )

describe('questions', () => {
  test('one that does not arise is not asked, unless it is answered', () => {
    const only = (answers: NonNullable<Words['answers']>) =>
      createLinter(
        catalogOf([
          ruleOf(
            'gaps',
            { en: { message: '<question>', phrases: [], answers } },
            { kinds: ['returns-policy'], questions: { customs: question } },
          ),
        ]),
        {},
      )
    const customs = {
      question: 'Is there duty?',
      applies: ['abroad'],
      found: ['no duty'],
      heading: [],
      text: 'No duty.',
    }
    const asked = (text: string) =>
      only({ customs })
        .lint({ path: 'page.md', text, format: 'markdown', locale: 'en', kind: 'returns-policy' }, defaults)
        .coverage.map(({ covered }) => covered)
    expect(['By post.', 'By post, also abroad.', 'By post, no duty.'].map(asked)).toEqual([[], [false], [true]])
  })

  test.each([
    [
      '# Returns\n\nSend it within 30 days.',
      ['window at 30 days', 'contact missing at Returns', 'dated missing at Returns'],
    ],
    [
      '# Returns\n\nHello.\n\n## Deadlines\n\nSoon.',
      ['window missing at Deadlines', 'contact missing at Returns', 'dated missing at Returns'],
    ],
    [
      'Hello there.\nWrite to us.',
      ['window missing at Hello there.', 'contact at Write to us', 'dated missing at Hello there.'],
    ],
  ])('of %j', (text, expected) => {
    expect(shown(text, lint(text))).toEqual(expected)
  })

  test('are answered by front matter', () => {
    const { coverage } = lint('---\nupdated: 2026-01-01\n---\n\n# Returns')
    expect(coverage.map(({ covered }) => covered)).toEqual([false, false, true])
  })

  test('are put to documents of their kinds only', () => {
    expect(lint('# Returns', { kind: 'marketing' }).coverage).toEqual([])
    expect(lint('', {}).coverage).toEqual([])
  })

  test.each([
    [undefined, 'hint', 'Nobody says: How long?'],
    ['US', 'hint', 'Nobody says: How long?'],
    ['EU', 'warning', 'The law asks: How long?'],
    ['US, de', 'warning', 'The law asks: How long?'],
  ])('weigh in the market %s as the law there says', (market, severity, reason) => {
    const [finding] = lint('# Returns', market === undefined ? {} : { market }).findings
    expect(finding).toMatchObject({ severity, reason })
  })

  test('in preview find nothing and still tell what is answered', () => {
    const unsure = createLinter(catalogOf([{ ...rule, page: { ...rule.page, preview: ['en'] } }]), {})
    const read = (preview: boolean) =>
      unsure.lint(
        { path: 'page.md', text: '# Returns', format: 'markdown', locale: 'en', kind: 'returns-policy' },
        { ...defaults, preview },
      )
    expect(read(false)).toMatchObject({
      findings: [],
      coverage: [{ covered: false }, { covered: false }, { covered: false }],
    })
    expect(read(true).findings).toHaveLength(3)
  })

  test.each([
    [
      'a section at the end, below what stands above it',
      '# Returns\r\n\r\nHello.\r\n',
      0,
      '# Returns\r\n\r\nHello.\r\n\r\n## How long you have\r\n\r\nYou have [number] days.\r\n\r\nCount 30 days from delivery.\r\n',
    ],
    [
      'a paragraph under the heading that asks for it',
      '# Returns\n\n## Deadlines\n\nSoon.\n\n## Other\n\nText.',
      2,
      '# Returns\n\n## Deadlines\n\nSoon.\n\nYou have [number] days.\n\nCount 30 days from delivery.\n\n## Other\n\nText.',
    ],
    ['a paragraph at the beginning', '# Returns\n\nHello.', 2, 'Valid from [date].\n\n# Returns\n\nHello.'],
    [
      'a paragraph behind the front matter',
      '---\r\ntitle: Returns\r\n---\r\n\r\nHello.\r\n',
      2,
      '---\r\ntitle: Returns\r\n---\r\n\r\nValid from [date].\r\n\r\nHello.\r\n',
    ],
  ])('are answered by %s', (_, text, at, expected) => {
    const fix = lint(text).findings[at]?.fixes[0]
    expect(fix?.safe).toBe(false)
    expect(applyEdits(text, fix?.edits ?? [])).toBe(expected)
  })

  test.each([
    '## **Other**',
    '## [Other](/x) _and_ so',
    '## `x` and so',
    '**Other**\n---',
  ])('are answered before the next heading, %j', (next) => {
    const [before, after] = ['# Returns\n\n## Deadlines\n\nSoon.\n\n', `${next}\n\nText.`]
    const [fix] = lint(before + after).findings[2]?.fixes ?? []
    expect(applyEdits(before + after, fix?.edits ?? [])).toBe(
      `${before}You have [number] days.\n\nCount 30 days from delivery.\n\n${after}`,
    )
  })

  test.each([
    ['before a heading of which the line is not known', '# Returns\n\n## Deadlines\n\nSoon.\n\n- ## Other\n\nText.', 2],
    ['where there is nothing but front matter', '---\ntitle: Returns\n---\n', 2],
  ])('are left alone %s', (_, text, at) => {
    expect(lint(text).findings[at]).toMatchObject({ fixes: [], expected: [] })
  })

  test('that an answer was added to are answered', () => {
    let text = '# Returns\n\nHello.\n'
    for (let count = 3; count > 0; count--) {
      const { findings } = lint(text)
      expect(findings).toHaveLength(count)
      text = applyEdits(text, findings[0]?.fixes[0]?.edits ?? [])
    }
    expect(lint(text).findings).toEqual([])
  })
})
