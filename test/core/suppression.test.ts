import { describe, expect, it } from 'vitest'
import { rules as codes } from '../../src/generated/index.js'
import { isStanding, type LintOptions, lint, linterOf, marksFound, ruleOf } from '../support/catalog.js'

const messages = { unexplained: 'Unexplained.', unknown: 'Unknown: <rule>.', unused: 'Unused.' }
const linter = linterOf(
  [
    ruleOf('glimmer', { en: { phrases: ['glimmer'] } }),
    ruleOf('flicker', { en: { phrases: ['flicker'] } }),
    ruleOf('weighing', {}),
    ruleOf('faulty-suppression', { en: { phrases: [], messages } }),
  ],
  { ...codes, weighing: { compare: () => [] } },
)

/** What stands and what does not, each finding as `rule: reason`. */
const said = (text: string, options: LintOptions = {}): string[] =>
  lint(linter, text, { locale: 'en', ...options }).findings.map(({ ruleId, reason, suppressed }) =>
    ruleId === 'faulty-suppression' ? reason : `${ruleId}: ${suppressed ?? 'stands'}`,
  )

describe('a comment silences', () => {
  const table: readonly (readonly [what: string, marked: string, options?: LintOptions])[] = [
    ['the next line', '<!-- forthright-ignore-next-line glimmer -- why -->\na glimmer\na {==glimmer==}'],
    ['the next line, by its short name', '<!-- forthright-ignore glimmer -- why -->\na glimmer'],
    [
      'the next line that is not blank',
      '<!-- forthright-ignore-next-line glimmer -- why -->\n\n \na glimmer\n\na {==glimmer==}',
    ],
    ['the next line, with CRLF', '<!-- forthright-ignore-next-line glimmer -- why -->\r\na glimmer\r\na {==glimmer==}'],
    ['the next line, with CR', '<!-- forthright-ignore-next-line glimmer -- why -->\ra glimmer\ra {==glimmer==}'],
    ['the next line after a long comment', '<!-- forthright-ignore-next-line glimmer --\nwhy\n-->\na glimmer'],
    ['its own line', 'a glimmer <!-- forthright-ignore-line glimmer -- why -->\na {==glimmer==}'],
    ['the file', 'a glimmer\n\n<!-- forthright-ignore-file glimmer -- why -->\n\na glimmer {==flicker==}'],
    [
      'a part',
      'a {==glimmer==}\n\n<!-- forthright-ignore-start glimmer -- why -->\n\na glimmer\n\n<!-- forthright-ignore-end -->\n\na {==glimmer==}',
    ],
    ['a part, to the end', '<!-- forthright-ignore-start glimmer -- why -->\n\na glimmer\n\na glimmer'],
    [
      'a part within a part',
      '<!-- forthright-ignore-start glimmer -- why -->\n\n<!-- forthright-ignore-start flicker -- why -->\n\na glimmer flicker\n\n<!-- forthright-ignore-end -->\n\na glimmer {==flicker==}\n\n<!-- forthright-ignore-end -->\n\na {==glimmer==}',
    ],
    ['all rules', '<!-- forthright-ignore-next-line -- why -->\na glimmer flicker'],
    ['several rules', '<!-- forthright-ignore-next-line glimmer, flicker -- why -->\na glimmer flicker'],
    ['only the rules it names', '<!-- forthright-ignore-next-line flicker -- why -->\na {==glimmer==} flicker'],
    ['in a list', '- <!-- forthright-ignore-next-line glimmer -- why -->\n  a glimmer\n- a {==glimmer==}'],
    ['in a quotation', '> <!-- forthright-ignore-next-line glimmer -- why -->\n> a glimmer\n>\n> a {==glimmer==}'],
    [
      'in HTML',
      '<p>\n<!-- forthright-ignore-next-line glimmer -- why -->\na glimmer\na {==glimmer==}',
      { format: 'html' },
    ],
    ['in HTML within Markdown', '<div>\n<!-- forthright-ignore-next-line glimmer -- why -->\na glimmer\n</div>'],
    ['in MDX', '{/* forthright-ignore-next-line glimmer -- why */}\n\na glimmer\n\na {==glimmer==}', { format: 'mdx' }],
    ['in a line of MDX', 'a glimmer {/* forthright-ignore-line glimmer -- why */}', { format: 'mdx' }],
    [
      'in plain text',
      '<!-- forthright-ignore-next-line glimmer -- why -->\na glimmer.\na {==glimmer==}',
      { format: 'text' },
    ],
  ]
  it.each(table.map(([what, marked, options = {}]) => [what, marked, options] as const))('%s', (_, marked, options) => {
    expect(marksFound(linter, marked, { locale: 'en', ...options })).toBe(marked)
  })

  it('and its reason is kept', () => {
    expect(said('<!-- forthright-ignore-next-line glimmer -- it is a name -- really -->\na glimmer')).toEqual([
      'glimmer: it is a name -- really',
    ])
  })
})

describe('a comment that does not do what it says is reported', () => {
  const table: readonly (readonly [what: string, text: string, said: readonly string[], options?: LintOptions])[] = [
    [
      'without a reason',
      '<!-- forthright-ignore-next-line glimmer -->\na glimmer',
      ['Unexplained.', 'glimmer: stands'],
    ],
    [
      'with an empty reason',
      '<!-- forthright-ignore-next-line glimmer -- -->\na glimmer',
      ['Unexplained.', 'glimmer: stands'],
    ],
    [
      'for a rule that is not',
      '<!-- forthright-ignore-next-line glimer -- why -->\na glimmer',
      ['Unknown: glimer.', 'glimmer: stands'],
    ],
    ['for nothing', '<!-- forthright-ignore-next-line glimmer -- why -->\na candle', ['Unused.']],
    [
      'for a line too far',
      '<!-- forthright-ignore-next-line glimmer -- why -->\na candle\na glimmer',
      ['Unused.', 'glimmer: stands'],
    ],
    [
      'in MDX',
      '{/* forthright-ignore-next-line glimmer */}\n\na glimmer',
      ['Unexplained.', 'glimmer: stands'],
      { format: 'mdx' },
    ],
    ['in HTML', '<!-- forthright-ignore-file glimmer -- why --><p>a candle', ['Unused.'], { format: 'html' }],
    ['in plain text', '<!-- forthright-ignore-line -->', ['Unexplained.'], { format: 'text' }],
    ['but others are not', '<!-- a note on forthright-ignore --> <!-- forthright-ignored -->', []],
    ['but not for a rule that compares documents', '<!-- forthright-ignore-file weighing -- why -->\na candle', []],
    ['but not for several rules of which one compares', '<!-- forthright-ignore-file glimmer weighing -- why -->', []],
    ['but not for all rules, of which one compares', '<!-- forthright-ignore-file -- why -->\na candle', []],
    [
      'for a rule that is not beside one that compares',
      '<!-- forthright-ignore-file weighing glimer -- why -->',
      ['Unknown: glimer.'],
    ],
    ['without a reason for a rule that compares', '<!-- forthright-ignore-file weighing -->', ['Unexplained.']],
    ['but not an end without beginning', '<!-- forthright-ignore-end -->', []],
    [
      'but not where its rule is off',
      '<!-- forthright-ignore-file -->',
      [],
      { settings: { severities: { 'faulty-suppression': 'off' } } },
    ],
  ]
  it.each(
    table.map(([what, text, list, options = {}]) => [what, text, list, options] as const),
  )('%s', (_, text, list, options) => {
    expect(said(text, options)).toEqual(list)
  })

  it('at its place', () => {
    const marked = 'a candle {==<!-- forthright-ignore-line glimmer -- why -->==} and more'
    expect(marksFound(linter, marked, { locale: 'en' })).toBe(marked)
  })
})

describe('an accepted wording', () => {
  const accept = [{ text: 'Best Glimmer', reason: 'a brand' }]
  it('silences what stands within it', () => {
    expect(said('The best glimmer of Best Glimmer, ＢＥＳＴ glimmer. A glimmer.', { settings: { accept } })).toEqual([
      ...['glimmer: a brand', 'glimmer: a brand', 'glimmer: a brand', 'glimmer: stands'],
    ])
  })

  it('that is empty accepts nothing', () => {
    const { findings } = lint(linter, 'A glimmer.', { locale: 'en', settings: { accept: [{ text: '', reason: 'x' }] } })
    expect(findings.every(isStanding)).toBe(true)
  })
})
