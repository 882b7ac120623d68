import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdirSync, readFileSync, watch } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import type { JsonReport } from '../../src/cli/formats/json.js'
import { forthright, inFolder, missing, packedFiles, program, type Run } from './program.js'

// Each run starts a process, on machines that may be busy.
vi.setConfig({ testTimeout: 60_000 })

const storefront = resolve('media/storefront')
const sample = 'Hurry, only 3 left in stock!\n'

const reportOf = ({ out }: Run): JsonReport => JSON.parse(out)

// The administrator may read everything, so somebody else has to try.
const nobody = process.getuid?.() === 0 ? 65534 : undefined
const canTry =
  process.platform !== 'win32' && missing === '' && (await forthright('/', ['--version'], '', nobody)).code === 0

function expectProblem({ code, err }: Run, message: string): void {
  expect(err).toContain(message)
  expect(err).not.toContain('    at ')
  expect(code).toBe(2)
}

describe.skipIf(missing !== '')(`the built program${missing}`, () => {
  it('finds something in every language of the sample shop', async () => {
    const run = await forthright(storefront, ['--format', 'json', '.'])
    expect(run.err).toBe('')
    expect(run.code).toBe(1)
    const { files, errors, skipped } = reportOf(run)
    const found = new Set(files.flatMap(({ findings }) => findings.map(({ locale }) => locale)))
    expect([...found].sort()).toEqual(['en', 'id', 'ru', 'th', 'zh-Hans', 'zh-Hant'])
    expect(files.filter(({ findings }) => findings.length === 0)).toEqual([])
    expect({ errors, skipped }).toEqual({ errors: [], skipped: [] })
  })

  it('shows them without failing where that is wanted', async () => {
    const { code, out } = await forthright(storefront, ['--fail-on', 'never'])
    expect(code).toBe(0)
    expect(out).toMatch(/12 files in en, id, ru, th, zh-Hans, zh-Hant checked with \d+ rules: \d+ findings/)
  })

  it('leaves nothing that can be fixed, and keeps byte order mark and line endings', async () => {
    const text = readFileSync(join(storefront, 'en/landing.md'), 'utf8')
    await inFolder({ 'a.md': `\uFEFF${text.replaceAll('\n', '\r\n')}` }, async (folder) => {
      const fixed = await forthright(folder, ['--fix', '--fail-on', 'never', 'a.md'])
      expect(fixed.out).toMatch(/\d+ fix(es)? applied/)
      expect(fixed.code).toBe(0)
      const now = readFileSync(join(folder, 'a.md'), 'utf8')
      expect(now.startsWith('\uFEFF')).toBe(true)
      expect(now.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
      expect(now.split('\r\n').length).toBe(text.split('\n').length)
      const [file] = reportOf(await forthright(folder, ['--format', 'json', 'a.md'])).files
      expect(file?.findings.flatMap(({ fixes }) => fixes.filter(({ safe }) => safe))).toEqual([])
    })
  })

  it('leaves every file whole where it is killed while it fixes them', async () => {
    const text = readFileSync(join(storefront, 'en/landing.md'), 'utf8').repeat(3)
    const names = Array.from({ length: 30 }, (_, i) => `${i}.md`)
    await inFolder(Object.fromEntries(names.map((name) => [name, text])), async (folder) => {
      const child = spawn(process.execPath, [program, '--fix', '--fail-on', 'never', '.'], {
        cwd: folder,
        stdio: 'ignore',
      })
      // The first file that is replaced is a sign that the others are about to be.
      const watcher = watch(folder, () => child.kill('SIGKILL'))
      await once(child, 'exit')
      watcher.close()
      const found = new Set(names.map((name) => readFileSync(join(folder, name), 'utf8')))
      found.delete(text)
      await forthright(folder, ['--fix', '--fail-on', 'never', '.'])
      const fixed = new Set(names.map((name) => readFileSync(join(folder, name), 'utf8')))
      expect(fixed.size).toBe(1)
      expect([...fixed]).toEqual(expect.arrayContaining([...found]))
    })
  })

  it('gives the same report from several threads', async () => {
    const shop = resolve('test/fixtures/shop')
    const [alone, together] = await Promise.all(
      ['1', '3'].map((count) => forthright(shop, ['--format', 'sarif', '--concurrency', count, '.'])),
    )
    expect(together).toEqual(alone)
    expect(alone?.out).toContain('conflicting-terms')
  })

  it('reads standard input', async () => {
    const { code, out } = await forthright(storefront, ['--stdin', '--stdin-filename', 'en/x.md'], sample)
    expect(code).toBe(1)
    expect(out).toContain('en/x.md  en (path)')
  })

  it('lists rules and shows pages', async () => {
    expect(await forthright(storefront, ['rules'])).toMatchObject({ code: 0, err: '' })
    const page = await forthright(storefront, ['rules', 'false-urgency'])
    expect(page.code).toBe(0)
    expect(page.out).toMatch(/^# .+\n\nfalse-urgency: /)
    expectProblem(await forthright(storefront, ['rules', 'fals-urgency']), 'did you mean “false-urgency”?')
  })

  it('writes a configuration, and shows what it says', async () => {
    await inFolder({ 'a.md': 'All is well.\n' }, async (folder) => {
      expect(await forthright(folder, ['init'])).toMatchObject({ code: 0, err: '' })
      expect(await forthright(folder, [])).toMatchObject({ code: 0, err: '' })
      const shown = await forthright(folder, ['--print-config', 'a.md'])
      expect(shown.code).toBe(0)
      expect(JSON.parse(shown.out)).toMatchObject({ path: 'a.md', configurations: ['forthright.yml'], locale: 'en' })
      expectProblem(await forthright(folder, ['init']), 'forthright.yml exists already')
    })
  })

  it('tests own rules, and uses them', async () => {
    const page = `---
description: Words for insiders
severity: error
---

# Jargon

Readers outside of the trade do not know it.

## Examples

\`\`\`md en
We {==leverage synergies==} for you.
\`\`\`

\`\`\`md en
We work with two other shops.
\`\`\`

## How to fix it

Say what you do.
`
    const files = {
      'forthright.yml': 'lexicons: house # our own\n',
      'house/jargon/rule.md': page,
      'house/jargon/en.yml': 'message: “<actual>” is jargon.\nphrases:\n  - leverage synergies\n',
      'a.md': 'We leverage synergies.\n',
    }
    await inFolder(files, async (folder) => {
      expect(await forthright(folder, ['test'])).toEqual({ code: 0, out: '2 examples of 1 rule: all hold\n', err: '' })
      const [file] = reportOf(await forthright(folder, ['--format', 'json', 'a.md'])).files
      expect(file?.findings).toMatchObject([{ ruleId: 'jargon', severity: 'error', url: '' }])
    })
  })

  describe('told something that cannot be done', () => {
    const paragraphs = {
      gb18030: ['GB18030', 'b1beb5eacbf9d3d0c9ccc6b7d2bbbeadcadbb3f6a3acb8c5b2bbcdcbbbbba1a3'],
      big5: ['Big5', 'a5bba9b1a9d2a6b3b0d3ab7ea440b867b0e2a558a141b7a7a4a3b068b4aba143'],
      'windows-1251': [
        'windows-1251',
        'c2eee7e2f0e0f220f2eee2e0f0e020e2eee7eceee6e5ed20e220f2e5f7e5ede8e520313420e4ede5e92e',
      ],
      'tis-620': ['TIS-620', 'cad4b9a4e9d2abd7e9cde1c5e9c7e4c1e8c3d1bae0bbc5d5e8b9cbc3d7cda4d7b9b7d8a1a1c3b3d5'],
    }
    it.each(Object.entries(paragraphs))('names %s', async (_, [name = '', hex = '']) => {
      await inFolder({ 'a.md': Buffer.from(hex, 'hex') }, async (folder) => {
        expectProblem(await forthright(folder, ['a.md']), `a.md: error: is not UTF-8 (line 1); it is probably ${name}`)
      })
    })

    it('refuses a binary file that is named, and skips it in a folder', async () => {
      await inFolder({ 'a.md': Uint8Array.of(0x89, 0x50, 0, 0, 1, 2, 3, 0), 'b.md': sample }, async (folder) => {
        expectProblem(await forthright(folder, ['a.md']), 'a.md: error: is a binary file')
        const run = await forthright(folder, ['--format', 'json', '.'])
        expect(run.code).toBe(1)
        expect(reportOf(run).skipped).toEqual([{ path: 'a.md', reason: 'binary file' }])
      })
    })

    it('passes an empty file', async () => {
      await inFolder({ 'a.md': '' }, async (folder) => {
        expect(await forthright(folder, ['a.md'])).toMatchObject({ code: 0, err: '' })
      })
    })

    it('does not read 20 MB', async () => {
      await inFolder({ 'a.md': Buffer.alloc(20 * 1024 * 1024, 'a') }, async (folder) => {
        const start = performance.now()
        expectProblem(
          await forthright(folder, ['.']),
          'a.md: error: has 20 MB, more than --max-size (10 MB); split it, or raise the limit with --max-size 30\n',
        )
        expect(performance.now() - start).toBeLessThan(5000)
      })
    })

    it('tells of a broken configuration, an unknown rule and a glob that matches nothing', async () => {
      await inFolder({ 'forthright.yml': 'rules: [\n', 'a.md': sample }, async (folder) => {
        expectProblem(await forthright(folder, ['a.md']), 'forthright.yml:2:1: error: ')
      })
      await inFolder({ 'forthright.yml': 'rules:\n  fals-urgency: off\n', 'a.md': sample }, async (folder) => {
        expectProblem(
          await forthright(folder, ['a.md']),
          'forthright.yml:2:3: error: rules: unknown rule “fals-urgency”; did you mean “false-urgency”?\n',
        )
      })
      await inFolder({ 'a.md': sample }, async (folder) => {
        expectProblem(await forthright(folder, ['--rule', 'fals-urgency:off', 'a.md']), 'unknown rule “fals-urgency”')
        expectProblem(await forthright(folder, ['gone/**/*.md']), '“gone/**/*.md” matches no file')
        const failed = await forthright(folder, ['--format', 'json', '--frmat', 'x'])
        expectProblem(failed, 'unknown option “--frmat”; did you mean “--format”?')
        expect(reportOf(failed).errors).toHaveLength(1)
      })
    })

    it.skipIf(!existsSync('/dev/full'))('tells of a full disk', async () => {
      await inFolder({ 'a.md': sample }, async (folder) => {
        const shell = ['-c', '"$0" "$@" > /dev/full', process.execPath, program, 'a.md']
        const run = spawnSync('/bin/sh', shell, { cwd: folder, encoding: 'utf8' })
        expect({ code: run.status, err: run.stderr }).toEqual({
          code: 2,
          err: 'forthright: error: standard output cannot be written: no space left on the disk\n',
        })
      })
    })

    it.skipIf(!existsSync('/proc/self'))('tells where no folder can be made', async () => {
      await inFolder({ 'a.md': sample }, async (folder) => {
        const run = await forthright(folder, ['--output', '/proc/nope/x/y.txt', 'a.md'])
        expectProblem(run, '/proc/nope/x/y.txt cannot be written: no such file or folder\n')
      })
    })

    it.skipIf(!canTry)('tells of a folder that may not be read, and checks the others', async () => {
      await inFolder({ 'a.md': sample }, async (folder) => {
        mkdirSync(join(folder, 'secret'))
        chmodSync(join(folder, 'secret'), 0)
        const run = await forthright(folder, ['.'], '', nobody)
        expectProblem(run, 'secret: error: permission denied\n')
        expect(run.out).toContain('1 file in en checked')
      })
    })
  })
})

const needed = ['dist/cli/main.js', 'dist/index.js', 'dist/types/index.d.ts', 'README.md', 'LICENSE', 'package.json']
const unbuilt = needed.filter((path) => !existsSync(path))
const reason = unbuilt.length > 0 ? ` (skipped: ${unbuilt.join(', ')} missing, run “npm run build”)` : ''

it.skipIf(reason !== '')(`what is published is what is needed${reason}`, async () => {
  const files = await packedFiles()
  expect(needed.filter((path) => !files.includes(path))).toEqual([])
  expect(files).toContain('media/storefront/forthright.yml')
  const expected =
    /^(?:dist\/cli\/(?:[\w.-]+\.(?:js|json|bin|parts)|THIRD-PARTY\.md)|dist\/index\.js|dist\/types\/.+\.d\.ts|media\/storefront\/.+\.(?:md|yml)|README\.md|LICENSE|package\.json)$/
  expect(files.filter((path) => !expected.test(path))).toEqual([])
  expect(readFileSync(program, 'utf8').startsWith('#!/usr/bin/env node\n')).toBe(true)
})
