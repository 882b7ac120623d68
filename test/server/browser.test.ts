import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { Worker } from 'node:worker_threads'
import { describe, expect, it, vi } from 'vitest'
import { missing } from './client.js'

// The test starts a worker, on machines that may be busy.
vi.setConfig({ testTimeout: 120_000 })

const script = resolve('dist/server/browser.js')

/** What a web worker has and a thread has not. */
const asWebWorker = `
const { parentPort } = require('node:worker_threads')
globalThis.importScripts = () => undefined
globalThis.self = globalThis
globalThis.addEventListener = () => undefined
globalThis.postMessage = (message) => parentPort.postMessage(message)
parentPort.on('message', (data) => globalThis.onmessage({ data }))
globalThis.process = undefined
require(${JSON.stringify(script)})
`

const root = 'vscode-vfs://github/acme/shop'
const files: Readonly<Record<string, string>> = {
  [`${root}/forthright.yml`]: 'rules: { false-scarcity: off }\n',
  [`${root}/en/a.md`]: 'Hurry, only 3 left in stock!\n',
  [`${root}/en/b.md`]: 'Start your risk-free trial.\n',
}

/** What stands in a folder of the virtual file system. */
function list(folder: string) {
  const below = Object.keys(files).filter((uri) => uri.startsWith(`${folder}/`))
  const names = new Set(below.map((uri) => uri.slice(folder.length + 1).split('/')[0] ?? ''))
  if (names.size === 0) return null
  return [...names].map((name) => ({ name, type: `${folder}/${name}` in files ? 'file' : 'folder' }))
}

interface Message {
  readonly id?: number
  readonly method?: string
  readonly params?: { readonly uri?: string; readonly items?: readonly unknown[] }
  readonly result?: unknown
}

class WebClient {
  readonly #worker = new Worker(asWebWorker, { eval: true })
  readonly #waiting = new Map<number, (result: unknown) => void>()
  #last = 0

  constructor() {
    this.#worker.on('message', (message: Message) => this.#receive(message))
  }

  request(method: string, params: unknown): Promise<unknown> {
    const id = ++this.#last
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve)
      this.#worker.postMessage({ jsonrpc: '2.0', id, method, params })
    })
  }

  notify(method: string, params: unknown): void {
    this.#worker.postMessage({ jsonrpc: '2.0', method, params })
  }

  stop(): Promise<number> {
    return this.#worker.terminate()
  }

  #receive({ id, method, params, result }: Message): void {
    if (id === undefined) return
    if (method === undefined) this.#waiting.get(id)?.(result)
    else this.#worker.postMessage({ jsonrpc: '2.0', id, result: answer(method, params) })
  }
}

function answer(method: string, params: Message['params']): unknown {
  const text = files[params?.uri ?? '']
  if (method === 'forthright/readFile') return { base64: text === undefined ? null : btoa(text) }
  if (method === 'forthright/listFiles') return { entries: list(params?.uri ?? '') }
  return method === 'workspace/configuration' ? (params?.items ?? []).map(() => ({})) : null
}

describe.skipIf(missing !== '' || !existsSync(script))(`the server in a web worker${missing}`, () => {
  it('reads a virtual workspace through its client', async () => {
    const client = new WebClient()
    try {
      await client.request('initialize', {
        processId: null,
        rootUri: root,
        workspaceFolders: [{ uri: root, name: 'shop' }],
        capabilities: { textDocument: { diagnostic: {} }, workspace: { configuration: true } },
      })
      client.notify('initialized', {})
      const uri = `${root}/en/a.md`
      client.notify('textDocument/didOpen', {
        textDocument: { uri, languageId: 'markdown', version: 1, text: files[uri] },
      })
      const pulled = await client.request('textDocument/diagnostic', { textDocument: { uri } })
      expect(pulled).toMatchObject({ items: [{ code: 'false-urgency' }] })
      const result = await client.request('forthright/checkWorkspace', {})
      expect(result).toMatchObject({ files: 2, problems: [], cancelled: false })
    } finally {
      await client.stop()
    }
  })
})
