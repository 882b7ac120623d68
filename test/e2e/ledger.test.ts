import { execFileSync } from 'node:child_process'
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
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

  /** Commits the files, writes others (undefined: removes), and compares. */
  const since = (
    before: Readonly<Record<string, string>>,
    after: Readonly<Record<string, string | undefined>>,
    ...argv: string[]
  ) =>
    inFolder(before, async (folder) => {
      const git = (...args: string[]) =>
        execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.org', ...args], {
          cwd: folder,
          stdio: 'pipe',
        })
      git('init', '-q')
      git('add', '.')
      git('commit', '-qm', 'one')
      for (const [name, text] of Object.entries(after)) {
        mkdirSync(dirname(`${folder}/${name}`), { recursive: true })
        if (text === undefined) rmSync(`${folder}/${name}`)
        else writeFileSync(`${folder}/${name}`, text)
      }
      return forthright(folder, ['diff', 'HEAD', '--locale', 'en', '--fail-on-weakened', ...argv])
    })
  const front = (entries: string, text: string): string => `---\n${entries}\n---\n\n${text}`
  const copy = '# Lamps\n\nReturn any lamp within 30 days of delivery.\n'
  const ignoring = '<!-- forthright-ignore-next-line weakened-term -- law changed -->\n'

  test.each<[string, Record<string, string>, Record<string, string | undefined>, number, RegExp]>([
    [
      'a policy is weakened, whatever a changed landing page still says',
      { 'returns.md': returns(30), 'landing.md': copy },
      { 'returns.md': returns(14), 'landing.md': `${copy}\nMade by hand.\n` },
      1,
      /weakened +Return window: 30 days → 14 days/,
    ],
    [
      'what an unchanged document still says is not removed',
      { 'returns.md': returns(30), 'landing.md': copy },
      { 'landing.md': '# Lamps\n\nBright.\n' },
      0,
      /nothing changed for customers/,
    ],
    [
      'a binary file that nobody touched is no matter',
      { 'returns.md': returns(30), 'a.txt': 'some \0\0\0\0 bytes' },
      { 'returns.md': returns(14) },
      1,
      /weakened/,
    ],
    [
      'an archived copy of the old policy excuses nothing',
      { 'returns.md': returns(30) },
      { 'returns.md': returns(14), 'archive/returns-2025.md': returns(30) },
      1,
      /weakened/,
    ],
    [
      'what is archived is gone',
      { 'returns.md': returns(30) },
      { 'returns.md': front('status: archived', returns(30)) },
      1,
      /removed +Return window/,
    ],
    [
      'a draft that goes takes nothing away',
      { 'returns.md': front('status: draft', returns(30)), 'a.md': '# A\n' },
      { 'returns.md': undefined },
      0,
      /^(?![\s\S]*removed)/,
    ],
    [
      'a document that is to take the place of another is held against it',
      { 'terms.md': returns(30) },
      { 'terms-2040.md': front('effective: 2040-01-01\nsupersedes: terms.md', returns(14)) },
      1,
      /weakened +Return window: 30 days → 14 days/,
    ],
    [
      'what is ignored is not compared',
      { 'returns.md': returns(30), '.forthrightignore': 'returns.md\n' },
      { 'returns.md': returns(14) },
      0,
      /nothing changed/,
    ],
    [
      'a rule that is off tells nothing',
      { 'returns.md': returns(30), 'forthright.yml': 'rules:\n  weakened-term: off\n' },
      { 'returns.md': returns(14) },
      0,
      /30 days → 14 days/,
    ],
    [
      'what is accepted does not fail',
      {
        'returns.md': returns(30),
        'forthright.yml': 'accept:\n  - text: within 14 days\n    reason: announced\n',
      },
      { 'returns.md': returns(14) },
      0,
      /30 days → 14 days +line 3 +\(announced\)/,
    ],
    [
      'a comment that gives a reason does not fail, and is no faulty one',
      { 'returns.md': returns(30) },
      { 'returns.md': returns(14).replace('You', `${ignoring}You`) },
      0,
      /\(law changed\)(?![\s\S]*faulty-suppression)/,
    ],
    ['a document that is gone was nowhere else', { 'n.md': returns(30) }, { 'n.md': undefined }, 1, /^n\.md$/m],
  ])('%s', async (_, before, after, code, out) => {
    const run = await since(before, after)
    expect(run.err).toBe('')
    expect(run.out).toMatch(out)
    expect(run.code).toBe(code)
  })

  test('annotates only what is not accepted, as severely as configured', async () => {
    const files = { 'returns.md': returns(30), 'forthright.yml': 'rules:\n  weakened-term: error\n' }
    const { out } = await since(files, { 'returns.md': returns(14) }, '--format', 'github')
    expect(out).toContain('::error file=returns.md,line=3,title=weakened-term::')
    const accepted = { 'returns.md': returns(14).replace('You', `${ignoring}You`) }
    expect((await since(files, accepted, '--format', 'github')).out).not.toContain('::')
  })

  test('knows the markets of two folders', async () => {
    const shop = (eu: number) => ({ eu: front('market: EU', returns(eu)), us: front('market: US', returns(30)) })
    const [old, now] = [shop(30), shop(14)]
    const files = { 'a/eu.md': old.eu, 'a/us.md': old.us, 'b/eu.md': now.eu, 'b/us.md': now.us }
    await inFolder(files, async (folder) => {
      const { code, out } = await forthright(folder, ['diff', 'a', 'b', '--locale', 'en', '--fail-on-weakened'])
      expect(out).toMatch(/weakened +Return window: 30 days → 14 days/)
      expect(code).toBe(1)
    })
  })

  test('compares the very files that are named, drafts and old ones, but none that is ignored', async () => {
    const files = {
      'old/a.md': returns(30),
      'a.md': front('status: draft', returns(14)),
      'b.md': returns(7),
      '.forthrightignore': 'b.md\n',
    }
    await inFolder(files, async (folder) => {
      expect((await forthright(folder, ['diff', 'old/a.md', 'a.md'])).out).toMatch(/30 days → 14 days/)
      const { code, err } = await forthright(folder, ['diff', 'a.md', 'b.md'])
      expect(err).toContain('excluded by “b.md” in .forthrightignore; --no-ignore compares it')
      expect(code).toBe(2)
      expect((await forthright(folder, ['diff', 'a.md', 'b.md', '--no-ignore'])).out).toMatch(/14 days → 7 days/)
    })
  })

  test('says what cannot be compared', async () => {
    await inFolder({ 'en/r.md': returns(30) }, async (folder) => {
      execFileSync('git', ['init', '-q'], { cwd: folder })
      execFileSync('git', ['add', '.'], { cwd: folder })
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', 'commit', '-qm', 'one'], { cwd: folder })
      const refused = async (...argv: string[]) => (await forthright(folder, ['diff', ...argv])).err
      expect(await refused('HEAD', 'en/r.md')).toContain('a revision cannot be compared with a file')
      expect(await refused('en', 'HEAD')).toContain('a revision cannot be compared with a folder')
      expect(await refused('en')).toContain('give a second folder')
      expect(await refused('en/r.md')).toContain('give a second file')
      expect(await refused('HEAD', 'nowhere')).toContain('“nowhere” is neither')
    })
  })
})
