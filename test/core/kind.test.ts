import { describe, expect, it } from 'vitest'
import { createLinter } from '../../src/core/index.js'
import { catalogOf, type LintOptions, lint, linterOf, ruleOf } from '../support/catalog.js'
import { languageOf } from '../support/languages.js'

const linter = linterOf([
  ruleOf('for-all', { en: { phrases: ['glimmer'] } }),
  ruleOf('for-terms', { en: { phrases: ['glimmer'] } }, { kinds: ['terms'] }),
])

describe('the kind of a document', () => {
  const table: readonly (readonly [
    what: string,
    text: string,
    options: LintOptions,
    kind: string | undefined,
    from: string,
  ])[] = [
    [
      'front matter',
      '---\nkind: terms\n---\n\n# Returns',
      { kind: 'marketing', path: 'privacy.md' },
      'terms',
      'front matter',
    ],
    ['configuration', '# Returns', { kind: 'terms', path: 'privacy.md' }, 'terms', 'configuration'],
    ['its path', 'Hello', { path: 'legal/privacy-policy.md' }, 'privacy-policy', 'path'],
    ['its folder', 'Hello', { path: 'terms/en.md' }, 'terms', 'path'],
    ['its whole name', 'Hello', { path: 'info/About.en.md' }, 'marketing', 'path'],
    ['no part of a name that says something else', 'Hello', { path: 'docs/continuous-delivery.md' }, undefined, 'none'],
    ['no folder of that name', 'Hello', { path: 'about/releases.md' }, undefined, 'none'],
    ['its title', '# Return policy\n\nHello', { path: 'a.md' }, 'returns-policy', 'title'],
    ['its title in Thai', '# นโยบายความเป็นส่วนตัว', { path: 'a.md', locale: 'th' }, 'privacy-policy', 'title'],
    ['its title in Chinese', '# 退換貨須知：退貨', { path: 'a.md', locale: 'zh-Hant' }, 'returns-policy', 'title'],
    [
      'its headings',
      '# Hello\n\n## Governing law\n\n## Limitation of liability\n\n## Termination',
      { path: 'a.md' },
      'terms',
      'headings',
    ],
    ['two headings: too little', '# Hello\n\n## Governing law\n\n## Termination', { path: 'a.md' }, undefined, 'none'],
    ['nothing', 'The cat sat.', { path: 'a.md' }, undefined, 'none'],
    ['an empty text', '', { path: '' }, undefined, 'none'],
  ]
  it.each(table)('is told by %s', (_, text, options, kind, from) => {
    const report = lint(linter, text, { locale: 'en', ...options })
    expect([report.kind, report.kindFrom]).toEqual([kind, from])
  })

  it.each([
    ['marketing', ['for-all']],
    ['terms', ['for-all', 'for-terms']],
    [undefined, ['for-all', 'for-terms']],
  ])('decides which rules read it: %s', (kind, ids) => {
    const { findings } = lint(linter, 'The glimmer.', { locale: 'en', kind })
    expect(findings.map(({ ruleId }) => ruleId)).toEqual(ids)
  })
})

const twoSigns = (length: number): string => `# Hello\n\nTry it free. Get started.\n\n${'Glimmer. '.repeat(length / 9)}`

describe('severity', () => {
  it.each([
    [{}, ['for-all warning', 'for-terms warning']],
    [{ 'for-all': 'error' } as const, ['for-all error', 'for-terms warning']],
    [{ 'for-all': 'off', 'for-terms': 'hint' } as const, ['for-terms hint']],
  ])('is the page’s unless configured: %j', (severities, said) => {
    const { findings } = lint(linter, 'The glimmer.', { locale: 'en', settings: { severities } })
    expect(findings.map(({ ruleId, severity }) => `${ruleId} ${severity}`)).toEqual(said)
  })

  it.each([
    ['three signs', '# Hello\n\nTry it free. Our customers love it. Get started.', undefined, 'marketing', 'text'],
    ['two signs of a fragment', '# Hello\n\nTry it free. Get started.', undefined, undefined, 'none'],
    ['two signs of a short page', twoSigns(400), undefined, 'marketing', 'text'],
    ['two signs of a long page', twoSigns(2000), undefined, undefined, 'none'],
    ['one sign three times', '# Hello\n\nGet started. Get started. Get started.', undefined, undefined, 'none'],
    [
      'its title',
      '# Privacy policy\n\nTry it free. Our customers love it. Get started.',
      undefined,
      'privacy-policy',
      'title',
    ],
  ])('where nothing else tells, is told by what it says: %s', (_, text, path, kind, from) => {
    const signs = { marketing: ['try it free', 'our customers', 'get started'] }
    const own = createLinter({ ...catalogOf([]), languages: { en: { ...languageOf('en'), signs } } }, {})
    const report = lint(own, text, { locale: 'en', path: path ?? 'a.md' })
    expect([report.kind, report.kindFrom]).toEqual([kind, from])
  })
})
