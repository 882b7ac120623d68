import * as vscode from 'vscode'
import type { ForthrightApi } from '../../../src/extension/api.js'
import { ok, until } from './runner.js'

const id = 'forthright.forthright'

/** The extension under test. */
export const extension = (): vscode.Extension<ForthrightApi> => {
  const found = vscode.extensions.getExtension<ForthrightApi>(id)
  ok(found, `${id} is not installed`)
  return found
}

/** A file of the sample shop that the tests have open as their workspace. */
export const file = (path: string): vscode.Uri => {
  const [folder] = vscode.workspace.workspaceFolders ?? []
  ok(folder, 'no folder is open')
  return vscode.Uri.joinPath(folder.uri, path)
}

/** Opens a document in front. */
export async function open(uri: vscode.Uri): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(uri)
  await vscode.window.showTextDocument(document, { preview: false, viewColumn: vscode.ViewColumn.One })
  return document
}

/** Writes a file of the workspace, below it if need be. */
export async function write(path: string, text: string): Promise<vscode.Uri> {
  const uri = file(path)
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text))
  return uri
}

/** What the extension says about a document at the moment. */
export const found = (uri: vscode.Uri): vscode.Diagnostic[] =>
  vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'forthright')

/** The rule that a diagnostic comes from. */
export const ruleOf = ({ code }: vscode.Diagnostic): string =>
  String(typeof code === 'object' ? code.value : (code ?? ''))

/** Rule ids at a document, in the order of their places. */
export const rules = (uri: vscode.Uri): string[] =>
  found(uri)
    .sort((a, b) => a.range.start.compareTo(b.range.start))
    .map(ruleOf)

/** Waits until the findings of a document are as wanted. */
export const findings = (
  uri: vscode.Uri,
  isWanted: (ids: readonly string[]) => boolean = (ids) => ids.length > 0,
): Promise<vscode.Diagnostic[]> =>
  until(
    vscode.languages.onDidChangeDiagnostics,
    () => (isWanted(rules(uri)) ? found(uri) : undefined),
    () => rules(uri),
  )

/** The one of several diagnostics that a rule gave. */
export function by(rule: string, diagnostics: readonly vscode.Diagnostic[]): vscode.Diagnostic {
  const one = diagnostics.find((diagnostic) => ruleOf(diagnostic) === rule)
  ok(one, `${rule} found nothing; there are ${diagnostics.map(ruleOf).join(', ')}`)
  return one
}

/** Sets a setting of the workspace, runs something, and puts it back. */
export async function withSetting(name: string, value: unknown, run: () => Promise<unknown>): Promise<void> {
  const set = (to: unknown): Thenable<void> =>
    vscode.workspace.getConfiguration('forthright').update(name, to, vscode.ConfigurationTarget.Workspace)
  await set(value)
  try {
    await run()
  } finally {
    await set(undefined)
  }
}
