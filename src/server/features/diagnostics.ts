import {
  type CancellationToken,
  type Diagnostic,
  type FullDocumentDiagnosticReport,
  LSPErrorCodes,
  ResponseError,
  type UnchangedDocumentDiagnosticReport,
} from 'vscode-languageserver'
import { behind } from '../behind.js'
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

/** What `work` gives; where the client no longer wants it, the answer waits for nothing. @throws ResponseError */
function unlessCancelled<T>(token: CancellationToken, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    token.onCancellationRequested(() => reject(new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled')))
    work.then(resolve, reject)
  })
}

/** Diagnostics of open documents: pulled by clients that can, else pushed. */
export function serveDiagnostics(context: Context, shown: ShownDiagnostics): void {
  const { connection, documents, workspace } = context

  connection.languages.diagnostics.on(async ({ textDocument: { uri }, previousResultId }, token) => {
    await nextTurn()
    throwIfCancelled(token)
    const report = pulled(await unlessCancelled(token, shown.itemsOf(uri)), previousResultId)
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
    else behind(connection, shown.push(uri))
  })
  documents.onDidChangeContent(({ document: { uri } }) => {
    if (!shown.pulls) behind(connection, pushOnType(uri))
  })
  documents.onDidSave(({ document: { uri } }) => {
    if (isConfigPath(pathOf(uri))) behind(connection, shown.reload())
    else if (!shown.pulls) behind(connection, shown.push(uri))
  })
  documents.onDidClose(({ document: { uri } }) => behind(connection, showFileOf(uri)))

  async function pushOnType(uri: string): Promise<void> {
    if ((await context.settingsFor(uri)).run === 'onType') await shown.push(uri)
  }

  /** After an editor has closed a document, its file is what counts. */
  async function showFileOf(uri: string): Promise<void> {
    const path = pathOf(uri)
    workspace.close(uri)
    shown.publish(uri, [])
    // No file that is compared stands for it: it was never saved, is excluded, or lies outside of the folders.
    if (!workspace.knows(path)) return workspace.drop([path])
    await workspace.changed(path)
    await shown.showFile(path)
  }
}
