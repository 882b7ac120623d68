import { CodeAction, commands, l10n, Range, window, workspace } from 'vscode'

const kind = 'source.fixAll.forthright'

/** Applies every fix of wording in the document in front. Gives how many passages changed. */
export async function fixAll(): Promise<number> {
  const document = window.activeTextEditor?.document
  if (!document) return 0
  const everything = new Range(0, 0, document.lineCount, 0)
  const found = await commands.executeCommand<unknown[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    everything,
    kind,
    1,
  )
  const action = found.filter((one) => one instanceof CodeAction).find((one) => one.kind?.value === kind)
  if (!action?.edit || !(await workspace.applyEdit(action.edit))) {
    window.setStatusBarMessage(l10n.t('Forthright: nothing to fix without you'), 5000)
    return 0
  }
  return action.edit.entries().reduce((sum, [, edits]) => sum + edits.length, 0)
}
