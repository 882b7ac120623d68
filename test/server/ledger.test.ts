import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { type Diagnostic, FileChangeType, type InlayHint } from 'vscode-languageserver/node'
import type { DocumentStatus, ReportResult } from '../../src/server/protocol.js'
import { inFolder } from '../e2e/program.js'
import { missing, patient, type ScriptedClient, withClient } from './client.js'
import { uriIn } from './uri-in.js'

// Each test starts a process, on machines that may be busy.
vi.setConfig({ testTimeout: 120_000 })

const copy = '# Our shop\n\nReturn anything within 60 days.\n'
const policy = '# Returns\n\nYou can return items within 14 days of delivery.\n'
const files = {
  'forthright.yml':
    'locale: en\ndocuments:\n  - { files: copy.md, kind: marketing }\n  - { files: returns.md, kind: returns-policy }\n',
  'copy.md': copy,
  'returns.md': policy,
}

const broken = (diagnostics: readonly Diagnostic[]) => diagnostics.find(({ code }) => code === 'broken-promise')

/** Opens the copy, and waits until the other documents were read. */
async function compared(client: ScriptedClient, folder: string): Promise<string> {
  const uri = uriIn(folder, 'copy.md')
  await client.open(uri, copy)
  expect(broken(await client.diagnostics(uri))).toBeUndefined()
  await client.until(() => client.refreshes > 0)
  return uri
}

describe.skipIf(missing !== '')(`the promise ledger in the editor${missing}`, () => {
  it('tells of a broken promise, with the place in the other document, a hint and a fix there', async () => {
    await inFolder(files, (folder) =>
      withClient({ folder }, async (client) => {
        const uri = await compared(client, folder)
        const other = uriIn(folder, 'returns.md')
        const found = broken(await client.diagnostics(uri))
        expect(found?.relatedInformation).toMatchObject([
          { location: { uri: other, range: { start: { line: 2 } } }, message: expect.stringContaining('14 days') },
        ])
        const range = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } }
        const hints = await client.connection.sendRequest<InlayHint[]>('textDocument/inlayHint', {
          textDocument: { uri },
          range,
        })
        expect(hints).toMatchObject([{ label: [{ value: '→ 14 days, returns.md', location: { uri: other } }] }])
        const edits = await Promise.all(
          (await client.actions(uri, range)).map(async (action) => (await client.resolve(action)).edit),
        )
        expect(JSON.stringify(edits)).toContain(other)
        const { documents } = await client.connection.sendRequest<ReportResult>('forthright/report', {})
        expect(documents.map(({ path, inForce, commitments }) => [path, inForce, commitments[0]?.topic])).toEqual([
          ['copy.md', true, 'return-window'],
          ['returns.md', true, 'return-window'],
        ])
      }),
    )
  })

  it.each([
    ['the repository', ['.']],
    ['folders of a repository', ['copy', 'policies']],
    ['a folder in another', ['.', 'policies']],
    ['no folder', []],
  ])('finds its way to the other document where %s is open', async (_, names) => {
    const pages = { '.git/HEAD': '', 'copy/landing.md': copy, 'policies/returns.md': policy }
    await inFolder(pages, async (folder) => {
      const folders = names.map((name) => join(folder, name))
      await withClient({ folder, folders, capabilities: patient }, async (client) => {
        const [uri, other] = [uriIn(folder, 'copy/landing.md'), uriIn(folder, 'policies/returns.md')]
        await client.open(other, policy)
        await client.diagnostics(other)
        await client.open(uri, copy)
        const found = broken(await client.diagnostics(uri))
        expect(found?.relatedInformation).toMatchObject([{ location: { uri: other, range: { start: { line: 2 } } } }])
        const range = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } }
        const hints = await client.connection.sendRequest('textDocument/inlayHint', { textDocument: { uri }, range })
        expect(hints).toMatchObject([{ label: [{ location: { uri: other } }] }])
        const edits = await Promise.all(
          (await client.actions(uri, range)).map(async (action) => (await client.resolve(action)).edit),
        )
        expect(JSON.stringify(edits)).toContain(other)
        const { documents } = await client.connection.sendRequest<ReportResult>('forthright/report', { uri })
        expect(documents.map(({ others }) => Object.values(others))).toEqual([[other]])
      })
    })
  })

  it('follows the other document, open or not', async () => {
    await inFolder(files, (folder) =>
      withClient({ folder }, async (client) => {
        const uri = await compared(client, folder)
        const other = uriIn(folder, 'returns.md')
        expect(broken(await client.diagnostics(uri))).toBeDefined()
        await client.open(other, policy)
        expect(await client.diagnostics(other)).toBeDefined()
        const at = policy.indexOf('14')
        const seen = client.refreshes
        await client.edit(other, at, at + 2, '60')
        await client.diagnostics(other)
        await client.until(() => client.refreshes > seen)
        expect(broken(await client.diagnostics(uri))).toBeUndefined()
        // Closed without saving: what is on the disk counts.
        await client.close(other)
        await client.until(() => client.refreshes > seen + 1)
        expect(broken(await client.diagnostics(uri))).toBeDefined()
        writeFileSync(join(folder, 'returns.md'), policy.replace('14', '60'))
        await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
          changes: [{ uri: other, type: FileChangeType.Changed }],
        })
        await client.until(() => client.refreshes > seen + 2)
        expect(broken(await client.diagnostics(uri))).toBeUndefined()
        rmSync(join(folder, 'returns.md'))
        await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
          changes: [{ uri: other, type: FileChangeType.Deleted }],
        })
        expect(broken(await client.diagnostics(uri))).toBeUndefined()
      }),
    )
  })

  it('says that it compares nothing where there are very many documents, until somebody asks', async () => {
    const many = Array.from({ length: 1000 }, (_, index) => [`many/${index}.md`, ''] as const)
    const { 'copy.md': page, 'returns.md': terms } = files
    await inFolder({ 'en/landing.md': page, 'en/returns.md': terms, ...Object.fromEntries(many) }, (folder) =>
      withClient({ folder }, async (client) => {
        const uri = uriIn(folder, 'en/landing.md')
        const told = (isWanted: (detail: string | null) => boolean) =>
          new Promise<string | null>((resolve) => {
            client.connection.onNotification('forthright/statusChanged', ({ detail }: DocumentStatus) => {
              if (isWanted(detail)) resolve(detail)
            })
          })
        const alone = told((detail) => detail !== null)
        await client.open(uri, page)
        expect(broken(await client.diagnostics(uri))).toBeUndefined()
        expect(await alone).toContain('1000')
        const together = told((detail) => detail === null)
        await client.connection.sendRequest('forthright/checkWorkspace', {})
        await together
        expect(broken(await client.diagnostics(uri))).toBeDefined()
      }),
    )
  })

  it('forgets a document that was never saved, once it is closed', async () => {
    const { 'returns.md': _, ...saved } = files
    await inFolder({ ...saved, 'other.md': '# Rain\n' }, (folder) =>
      withClient({ folder, capabilities: patient }, async (client) => {
        const [uri, other] = [uriIn(folder, 'copy.md'), uriIn(folder, 'returns.md')]
        await client.open(uri, copy)
        await client.open(other, policy)
        await client.diagnostics(uri)
        await client.diagnostics(other)
        expect(broken(await client.diagnostics(uri))).toBeDefined()
        await client.close(other)
        expect(broken(await client.diagnostics(uri))).toBeUndefined()
      }),
    )
  })

  it('forgets the documents of a folder that is gone', async () => {
    const config = files['forthright.yml'].replace('files: returns.md', 'files: policies/returns.md')
    await inFolder({ 'forthright.yml': config, 'copy.md': copy, 'policies/returns.md': policy }, (folder) =>
      withClient({ folder, capabilities: patient }, async (client) => {
        const uri = uriIn(folder, 'copy.md')
        await client.open(uri, copy)
        expect(broken(await client.diagnostics(uri))).toBeDefined()
        rmSync(join(folder, 'policies'), { recursive: true })
        await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
          changes: [{ uri: uriIn(folder, 'policies'), type: FileChangeType.Deleted }],
        })
        expect(broken(await client.diagnostics(uri))).toBeUndefined()
      }),
    )
  })

  it('does not compare what the configuration does not name', async () => {
    await inFolder({ ...files, 'notes.md': 'Return anything within 90 days.\n' }, (folder) =>
      withClient({ folder }, async (client) => {
        await compared(client, folder)
        const uri = uriIn(folder, 'notes.md')
        await client.open(uri, '---\nkind: marketing\n---\n\nReturn anything within 90 days.\n')
        expect(broken(await client.diagnostics(uri))).toBeUndefined()
      }),
    )
  })
})
