import * as vscode from 'vscode'
import { by, extension, file, findings, open } from './editor.js'
import { ok, test, until } from './runner.js'

test('hovering says why and shows better words', async () => {
  const { uri } = await open(file('en/landing.md'))
  const { range } = by('false-scarcity', await findings(uri))
  const hovers: vscode.Hover[] = await vscode.commands.executeCommand('vscode.executeHoverProvider', uri, range.start)
  const text = hovers.flatMap(({ contents }) => contents.map((one) => (typeof one === 'string' ? one : one.value)))
  ok(text.join('\n').includes('false-scarcity'), text.join('\n'))
})

test('the kind of a document stands above its first line', async () => {
  const { uri } = await open(file('en/returns.md'))
  await findings(uri)
  const lenses: vscode.CodeLens[] = await vscode.commands.executeCommand('vscode.executeCodeLensProvider', uri, 10)
  ok(lenses.some(({ command }) => command?.command === 'forthright.setKind'))
})

test('the status item names the kind and counts', async () => {
  const { uri } = await open(file('en/returns.md'))
  const { length } = await findings(uri)
  const { status } = extension().exports
  await until(
    vscode.languages.onDidChangeDiagnostics,
    () => (status().text.includes(String(length)) ? true : undefined),
    status,
  )
  ok(status().detail.includes('returns-policy'), status().detail)
})

test('a rule’s page is shown offline', async () => {
  await vscode.commands.executeCommand('forthright.openRule', 'false-scarcity', '')
  await until(vscode.window.tabGroups.onDidChangeTabs, () => tabNamed('false-scarcity'))
  await vscode.commands.executeCommand('workbench.action.closeActiveEditor')
})

const tabNamed = (name: string): vscode.Tab | undefined =>
  vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).find(({ label }) => label.includes(name))
