import {
  type CancellationToken,
  CodeLensRefreshRequest,
  type Diagnostic,
  DidChangeWatchedFilesNotification,
  type DocumentDiagnosticReport,
  FileChangeType,
  type FullDocumentDiagnosticReport,
  LSPErrorCodes,
  ResponseError,
  type UnchangedDocumentDiagnosticReport,
  type WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver'
import type { Checked } from '../checked.js'
import { isConfigPath, problemOfConfig } from '../config-document.js'
import type { Context } from '../context.js'
import { diagnosticOfConfig, diagnosticsOf, resultIdOf } from '../diagnostics.js'
import { startProgress } from '../progress.js'
import { type CheckWorkspaceResult, methods } from '../protocol.js'
import { nextTurn } from '../turn.js'
import { pathOf, uriOf } from '../uris.js'
import { statusOf } from './status.js'

/** What other parts of the server may ask of diagnostics. */
export interface DiagnosticsFeature {
  /** Reads configurations and checks documents again. */
  readonly reload: () => void
  /** Asks the client to tell of files that change. */
  readonly watch: () => void
}

type Pulled = FullDocumentDiagnosticReport | UnchangedDocumentDiagnosticReport

const pulled = (items: Diagnostic[], previous: string | undefined): Pulled => {
  const resultId = resultIdOf(items)
  return resultId === previous ? { kind: 'unchanged', resultId } : { kind: 'full', resultId, items }
}

const throwIfCancelled = (token: CancellationToken): void => {
  if (token.isCancellationRequested) throw new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled')
}

const watched = [
  '**/forthright.{yml,yaml}',
  '**/.forthrightignore',
  '**/{rule.md,*.yml}',
  '**/*.{md,markdown,mdx,html,htm,txt}',
]

/** Diagnostics: pulled by clients that can, else pushed; those of closed documents once the workspace was checked. */
export function serveDiagnostics(context: Context): DiagnosticsFeature {
  const { connection, documents, workspace, projects } = context
  const { rules, files } = context
  /** Documents whose diagnostics were pushed and not taken back. */
  const published = new Set<string>()
  const pulls = (): boolean => context.client().capabilities.textDocument?.diagnostic !== undefined

  async function itemsOf(uri: string): Promise<Diagnostic[]> {
    const path = pathOf(uri, context.folders()[0])
    const open = documents.get(uri)
    if (open && isConfigPath(path)) {
      const settings = await context.settingsFor(uri)
      const folder = projects.folderOf(path)
      const problem = await problemOfConfig(path, open.getText(), { files, rules, folder, settings })
      return problem ? [diagnosticOfConfig(problem)] : []
    }
    const checked = await workspace.check(uri)
    if (!checked) return []
    if (open) void connection.sendNotification(methods.statusChanged, statusOf(checked, context))
    return diagnosticsOf(checked)
  }

  /** The mistakes of the configuration that holds for a document, where nobody has it open. */
  async function relatedTo(uri: string): Promise<Record<string, FullDocumentDiagnosticReport>> {
    const checked = await workspace.check(uri)
    const path = checked?.configProblem?.path ?? checked?.configPath
    if (path === undefined || documents.get(uriOf(path))) return {}
    const items = checked?.configProblem ? [diagnosticOfConfig(checked.configProblem)] : []
    return { [uriOf(path)]: { kind: 'full', resultId: resultIdOf(items), items } }
  }

  function publish(uri: string, items: Diagnostic[], version?: number): void {
    if (items.length > 0) published.add(uri)
    else if (!published.delete(uri)) return
    void connection.sendDiagnostics({ uri, diagnostics: items, ...(version === undefined ? {} : { version }) })
  }

  async function push(uri: string): Promise<void> {
    await nextTurn()
    const version = documents.get(uri)?.version
    const items = await itemsOf(uri)
    if (version === undefined || documents.get(uri)?.version !== version) return
    published.add(uri)
    publish(uri, items, version)
    for (const [other, { items: found }] of Object.entries(await relatedTo(uri))) publish(other, found)
  }

  const publishClosed = (checked: Checked): void => publish(checked.uri, diagnosticsOf(checked))

  async function reload(): Promise<void> {
    projects.reload()
    const paths = workspace.invalidate()
    if (pulls()) {
      if (context.client().capabilities.workspace?.diagnostics?.refreshSupport)
        await connection.languages.diagnostics.refresh()
    } else await Promise.all(documents.all().map(({ uri }) => push(uri)))
    if (context.client().capabilities.workspace?.codeLens?.refreshSupport)
      await connection.sendRequest(CodeLensRefreshRequest.type)
    for (const path of paths) await recheck(path)
  }

  /** Checks a file that was read with the workspace again. */
  async function recheck(path: string): Promise<void> {
    await nextTurn()
    const checked = await workspace.refresh(path)
    const uri = uriOf(path)
    if (!published.has(uri) && !showsClosed) return
    if (checked && !isOpen(path)) publishClosed(checked)
    else publish(uri, [])
  }

  /** Whether diagnostics of closed documents are pushed: from the first check of the workspace that was asked for. */
  let showsClosed = false
  const isOpen = (path: string): boolean => documents.all().some(({ uri }) => pathOf(uri) === path)

  connection.languages.diagnostics.on(async ({ textDocument: { uri }, previousResultId }, token) => {
    await nextTurn()
    throwIfCancelled(token)
    const report = pulled(await itemsOf(uri), previousResultId)
    const canRelate = context.client().capabilities.textDocument?.diagnostic?.relatedDocumentSupport === true
    const relatedDocuments = canRelate ? await relatedTo(uri) : {}
    const result: DocumentDiagnosticReport =
      Object.keys(relatedDocuments).length > 0 ? { ...report, relatedDocuments } : report
    return result
  })

  connection.languages.diagnostics.onWorkspace(async ({ previousResultIds }, token, progress, partial) => {
    const previous = new Map(previousResultIds.map(({ uri, value }) => [uri, value]))
    const items: WorkspaceDocumentDiagnosticReport[] = []
    const signal = {
      get aborted() {
        return token.isCancellationRequested
      },
    }
    let done = 0
    for await (const { checked, of } of workspace.checkAll(signal)) {
      await nextTurn()
      throwIfCancelled(token)
      if (!checked) continue
      done++
      progress.report(Math.round((100 * done) / of), checked.subject?.shownPath ?? '')
      const item = {
        uri: checked.uri,
        version: checked.version,
        ...pulled(diagnosticsOf(checked), previous.get(checked.uri)),
      }
      previous.delete(checked.uri)
      if (partial) partial.report({ items: [item] })
      else items.push(item)
    }
    throwIfCancelled(token)
    // What the client still shows is gone or excluded.
    for (const uri of previous.keys()) {
      const item: WorkspaceDocumentDiagnosticReport = { uri, version: null, kind: 'full', items: [] }
      if (partial) partial.report({ items: [item] })
      else items.push(item)
    }
    return { items }
  })

  connection.onRequest(
    methods.checkWorkspace,
    async (params: unknown, token: CancellationToken): Promise<CheckWorkspaceResult> => {
      const signal = {
        get aborted() {
          return token.isCancellationRequested
        },
      }
      const progress = startProgress(context, params)
      const result = { files: 0, findings: 0, problems: [] as string[] }
      showsClosed = true
      try {
        for await (const { checked, problems, of } of workspace.checkAll(signal)) {
          await nextTurn()
          result.problems.push(...problems)
          if (!checked) continue
          result.files++
          const items = diagnosticsOf(checked)
          result.findings += items.length
          progress?.report(Math.round((100 * result.files) / of), checked.subject?.shownPath ?? '')
          if (!isOpen(checked.path)) publish(checked.uri, items)
        }
      } finally {
        progress?.done()
      }
      return { ...result, cancelled: signal.aborted }
    },
  )

  documents.onDidOpen(({ document: { uri } }) => {
    if (pulls()) publish(uri, [])
    else void push(uri)
  })
  documents.onDidChangeContent(async ({ document: { uri } }) => {
    if (pulls()) return
    const { run } = await context.settingsFor(uri)
    if (run === 'onType') void push(uri)
  })
  documents.onDidSave(({ document: { uri } }) => {
    if (isConfigPath(pathOf(uri))) void reload()
    else if (!pulls()) void push(uri)
  })
  documents.onDidClose(({ document: { uri } }) => {
    workspace.close(uri)
    publish(uri, [])
    const path = pathOf(uri)
    if (workspace.knows(path)) void recheck(path)
  })

  const watch = (): void => {
    if (context.client().capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration)
      void connection.client.register(DidChangeWatchedFilesNotification.type, {
        watchers: watched.map((globPattern) => ({ globPattern })),
      })
  }
  connection.onDidChangeWatchedFiles(async ({ changes }) => {
    const paths = changes.map(({ uri, type }) => ({ path: pathOf(uri), type }))
    if (paths.some(({ path }) => projects.isSteeredBy(path))) return reload()
    for (const { path, type } of paths) {
      if (type === FileChangeType.Deleted) {
        workspace.drop(path)
        if (!isOpen(path)) publish(uriOf(path), [])
      } else if (workspace.knows(path) || (showsClosed && type === FileChangeType.Created)) await recheck(path)
    }
  })

  return { reload: () => void reload(), watch }
}
