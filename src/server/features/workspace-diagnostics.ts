import type { CancellationToken, WorkspaceDocumentDiagnosticReport } from 'vscode-languageserver'
import type { Context } from '../context.js'
import { diagnosticsOf } from '../diagnostics.js'
import { startProgress } from '../progress.js'
import { type CheckWorkspaceResult, methods } from '../protocol.js'
import type { ShownDiagnostics } from '../shown-diagnostics.js'
import { nextTurn } from '../turn.js'
import { pulled, throwIfCancelled } from './diagnostics.js'

/** A token as a signal that can be looked at. */
const signalOf = (token: CancellationToken) => ({
  get aborted() {
    return token.isCancellationRequested
  },
})

const percent = (done: number, of: number): number => Math.round((100 * done) / of)

/** Diagnostics of the whole workspace: pulled, or asked for by a person and then kept up to date. */
export function serveWorkspaceDiagnostics(context: Context, shown: ShownDiagnostics): void {
  const { connection, workspace, documents } = context

  connection.languages.diagnostics.onWorkspace(async ({ previousResultIds }, token, progress, partial) => {
    const previous = new Map(previousResultIds.map(({ uri, value }) => [uri, value]))
    const items: WorkspaceDocumentDiagnosticReport[] = []
    const give = (item: WorkspaceDocumentDiagnosticReport): void => {
      if (partial) partial.report({ items: [item] })
      else items.push(item)
    }
    const searched = await workspace.readAll(signalOf(token), (done, of, path) =>
      progress.report(percent(done, of), path),
    )
    throwIfCancelled(token)
    for (const path of searched?.paths ?? []) {
      await nextTurn()
      throwIfCancelled(token)
      const checked = await workspace.check(workspace.uriOf(path))
      if (checked?.state !== 'checked') continue
      const { uri, version } = checked
      give({ uri, version, ...pulled(diagnosticsOf(checked), previous.get(uri)) })
      previous.delete(uri)
    }
    // What the client still shows is gone or excluded.
    for (const uri of previous.keys()) give({ uri, version: null, kind: 'full', items: [] })
    return { items }
  })

  connection.onRequest(
    methods.checkWorkspace,
    async (params: unknown, token: CancellationToken): Promise<CheckWorkspaceResult> => {
      const signal = signalOf(token)
      const progress = startProgress(context, params)
      const result = { files: 0, findings: 0 }
      shown.showClosed()
      try {
        const searched = await workspace.readAll(signal, (done, of, path) => progress?.report(percent(done, of), path))
        for (const path of searched?.paths ?? []) {
          const checked = await workspace.check(workspace.uriOf(path))
          if (checked?.state !== 'checked') continue
          const items = diagnosticsOf(checked)
          result.files++
          result.findings += items.length
          if (!documents.get(checked.uri)) shown.publish(checked.uri, items)
        }
        return { ...result, problems: searched?.problems ?? [], cancelled: searched === undefined || signal.aborted }
      } finally {
        progress?.done()
      }
    },
  )
}
