import * as vscode from 'vscode'
import { by, file, findings, open, rules, write } from './editor.js'
import { equal, ok, test } from './runner.js'

const actionsAt = async (uri: vscode.Uri, range: vscode.Range, kind = 'quickfix'): Promise<vscode.CodeAction[]> =>
  vscode.commands.executeCommand('vscode.executeCodeActionProvider', uri, range, kind, 50)

test('a quick fix changes the document', async () => {
  const { uri } = await open(await write('fix.md', '# Lamps\n\nHurry, only 3 left in stock!\n'))
  const { range } = by('false-scarcity', await findings(uri))
  const actions = await actionsAt(uri, range)
  const fix = actions.find(({ edit, title }) => edit && title.includes('3 in stock'))
  ok(fix?.edit, `no fix among: ${actions.map(({ title }) => title).join(' | ')}`)
  ok(await vscode.workspace.applyEdit(fix.edit))
  await findings(uri, (ids) => !ids.includes('false-scarcity'))
})

test('a finding can be silenced from the lightbulb', async () => {
  const { uri } = await open(await write('silence.md', '# Lamps\n\nHurry, only 3 left in stock!\n'))
  const { range } = by('false-scarcity', await findings(uri))
  const actions = await actionsAt(uri, range)
  ok(
    actions.some(({ edit, title }) => edit && title.includes('false-scarcity')),
    `none among: ${actions.map(({ title }) => title).join(' | ')}`,
  )
})

test('all wording is fixed at once, and nothing else', async () => {
  const text = '# Notice\n\nWe apologise for any inconvenience. No returns.\n'
  const { uri } = await open(await write('fix-all.md', text))
  await findings(uri, (ids) => ids.includes('non-apology'))
  const edits = await vscode.commands.executeCommand('forthright.fixAll')
  ok(Number(edits) > 0, 'nothing was fixed')
  await findings(uri, (ids) => !ids.includes('non-apology'))
  ok((await vscode.workspace.openTextDocument(uri)).getText().includes('No returns.'), 'a promise was changed unseen')
})

test('the next and the previous finding are a key away', async () => {
  const document = await open(file('en/landing.md'))
  const diagnostics = await findings(document.uri)
  const starts = diagnostics.map(({ range }) => range.start).sort((a, b) => a.compareTo(b))
  const editor = vscode.window.activeTextEditor
  ok(editor)
  editor.selection = new vscode.Selection(0, 0, 0, 0)
  await vscode.commands.executeCommand('forthright.goToNext')
  equal(editor.selection.start, starts[0])
  await vscode.commands.executeCommand('forthright.goToPrevious')
  equal(editor.selection.start, starts.at(-1))
})

test('the kind of a document can be chosen', async () => {
  const { uri } = await open(await write('kind.md', 'We send lamps.\n'))
  let isDone = false
  const chosen = vscode.commands.executeCommand('forthright.setKind', uri.toString()).then(() => {
    isDone = true
  })
  // There is no event for a list that opened; each of these calls goes to the window and back.
  while (!isDone) await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem')
  await chosen
  ok((await vscode.workspace.openTextDocument(uri)).getText().includes('kind: marketing'))
  equal(rules(uri), [])
})
