import * as v from 'valibot'
import { type Disposable, EventEmitter, type LogOutputChannel, type Uri, window, workspace } from 'vscode'
import type { BaseLanguageClient, CancellationToken } from 'vscode-languageclient'
import {
  type CheckLargeParams,
  type CheckWorkspaceResult,
  type DocumentStatus,
  methods,
  type ReportResult,
  type RulePageParams,
  type ServerFacts,
  type SetKindParams,
} from '../server/protocol.js'
import { answerFileRequests } from './file-requests.js'

/** Makes a client; the library that it needs is loaded meanwhile. */
export type CreateClient = (log: LogOutputChannel) => Promise<BaseLanguageClient>

const factsSchema = v.object({
  forthright: v.object({ version: v.string(), kinds: v.array(v.string()), locales: v.array(v.string()) }),
})

/** The language server as the rest of the extension sees it. */
export class Session implements Disposable {
  readonly #create: CreateClient
  readonly #log: LogOutputChannel
  readonly #changed = new EventEmitter<DocumentStatus>()
  readonly #trust: Disposable
  #client: BaseLanguageClient | undefined
  #ready: Promise<BaseLanguageClient> | undefined

  /** A document was checked again, or its standing changed. */
  readonly onChanged = this.#changed.event

  constructor(create: CreateClient, log: LogOutputChannel) {
    this.#create = create
    this.#log = log
    this.#trust = workspace.onDidGrantWorkspaceTrust(() => this.#client?.sendNotification(methods.trust))
  }

  /** Starts the server unless it runs, and gives the client when it answers. */
  client(): Promise<BaseLanguageClient> {
    this.#ready ??= this.#start()
    return this.#ready
  }

  async #start(): Promise<BaseLanguageClient> {
    const client = await this.#create(this.#log)
    this.#client = client
    client.onNotification(methods.statusChanged, (status: DocumentStatus) => this.#changed.fire(status))
    answerFileRequests(client)
    await client.start()
    return client
  }

  /** Ends the server and starts another. */
  async restart(): Promise<void> {
    const client = await this.#ready?.catch(() => undefined)
    this.#ready = undefined
    await client?.dispose()
    await this.client()
  }

  /** Everything known of one document, or of all that were checked. */
  async report(uri?: Uri): Promise<ReportResult> {
    const params = uri ? { uri: uri.toString() } : {}
    return (await this.client()).sendRequest<ReportResult>(methods.report, params)
  }

  /** The page of a built-in rule, as Markdown; null for any other. */
  async rulePage(ruleId: string): Promise<string | null> {
    const params: RulePageParams = { ruleId }
    return (await this.client()).sendRequest<string | null>(methods.rulePage, params)
  }

  /** The standing of an open document. */
  async status(uri: Uri): Promise<DocumentStatus | null> {
    return (await this.client()).sendRequest<DocumentStatus | null>(methods.status, { uri: uri.toString() })
  }

  /** @param report is told how far it has come, in per cent, and what is being read. */
  async checkWorkspace(
    token: CancellationToken,
    report: (percentage: number | undefined, message: string | undefined) => void,
  ): Promise<CheckWorkspaceResult> {
    const client = await this.client()
    const { WorkDoneProgress } = await import('vscode-languageclient')
    const workDoneToken = `forthright-${Date.now()}`
    const progress = client.onProgress(WorkDoneProgress.type, workDoneToken, (value) => {
      if (value.kind !== 'end') report(value.percentage, value.message)
    })
    try {
      return await client.sendRequest<CheckWorkspaceResult>(methods.checkWorkspace, { workDoneToken }, token)
    } finally {
      progress.dispose()
    }
  }

  /** Writes the kind into the document, or its configuration. False where it says so already, or must not be written. */
  async setKind(params: SetKindParams): Promise<boolean> {
    const client = await this.client()
    const edit = await client.protocol2CodeConverter.asWorkspaceEdit(await client.sendRequest(methods.setKind, params))
    return edit ? workspace.applyEdit(edit) : false
  }

  /** Checks a document that is too large to be checked unasked. */
  async checkLarge(params: CheckLargeParams): Promise<void> {
    await (await this.client()).sendRequest(methods.checkLarge, params)
  }

  /** What the server knows by itself. */
  async facts(): Promise<ServerFacts> {
    const { initializeResult } = await this.client()
    return v.parse(factsSchema, initializeResult?.capabilities.experimental).forthright
  }

  /** The address of the document in front, where there is one. */
  get active(): Uri | undefined {
    return window.activeTextEditor?.document.uri
  }

  dispose(): void {
    this.#trust.dispose()
    this.#changed.dispose()
    void this.#client?.dispose()
  }
}
