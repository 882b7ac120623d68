import { describe, expect, it } from 'vitest'
import { run } from '../../src/cli/run.js'
import { memoryHost, type World } from './memory-host.js'
import { toyEngine, toyRule } from './toy-engine.js'

async function forthright(argv: string, world: World, own = {}) {
  const host = memoryHost(world)
  const code = await run(
    argv.split(' ').filter((part) => part !== ''),
    host,
    async () => toyEngine(own),
  )
  return { code, host, out: host.out(), err: host.err() }
}

const jsonOf = (text: string) => JSON.parse(text)

describe('exit codes', () => {
  it('is 0 for a clean file and says what was checked', async () => {
    const { code, out, err } = await forthright('a.md', { files: { '/shop/a.md': 'All is well.' } })
    expect({ code, out, err }).toEqual({ code: 0, out: '1 file in en checked with 7 rules: no findings\n', err: '' })
  })

  it('is 0 for an empty file', async () => {
    expect((await forthright('a.md', { files: { '/shop/a.md': '' } })).code).toBe(0)
  })

  it('is 1 for a finding at or above the threshold', async () => {
    const files = { '/shop/a.md': 'hurry' }
    expect((await forthright('a.md', { files })).code).toBe(1)
    expect((await forthright('--fail-on error a.md', { files })).code).toBe(0)
    expect((await forthright('--rule hurry-word:error --fail-on error a.md', { files })).code).toBe(1)
    expect((await forthright('--rule hurry-word:off a.md', { files })).code).toBe(0)
  })

  it('lets hints and infos pass', async () => {
    const files = { '/shop/a.md': 'one ping' }
    expect((await forthright('a.md', { files })).code).toBe(0)
    expect((await forthright('--fail-on hint a.md', { files })).code).toBe(1)
    expect((await forthright('--fail-on info a.md', { files })).code).toBe(1)
  })

  it('lets so many warnings pass', async () => {
    const files = { '/shop/a.md': 'hurry hurry' }
    expect((await forthright('--max-warnings 2 a.md', { files })).code).toBe(0)
    const { code, out } = await forthright('--max-warnings 1 a.md', { files })
    expect(code).toBe(1)
    expect(out).toContain('more warnings than the 1 that --max-warnings lets pass')
    const report = (await forthright('--max-warnings 1 -f junit a.md', { files })).out
    expect(report).toContain('<testsuites name="forthright" tests="3" failures="1" errors="0"')
    expect(report).toContain('<failure message="there are more warnings than the 1 that --max-warnings lets pass"/>')
    expect((await forthright('--max-warnings 2 -f junit a.md', { files })).out).toContain('tests="2" failures="0"')
    expect((await forthright('--max-warnings 9 a.md', { files: { '/shop/a.md': 'vile' } })).code).toBe(1)
  })

  it('is 0 whatever is found where nothing is to fail', async () => {
    const files = { '/shop/a.md': 'vile hurry' }
    const { code, out } = await forthright('--fail-on never a.md', { files })
    expect(code).toBe(0)
    expect(out).toContain('2 findings (1 error, 1 warning)')
    expect((await forthright('--fail-on never --quiet a.md', { files: { '/shop/a.md': 'vile one' } })).out).toContain(
      '1 finding (1 error)',
    )
    expect((await forthright('--fail-on never a.md gone.md', { files })).code).toBe(2)
    expect((await forthright('--fail-on never --format junit a.md', { files })).out).toContain('failures="0"')
  })

  it('is 2 when a rule fails, and the rest is reported', async () => {
    const { code, out, err } = await forthright('a.md', { files: { '/shop/a.md': 'fine\nexplode and hurry' } })
    expect(code).toBe(2)
    expect(out).toContain('hurry-word')
    expect(err).toBe('a.md:2:1: error: Rule broken-word failed\n')
  })

  it('does not count suppressed findings, and shows them to machines', async () => {
    const files = { '/shop/a.md': 'hurry\nallow: it is true' }
    const human = await forthright('a.md', { files })
    expect(human.code).toBe(0)
    expect(human.out).not.toContain('hurry-word')
    const report = jsonOf((await forthright('--format json a.md', { files })).out)
    expect(report.files[0].findings[0].suppressed).toBe('it is true')
    expect(report.summary.findings).toBe(0)
  })

  it('is 130 when cancelled', async () => {
    const { code, out } = await forthright('a.md', { files: { '/shop/a.md': 'hurry' }, signal: AbortSignal.abort() })
    expect({ code, out }).toEqual({ code: 130, out: '' })
  })
})

describe('usage', () => {
  const files = { '/shop/a.md': 'fine' }
  it.each(['th', 'th-TH', 'TH_th'])('takes the locale %s', async (locale) => {
    expect((await forthright(`--locale ${locale} a.md`, { files })).code).toBe(0)
  })

  it.each([
    ['--fromat json', 'unknown option “--fromat”; did you mean “--format”?'],
    ['--format jsno a.md', 'unknown format “jsno”; did you mean “json”?'],
    ['--rule hury-word:error a.md', 'unknown rule “hury-word”; did you mean “hurry-word”?'],
    ['--rule hurry-word:loud a.md', 'unknown severity “loud”; known are error, warning, info, hint, off'],
    ['--rule hurry-word a.md', '--rule takes an id and a severity'],
    ['--locale thai a.md', 'unknown locale “thai”; did you mean “th”?'],
    ['--kind return-policy a.md', 'unknown document kind “return-policy”; did you mean “returns-policy”?'],
    ['--fail-on warn a.md', 'unknown severity “warn”; did you mean “warning”?'],
    ['--fail-on nevr a.md', 'unknown severity “nevr”; did you mean “never”?'],
    ['--fail-on never --max-warnings 3 a.md', 'give either --fail-on never or --max-warnings, not both'],
    ['--concurrency 0 a.md', '--concurrency takes a whole number from 1 to 64, not “0”'],
    ['--max-size 0 a.md', '--max-size takes a whole number from 1 to 500, not “0”'],
    ['--max-size big a.md', '--max-size takes a whole number from 1 to 500, not “big”'],
    ['--max-warnings many a.md', '--max-warnings takes a whole number, not “many”'],
    ['--message-language de a.md', 'unknown message language “de”; known are document, en, th, zh-Hans'],
    ['--stdin a.md', 'give either --stdin or paths, not both'],
    ['--stdin-filename a.md', '--stdin-filename needs --stdin'],
    ['--as-of 2026-02-31 a.md', '--as-of takes a day such as 2026-11-22, not “2026-02-31”'],
    ['--as-of soon a.md', '--as-of takes a day such as 2026-11-22, not “soon”'],
    ['--output', "Option '-o, --output <value>' argument missing"],
    ['ledger --fix a.md', '“forthright ledger” has no use for --fix; leave it out'],
    ['ledger --fail-on hint a.md', '“forthright ledger” has no use for --fail-on'],
    ['ledger --stats a.md', '“forthright ledger” has no use for --stats'],
    ['diff --fix-suggestions a b', '“forthright diff” has no use for --fix-suggestions'],
    ['rules --fix', '“forthright rules” has no use for --fix'],
    ['test -f csv', '“forthright test” has no use for --format'],
    ['init -o x.yml', '“forthright init” has no use for --output'],
    ['init sub', 'init takes no further path; leave out “sub”'],
    ['--fail-on-weakened a.md', '“forthright” has no use for --fail-on-weakened'],
    ['--print-config a.md --fix', '“forthright --print-config” has no use for --fix'],
    ['--print-config a.md b.md', '--print-config takes no further path; leave out “b.md”'],
    ['--format csv a.md', 'unknown format “csv”; known are human, json, sarif, github, junit, markdown'],
    ['rules huri-word', 'unknown rule “huri-word”; did you mean “hurry-word”?'],
  ])('%s is refused', async (argv, message) => {
    const { code, out, err } = await forthright(argv, { files })
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain(message)
    expect(err).not.toContain('    at ')
  })

  it.each([
    '--format json --fromat x',
    '--fromat x -f json a.md',
    '--format=json --rule hury-word:error a.md',
    '--format json --locale thai a.md',
    '--format json --config gone.yml --print-config a.md',
    '--format json rules huri-word',
  ])('%s tells programs, too', async (argv) => {
    const { code, out, err } = await forthright(argv, { files })
    expect(code).toBe(2)
    const { errors, files: checked } = jsonOf(out)
    expect(checked).toEqual([])
    expect(errors).toHaveLength(1)
    expect(err).toContain(errors[0].message)
  })

  it.each([
    ['ledger', { asOf: '2026-11-22', commitments: [], summary: { files: 0 } }],
    ['diff old.md new.md', { before: 'old.md', after: 'new.md', documents: [] }],
  ])('%s tells programs in its own form', async (argv, shape) => {
    const { out, err } = await forthright(`${argv} -f json --locale thai`, { files })
    const { errors, ...report } = jsonOf(out)
    expect(report).toMatchObject({ version: 1, ...shape })
    expect(report.files).toBeUndefined()
    expect(err).toContain(errors[0].message)
  })

  it.each(['-', '--stdin'])('%s keeps standard output for the fixed text', async (stdin) => {
    const { out, err } = await forthright(`${stdin} --fix -f json --locale thai`, { stdin: 'hurry' })
    expect(out).toBe('')
    expect(err).toContain('"version": 1')
  })

  it('tells programs in the form and the place they asked for', async () => {
    const { out, host } = await forthright('--format sarif --output x.sarif --locale thai a.md', { files })
    expect(out).toBe('')
    expect(jsonOf(host.text('/shop/x.sarif') ?? '').runs[0].invocations[0].executionSuccessful).toBe(false)
    expect((await forthright('--format github --locale thai a.md', { files })).out).toMatch(
      /^::error title=forthright::/,
    )
  })

  it('writes no fixed file where the format of the report does not exist', async () => {
    const { host } = await forthright('--fix --format csv a.md', { files: { '/shop/a.md': 'hurry' } })
    expect(host.text('/shop/a.md')).toBe('hurry')
  })

  it.each(['rules -f json', 'rules', '--print-config a.md'])('%s writes into a file', async (argv) => {
    const { out } = await forthright(argv, { files })
    const written = await forthright(`${argv} -o x/y.json`, { files })
    expect({ out: written.out, file: written.host.text('/shop/x/y.json') }).toEqual({ out: '', file: out })
  })

  it('shows help and version', async () => {
    expect((await forthright('--help', {})).out).toContain('forthright [options] [files|folders|globs…]')
    expect((await forthright('--version', {})).out).toBe('9.9.9\n')
  })
})

describe('bad input', () => {
  const encoded = (label: string, text: string): Uint8Array => {
    const table = new Map<string, number[]>()
    const decoder = new TextDecoder(label)
    for (let high = 0x80; high < 0x100; high++) {
      table.set(decoder.decode(Uint8Array.of(high)), [high])
      for (let low = 0x40; low < 0x100; low++) {
        const character = decoder.decode(Uint8Array.of(high, low))
        if (character.length === 1 && !table.has(character)) table.set(character, [high, low])
      }
    }
    return Uint8Array.from([...text].flatMap((character) => table.get(character) ?? [character.charCodeAt(0)]))
  }

  it.each([
    ['gb18030', '本店所有商品一经售出，概不退换。如有疑问请联系客服。', 'GB18030'],
    ['big5', '本店所有商品一經售出，概不退換。如有疑問請聯絡客服。', 'Big5'],
    ['windows-1251', 'Возврат товара возможен в течение 14 дней. Гарантируем лучший результат.', 'windows-1251'],
    ['windows-874', 'สินค้าซื้อแล้วไม่รับเปลี่ยนหรือคืนทุกกรณี กรุณาติดต่อฝ่ายบริการลูกค้า', 'TIS-620 (windows-874)'],
  ])('names %s', async (label, text, name) => {
    const { code, err, out } = await forthright('.', {
      files: { '/shop/a.md': encoded(label, `plain\n${text}`), '/shop/b.md': 'fine' },
    })
    expect(code).toBe(2)
    expect(err).toBe(`a.md: error: is not UTF-8 (line 2); it is probably ${name}; save it as UTF-8\n`)
    expect(out).toContain('1 file in en checked')
  })

  it('says so where the encoding is not known', async () => {
    const { err } = await forthright('a.md', { files: { '/shop/a.md': Uint8Array.of(0x61, 0xff, 0x62) } })
    expect(err).toBe('a.md: error: is not UTF-8 (line 1); its encoding is not known; save it as UTF-8\n')
  })

  it('refuses UTF-16 without mark, broken UTF-16, and UTF-32', async () => {
    const utf16 = new Uint8Array(Buffer.from('Plain words', 'utf16le'))
    const files = {
      '/shop/a.md': utf16,
      '/shop/b.md': Uint8Array.of(0xff, 0xfe, 0x61, 0, 0, 0xd8),
      '/shop/c.md': Uint8Array.of(0xff, 0xfe, 0, 0, 0x61, 0, 0, 0),
    }
    expect((await forthright('.', { files })).err.split('\n')).toEqual([
      'a.md: error: seems to be UTF-16 without a byte order mark; save it as UTF-8',
      'b.md: error: begins like UTF-16 but is broken; save it as UTF-8',
      'c.md: error: is written in UTF-32; save it as UTF-8',
      '',
    ])
  })

  const binary = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13, 1, 2, 0, 3)

  it('skips a binary file in a folder, with the reason', async () => {
    const { code, out } = await forthright('--format json .', { files: { '/shop/a.md': binary, '/shop/b.md': 'fine' } })
    expect(code).toBe(0)
    expect(jsonOf(out).skipped).toEqual([{ path: 'a.md', reason: 'binary file' }])
  })

  it('refuses a binary file that is named', async () => {
    const { code, out } = await forthright('--format json a.png', { files: { '/shop/a.png': binary } })
    expect(code).toBe(2)
    expect(jsonOf(out).errors).toEqual([{ path: 'a.png', line: null, column: null, message: 'is a binary file' }])
  })

  it('does not read what is larger than allowed, and says so', async () => {
    const text = `hurry${' '.repeat(1024 * 1024)}`
    const files = { '/shop/in/a.md': text.repeat(20), '/shop/in/b.md': text, '/shop/c.md': text.repeat(12) }
    const { code, err, out } = await forthright('in c.md', { files })
    expect(code).toBe(2)
    expect(err.split('\n')).toEqual([
      'in/a.md: error: has 20.1 MB, more than --max-size (10 MB); split it, or raise the limit with --max-size 30',
      'c.md: error: has 12.1 MB, more than --max-size (10 MB); split it, or raise the limit with --max-size 20',
      '',
    ])
    expect(out).toContain('1 file in en checked')
    expect((await forthright('--max-size 30 in', { files })).code).toBe(1)
    expect((await forthright('--max-size 1 in/b.md', { files })).code).toBe(2)
    expect((await forthright('--print-config c.md', { files })).err).toContain('c.md: has 12.1 MB, more than')
    expect((await forthright('--stdin --max-size 1', { stdin: text })).err).toBe(
      'stdin.md: error: has more than --max-size (1 MB); split it, or raise the limit with --max-size 10\n',
    )
  })

  it('reports a kind of document that does not exist where it stands, with the findings', async () => {
    const files = { '/shop/a.md': '---\nkind: return-policy\n---\n\nhurry\n' }
    const { code, err, out } = await forthright('a.md', { files })
    const message = 'a.md:2:7: error: unknown document kind “return-policy”; did you mean “returns-policy”?\n'
    expect({ code, err }).toEqual({ code: 2, err: message })
    expect(out).toContain('hurry-word')
    const shown = await forthright('--print-config a.md', { files })
    expect({ code: shown.code, err: shown.err }).toEqual({ code: 2, err: message })
    expect(
      (await forthright('--fail-on never a.md', { files: { '/shop/a.md': '---\nkind: marketing\n---\n' } })).code,
    ).toBe(0)
  })

  it('reports an unreadable folder and file, and checks the others', async () => {
    const { code, out } = await forthright('--format json . locked.md', {
      files: { '/shop/secret/a.md': 'hurry', '/shop/b.md': 'hurry', '/shop/locked.md': 'hurry' },
      locked: ['/shop/secret', '/shop/locked.md'],
    })
    const report = jsonOf(out)
    expect(code).toBe(2)
    expect(report.errors).toEqual([
      { path: 'secret', line: null, column: null, message: 'permission denied' },
      { path: 'locked.md', line: null, column: null, message: 'permission denied' },
    ])
    expect(report.files.map(({ path }: { path: string }) => path)).toEqual(['b.md'])
  })

  it('reports a file that is not there and a glob that matches nothing', async () => {
    const { code, err } = await forthright('gone.md drafts/**/*.md', { files: { '/shop/b.md': 'fine' } })
    expect(code).toBe(2)
    expect(err).toBe(
      'gone.md: error: no such file or folder\nforthright: error: “drafts/**/*.md” matches no file; excluded and binary files do not count\n',
    )
  })

  it('fails where nothing was checked', async () => {
    const { code, err } = await forthright('.', { files: { '/shop/a.png': binary } })
    expect(code).toBe(2)
    expect(err).toBe('forthright: error: no file was checked; name files, folders or globs\n')
  })

  it('skips a link that leads nowhere', async () => {
    const { code, out } = await forthright('--format json .', {
      files: { '/shop/b.md': '' },
      links: { '/shop/a.md': 'gone.md' },
    })
    expect(code).toBe(0)
    expect(jsonOf(out).skipped).toEqual([{ path: 'a.md', reason: 'a link that leads nowhere' }])
  })
})

describe('encodings', () => {
  it.each([
    ['UTF-8 with BOM', Buffer.from('\uFEFFhurry')],
    ['UTF-16 LE', Buffer.from('\uFEFFhurry', 'utf16le')],
    ['UTF-16 BE', Buffer.from('\uFEFFhurry', 'utf16le').swap16()],
  ])('reads %s and counts from behind the mark', async (_, bytes) => {
    const { out } = await forthright('--format json a.md', { files: { '/shop/a.md': new Uint8Array(bytes) } })
    expect(jsonOf(out).files[0].findings[0].start).toEqual({ line: 1, column: 1, offset: 0 })
  })
})

describe('what is checked', () => {
  const paths = async (argv: string, world: World): Promise<readonly string[]> => {
    const { out } = await forthright(`--format json ${argv}`, world)
    return jsonOf(out).files.map(({ path }: { path: string }) => path)
  }
  const fine = (...names: readonly string[]) => Object.fromEntries(names.map((name) => [`/shop/${name}`, 'fine']))

  it('looks for prose in folders and skips what is not ours', async () => {
    const files = fine(
      'a.md',
      'b.markdown',
      'c.mdx',
      'd.html',
      'e.htm',
      'f.txt',
      'g.ts',
      'node_modules/h.md',
      '.git/i.md',
      'sub/J.MD',
    )
    expect(await paths('.', { files })).toEqual(['a.md', 'b.markdown', 'c.mdx', 'd.html', 'e.htm', 'f.txt', 'sub/J.MD'])
    expect(await paths('', { files })).toHaveLength(7)
  })

  it('takes named files of any kind, and globs that spell out an extension', async () => {
    const files = fine('a.md', 'b.rst', 'LICENSE', 'c/d.rst', 'c/e.png')
    expect(await paths('b.rst LICENSE', { files })).toEqual(['b.rst', 'LICENSE'])
    expect(await paths('**/*.rst', { files })).toEqual(['b.rst', 'c/d.rst'])
    expect(await paths('c/*.{rst,adoc}', { files })).toEqual(['c/d.rst'])
    expect(await paths('{*.rst,c/*}', { files })).toEqual(['b.rst'])
    expect(await paths('**/*', { files })).toEqual(['a.md'])
  })

  it('understands globs', async () => {
    const files = fine('a.md', 'b.md', 'sub/c.md', 'sub/deep/d.md', 'other/[id].md')
    expect(await paths('*.md', { files })).toEqual(['a.md', 'b.md'])
    expect(await paths('sub/**/*.md', { files })).toEqual(['sub/c.md', 'sub/deep/d.md'])
    expect(await paths('{a,sub/c}.md', { files })).toEqual(['a.md', 'sub/c.md'])
    expect(await paths('**/*.md !sub/**', { files })).toEqual(['a.md', 'b.md', 'other/[id].md'])
    expect(await paths('other/[id].md', { files })).toEqual(['other/[id].md'])
    expect(await paths('../*.md', { files, cwd: '/shop/sub' })).toEqual(['../a.md', '../b.md'])
  })

  it('checks each file once', async () => {
    const files = fine('a.md')
    expect(await paths('. a.md *.md', { files })).toEqual(['a.md'])
    expect(await paths('.', { files, links: { '/shop/b.md': 'a.md' } })).toEqual(['a.md'])
  })

  it('does not follow linked folders', async () => {
    expect(await paths('.', { files: fine('a/b.md'), links: { '/shop/a/loop': '..' } })).toEqual(['a/b.md'])
  })

  it('reads nested .gitignore files from the root of the repository', async () => {
    const files = {
      ...fine('.git/HEAD', 'in/a.md', 'in/out.md', 'in/keep.md', 'in/deep/b.md', 'build/c.md'),
      '/shop/.gitignore': 'out.md\nkeep.md\n/build/\n',
      '/shop/in/.gitignore': '!keep.md\ndeep\n',
    }
    expect(await paths('.', { files, cwd: '/shop/in' })).toEqual(['a.md', 'keep.md'])
    expect(await paths('--no-ignore .', { files })).toHaveLength(5)
  })

  it.each([
    ['counts', {}, ['docs/a.md', 'docs/b.md']],
    ['counts nowhere where the file system does not know it', { '/shop/.GITIGNORE': '' }, []],
  ])('case %s in .gitignore', async (_, also, found) => {
    const files = { ...fine('docs/a.md', 'docs/b.md'), '/shop/.git/HEAD': '', '/shop/.gitignore': 'Docs/\n', ...also }
    expect(await paths('.', { files })).toEqual(found)
  })

  it('checks a named file that .gitignore excludes, but not one that .forthrightignore does', async () => {
    const files = { ...fine('a.md', 'b.md', 'c.md'), '/shop/.gitignore': 'a.md', '/shop/.forthrightignore': 'b.md' }
    const { out } = await forthright('--format json a.md b.md c.md', { files })
    const report = jsonOf(out)
    expect(report.files.map(({ path }: { path: string }) => path)).toEqual(['a.md', 'c.md'])
    expect(report.skipped).toEqual([
      { path: 'b.md', reason: 'excluded by “b.md” in .forthrightignore; --no-ignore checks it' },
    ])
    expect((await forthright('b.md', { files })).code).toBe(2)
  })

  it.each(['.gitignore', '.forthrightignore'])('tells of a folder that is named and that %s excludes', async (name) => {
    const files = { ...fine('.git/HEAD', 'en/sub/a.md'), [`/shop/${name}`]: 'en/' }
    const skipped = (path: string) => ({ path, reason: `excluded by “en/” in ${name}; --no-ignore checks it` })
    const report = async (path: string) => jsonOf((await forthright(`-f json ${path}`, { files })).out)
    expect(await report('en')).toMatchObject({
      skipped: [skipped('en')],
      errors: [{ message: 'no file was checked; all were skipped' }],
    })
    expect((await report('en/sub')).skipped).toEqual([skipped('en/sub')])
    expect((await forthright('ledger en', { files })).err).toBe(`en: error: ${skipped('en').reason}\n`)
    expect(await paths('--no-ignore en', { files })).toEqual(['en/sub/a.md'])
  })

  it('takes the documents of the configuration where no path is given', async () => {
    const files = {
      ...fine('copy/a.md', 'copy/x/b.md', 'other/c.md'),
      '/shop/forthright.yml': 'documents:\n  - files: copy/**\n    kind: marketing\n',
    }
    expect(await paths('', { files })).toEqual(['copy/a.md', 'copy/x/b.md'])
    expect(await paths('', { files, cwd: '/shop/other' })).toEqual(['../copy/a.md', '../copy/x/b.md'])
  })

  it('fails where a glob of the configuration matches nothing', async () => {
    const files = { ...fine('a.md'), '/shop/forthright.yml': 'documents:\n  - files: [a.md, gone/**]\n' }
    const { code, err } = await forthright('', { files })
    expect(code).toBe(2)
    expect(err).toBe('forthright.yml: error: “gone/**” matches no file; excluded and binary files do not count\n')
  })

  it('understands backslashes on Windows', async () => {
    const files = { 'C:/shop/copy/a.md': 'fine' }
    expect(await paths('copy\\a.md', { files, cwd: 'C:/shop', windows: true })).toEqual(['copy/a.md'])
    expect(await paths('C:\\shop\\copy', { files, cwd: 'C:/shop', windows: true })).toEqual(['copy/a.md'])
  })

  it('reads standard input under a name', async () => {
    const { code, out } = await forthright('--stdin --stdin-filename copy/x.md --format json', { stdin: 'hurry' })
    expect(code).toBe(1)
    expect(jsonOf(out).files[0].path).toBe('copy/x.md')
    expect((await forthright('-', { stdin: 'fine' })).code).toBe(0)
    expect((await forthright('-', { stdin: 'fine', files: { '/shop/.forthrightignore': '*.md' } })).code).toBe(0)
    expect((await forthright('--stdin', { stdin: Uint8Array.of(0, 1) })).code).toBe(2)
  })
})

describe.each([
  ['.forthrightignore', 'dr/', '.forthrightignore'],
  ['forthright.yml', 'ignore: dr/', 'the configuration'],
])('standard input under a name that %s excludes', (file, text, where) => {
  const world = { files: { [`/shop/${file}`]: text }, stdin: 'hurry' }
  const named = '--stdin --stdin-filename dr/x.md'

  it('is skipped, as the file is', async () => {
    const { code, out } = await forthright(`${named} -f json`, world)
    const reason = `excluded by “dr/” in ${where}; --no-ignore checks it`
    expect(jsonOf(out)).toMatchObject({ files: [], skipped: [{ path: 'dr/x.md', reason }] })
    const there = { ...world.files, '/shop/dr/x.md': 'hurry' }
    expect(code).toBe((await forthright('dr/x.md', { files: there })).code)
    expect((await forthright(`${named} --no-ignore`, world)).code).toBe(1)
  })

  it('comes out as it is', async () => {
    expect((await forthright(`${named} --fix`, world)).out).toBe('hurry')
  })
})

describe('configuration', () => {
  const config = (text: string, more = {}) => ({ '/shop/forthright.yml': text, '/shop/a.md': 'hurry', ...more })

  it('uses the nearest file above the linted one', async () => {
    const files = config('rules:\n  hurry-word: off\n', {
      '/shop/sub/forthright.yml': 'rules:\n  hurry-word: error\n',
      '/shop/sub/b.md': 'hurry',
    })
    const report = jsonOf((await forthright('--format json .', { files })).out)
    expect(
      report.files.map((file: { findings: { severity: string }[] }) => file.findings.map(({ severity }) => severity)),
    ).toEqual([[], ['error']])
  })

  it('reports a broken file once, with place and remedy, and checks what it does not concern', async () => {
    const files = config('rulse:\n  hurry-word: off\n', {
      '/shop/b.md': 'hurry',
      '/shop/sub/forthright.yml': '',
      '/shop/sub/c.md': 'fine',
    })
    const { code, err, out } = await forthright('.', { files })
    expect(code).toBe(2)
    expect(err).toMatch(/^forthright\.yml:\d+:\d+: error: .*unknown key “rulse”; did you mean “rules”\?\n$/)
    expect(out).toContain('1 file in en checked')
  })

  it('reports an unknown rule with the nearest name', async () => {
    const { code, err } = await forthright('a.md', { files: config('rules:\n  bad-word: off\n  hury-word: off\n') })
    expect(code).toBe(2)
    expect(err).toMatch(/^forthright\.yml:3:\d+: error: .*unknown rule “hury-word”; did you mean “hurry-word”\?\n$/)
  })

  it('lets the command line win', async () => {
    const files = config('rules:\n  hurry-word: off\n')
    expect((await forthright('--rule hurry-word:error a.md', { files })).code).toBe(1)
  })

  it('uses --config alone, its globs seen from the current folder', async () => {
    const files = config('rules:\n  hurry-word: off\n', {
      '/shop/ci/other.yml': 'overrides:\n  - files: a.md\n    rules:\n      hurry-word: error\n',
    })
    expect(
      jsonOf((await forthright('--config ci/other.yml --format json a.md', { files })).out).files[0].findings[0]
        .severity,
    ).toBe('error')
    expect((await forthright('--config gone.yml a.md', { files })).err).toBe(
      'gone.yml:1:1: error: the configuration cannot be read: no such file or folder\n',
    )
  })

  it('leaves out what the configuration ignores', async () => {
    const files = config('ignore: drafts/\n', { '/shop/drafts/d.md': 'vile' })
    const { out } = await forthright('--format json a.md drafts/d.md', { files })
    expect(jsonOf(out).skipped).toEqual([
      { path: 'drafts/d.md', reason: 'excluded by “drafts/” in the configuration; --no-ignore checks it' },
    ])
    expect((await forthright('--fail-on error .', { files })).code).toBe(0)
  })

  it('counts what it accepts', async () => {
    const files = config('accept:\n  - text: hurry\n    reason: our name\n  - text: gone\n    reason: old\n')
    const { code, out } = await forthright('--stats --format json a.md', { files })
    expect(code).toBe(0)
    expect(jsonOf(out).stats).toEqual({
      rules: {},
      suppressed: 1,
      accepted: [
        { text: 'hurry', reason: 'our name', count: 1 },
        { text: 'gone', reason: 'old', count: 0 },
      ],
      time: { stages: { loading: 0, files: 0, comparing: 0, placing: 0 }, rules: {} },
    })
    expect((await forthright('--stats a.md', { files })).out).toContain('     1  “hurry” (our name)')
  })

  it('tells what the time went into, apart from the report', async () => {
    const { out, err } = await forthright('--stats a.md', { files: { '/shop/a.md': 'fine' }, tick: 5 })
    expect(out).not.toContain('Time by stage')
    expect(err).toMatch(/^Time by stage\n {7}5\.0 ms {2,}[\d.]+ % {2}loading\n/)
    expect(err).toMatch(/100\.0 % {2}all\n/)
    expect((await forthright('a.md', { files: { '/shop/a.md': 'fine' }, tick: 5 })).err).toBe('')
  })

  it('runs own rules', async () => {
    const own = { '/shop/house/shout': toyRule('shout', 'error', [{ word: 'SHOUT' }]) }
    const files = config('lexicons: house\nrules:\n  shout: warning\n', {
      '/shop/house/shout/rule.md': '',
      '/shop/house/shout/en.yml': '',
      '/shop/b.md': 'SHOUT',
    })
    const { out } = await forthright('--format json b.md --rule shout:info', { files }, own)
    expect(jsonOf(out).files[0].findings[0]).toMatchObject({ ruleId: 'shout', severity: 'info', url: '' })
    const log = jsonOf((await forthright('--format sarif b.md', { files }, own)).out)
    const helpUris = log.runs[0].tool.driver.rules.map(({ helpUri }: { helpUri?: string }) => helpUri)
    expect(helpUris.at(-1)).toBeUndefined()
    expect(helpUris[0]).toBe('https://example.org/rules/bad-word')
    expect((await forthright('--format markdown b.md', { files }, own)).out).toContain('| shout |')
  })

  it('begins with the presets that are named', async () => {
    const files = { '/shop/a.md': 'word', '/shop/forthright.yml': 'extends: forthright:strict\n' }
    const levels = async (args: string, world = files) =>
      jsonOf((await forthright(`--print-config a.md ${args}`, { files: world })).out)
    expect(await levels('')).toMatchObject({
      configurations: ['forthright:strict', 'forthright.yml'],
      rules: { 'broken-word': 'error' },
    })
    const bare = { ...files, '/shop/forthright.yml': 'rules:\n  broken-word: hint\n' }
    expect(await levels('--preset strict', bare)).toMatchObject({ rules: { 'broken-word': 'hint' } })
    expect(await levels('--preset strict --rule broken-word:off')).toMatchObject({ rules: { 'broken-word': 'off' } })
    expect(await levels('--preset forthright:strict', bare)).toMatchObject({ rules: { 'broken-word': 'hint' } })
    expect((await forthright('--preset strickt a.md', { files })).err).toContain('did you mean “strict”?')
  })

  it('lets the configuration say no to the preview that a preset asks for', async () => {
    const shy = toyRule('shy', 'error', [{ word: 'shy' }])
    const own = { '/shop/house/shy': { ...shy, page: { ...shy.page, preview: ['en'] } } }
    const levelOf = async (text: string) => {
      const rule = { '/shop/house/shy/rule.md': '', '/shop/house/shy/en.yml': '' }
      const files = config(`lexicons: house\n${text}`, rule)
      return jsonOf((await forthright('--preset strict --print-config a.md', { files }, own)).out).rules.shy
    }
    expect([await levelOf(''), await levelOf('preview: false\n')]).toEqual(['error', 'off'])
  })

  it('shows what holds for a file', async () => {
    const files = config(
      'locale: th\ndocuments:\n  - files: a.md\n    kind: marketing\n    status: draft\nrules:\n  bad-word: off\n',
    )
    const { code, out } = await forthright('--print-config a.md', { files })
    expect(code).toBe(0)
    expect(jsonOf(out)).toMatchObject({
      path: 'a.md',
      configurations: ['forthright.yml'],
      locale: 'th',
      localeFrom: 'configuration',
      kind: 'marketing',
      configured: {
        locale: null,
        fallbackLocale: 'th',
        fallbackLocaleFrom: 'forthright.yml',
        kindFrom: 'forthright.yml',
      },
      status: 'draft',
      rules: { 'bad-word': 'off', 'hurry-word': 'warning' },
    })
    expect((await forthright('--print-config gone.md', { files })).err).toBe(
      'forthright: error: gone.md: no such file or folder\n',
    )
  })
})

describe('findings that reach into other documents', () => {
  const files = {
    '/shop/.git/HEAD': '',
    '/shop/copy/a.md': 'sixty days',
    '/shop/policies/returns.md': 'Returns\n\nIn 5 thirty days',
  }
  const world = { files, cwd: '/shop/copy' }
  const there = { start: { line: 3, column: 6, offset: 14 }, end: { line: 3, column: 12, offset: 20 } }

  it('show places there', async () => {
    expect((await forthright('a.md', world)).out).toContain('    see ../policies/returns.md:3:6 says otherwise\n')
    const [finding] = jsonOf((await forthright('--format json a.md', world)).out).files[0].findings
    expect(finding.related).toEqual([{ path: '../policies/returns.md', ...there, message: 'says otherwise' }])
    expect(finding.fixes[0]).toEqual({
      title: 'Write sixty there',
      safe: true,
      edits: [{ path: '../policies/returns.md', start: 14, end: 20, text: 'sixty' }],
    })
    const [result] = jsonOf((await forthright('--format sarif a.md', world)).out).runs[0].results
    expect(result.relatedLocations[0].physicalLocation).toMatchObject({
      artifactLocation: { uri: '../policies/returns.md' },
      region: { startLine: 3, startColumn: 6 },
    })
    expect(result.fixes[0].artifactChanges[0].artifactLocation.uri).toBe('../policies/returns.md')
  })

  it('are not mended by fixes there', async () => {
    const { out, host } = await forthright('--fix a.md', world)
    expect(out).not.toMatch(/fix/)
    expect([...host.contents].map(([path]) => host.text(path))).toEqual(Object.values(files))
    const suggested = (await forthright('--fix-suggestions a.md', world)).host
    expect(suggested.text('/shop/copy/a.md')).toBe('thirty days')
    expect(suggested.text('/shop/policies/returns.md')).toBe(files['/shop/policies/returns.md'])
  })

  it('say what cannot be read there', async () => {
    const { code, err, out } = await forthright('a.md', { ...world, locked: ['/shop/policies'] })
    expect(code).toBe(2)
    expect(err).toBe('../policies/returns.md: error: permission denied; findings of other documents point to it\n')
    expect(out).toContain('clash-word')
  })
})

describe('fixing', () => {
  const bom = '\uFEFF'

  it('applies wording only and keeps mark, encoding and line endings', async () => {
    const { code, host } = await forthright('--fix .', {
      files: {
        '/shop/a.md': `${bom}hurry\r\nvile\r\n`,
        '/shop/b.md': new Uint8Array(Buffer.from(`${bom}hurry`, 'utf16le').swap16()),
      },
    })
    expect(code).toBe(1)
    expect(host.text('/shop/a.md')).toBe(`${bom}take your time\r\nvile\r\n`)
    expect(
      Buffer.from(host.contents.get('/shop/b.md') ?? [])
        .swap16()
        .toString('utf16le'),
    ).toBe(`${bom}take your time`)
  })

  it('applies suggestions when asked, and is clean then', async () => {
    const { code, host } = await forthright('--fix-suggestions a.md', { files: { '/shop/a.md': 'vile hurry' } })
    expect(code).toBe(0)
    expect(host.text('/shop/a.md')).toBe('[a fact] take your time')
  })

  it('goes on until nothing is left, and stops where fixes undo each other', async () => {
    const { host, out } = await forthright('--fix .', { files: { '/shop/a.md': 'one', '/shop/b.md': 'ping' } })
    expect(host.text('/shop/a.md')).toBe('three')
    expect(['ping', 'pong']).toContain(host.text('/shop/b.md'))
    expect(out).toContain('fixes applied')
  })

  it('leaves suppressed findings alone', async () => {
    const text = 'hurry\nallow: it is true'
    expect((await forthright('--fix a.md', { files: { '/shop/a.md': text } })).host.text('/shop/a.md')).toBe(text)
  })

  it('does not overwrite what someone else wrote meanwhile', async () => {
    const { code, err, host } = await forthright('--fix a.md', {
      files: { '/shop/a.md': 'hurry' },
      afterRead: (path, files) => files.set(path, new TextEncoder().encode('theirs')),
    })
    expect(code).toBe(2)
    expect(host.text('/shop/a.md')).toBe('theirs')
    expect(err).toContain('was changed by someone else meanwhile')
  })

  it('follows a link to the file that it changes', async () => {
    const { host } = await forthright('--fix b.md', {
      files: { '/shop/x/a.md': 'hurry' },
      links: { '/shop/b.md': 'x/a.md' },
    })
    expect(host.text('/shop/x/a.md')).toBe('take your time')
    expect(host.contents.has('/shop/b.md')).toBe(false)
  })

  it('writes fixed standard input to stdout and the report to stderr', async () => {
    const { code, out, err } = await forthright('--stdin --fix', { stdin: `${bom}hurry\r\n` })
    expect({ code, out }).toEqual({ code: 0, out: `${bom}take your time\r\n` })
    expect(err).toContain('1 fix applied')
  })
})

describe('output', () => {
  it('goes to a file', async () => {
    const { out, host } = await forthright('--format json --output reports/x.json a.md', {
      files: { '/shop/a.md': 'fine' },
    })
    expect(out).toBe('')
    expect(jsonOf(host.text('/shop/reports/x.json') ?? '').version).toBe(1)
  })

  it('fails where it cannot be written', async () => {
    const { code, err } = await forthright('--output locked/x a.md', {
      files: { '/shop/a.md': 'fine' },
      locked: ['/shop/locked'],
    })
    expect({ code, err }).toEqual({
      code: 2,
      err: 'forthright: error: locked/x cannot be written: permission denied\n',
    })
  })

  it('is quiet about what does not fail', async () => {
    const files = { '/shop/a.md': 'hurry one' }
    expect((await forthright('--quiet a.md', { files })).out).not.toContain('chain-word')
    expect(jsonOf((await forthright('--quiet --format json a.md', { files })).out).summary.findings).toBe(1)
  })

  it('shows progress on a terminal when it takes long, and clears it', async () => {
    const files = { '/shop/a.md': 'fine', '/shop/b.md': 'fine' }
    expect((await forthright('.', { files, terminal: true, tick: 400 })).err).toMatch(/\r\u001B\[K\d\/2 .*\r\u001B\[K$/)
    expect((await forthright('.', { files, terminal: true })).err).toBe('')
    expect((await forthright('.', { files, tick: 400 })).err).toBe('')
  })

  it('mentions large files on a terminal', async () => {
    const files = { '/shop/a.md': new Uint8Array(6 * 1024 * 1024).fill(97) }
    expect((await forthright('a.md', { files, terminal: true })).err).toBe('a.md has 6 MB; this takes a moment\n')
  })

  it('lets no control in the name of a file reach a terminal', async () => {
    const name = '/shop/a\u001B]0;x\u0007.md'
    const large = { [name]: new Uint8Array(6 * 1024 * 1024).fill(97) }
    expect((await forthright('.', { files: large, terminal: true })).err).toMatch(/^a\uFFFD\]0;x\uFFFD\.md has 6 MB/)
    const small = { [name]: 'fine', '/shop/b.md': 'fine' }
    const { err } = await forthright('.', { files: small, terminal: true, tick: 400 })
    expect(err).toContain('/2 a\uFFFD]0;x\uFFFD.md')
    expect(err).not.toContain('\u001B]')
  })
})

describe('subcommands', () => {
  it('lists rules and shows pages', async () => {
    const { out } = await forthright('rules', {})
    expect(out.split('\n')[0]).toBe('bad-word     error    pressure  What bad-word is about')
    expect(jsonOf((await forthright('rules --format json', {})).out)).toHaveLength(7)
    expect((await forthright('rules bad-word', {})).out).toContain(
      '# Title of bad-word\n\nbad-word: What bad-word is about',
    )
    expect(jsonOf((await forthright('rules bad-word --format json', {})).out)).toMatchObject({
      id: 'bad-word',
      locales: ['en'],
    })
  })

  it('writes a configuration once', async () => {
    const { code, host } = await forthright('init', {})
    expect(code).toBe(0)
    const written = host.text('/shop/forthright.yml') ?? ''
    expect(written).toContain('# Kinds: marketing, returns-policy')
    expect((await forthright('a.md', { files: { '/shop/forthright.yml': written, '/shop/a.md': 'fine' } })).code).toBe(
      0,
    )
    const again = await forthright('init', { files: { '/shop/forthright.yml': 'mine' } })
    expect(again.code).toBe(2)
    expect(again.err).toBe('forthright: error: forthright.yml exists already and was left as it is\n')
    expect(again.host.text('/shop/forthright.yml')).toBe('mine')
  })

  it('runs examples: those named, own ones, else all', async () => {
    expect((await forthright('test bad-word', {})).out).toBe('2 examples of 1 rule: all hold\n')
    const all = await forthright('test', {})
    expect(all.code).toBe(1)
    expect(all.out).toBe('pressure/loop-word/rule.md:10: failed: not found\n14 examples of 7 rules: 1 failure\n')
    const own = { '/shop/house/shout': toyRule('shout', 'error', [{ word: 'SHOUT' }]) }
    const files = {
      '/shop/forthright.yml': 'lexicons: house\n',
      '/shop/house/shout/rule.md': '',
      '/shop/house/shout/en.yml': '',
    }
    expect((await forthright('test', { files }, own)).out).toBe('2 examples of 1 rule: all hold\n')
  })
})

describe('diff', () => {
  it('does not take what cannot be read for gone', async () => {
    const { code, err, out } = await forthright('diff a b', {
      files: { '/shop/a/x/c.md': 'hurry', '/shop/b/x/c.md': '', '/shop/a/d.md': '', '/shop/b/d.md': 'vile' },
      locked: ['/shop/b/x'],
    })
    expect(err).toContain('b/x: error: permission denied')
    expect(out).toContain('1 finding introduced, 0 resolved')
    expect(code).toBe(2)
  })
})
