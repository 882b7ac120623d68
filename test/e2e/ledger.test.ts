import { execFileSync } from 'node:child_process'
import { renameSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { forthright, inFolder, missing } from './program.js'

const returns = (days: number, more = ''): string =>
  `# Returns\n\nYou may return any item within ${days} days of delivery.\n${more}`
const landing = '# Lamps\n\n- 60-day free returns\n'

describe.skipIf(missing !== '')(`forthright ledger${missing}`, { timeout: 60_000 }, () => {
  const files = { 'en/landing.md': landing, 'en/returns.md': returns(14) }
  const config = { 'forthright.yml': 'documents:\n  - files: "**/landing.md"\n    kind: marketing\n' }
  const ledger = (...argv: string[]) =>
    inFolder({ ...files, ...config }, (folder) => forthright(folder, ['ledger', ...argv, 'en']))

  test('shows topics, values and what contradicts what', async () => {
    const { code, out, err } = await ledger()
    expect(err).toBe('')
    expect(code).toBe(0)
    expect(out).toContain('Return window')
    expect(out).toMatch(/✗ 60 days +en +en\/landing\.md:3\n +broken-promise: en\/returns\.md:3/)
    expect(out).toContain('in conflict')
  })

  test('as JSON', async () => {
    const { out } = await ledger('--format', 'json', '--as-of', '2026-11-22')
    const { version, asOf, commitments } = JSON.parse(out)
    expect({ version, asOf }).toEqual({ version: 1, asOf: '2026-11-22' })
    expect(commitments).toContainEqual(
      expect.objectContaining({
        topic: 'return-window',
        value: '60 days',
        normalized: { type: 'duration', unit: 'day', from: 60, to: 60 },
        path: 'en/landing.md',
        start: { line: 3, column: 3, offset: 11 },
        conflicts: [expect.objectContaining({ ruleId: 'broken-promise', path: 'en/returns.md' })],
      }),
    )
  })

  test('names topics in the language of messages, of the configuration or of the command line', async () => {
    const configured = { ...files, 'forthright.yml': 'messageLanguage: th\n' }
    await inFolder(configured, async (folder) => {
      const { out } = await forthright(folder, ['ledger', 'en'])
      expect(out).not.toContain('Return window')
      expect(out).toBe((await forthright(folder, ['ledger', '--message-language', 'th', 'en'])).out)
      expect((await forthright(folder, ['ledger', '--message-language', 'document', 'en'])).out).toContain(
        'Return window',
      )
    })
  })

  test('tells programs of a failure in its own form', async () => {
    const { code, out } = await ledger('--format', 'json', '--locale', 'thai')
    expect(code).toBe(2)
    expect(JSON.parse(out)).toMatchObject({ commitments: [], errors: [{ path: null }] })
  })

  test('as CSV and as Markdown', async () => {
    expect((await ledger('--format', 'csv')).out).toMatch(
      /^return-window,60 days,exactly,,en,marketing,en\/landing\.md,3,3,yes,broken-promise: /m,
    )
    expect((await ledger('--format', 'markdown')).out).toContain('| 60 days |  | en | `en/landing.md:3` |')
  })

  test('refuses a format that it does not know', async () => {
    const { code, err } = await ledger('--format', 'sarif')
    expect(code).toBe(2)
    expect(err).toContain('format of the ledger')
  })
})

describe.skipIf(missing !== '')(`forthright diff${missing}`, { timeout: 60_000 }, () => {
  test('tells what two files mean for customers', async () => {
    const files = { 'old.md': returns(30), 'new.md': returns(14, '\nA restocking fee of 15 % applies.\n') }
    await inFolder(files, async (folder) => {
      const { code, out } = await forthright(folder, ['diff', 'old.md', 'new.md'])
      expect(code).toBe(0)
      expect(out).toMatch(/weakened +Return window: 30 days → 14 days/)
      expect(out).toMatch(/new limit +Restocking fee: 15%/)
      expect(await forthright(folder, ['diff', 'old.md', 'new.md', '--fail-on-weakened'])).toMatchObject({ code: 1 })
      expect(await forthright(folder, ['diff', 'new.md', 'old.md', '--fail-on-weakened'])).toMatchObject({ code: 0 })
    })
  })

  test('is silent about other words and other places for the same', async () => {
    const files = {
      'old/returns.md': returns(14),
      'old/terms.md': '# Terms\n\nHello.\n',
      'new/returns.md': '# Returns\n\nSee the terms.\n',
      'new/terms.md': '# Terms\n\nItems can be returned within two weeks.\n',
    }
    await inFolder(files, async (folder) => {
      const { out } = await forthright(folder, ['diff', 'old', 'new', '--format', 'json'])
      expect(JSON.parse(out).documents.flatMap((document: { changes: unknown[] }) => document.changes)).toEqual([])
    })
  })

  test('compares revisions of a repository and the files as they stand', async () => {
    await inFolder({ 'returns.md': returns(30) }, async (folder) => {
      const git = (...args: string[]) =>
        execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.org', ...args], {
          cwd: folder,
          stdio: 'pipe',
        })
      git('init', '-q')
      git('add', '.')
      git('commit', '-qm', 'one')
      writeFileSync(`${folder}/returns.md`, returns(14))
      renameSync(`${folder}/returns.md`, `${folder}/refunds.md`)
      expect((await forthright(folder, ['diff', 'HEAD'])).out).toMatch(/30 days → 14 days/)
      git('add', '-A')
      git('commit', '-qm', 'two')
      const { out } = await forthright(folder, ['diff', 'HEAD~1', 'HEAD', '--format', 'github'])
      expect(out).toContain('::warning file=refunds.md,line=3,title=weakened-term::')
      expect((await forthright(folder, ['diff', 'HEAD~1', 'HEAD', '--format', 'markdown'])).out).toContain(
        '| weakened | Return window |',
      )
      expect(await forthright(folder, ['diff', 'nowhere'])).toMatchObject({ code: 2 })
      expect(await forthright(folder, ['diff'])).toMatchObject({ code: 2 })
    })
  })
})
