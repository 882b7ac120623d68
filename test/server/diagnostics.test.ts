import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { CancellationTokenSource, type Diagnostic, FileChangeType, ProgressType } from 'vscode-languageserver/node'
import { URI } from 'vscode-uri'
import type { JsonReport } from '../../src/cli/formats/json.js'
import type { CheckWorkspaceResult, DiagnosticData, ReportFinding } from '../../src/server/protocol.js'
import { forthright, inFolder } from '../e2e/program.js'
import { missing, patient, type ScriptedClient, withClient } from './client.js'
import { uriIn } from './uri-in.js'

// Each test starts a process, on machines that may be busy.
vi.setConfig({ testTimeout: 120_000 })

const storefront = resolve('media/storefront')
const sample = 'Hurry, only 3 left in stock!\n'

function findingOf({ data }: Diagnostic): ReportFinding {
  const { finding }: DiagnosticData = data
  if (!finding) throw new Error('The diagnostic carries no finding')
  return finding
}

const rulesOf = (diagnostics: readonly Diagnostic[]) => diagnostics.map(({ code }) => code)

async function opened(client: ScriptedClient, folder: string, name: string, text = sample): Promise<string> {
  const uri = uriIn(folder, name)
  await client.open(uri, text)
  return uri
}

describe.skipIf(missing !== '')(`diagnostics of the built server${missing}`, () => {
  it('carry the findings of the command line, byte for byte', async () => {
    const { out } = await forthright(storefront, ['--format', 'json', '.'])
    const { files }: JsonReport = JSON.parse(out)
    expect(files.length).toBeGreaterThan(10)
    await withClient({ folder: storefront, capabilities: patient }, async (client) => {
      for (const file of files) {
        const uri = await opened(client, storefront, file.path, readFileSync(join(storefront, file.path), 'utf8'))
        const findings = (await client.diagnostics(uri)).map(findingOf)
        const standing = file.findings.filter(({ suppressed }) => suppressed === null)
        expect(JSON.stringify(findings, null, 2)).toBe(JSON.stringify(standing, null, 2))
        const { documents } = await client.connection.sendRequest<{ documents: { findings: unknown }[] }>(
          'forthright/report',
          { uri },
        )
        expect(JSON.stringify(documents[0]?.findings)).toBe(JSON.stringify(file.findings))
      }
    })
  })

  it('follow edits, and are not sent twice', async () => {
    await inFolder({}, (folder) =>
      withClient({ folder }, async (client) => {
        const uri = await opened(client, folder, 'en/a.md')
        const first = await client.pull(uri)
        expect(first.kind).toBe('full')
        const again = await client.pull(uri, first.resultId)
        expect(again).toEqual({ kind: 'unchanged', resultId: first.resultId })
        await client.edit(uri, 0, sample.length, 'All is well.\n')
        expect(await client.diagnostics(uri)).toEqual([])
        await client.edit(uri, 0, 0, sample)
        expect(rulesOf(await client.diagnostics(uri))).toContain('false-urgency')
      }),
    )
  })

  it('show errors as warnings unless settings say otherwise', async () => {
    const files = { 'forthright.yml': 'rules: { false-urgency: error }\n' }
    await inFolder(files, (folder) =>
      withClient({ folder }, async (client) => {
        const uri = await opened(client, folder, 'en/a.md')
        const find = async () => (await client.diagnostics(uri)).find(({ code }) => code === 'false-urgency')
        const shown = await find()
        expect(shown?.severity).toBe(2)
        expect(shown && findingOf(shown).severity).toBe('error')
        client.settings.severityOverride = { error: 'error' }
        await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: null })
        await client.until(() => client.refreshes > 0)
        expect((await find())?.severity).toBe(1)
        client.settings.enable = false
        await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: null })
        await client.until(() => client.refreshes > 1)
        expect(await client.diagnostics(uri)).toEqual([])
      }),
    )
  })

  it('say what is wrong with a configuration, and go on with the last that was whole', async () => {
    await inFolder({ 'forthright.yml': 'rules: { false-urgency: off }\n' }, (folder) =>
      withClient({ folder }, async (client) => {
        const uri = await opened(client, folder, 'en/a.md')
        const config = uriIn(folder, 'forthright.yml')
        expect(rulesOf(await client.diagnostics(uri))).not.toContain('false-urgency')
        writeFileSync(join(folder, 'forthright.yml'), 'rules: { fals-urgency: off }\n')
        await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
          changes: [{ uri: config, type: FileChangeType.Changed }],
        })
        await client.until(() => client.refreshes > 0)
        const report = await client.pull(uri)
        expect(report).toMatchObject({
          relatedDocuments: {
            [config]: { items: [{ message: expect.stringContaining('did you mean “false-urgency”?') }] },
          },
        })
        expect(report.kind === 'full' && rulesOf(report.items)).not.toContain('false-urgency')
        await client.open(config, 'rules: { false-urgency: loud }\n', 'yaml')
        expect(await client.diagnostics(config)).toMatchObject([
          { range: { start: { line: 0, character: 24 } }, message: expect.stringContaining('unknown severity “loud”') },
        ])
      }),
    )
  })

  it('follow the claims register, also one that is not there yet', async () => {
    const files = { 'forthright.yml': 'claims: claims.yml\n', 'en/a.md': 'In short, 9 out of 10 customers agree.\n' }
    const entry = '- claim: 9 out of 10 customers agree\n  proof: a test\n  owner: Ana\n  expires: 2020-01-31\n'
    await inFolder(files, (folder) =>
      withClient({ folder, capabilities: patient }, async (client) => {
        const [uri, register] = [uriIn(folder, 'en/a.md'), uriIn(folder, 'claims.yml')]
        await client.open(uri, files['en/a.md'])
        const config = uriIn(folder, 'forthright.yml')
        const saved = async (text: string, type: FileChangeType) => {
          writeFileSync(join(folder, 'claims.yml'), text)
          await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
            changes: [{ uri: register, type }],
          })
          return client.pull(uri)
        }
        expect(await client.pull(uri)).toMatchObject({
          relatedDocuments: { [config]: { items: [{ message: expect.stringContaining('there is no file') }] } },
        })
        const past = await saved(entry, FileChangeType.Created)
        const found = past.kind === 'full' ? past.items : []
        expect(rulesOf(found)).toEqual(['expired-evidence', 'unsourced-statistic'])
        expect(found[0]?.relatedInformation).toMatchObject([
          { location: { uri: register, range: { start: { line: 0, character: 9 } } } },
        ])
        expect(await saved(entry.replace('2020', '9999'), FileChangeType.Changed)).toMatchObject({ items: [] })
        expect(await saved(entry.replace('owner', 'owned'), FileChangeType.Changed)).toMatchObject({
          relatedDocuments: { [register]: { items: [{ message: expect.stringContaining('“owner”') }] } },
        })
      }),
    )
  })

  it('leave out what the configuration and ignore files exclude', async () => {
    const files = { 'forthright.yml': 'ignore: drafts/\n', '.forthrightignore': 'old/\n' }
    await inFolder(files, (folder) =>
      withClient({ folder }, async (client) => {
        for (const name of ['drafts/a.md', 'old/a.md'])
          expect(await client.diagnostics(await opened(client, folder, name))).toEqual([])
        expect(await client.diagnostics(await opened(client, folder, 'new/a.md'))).not.toEqual([])
      }),
    )
  })

  it('leave a configuration unread until its folder is trusted', async () => {
    await inFolder({ 'forthright.yml': 'rules: { false-urgency: off }\n' }, (folder) =>
      withClient({ folder, initializationOptions: { trusted: false } }, async (client) => {
        const uri = await opened(client, folder, 'en/a.md')
        expect(rulesOf(await client.diagnostics(uri))).toContain('false-urgency')
        await client.connection.sendNotification('forthright/trust')
        await client.until(() => client.refreshes > 0)
        expect(rulesOf(await client.diagnostics(uri))).not.toContain('false-urgency')
      }),
    )
  })

  it('leave what a configuration names unread until its folder is trusted, also where it is open', async () => {
    const text = 'lexicons: house\n'
    await inFolder({ 'forthright.yml': text, 'house/own/en.yml': 'phrases: 3\n' }, (folder) =>
      withClient({ folder, initializationOptions: { trusted: false } }, async (client) => {
        const uri = uriIn(folder, 'forthright.yml')
        await client.open(uri, text, 'yaml')
        expect(await client.diagnostics(uri)).toEqual([])
        await client.connection.sendNotification('forthright/trust')
        await client.until(() => client.refreshes > 0)
        expect(await client.diagnostics(uri)).toMatchObject([{ message: expect.stringContaining('house/own') }])
      }),
    )
  })

  it('cover untitled documents and cells of notebooks', async () => {
    await inFolder({}, (folder) =>
      withClient({ folder }, async (client) => {
        const cell = `vscode-notebook-cell:${URI.file(join(folder, 'a.ipynb')).path}#W0`
        for (const uri of ['untitled:Untitled-1', cell]) {
          await client.open(uri, sample)
          expect(rulesOf(await client.diagnostics(uri))).toContain('false-urgency')
        }
        await client.open('untitled:Untitled-2', sample, 'javascript')
        expect(await client.diagnostics('untitled:Untitled-2')).toEqual([])
      }),
    )
  })

  it('are pushed where the client cannot pull', async () => {
    await inFolder({}, (folder) =>
      withClient({ folder, capabilities: {} }, async (client) => {
        expect(client.initialized.capabilities.diagnosticProvider).toBeUndefined()
        const uri = await opened(client, folder, 'en/a.md')
        await client.until(() => (client.published.get(uri) ?? []).length > 0)
        await client.edit(uri, 0, sample.length, 'All is well.\n')
        await client.until(() => client.published.get(uri)?.length === 0)
        await client.edit(uri, 0, 0, sample)
        await client.until(() => (client.published.get(uri) ?? []).length > 0)
        await client.close(uri)
        await client.until(() => client.published.get(uri)?.length === 0)
      }),
    )
  })
})

describe.skipIf(missing !== '')(`the workspace${missing}`, () => {
  const files = { 'en/a.md': sample, 'en/b.md': sample, 'en/c.md': 'All is well.\n', 'x.js': sample }

  it('is pulled in parts, and again only where something changed', async () => {
    await inFolder(files, (folder) =>
      withClient({ folder }, async (client) => {
        const full = await client.connection.sendRequest<{ items: { uri: string; kind: string; resultId: string }[] }>(
          'workspace/diagnostic',
          { previousResultIds: [] },
        )
        expect(full.items.map(({ uri, kind }) => [uri, kind])).toEqual(
          ['en/a.md', 'en/b.md', 'en/c.md'].map((name) => [uriIn(folder, name), 'full']),
        )
        const previousResultIds = full.items.map(({ uri, resultId }) => ({ uri, value: resultId }))
        const parts: string[] = []
        client.connection.onProgress(new ProgressType<{ items: { uri: string }[] }>(), 'part', ({ items }) => {
          parts.push(...items.map(({ uri }) => uri))
        })
        const again = await client.connection.sendRequest<{ items: { kind: string }[] }>('workspace/diagnostic', {
          previousResultIds: [...previousResultIds, { uri: uriIn(folder, 'gone.md'), value: '1' }],
          partialResultToken: 'part',
        })
        expect(again.items).toEqual([])
        expect(parts).toEqual(['en/a.md', 'en/b.md', 'en/c.md', 'gone.md'].map((name) => uriIn(folder, name)))
      }),
    )
  })

  it('is checked when asked, and then kept up to date', async () => {
    await inFolder(files, (folder) =>
      withClient({ folder }, async (client) => {
        const [a, b] = [uriIn(folder, 'en/a.md'), uriIn(folder, 'en/b.md')]
        await client.open(a, sample)
        const progress: string[] = []
        client.connection.onProgress(new ProgressType<{ kind: string }>(), 'work', ({ kind }) => {
          progress.push(kind)
        })
        const result = await client.connection.sendRequest<CheckWorkspaceResult>('forthright/checkWorkspace', {
          workDoneToken: 'work',
        })
        expect(result).toMatchObject({ files: 3, problems: [], cancelled: false })
        expect(progress).toEqual(['begin', 'report', 'report', 'report', 'end'])
        await client.until(() => (client.published.get(b) ?? []).length > 0)
        expect(client.published.get(a) ?? []).toEqual([])
        await client.open(b, sample)
        await client.until(() => client.published.get(b)?.length === 0)
        await client.close(b)
        await client.until(() => (client.published.get(b) ?? []).length > 0)
        rmSync(join(folder, 'en/b.md'))
        await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
          changes: [{ uri: b, type: FileChangeType.Deleted }],
        })
        await client.until(() => client.published.get(b)?.length === 0)
      }),
    )
  })

  it('is checked as on the command line, which reads what is named and tells what cannot be read', async () => {
    const latin = new Uint8Array([...Buffer.from('Hurry, only 3 left! Caf'), 0xe9])
    const pages = {
      'forthright.yml': 'ignore: old.*\ndocuments:\n  - files: ["*.liquid", "*.md", "*.bin"]\n',
      ...{ 'a.liquid': sample, 'b.md': sample, 'c.txt': sample, 'old.md': latin, 'latin.md': latin },
      'x.bin': new Uint8Array([1, 0, 0]),
    }
    await inFolder(pages, (folder) =>
      withClient({ folder }, async (client) => {
        const { code, out, err } = await forthright(folder, ['--format', 'json'])
        const { files: read }: JsonReport = JSON.parse(out)
        expect([code, read.map(({ path }) => path)]).toEqual([2, ['a.liquid', 'b.md']])
        expect(`${out}${err}`).toContain('latin.md')
        const result = await client.connection.sendRequest<CheckWorkspaceResult>('forthright/checkWorkspace', {})
        expect(result).toMatchObject({ files: 2, problems: [expect.stringMatching(/^latin\.md: is not UTF-8/)] })
        expect(rulesOf(client.published.get(uriIn(folder, 'a.liquid')) ?? [])).toContain('false-urgency')
      }),
    )
  })

  it('shows what a change of the configuration brings, also where nothing was found before', async () => {
    await inFolder({ ...files, 'forthright.yml': 'rules: { false-urgency: off, false-scarcity: off }\n' }, (folder) =>
      withClient({ folder }, async (client) => {
        await client.connection.sendRequest('forthright/checkWorkspace', {})
        expect([...client.published.keys()]).toEqual([])
        writeFileSync(join(folder, 'forthright.yml'), 'rules: {}\n')
        await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
          changes: [{ uri: uriIn(folder, 'forthright.yml'), type: FileChangeType.Changed }],
        })
        for (const name of ['en/a.md', 'en/b.md'])
          await client.until(() => (client.published.get(uriIn(folder, name)) ?? []).length > 0)
      }),
    )
  })

  it('shows files that come, but none that are excluded', async () => {
    await inFolder({ ...files, '.gitignore': 'out/\n', 'out/a.md': sample }, (folder) =>
      withClient({ folder }, async (client) => {
        await client.connection.sendRequest('forthright/checkWorkspace', {})
        writeFileSync(join(folder, 'en/new.md'), sample)
        await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
          changes: [
            { uri: uriIn(folder, 'out/a.md'), type: FileChangeType.Changed },
            { uri: uriIn(folder, 'out/a.md'), type: FileChangeType.Created },
            { uri: uriIn(folder, 'en/new.md'), type: FileChangeType.Created },
          ],
        })
        await client.until(() => (client.published.get(uriIn(folder, 'en/new.md')) ?? []).length > 0)
        expect(client.published.get(uriIn(folder, 'out/a.md'))).toBeUndefined()
      }),
    )
  })

  it('is checked anew where settings change meanwhile', async () => {
    await inFolder(files, (folder) =>
      withClient({ folder }, async (client) => {
        const checked = client.connection.sendRequest('forthright/checkWorkspace', {})
        const pulled = client.connection.sendRequest('workspace/diagnostic', { previousResultIds: [] })
        await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: null })
        expect(await checked).toMatchObject({ files: 3, cancelled: false })
        expect(await pulled).toMatchObject({ items: [{ kind: 'full' }, { kind: 'full' }, { kind: 'full' }] })
      }),
    )
  })

  it('can be left in the middle', async () => {
    await inFolder(files, (folder) =>
      withClient({ folder }, async (client) => {
        const source = new CancellationTokenSource()
        const asked = client.connection.sendRequest<CheckWorkspaceResult>('forthright/checkWorkspace', {}, source.token)
        const pulled = client.connection.sendRequest('workspace/diagnostic', { previousResultIds: [] }, source.token)
        source.cancel()
        // Together: the second may end first, and nobody would have heard of it.
        const [checked, diagnostics] = await Promise.allSettled([asked, pulled])
        expect(checked).toMatchObject({ status: 'fulfilled', value: { cancelled: true } })
        expect(diagnostics).toMatchObject({ status: 'rejected', reason: { message: 'cancelled' } })
      }),
    )
  })
})
