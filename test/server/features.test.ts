import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { type CompletionItem, type Hover, MarkupContent, type WorkspaceEdit } from 'vscode-languageserver/node'
import type { DocumentStatus, ReportResult } from '../../src/server/protocol.js'
import { forthright, inFolder } from '../e2e/program.js'
import { missing, type ScriptedClient, withClient } from './client.js'
import { uriIn } from './uri-in.js'

// Each test starts a process, on machines that may be busy.
vi.setConfig({ testTimeout: 120_000 })

const sample = 'Hurry, only 3 left in stock!\n'

/** The text before the mark `|`, the text after it, and its place. */
function cursor(marked: string) {
  const [before = '', after = ''] = marked.split('|')
  const lines = before.split('\n')
  return { text: before + after, position: { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 } }
}

/** Asks at the mark `|` of a text. */
async function ask<T>(client: ScriptedClient, method: string, uri: string, marked: string, languageId = 'markdown') {
  const { text, position } = cursor(marked)
  await client.open(uri, text, languageId)
  return client.connection.sendRequest<T>(method, { textDocument: { uri }, position })
}

const hoverText = (hover: Hover | null): string =>
  hover && MarkupContent.is(hover.contents) ? hover.contents.value : ''

describe.skipIf(missing !== '')(`the built server${missing}`, () => {
  it.each([
    ['en', 'Start your risk-|free trial.', 'Before', /free trial: cancel before/],
    ['th', 'แปลกใจไหม เปลี่ยนแอปวันนี้ ไร้ความ|เสี่ยง', 'Before', /ไร้ความเสี่ยง/],
    ['zh-Hans', '现在下单，没有任|何风险。', 'Before', /风险/],
    ['ru', 'Попробуйте без ри|ска.', 'Before', /риск/],
  ])('explains a finding in %s', async (locale, text, before, after) => {
    await inFolder({}, (folder) =>
      withClient({ folder }, async (client) => {
        const uri = uriIn(folder, `${locale}/a.md`)
        const found = hoverText(await ask<Hover | null>(client, 'textDocument/hover', uri, text))
        expect(found).toContain('`risk-free-claim`')
        expect(found).toMatch(/\(https:[^)]*risk-free-claim\)/)
        expect(found).toMatch(after)
        if (locale === 'en') expect(found).toContain(before)
      }),
    )
  })

  it('says nothing where nothing was found, and what a rule is where it is named', async () => {
    await inFolder({}, (folder) =>
      withClient({ folder }, async (client) => {
        expect(await ask(client, 'textDocument/hover', uriIn(folder, 'en/a.md'), 'All is |well.')).toBeNull()
        const named = await ask<Hover>(
          client,
          'textDocument/hover',
          uriIn(folder, 'forthright.yml'),
          'rules:\n  false-|urgency: off\n',
          'yaml',
        )
        expect(hoverText(named)).toContain('False urgency')
      }),
    )
  })

  it('completes comments that silence', async () => {
    await inFolder({}, (folder) =>
      withClient({ folder }, async (client) => {
        const complete = (name: string, text: string) =>
          ask<CompletionItem[]>(client, 'textDocument/completion', uriIn(folder, name), text)
        const directives = await complete('a.md', '<!-- forth|')
        expect(directives.map(({ label }) => label)).toContain('forthright-ignore-next-line')
        const rules = await complete('b.md', `<!-- forthright-ignore-next-line fal|\n${sample}`)
        const first = [...rules].sort((a, b) => ((a.sortText ?? '') < (b.sortText ?? '') ? -1 : 1))[0]
        expect(first?.label).toMatch(/^false-/)
        const reasons = await complete(
          'c.md',
          `<!-- forthright-ignore-next-line false-urgency -- stock is live -->\n${sample}\n<!-- forthright-ignore-line x -- st|`,
        )
        expect(reasons).toMatchObject([{ label: 'stock is live' }])
        expect(await complete('d.md', 'An ordinary |sentence.')).toEqual([])
      }),
    )
  })

  it.each([
    ['|', 'documents'],
    ['locale: |', 'zh-Hant'],
    ['rules:\n  |', 'false-urgency'],
    ['rules:\n  false-urgency: |', 'off'],
    ['documents:\n  - files: a.md\n    |', 'kind'],
    ['documents:\n  - files: a.md\n    kind: ret|', 'returns-policy'],
    ['overrides:\n  - files: a.md\n    rules:\n      |', 'false-urgency'],
    ['accept:\n  - |', 'reason'],
  ])('completes a configuration: %j', async (text, expected) => {
    await inFolder({}, (folder) =>
      withClient({ folder }, async (client) => {
        const found = await ask<CompletionItem[]>(
          client,
          'textDocument/completion',
          uriIn(folder, 'forthright.yml'),
          text,
          'yaml',
        )
        expect(found.map(({ label }) => label)).toContain(expected)
        expect(found.every(({ label }) => label !== 'rules')).toBe(expected !== 'documents')
      }),
    )
  })

  it('shows the kind of a document, and changes it', async () => {
    await inFolder({}, (folder) =>
      withClient({ folder, initializationOptions: { commands: ['forthright.setKind'] } }, async (client) => {
        const edited = async (name: string, languageId: string, text: string) => {
          const uri = uriIn(folder, name)
          await client.open(uri, text, languageId)
          const edit = await client.connection.sendRequest<WorkspaceEdit | null>('forthright/setKind', {
            uri,
            kind: 'terms',
          })
          return edit && JSON.stringify(edit.documentChanges)
        }
        expect(await edited('a.md', 'markdown', sample)).toContain('---\\nkind: terms\\n---\\n\\n')
        expect(await edited('b.md', 'markdown', `---\ntitle: x\nkind: marketing\n---\n${sample}`)).toContain(
          '"newText":"kind: terms"',
        )
        expect(await edited('c.md', 'markdown', `---\nkind: terms\n---\n${sample}`)).toBeNull()
        expect(await edited('e.html', 'html', `---\nlayout: x\n---\n<p>${sample}</p>`)).toContain(
          '"newText":"kind: terms\\n"',
        )
        expect(await edited('f.md', 'markdown', `+++\nkind = "marketing"\n+++\n${sample}`)).toContain(
          '"newText":"kind = \\"terms\\""',
        )
        const lenses = await client.connection.sendRequest('textDocument/codeLens', {
          textDocument: { uri: uriIn(folder, 'c.md') },
        })
        expect(lenses).toMatchObject([
          { command: { title: 'Kind: terms', command: 'forthright.setKind' } },
          { command: { title: expect.stringMatching(/^Findings: \d/), command: '' } },
        ])
      }),
    )
  })

  it.each([
    ['d.html', '', 'overrides:\n  - files: ./d.html\n    kind: terms\n'],
    ['pages/[slug].html', '', 'overrides:\n  - files: "./pages/\\\\[slug\\\\].html"\n    kind: terms\n'],
    ['in/d.txt', 'house/forthright.yml', 'overrides:\n  - files: ./in/d.txt\n    kind: terms\n'],
  ])('sets the kind of %s, and leaves everything else as it was', async (name, configFile, entry) => {
    const others = { 'b.html': '<p>Fine.</p>', 'other/d.html': '<p>Fine.</p>', 'house/forthright.yml': 'locale: en\n' }
    await inFolder({ ...others, [name]: `<p>${sample}</p>` }, (folder) =>
      withClient({ folder, settings: { configFile } }, async (client) => {
        const uri = uriIn(folder, name)
        await client.open(uri, `<p>${sample}</p>`, 'html')
        const edit = await client.connection.sendRequest<WorkspaceEdit | null>('forthright/setKind', {
          uri,
          kind: 'terms',
        })
        const changes = edit?.documentChanges?.flatMap((change) => ('edits' in change ? change.edits : [])) ?? []
        expect(changes).toMatchObject([{ newText: entry }])
        writeFileSync(join(folder, configFile || 'forthright.yml'), entry)
        await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: {} })
        const status = await client.connection.sendRequest<DocumentStatus | null>('forthright/status', { uri })
        expect(status).toMatchObject({ kind: 'terms', kindFrom: 'configuration' })
        expect(await client.connection.sendRequest('forthright/checkWorkspace', {})).toMatchObject({
          files: 3,
          problems: [],
        })
      }),
    )
  })

  it('sets a kind in no configuration that is not read', async () => {
    await inFolder({ 'forthright.yml': 'overrides: []\n' }, (folder) =>
      withClient({ folder, initializationOptions: { trusted: false } }, async (client) => {
        const set = async (name: string, languageId: string) => {
          const uri = uriIn(folder, name)
          await client.open(uri, sample, languageId)
          return client.connection.sendRequest('forthright/setKind', { uri, kind: 'terms' })
        }
        expect(await set('a.html', 'html')).toBeNull()
        expect(await set('a.md', 'markdown')).toMatchObject({ documentChanges: [{ edits: [{}] }] })
        await client.connection.sendNotification('forthright/trust')
        expect(await set('b.html', 'html')).toMatchObject({ documentChanges: [{ edits: [{}] }] })
      }),
    )
  })

  it('answers what the status item and the views ask', async () => {
    await inFolder({ 'forthright.yml': 'ignore: old/\n' }, (folder) =>
      withClient({ folder }, async (client) => {
        const status = (uri: string) =>
          client.connection.sendRequest<DocumentStatus | null>('forthright/status', { uri })
        const uri = uriIn(folder, 'en/a.md')
        expect(await status(uri)).toBeNull()
        await client.open(uri, sample)
        expect(await status(uri)).toMatchObject({
          state: 'checked',
          locale: 'en',
          config: uriIn(folder, 'forthright.yml'),
        })
        await client.open(uriIn(folder, 'old/a.md'), sample)
        expect(await status(uriIn(folder, 'old/a.md'))).toMatchObject({ state: 'ignored', detail: 'old/' })
        const { documents } = await client.connection.sendRequest<ReportResult>('forthright/report', {})
        expect(documents.map(({ path }) => path)).toEqual(['en/a.md'])
      }),
    )
  })

  it('speaks the language of the editor', async () => {
    await inFolder({}, (folder) =>
      withClient({ folder, locale: 'zh-tw' }, async (client) => {
        const uri = uriIn(folder, 'en/a.md')
        await client.open(uri, sample)
        const everything = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } }
        const titles = (await client.actions(uri, everything)).map(({ title }) => title)
        expect(titles).toContain('保留此處的 false-urgency 並說明理由')
      }),
    )
  })
})

describe.skipIf(missing !== '')(`what goes wrong${missing}`, () => {
  it('does not end the server', async () => {
    await inFolder({}, (folder) =>
      withClient({ folder }, async (client) => {
        const send = (text: string) =>
          client.child.stdin?.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`)
        send('{ this is no JSON')
        send('{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{}}')
        send('{"jsonrpc":"2.0","method":"textDocument/didChange","params":null}')
        await expect(client.connection.sendRequest('forthright/unknown')).rejects.toThrow()
        await expect(client.connection.sendRequest('forthright/setKind', null)).rejects.toThrow()
        await client.open('file:///%E0%A4%A', sample)
        await client.pull('file:///%E0%A4%A').catch(() => undefined)
        const uri = uriIn(folder, 'en/a.md')
        await client.open(uri, '\uD800 <p {{ [ --- \u0000')
        expect((await client.pull(uri)).kind).toBe('full')
        expect(await client.diagnostics(uriIn(folder, 'gone.md'))).toEqual([])
        expect(await client.stop()).toBe(0)
      }),
    )
  })

  it('is told at its place where a document cannot be read', async () => {
    await inFolder({}, (folder) =>
      withClient({ folder }, async (client) => {
        const uri = uriIn(folder, 'en/a.mdx')
        await client.open(uri, '# Title\n\n<Open>\n', 'mdx')
        expect(await client.diagnostics(uri)).toMatchObject([
          { severity: 1, range: { start: { line: expect.any(Number) } } },
        ])
      }),
    )
  })

  it('is nothing that a server leaves behind that was killed', async () => {
    await inFolder({ 'en/b.md': sample }, async (folder) => {
      const uri = uriIn(folder, 'en/a.md')
      const found = async (client: ScriptedClient) => {
        await client.open(uri, sample)
        return client.diagnostics(uri)
      }
      const before = await withClient({ folder }, async (client) => {
        const diagnostics = await found(client)
        client.child.kill('SIGKILL')
        await client.exited
        return diagnostics
      })
      expect(readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()).toEqual(['en', join('en', 'b.md')])
      expect(await withClient({ folder }, found)).toEqual(before)
    })
  })

  it('shows text of a document as text', async () => {
    await inFolder({}, (folder) =>
      withClient({ folder }, async (client) => {
        const text = 'Hurry, on|ly 3 &lt;b&gt;free \\[x\\](command:evil) left in stock!\n'
        const hover = await ask<Hover | null>(client, 'textDocument/hover', uriIn(folder, 'en/a.md'), text)
        expect(hoverText(hover)).toContain('false-')
        expect(hoverText(hover)).toContain('command:evil')
        expect(hoverText(hover)).not.toMatch(/(?<!\\)<b|(?<!\\)\]\(command:(?!forthright\.openRule)/)
      }),
    )
  })

  it('ends the server when its client goes away', async () => {
    await inFolder({}, (folder) =>
      withClient({ folder }, async (client) => {
        client.child.stdin?.end()
        expect(await client.exited).not.toBe(0)
      }),
    )
  })

  it('leaves documents alone that cannot be found any more', async () => {
    await inFolder({ 'en/a.md': sample }, (folder) =>
      withClient({ folder }, async (client) => {
        writeFileSync(join(folder, 'en/b.md'), Buffer.from([0xff, 0xfe, 0, 0]))
        const result = await client.connection.sendRequest('forthright/checkWorkspace', {})
        expect(result).toMatchObject({ files: 1 })
      }),
    )
  })

  it('is said where no transport is given', async () => {
    await inFolder({}, async (folder) => {
      expect(await forthright(folder, ['lsp'])).toMatchObject({ code: 2, err: expect.stringContaining('--stdio') })
    })
  })
})
