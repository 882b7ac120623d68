import { describe, expect, it } from 'vitest'
import type { Format, Report, Standing } from '../../src/core/index.js'
import { lint, linterOf } from '../support/catalog.js'

const linter = linterOf([])
const configured: Standing = { status: 'current', effective: '2020-01-01', supersedes: ['old.md'], market: 'EU' }

const standingIn = (text: string, format: Format = 'markdown'): Report['standing'] =>
  lint(linter, text, { format, standing: configured }).standing

describe('front matter says of a document', () => {
  it.each<readonly [what: string, frontMatter: string, standing: Standing]>([
    ['what stands on a line', 'supersedes: a.md\nmarket: UK', { supersedes: ['a.md'], market: 'UK' }],
    ['what stands in quotation marks', 'status: "draft" # for now\neffective: \'2026-01-01\'', draftOf('2026-01-01')],
    ['a list', 'supersedes: [a.md, "b.md"]\nmarket: [UK]', { supersedes: ['a.md', 'b.md'], market: '[UK]' }],
    ['a list over lines', 'supersedes: [\n  a.md,\n  b.md,\n]', { supersedes: ['a.md', 'b.md'] }],
    [
      'items',
      'supersedes:\n  - a.md # why\n  - "b.md"\nmarket:\n- UK',
      { supersedes: ['a.md', 'b.md'], market: '[UK]' },
    ],
    ['items among comments', 'supersedes: # two\n\n  # old\n  - a.md\n\n  - b.md\n', { supersedes: ['a.md', 'b.md'] }],
    ['items with other ends of lines', 'supersedes:\r\n  - a.md\r\nmarket: UK', { supersedes: ['a.md'], market: 'UK' }],
    ['nothing where a key is empty', 'market:\nsupersedes: ""\nstatus: # later\neffective:\n  # - 2021-01-01', {}],
    ['nothing by what is nested', 'a:\n  market: UK\n  - b', {}],
    ['in capitals that it is a draft', 'status: Draft', { status: 'draft' }],
  ])('%s', (_, frontMatter, standing) => {
    expect(standingIn(`---\n${frontMatter}\n---\n\n# One`)).toEqual(
      expect.objectContaining({ ...configured, ...standing }),
    )
  })

  it.each<readonly [what: string, frontMatter: string, standing: Standing]>([
    ['what stands on a line', 'status = "draft"\neffective = 2026-01-01', draftOf('2026-01-01')],
    ['a list', "supersedes = [\n  'a.md', 'b.md'\n]", { supersedes: ['a.md', 'b.md'] }],
    ['nothing in a table', 'title = "One"\n\n[params]\nstatus = "draft"', {}],
  ])('in TOML %s', (_, frontMatter, standing) => {
    for (const format of ['markdown', 'mdx', 'html', 'text'] as const)
      expect(standingIn(`+++\n${frontMatter}\n+++\n\nOne`, format)).toEqual(
        expect.objectContaining({ ...configured, ...standing }),
      )
  })

  it.each(['markdown', 'mdx', 'html', 'text'] as const)('the same in %s', (format) => {
    const text = '---\nlang: th\nkind: terms\nstatus: draft\n---\n\n<p>Hello</p>\n'
    const { locale, kind, standing } = lint(linter, text, { format })
    expect({ locale, kind, status: standing.status }).toEqual({ locale: 'th', kind: 'terms', status: 'draft' })
  })
})

function draftOf(effective: string): Standing {
  return { status: 'draft', effective }
}
