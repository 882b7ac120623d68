import {
  type CancellationToken,
  type Diagnostic,
  type FullDocumentDiagnosticReport,
  LSPErrorCodes,
  ResponseError,
  type UnchangedDocumentDiagnosticReport,
} from 'vscode-languageserver'
import { isConfigPath } from '../config-document.js'
import type { Context } from '../context.js'
import { resultIdOf } from '../diagnostics.js'
import type { ShownDiagnostics } from '../shown-diagnostics.js'
import { nextTurn } from '../turn.js'
import { pathOf } from '../uris.js'

/** What a client gets that has asked: all, or that nothing has changed. */
export const pulled = (
  items: Diagnostic[],
  previous: string | undefined,
): FullDocumentDiagnosticReport | UnchangedDocumentDiagnosticReport => {
  const resultId = resultIdOf(items)
  return resultId === previous ? { kind: 'unchanged', resultId } : { kind: 'full', resultId, items }
}

/** @throws ResponseError where the client no longer wants an answer. */
export function throwIfCancelled(token: CancellationToken): void {
  if (token.isCancellationRequested) throw new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled')
}

/** Diagnostics of open documents: pulled by clients that can, else pushed. */
export function serveDiagnostics(context: Context, shown: ShownDiagnostics): void {
  const { connection, documents, workspace } = context

  connection.languages.diagnostics.on(async ({ textDocument: { uri }, previousResultId }, token) => {
    await nextTurn()
    throwIfCancelled(token)
    const report = pulled(await shown.itemsOf(uri), previousResultId)
    if (!context.client().capabilities.textDocument?.diagnostic?.relatedDocumentSupport) return report
    const related = Object.entries(await shown.configOf(uri))
    if (related.length === 0) return report
    return {
      ...report,
      relatedDocuments: Object.fromEntries(related.map(([other, items]) => [other, pulled(items, undefined)])),
    }
  })

  documents.onDidOpen(({ document: { uri } }) => {
    if (shown.pulls) shown.publish(uri, [])
    else void shown.push(uri)
  })
  documents.onDidChangeContent(async ({ document: { uri } }) => {
    if (!shown.pulls && (await context.settingsFor(uri)).run === 'onType') void shown.push(uri)
  })
  documents.onDidSave(({ document: { uri } }) => {
    if (isConfigPath(pathOf(uri))) void shown.reload()
    else if (!shown.pulls) void shown.push(uri)
  })
  documents.onDidClose(async ({ document: { uri } }) => {
    const path = pathOf(uri)
    workspace.close(uri)
    shown.publish(uri, [])
    if (!workspace.knows(path)) return
    await workspace.changed(path)
    await shown.showFile(path)
  })
}
