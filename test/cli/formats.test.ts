import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { run } from '../../src/cli/run.js'
import { memoryHost, type World } from './memory-host.js'
import { toyEngine } from './toy-engine.js'

const world: World = {
  files: {
    '/shop/copy/a b.md': 'Please hurry, it is vile.\n立刻 & <now>\n',
    '/shop/copy/ok.md': 'fine',
    '/shop/copy/quiet.md': 'hurry\nallow: we checked, it is 100% true',
    '/shop/forthright.yml': 'accept:\n  - text: one\n    reason: our name\n',
    '/shop/copy/one.md': 'one ping',
    '/shop/copy/bad.md': Uint8Array.of(0x61, 0xff),
  },
}

async function report(argv: string, host = memoryHost(world)): Promise<string> {
  await run(argv.split(' '), host, async () => toyEngine())
  return host.out()
}

describe('human', () => {
  it('groups by file and shows passage, reason, note and rewrites', async () => {
    const host = memoryHost({ files: { '/shop/a.md': 'Please hurry, it is vile.' } })
    expect(await report('a.md', host)).toBe(`\
a.md  en (text) · kind unknown

  1:8  warning  hurry-word
    Please hurry, it is vile.
           ~~~~~
    “hurry” is found.
    Haste costs trust.
    → take your time
    → no rush

  1:21  error  bad-word
    Please hurry, it is vile.
                        ~~~~
    “vile” is found.
    → [a fact]

1 file in en checked with 7 rules: 2 findings (1 error, 1 warning)
1 finding can be fixed with --fix
`)
  })

  it('says once what holds for two findings of a rule', async () => {
    const note = 'Haste costs trust.'
    const host = memoryHost({ files: { '/shop/a.md': 'hurry, hurry\n\nvile\n\nhurry' } })
    const text = await report('a.md', host)
    expect(text.split('hurry-word')).toHaveLength(4)
    expect(text.split(note)).toHaveLength(3)
  })

  it('shows at most two rewrites, and one of a sentence once', async () => {
    const host = memoryHost({ files: { '/shop/a.md': 'A slow sale is a slow sale.' } })
    const lines = (await report('a.md', host)).split('\n').filter((line) => line.includes('→'))
    expect(lines).toEqual(['    → quiet', '    → A sale.', '    → quiet'])
  })

  it('shows that a passage goes on below', async () => {
    const host = memoryHost({ files: { '/shop/a.md': 'So slow\nsale it is' } })
    expect(await report('a.md', host)).toContain('    So slow…\n       ~~~~\n')
  })

  it('names kind and locale with how they are known', async () => {
    const host = memoryHost({ files: { '/shop/a.md': 'vile' } })
    expect((await report('--kind marketing --locale th a.md', host)).split('\n')[0]).toBe(
      'a.md  th (configuration) · marketing (configuration)',
    )
  })

  it('colours only where it is wanted', async () => {
    const files = { '/shop/a.md': 'vile' }
    const sequence = '\u001B['
    const has = async (argv: string, more: World): Promise<boolean> =>
      (await report(argv, memoryHost({ files, ...more }))).includes(sequence)
    expect(await has('a.md', {})).toBe(false)
    expect(await has('a.md', { terminal: true })).toBe(true)
    expect(await has('a.md', { terminal: true, env: { NO_COLOR: '1' } })).toBe(false)
    expect(await has('a.md', { env: { FORCE_COLOR: '1' } })).toBe(true)
    expect(await has('--no-color a.md', { terminal: true, env: { FORCE_COLOR: '1' } })).toBe(false)
    expect(await has('--color a.md', { env: { NO_COLOR: '1' } })).toBe(true)
  })

  it('fits a narrow terminal', async () => {
    const host = memoryHost({
      files: { '/shop/a.md': `${'long '.repeat(40)}vile${' long'.repeat(40)}` },
      terminal: true,
      columns: 40,
      env: { NO_COLOR: '1' },
    })
    const lines = (await report('a.md', host)).split('\n')
    expect(lines[3]).toHaveLength(40)
    expect(lines[3]).toMatch(/^ {4}….* vile .*…$/)
  })
})

describe('json', () => {
  it('has exactly the fields of version 1', async () => {
    const data = JSON.parse(await report('--format json --no-ignore copy'))
    expect(Object.keys(data)).toEqual(['version', 'tool', 'files', 'skipped', 'errors', 'summary'])
    expect(data.version).toBe(1)
    expect(data.tool).toEqual({ name: 'forthright', version: '9.9.9' })
    expect(data.summary).toEqual({
      files: 4,
      findings: 4,
      bySeverity: { error: 1, warning: 2, info: 0, hint: 1 },
      milliseconds: 0,
    })
    expect(Object.keys(data.files[0])).toEqual(['path', 'locale', 'kind', 'findings', 'coverage'])
    expect(data.files[0].findings[0]).toEqual({
      ruleId: 'hurry-word',
      group: 'pressure',
      severity: 'warning',
      message: '“hurry” is found.',
      note: 'Haste costs trust.',
      url: 'https://example.org/rules/hurry-word',
      locale: 'en',
      start: { line: 1, column: 8, offset: 7 },
      end: { line: 1, column: 13, offset: 12 },
      actual: 'hurry',
      fixes: [
        {
          title: 'Write take your time',
          safe: true,
          edits: [{ path: 'copy/a b.md', start: 7, end: 12, text: 'take your time' }],
        },
        { title: 'Write no rush', safe: false, edits: [{ path: 'copy/a b.md', start: 7, end: 12, text: 'no rush' }] },
      ],
      related: [],
      suppressed: null,
    })
    expect(data.errors).toEqual([
      {
        path: 'copy/bad.md',
        line: null,
        column: null,
        message: 'is not UTF-8 (line 1); its encoding is not known; save it as UTF-8',
      },
    ])
  })
})

describe('sarif', () => {
  it('has rules, regions, fixes, suppressions and what failed', async () => {
    const log = JSON.parse(await report('--format sarif copy'))
    const [{ tool, results, invocations, columnKind }] = log.runs
    expect(log.version).toBe('2.1.0')
    expect(columnKind).toBe('utf16CodeUnits')
    expect(tool.driver.rules[1]).toMatchObject({
      id: 'hurry-word',
      name: 'HurryWord',
      helpUri: 'https://example.org/rules/hurry-word',
      defaultConfiguration: { level: 'warning' },
      properties: { tags: ['pressure'] },
    })
    expect(results[0]).toMatchObject({
      ruleId: 'hurry-word',
      ruleIndex: 1,
      level: 'warning',
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'copy/a%20b.md', uriBaseId: '%SRCROOT%' },
            region: { startLine: 1, startColumn: 8, endLine: 1, endColumn: 13, charOffset: 7, charLength: 5 },
          },
        },
      ],
    })
    expect(results[0].fixes[0].artifactChanges[0].replacements).toEqual([
      {
        deletedRegion: { startLine: 1, startColumn: 8, endLine: 1, endColumn: 13, charOffset: 7, charLength: 5 },
        insertedContent: { text: 'take your time' },
      },
    ])
    const suppressed = results.flatMap(({ suppressions }: { suppressions?: unknown[] }) => suppressions ?? [])
    expect(suppressed).toEqual([
      { kind: 'external', justification: 'our name' },
      { kind: 'inSource', justification: 'we checked, it is 100% true' },
    ])
    expect(invocations[0].executionSuccessful).toBe(false)
    expect(invocations[0].toolExecutionNotifications[0].locations[0].physicalLocation.artifactLocation.uri).toBe(
      'copy/bad.md',
    )
    const fingerprints = results.map(
      ({ partialFingerprints }: { partialFingerprints: Record<string, string> }) =>
        partialFingerprints['forthright/v1'],
    )
    expect(new Set(fingerprints).size).toBe(fingerprints.length)
  })
})

describe('github', () => {
  it('writes escaped workflow commands', async () => {
    const lines = (await report('--format github copy')).split('\n')
    expect(lines[0]).toBe(
      '::error file=copy/bad.md,title=forthright::is not UTF-8 (line 1); its encoding is not known; save it as UTF-8',
    )
    expect(lines[1]).toBe(
      '::warning file=copy/a b.md,line=1,endLine=1,col=8,endColumn=13,title=hurry-word::“hurry” is found.%0AHaste costs trust.',
    )
    expect(lines.at(-2)).toContain('::notice file=copy/one.md')
  })

  it('escapes what would end a command or a property', async () => {
    const host = memoryHost({
      files: {
        '/shop/100%,a:b.md': 'hurry',
        '/shop/forthright.yml': 'rules:\n  hurry-word: error\n',
      },
    })
    const [line] = (await report('--format github .', host)).split('\n')
    expect(line).toBe(
      '::error file=100%25%2Ca%3Ab.md,line=1,endLine=1,col=1,endColumn=6,title=hurry-word::“hurry” is found.%0AHaste costs trust.',
    )
    const failed = await report('--format github --locale 50%:x a.md')
    expect(failed).toBe('::error title=forthright::unknown locale “50%25:x”; known are en, th, zh-Hans\n')
  })

  it('keeps to the limit of GitHub and says so', async () => {
    const host = memoryHost({ files: { '/shop/a,b:c.md': 'vile '.repeat(12) } })
    const lines = (await report('--format github .', host)).trim().split('\n')
    expect(lines.filter((line) => line.startsWith('::error file=a%2Cb%3Ac.md'))).toHaveLength(10)
    expect(lines.slice(10)).toEqual([
      '2 more, beyond the 10 of a level that GitHub shows:',
      'a,b:c.md:1:51 error bad-word “vile” is found.',
      'a,b:c.md:1:56 error bad-word “vile” is found.',
    ])
  })
})

describe('junit', () => {
  it('fails what fails the run, and escapes', async () => {
    const host = memoryHost({
      files: {
        '/shop/a&b.md': 'vile <\u0001>',
        '/shop/b.md': 'ping',
        '/shop/c.md': 'hurry\nallow: "so"',
        '/shop/d.md': 'fine',
        '/shop/e.md': Uint8Array.of(0xff),
      },
    })
    const xml = await report('--format junit .', host)
    expect(xml).toContain('<testsuites name="forthright" tests="5" failures="1" errors="1" time="0.000">')
    expect(xml).toContain('<testsuite name="a&amp;b.md" tests="1" failures="1" errors="0" skipped="0">')
    expect(xml).toContain(
      '<failure message="“vile” is found." type="error">a&amp;b.md:1:1&#10;vile &lt;\uFFFD&gt;&#10;“vile” is found.</failure>',
    )
    expect(xml).toContain('<system-out>b.md:1:1')
    expect(xml).toContain('<skipped message="&quot;so&quot;"/>')
    expect(xml).toContain('<testcase classname="d.md" name="no findings"/>')
    expect(xml).toContain('<error message="is not UTF-8')
  })
})

describe('junit, whatever a document holds', () => {
  it('is well-formed XML', async () => {
    const unit = fc.constantFrom(
      '<',
      '&',
      '"',
      "'",
      ']]>',
      '\u0000',
      '\u001B',
      '\uFFFE',
      '\uD800',
      '😀',
      '\r',
      'vile',
      'x',
    )
    await fc.assert(
      fc.asyncProperty(fc.string({ unit, maxLength: 12 }), async (text) => {
        const host = memoryHost({ files: { '/shop/a.md': `vile ${text}\nallow: ${text}`, '/shop/b"&.md': 'vile' } })
        expect(openTags(await report('--format junit .', host))).toEqual([])
      }),
      { numRuns: 50 },
    )
  })
})

/** The tags of an XML text that are not closed, or what cannot stand in XML. */
function openTags(xml: string): readonly string[] {
  const open: string[] = []
  const token =
    /<\?xml[^?]*\?>|<(\/?)([a-z-]+)((?: [a-z]+="[^"<]*")*)(\/?)>|&(?:lt|gt|amp|quot|#10);|[\t\n\r\u0020-\u0025\u0027-\u003B=\u003F-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/uy
  for (let at = 0; at < xml.length; at = token.lastIndex) {
    token.lastIndex = at
    const match = token.exec(xml)
    if (!match) return [`cannot stand here: ${JSON.stringify(xml.slice(at, at + 20))}`]
    const [, closes, name = '', , empty] = match
    if (name === '' || empty === '/') continue
    if (closes !== '/') open.push(name)
    else if (open.pop() !== name) return [`</${name}>`]
  }
  return open
}

describe('markdown', () => {
  it('has one table for each file', async () => {
    const text = await report('--format markdown --stats copy')
    expect(text).toContain('# Forthright\n\nFindings: 4 (error: 1, warning: 2, hint: 1). Files checked: 4.')
    expect(text).toContain('## `copy/a b.md` (en)')
    expect(text).toContain(
      '| 1:8 | warning | [hurry-word](https://example.org/rules/hurry-word) | “hurry” is found.<br>Haste costs trust. | take your time |',
    )
    expect(text).toContain('\\[a fact\\]')
    expect(text).toContain('## Could not be done\n\n- `copy/bad.md`: is not UTF-8')
    expect(text).toContain('- `one`: 1 (our name)')
  })
})
