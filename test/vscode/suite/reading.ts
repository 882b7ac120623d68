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

test('a broken promise points into the policy that breaks it', async () => {
  const { uri } = await open(file('en/landing.md'))
  const all = await findings(uri, (ids) => ids.includes('broken-promise'))
  const [related] = by('broken-promise', all).relatedInformation ?? []
  ok(related, 'nothing is related')
  ok(related.location.uri.path.endsWith('/en/returns.md'), related.location.uri.path)
  const policy = await vscode.workspace.openTextDocument(related.location.uri)
  ok(policy.getText(related.location.range).includes('14 days'))
})

test('what the policy says is shown at the promise', async () => {
  const { uri, lineCount } = await open(file('en/landing.md'))
  await findings(uri, (ids) => ids.includes('broken-promise'))
  const hints: vscode.InlayHint[] = await vscode.commands.executeCommand(
    'vscode.executeInlayHintProvider',
    uri,
    new vscode.Range(0, 0, lineCount, 0),
  )
  const labels = hints.map(({ label }) =>
    typeof label === 'string' ? label : label.map(({ value }) => value).join(''),
  )
  ok(
    labels.some((label) => label.includes('14 days')),
    JSON.stringify(labels),
  )
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
  const page = await vscode.workspace.openTextDocument(vscode.Uri.parse('forthright-rule:/false-scarcity.md'))
  ok(page.getText().includes('## How to fix it'), page.getText().slice(0, 200))
  await vscode.commands.executeCommand('workbench.action.closeActiveEditor')
})

const tabNamed = (name: string): vscode.Tab | undefined =>
  vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).find(({ label }) => label.includes(name))
