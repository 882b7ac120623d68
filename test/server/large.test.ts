import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import {
  CancellationTokenSource,
  CodeLensRefreshRequest,
  CodeLensRequest,
  DocumentDiagnosticRequest,
  ExecuteCommandRequest,
  LSPErrorCodes,
} from 'vscode-languageserver/node'
import { clientCommands, type DocumentStatus, methods } from '../../src/server/protocol.js'
import { program as cli, inFolder } from '../e2e/program.js'
import { able, missing, patient, type ScriptedClient, withClient } from './client.js'
import { uriIn } from './uri-in.js'

// Each test starts processes that read long texts, on machines that may be busy.
vi.setConfig({ testTimeout: 300_000 })

const sample = 'Hurry, only 3 left in stock!\n'
const page = readFileSync(resolve('media/storefront/en/landing.md'), 'utf8')
const prose = (length: number): string => `${page}\n\n`.repeat(Math.ceil(length / page.length))
/** Long, and read quickly: nothing in it is prose, but the end. */
const code = (megabytes: number): string =>
  `\`\`\`\n${'x = 1\n'.repeat((megabytes * 1024 * 1024) / 6)}\`\`\`\n\n${sample}`

const rulesIn = async (client: ScriptedClient, uri: string) => (await client.diagnostics(uri)).map(({ code }) => code)

describe.skipIf(missing !== '')(`while a long text is read${missing}`, () => {
  it.each([
    ['the server', undefined],
    ['the command line', [cli, 'lsp', '--stdio']],
  ])('others are answered by %s, and so is who no longer wants it', async (_, argv) => {
    const options = { folder: '/nowhere', capabilities: patient, ...(argv ? { argv } : {}) }
    await withClient(options, async (client) => {
      const [long, short] = [uriIn('/nowhere', 'en/long.md'), uriIn('/nowhere', 'en/short.md')]
      await client.open(long, prose(400_000))
      const answers: string[] = []
      const reading = client.pull(long).then(() => answers.push('long'))
      const cancel = new CancellationTokenSource()
      const unwanted = client.connection
        .sendRequest(DocumentDiagnosticRequest.type, { textDocument: { uri: long } }, cancel.token)
        .catch(({ code }: { readonly code: number }) => answers.push(`cancelled ${code}`))
      await client.open(short, 'All is well.\n')
      expect(await rulesIn(client, short)).toEqual([])
      await client.edit(short, 0, 0, sample)
      expect(await rulesIn(client, short)).toContain('false-urgency')
      answers.push('short')
      cancel.cancel()
      await unwanted
      await reading
      expect(answers).toEqual(['short', `cancelled ${LSPErrorCodes.RequestCancelled}`, 'long'])
    })
  })

  it('only its last state counts', async () => {
    await withClient({ folder: '/nowhere', capabilities: patient }, async (client) => {
      const uri = uriIn('/nowhere', 'en/long.md')
      const text = prose(300_000)
      await client.open(uri, text)
      const pulls = [client.diagnostics(uri)]
      for (let count = 0; count < 3; count++) {
        await client.edit(uri, 0, 0, `${sample}\n`)
        pulls.push(client.diagnostics(uri))
      }
      const results = await Promise.all(pulls)
      const last = results.at(-1)
      expect(last?.length).toBeGreaterThan(100)
      expect(results.slice(1, -1)).toEqual([last, last])
      await client.edit(uri, 0, 3 * (sample.length + 1), '')
      const fresh = uriIn('/nowhere', 'en/fresh.md')
      await client.open(fresh, text)
      const plain = async (of: string) => (await client.diagnostics(of)).map(({ range, code }) => ({ range, code }))
      expect(await plain(uri)).toEqual(await plain(fresh))
    })
  })
})

describe.skipIf(missing !== '')(`a document of more than 5 MB${missing}`, () => {
  const capabilities = { ...able, workspace: { ...able.workspace, codeLens: { refreshSupport: true } } }
  const start = { line: 0, character: 0 }

  async function lenses(client: ScriptedClient, uri: string) {
    const found = await client.connection.sendRequest(CodeLensRequest.type, { textDocument: { uri } })
    return (found ?? []).map(({ command }) => command?.title)
  }

  it('says so, and is checked when somebody asks', async () => {
    await inFolder({}, (folder) =>
      withClient({ folder, capabilities }, async (client) => {
        client.connection.onRequest(CodeLensRefreshRequest.type, () => undefined)
        const uri = uriIn(folder, 'en/large.md')
        await client.open(uri, code(5.2))
        const [notice, ...others] = await client.diagnostics(uri)
        expect(others).toEqual([])
        expect(notice).toMatchObject({ severity: 3, range: { start } })
        expect(notice?.message).toBe('This document is 5.2 MB; it is checked only when you ask for it.')
        expect(await lenses(client, uri)).toEqual(['Check this document (5.2 MB)'])
        const status = await client.connection.sendRequest<DocumentStatus>(methods.status, { uri })
        expect(status).toMatchObject({ state: 'large', detail: notice?.message })

        const [action] = await client.actions(uri, { start, end: start })
        expect(action?.command).toMatchObject({ command: clientCommands.checkLarge, arguments: [uri] })
        expect(client.initialized.capabilities.executeCommandProvider?.commands).toContain(clientCommands.checkLarge)
        const refreshes = client.refreshes
        await client.connection.sendRequest(ExecuteCommandRequest.type, {
          command: clientCommands.checkLarge,
          arguments: [uri],
        })
        await client.until(() => client.refreshes > refreshes)
        expect(await rulesIn(client, uri)).toContain('false-urgency')
        expect((await lenses(client, uri)).join()).toContain('Findings')

        await client.edit(uri, 0, 0, 'Now.\n\n')
        expect((await client.diagnostics(uri)).map(({ message }) => message)).toEqual([notice?.message])
        await client.connection.sendRequest(methods.checkLarge, { uri })
        expect(await rulesIn(client, uri)).toContain('false-urgency')
        await client.edit(uri, 10, 1024 * 1024, '')
        expect(await rulesIn(client, uri)).toContain('false-urgency')
      }),
    )
  })

  it('is told to be split where it has more than 10', async () => {
    await withClient({ folder: '/nowhere', capabilities: patient }, async (client) => {
      const uri = uriIn('/nowhere', 'en/larger.md')
      await client.open(uri, code(10.5))
      await client.connection.sendRequest(methods.checkLarge, { uri })
      const status = await client.connection.sendRequest<DocumentStatus>(methods.status, { uri })
      expect(status).toMatchObject({ state: 'failed', detail: 'has more than 10 MB; split it' })
    })
  })
})
