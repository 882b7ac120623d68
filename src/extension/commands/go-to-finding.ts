import { commands, l10n, languages, type Position, Selection, window } from 'vscode'

/** Moves to the next (1) or previous (-1) finding of the document in front, round the end, and shows what it says. */
export async function goToFinding(direction: 1 | -1): Promise<Position | undefined> {
  const editor = window.activeTextEditor
  if (!editor) return undefined
  const places = languages
    .getDiagnostics(editor.document.uri)
    .filter(({ source }) => source === 'forthright')
    .map(({ range }) => range)
    .sort((a, b) => a.start.compareTo(b.start) * direction)
  const here = editor.selection.start
  const target = places.find(({ start }) => start.compareTo(here) * direction > 0) ?? places[0]
  if (!target) {
    window.setStatusBarMessage(l10n.t('Forthright: nothing found'), 5000)
    return undefined
  }
  editor.selection = new Selection(target.start, target.start)
  editor.revealRange(target)
  await commands.executeCommand('editor.action.showHover')
  return target.start
}
