import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import {
  type CodeAction,
  type CodeActionContext,
  CodeActionRequest,
  CodeActionResolveRequest,
  Command,
  createProtocolConnection,
  type Diagnostic,
  DidChangeTextDocumentNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  DidSaveTextDocumentNotification,
  type DocumentDiagnosticReport,
  DocumentDiagnosticRequest,
  InitializedNotification,
  type InitializeParams,
  InitializeRequest,
  type InitializeResult,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  type PublishDiagnosticsParams,
  type Range,
  RegistrationRequest,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node'
import { TextDocument } from 'vscode-languageserver-textdocument'
import { URI } from 'vscode-uri'

export const program = resolve('dist/server/node.js')

/** Why there is nothing to test, or an empty text. */
export const missing = existsSync(program) ? '' : ' (skipped: dist/server/node.js is missing, run “npm run build”)'

export interface ClientOptions {
  /** Absolute path of the workspace folder. */
  readonly folder: string
  /** Absolute paths of the workspace folders, in place of the one; empty for none. */
  readonly folders?: readonly string[]
  readonly capabilities?: InitializeParams['capabilities']
  readonly initializationOptions?: object
  readonly locale?: string
  /** Answers `workspace/configuration`. */
  readonly settings?: Record<string, unknown>
  /** In place of `dist/server/node.js --stdio`. */
  readonly argv?: readonly string[]
}

/** What editors such as VS Code can do. */
export const able: InitializeParams['capabilities'] = {
  textDocument: {
    diagnostic: { relatedDocumentSupport: true },
    codeAction: { dataSupport: true, resolveSupport: { properties: ['edit'] }, isPreferredSupport: true },
  },
  workspace: {
    configuration: true,
    workspaceFolders: true,
    diagnostics: { refreshSupport: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
    workspaceEdit: { documentChanges: true, snippetEditSupport: true, resourceOperations: ['create'] },
  },
}

const { diagnostics: _, ...withoutNews } = able.workspace ?? {}

/** As `able`, but cannot be told of news: such a client gets everything with the first answer. */
export const patient: InitializeParams['capabilities'] = { ...able, workspace: withoutNews }

/** An editor by script: it keeps documents as an editor does and asks the server over its standard streams. */
export class ScriptedClient {
  readonly child: ChildProcess
  readonly connection: ProtocolConnection
  readonly exited: Promise<number | null>
  readonly published = new Map<string, Diagnostic[]>()
  readonly settings: Record<string, unknown>
  initialized: InitializeResult = { capabilities: {} }
  refreshes = 0
  errors = ''
  readonly #documents = new Map<string, TextDocument>()
  readonly #waiting = new Set<() => void>()

  private constructor({ argv = [program, '--stdio'], settings = {} }: ClientOptions) {
    this.settings = settings
    this.child = spawn(process.execPath, argv, { stdio: ['pipe', 'pipe', 'pipe'] })
    const { stdin, stdout, stderr } = this.child
    if (!stdin || !stdout) throw new Error('The server has no streams')
    stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.errors += text
    })
    this.exited = new Promise((resolve) => this.child.on('exit', resolve))
    this.connection = createProtocolConnection(new StreamMessageReader(stdout), new StreamMessageWriter(stdin))
    this.connection.onNotification(PublishDiagnosticsNotification.type, (params) => this.#onPublished(params))
    this.connection.onRequest(RegistrationRequest.type, () => undefined)
    this.connection.onRequest('workspace/configuration', ({ items }: { readonly items: readonly unknown[] }) =>
      items.map(() => this.settings),
    )
    this.connection.onRequest('workspace/diagnostic/refresh', () => {
      this.refreshes++
      this.#wake()
      return null
    })
    this.connection.listen()
  }

  static async start(options: ClientOptions): Promise<ScriptedClient> {
    const client = new ScriptedClient(options)
    const { folder, folders = [folder], capabilities = able, initializationOptions, locale = 'en' } = options
    const workspaceFolders = folders.map((path) => ({ uri: URI.file(path).toString(), name: 'shop' }))
    const rootUri = workspaceFolders[0]?.uri ?? null
    client.initialized = await client.connection.sendRequest(InitializeRequest.type, {
      ...{ processId: process.pid, rootUri, capabilities, locale },
      workspaceFolders: workspaceFolders.length > 0 ? workspaceFolders : null,
      ...(initializationOptions ? { initializationOptions } : {}),
    })
    await client.connection.sendNotification(InitializedNotification.type, {})
    return client
  }

  async open(uri: string, text: string, languageId = 'markdown'): Promise<void> {
    this.#documents.set(uri, TextDocument.create(uri, languageId, 1, text))
    await this.connection.sendNotification(DidOpenTextDocumentNotification.type, {
      textDocument: { uri, languageId, version: 1, text },
    })
  }

  /** Replaces part of a document; offsets. */
  async edit(uri: string, start: number, end: number, text: string): Promise<void> {
    const document = this.document(uri)
    const range = { start: document.positionAt(start), end: document.positionAt(end) }
    const version = document.version + 1
    this.#documents.set(uri, TextDocument.update(document, [{ range, text }], version))
    await this.connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri, version },
      contentChanges: [{ range, text }],
    })
  }

  save(uri: string): Promise<void> {
    return this.connection.sendNotification(DidSaveTextDocumentNotification.type, { textDocument: { uri } })
  }

  close(uri: string): Promise<void> {
    this.#documents.delete(uri)
    return this.connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri } })
  }

  document(uri: string): TextDocument {
    const document = this.#documents.get(uri)
    if (!document) throw new Error(`${uri} is not open`)
    return document
  }

  pull(uri: string, previousResultId?: string): Promise<DocumentDiagnosticReport> {
    return this.connection.sendRequest(DocumentDiagnosticRequest.type, {
      textDocument: { uri },
      ...(previousResultId === undefined ? {} : { previousResultId }),
    })
  }

  async diagnostics(uri: string): Promise<readonly Diagnostic[]> {
    const report = await this.pull(uri)
    if (report.kind !== 'full') throw new Error('The report is not full')
    return report.items
  }

  async actions(uri: string, range: Range, only?: CodeActionContext['only']): Promise<readonly CodeAction[]> {
    const found = await this.connection.sendRequest(CodeActionRequest.type, {
      textDocument: { uri },
      range,
      context: { diagnostics: [], ...(only ? { only } : {}) },
    })
    return (found ?? []).filter((action): action is CodeAction => !Command.is(action))
  }

  resolve(action: CodeAction): Promise<CodeAction> {
    return this.connection.sendRequest(CodeActionResolveRequest.type, action)
  }

  /** Waits until what was published, or asked of the client, is as wanted. */
  until(isDone: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (!isDone()) return
        this.#waiting.delete(look)
        resolve()
      }
      this.#waiting.add(look)
      look()
    })
  }

  async stop(): Promise<number | null> {
    await this.connection.sendRequest('shutdown')
    await this.connection.sendNotification('exit')
    return this.exited
  }

  #onPublished({ uri, diagnostics }: PublishDiagnosticsParams): void {
    this.published.set(uri, diagnostics)
    this.#wake()
  }

  #wake(): void {
    for (const look of this.#waiting) look()
  }
}

/** Starts a client, and ends the server after `use`. */
export async function withClient<T>(options: ClientOptions, use: (client: ScriptedClient) => Promise<T>): Promise<T> {
  const client = await ScriptedClient.start(options)
  try {
    return await use(client)
  } finally {
    client.child.kill()
    await client.exited
    client.connection.dispose()
  }
}
