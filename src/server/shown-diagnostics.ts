import { CodeLensRefreshRequest, type Diagnostic, InlayHintRefreshRequest } from 'vscode-languageserver'
import { behind } from './behind.js'
import { isConfigPath, problemOfConfig } from './config-document.js'
import type { Context } from './context.js'
import { diagnosticOfConfig, diagnosticsOf, resultIdOf } from './diagnostics.js'
import { statusOf } from './features/status.js'
import { methods } from './protocol.js'
import { nextTurn } from './turn.js'
import { pathOf, uriOf } from './uris.js'

/** What the client shows, and how it is kept true. */
export class ShownDiagnostics {
  readonly #context: Context
  /** Documents whose diagnostics were pushed and not taken back, with what was pushed. */
  readonly #published = new Map<string, string>()
  /** What was answered last for each open document. */
  readonly #answered = new Map<string, string>()
  #showsClosed = false

  constructor(context: Context) {
    this.#context = context
  }

  /** Whether the client asks for the diagnostics of open documents. */
  get pulls(): boolean {
    return this.#context.client().capabilities.textDocument?.diagnostic !== undefined
  }

  /** Shows closed documents, too, from now on. */
  showClosed(): void {
    this.#showsClosed = true
    this.#context.workspace.wantAll()
  }

  get showsClosed(): boolean {
    return this.#showsClosed
  }

  /** The diagnostics of a document as it is now. */
  async itemsOf(uri: string): Promise<Diagnostic[]> {
    const { documents, projects, rules, files, workspace, connection, folders, settingsFor, today } = this.#context
    const path = pathOf(uri, folders()[0])
    const open = documents.get(uri)
    if (open && isConfigPath(path)) {
      if (!this.#context.client().trusted()) return []
      const folder = projects.folderOf(path)
      const about = { files, rules, folder, settings: await settingsFor(uri), today }
      const problem = await problemOfConfig(path, open.getText(), about)
      return problem ? [diagnosticOfConfig(problem)] : []
    }
    const checked = await workspace.check(uri)
    if (!checked) return []
    if (open && checked.state === 'checked') await this.#compare()
    const compared = (await workspace.check(uri)) ?? checked
    if (open) behind(connection, connection.sendNotification(methods.statusChanged, statusOf(compared, this.#context)))
    const items = diagnosticsOf(compared)
    if (open) this.#answered.set(uri, resultIdOf(items))
    return items
  }

  /** The mistakes of the configuration that holds for a document, where nobody has it open, by URI. */
  async configOf(uri: string): Promise<Readonly<Record<string, Diagnostic[]>>> {
    const { workspace, documents } = this.#context
    const checked = await workspace.check(uri)
    const path = checked?.configProblem?.path ?? checked?.configPath
    if (path === undefined || documents.get(workspace.uriOf(path))) return {}
    return { [uriOf(path)]: checked?.configProblem ? [diagnosticOfConfig(checked.configProblem)] : [] }
  }

  /** Pushes diagnostics, unless the client shows the same. */
  publish(uri: string, diagnostics: Diagnostic[], version?: number): void {
    const id = resultIdOf(diagnostics)
    if (this.#published.get(uri) === id && version === undefined) return
    if (diagnostics.length === 0 && !this.#published.has(uri)) return
    if (diagnostics.length > 0) this.#published.set(uri, id)
    else this.#published.delete(uri)
    const { connection } = this.#context
    behind(connection, connection.sendDiagnostics({ uri, diagnostics, ...(version === undefined ? {} : { version }) }))
  }

  /** Pushes what is found in an open document. */
  async push(uri: string): Promise<void> {
    await nextTurn()
    const { documents } = this.#context
    const version = documents.get(uri)?.version
    const items = await this.itemsOf(uri)
    if (version === undefined || documents.get(uri)?.version !== version) return
    this.publish(uri, items, version)
    for (const [other, found] of Object.entries(await this.configOf(uri))) this.publish(other, found)
  }

  /** Pushes what is found in a document that is not open but searched, or takes it back. @param path absolute */
  async showFile(path: string): Promise<void> {
    const { workspace, documents } = this.#context
    const uri = workspace.uriOf(path)
    if (documents.get(uri)) return
    if (!this.#showsClosed && !this.#published.has(uri)) return
    const { searched } = workspace
    // All are shown once the search is done.
    if (!searched) return
    const checked = searched.has(path) ? await workspace.check(uri) : undefined
    if (documents.get(uri)) return
    this.publish(uri, checked ? diagnosticsOf(checked) : [])
  }

  /** Shows documents again whose findings may have changed because of others. Absolute paths. */
  async changed(paths: ReadonlySet<string>, by: string | undefined): Promise<void> {
    const { workspace, documents } = this.#context
    const others = [...paths].filter((path) => path !== by)
    const open = others.map((path) => workspace.uriOf(path)).filter((uri) => documents.get(uri))
    const stale: string[] = []
    for (const uri of open) {
      const before = this.#answered.get(uri)
      const checked = before === undefined ? undefined : await workspace.check(uri)
      if (checked && resultIdOf(diagnosticsOf(checked)) !== before) stale.push(uri)
    }
    if (stale.length > 0) await this.refresh(stale)
    for (const path of others) await this.showFile(path)
  }

  /** Reads configurations and checks documents again. */
  async reload(): Promise<void> {
    const { projects, workspace, documents } = this.#context
    projects.reload()
    workspace.invalidate()
    await this.refresh(documents.all().map(({ uri }) => uri))
    if (!this.#showsClosed) return
    await workspace.compare()
    const published = [...this.#published.keys()].map((uri) => pathOf(uri))
    for (const path of new Set([...(workspace.searched ?? []), ...published])) {
      await nextTurn()
      if (!isConfigPath(path)) await this.showFile(path)
    }
  }

  /** The search for other documents goes on behind the answer where the client can be told of its end. */
  async #compare(): Promise<void> {
    const comparing = this.#context.workspace.compare()
    const canTell = !this.pulls || this.#context.client().capabilities.workspace?.diagnostics?.refreshSupport === true
    if (canTell) behind(this.#context.connection, comparing)
    else await comparing
  }

  /** Has documents shown again. */
  async refresh(uris: readonly string[]): Promise<void> {
    const { connection, client } = this.#context
    const { diagnostics, codeLens, inlayHint } = client().capabilities.workspace ?? {}
    if (!this.pulls) await Promise.all(uris.map((uri) => this.push(uri)))
    else if (diagnostics?.refreshSupport) await connection.languages.diagnostics.refresh()
    if (codeLens?.refreshSupport) await connection.sendRequest(CodeLensRefreshRequest.type)
    if (inlayHint?.refreshSupport) await connection.sendRequest(InlayHintRefreshRequest.type)
  }
}
