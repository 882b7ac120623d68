import * as vscode from 'vscode'
import { extension, file, findings, open, rules } from './editor.js'
import { equal, ok, test, until } from './runner.js'

test('the trust report opens with the findings', async () => {
  const { uri } = await open(file('en/landing.md'))
  await findings(uri)
  await vscode.commands.executeCommand('forthright.openReport')
  const { report } = extension().exports
  const html = report() ?? ''
  ok(html.includes('false-scarcity') && html.includes('en/landing.md'))
  ok(/default-src &#39;none&#39;; style-src &#39;nonce-\w{32}&#39;; script-src &#39;nonce-\w{32}&#39;/.test(html))
  await until(vscode.window.tabGroups.onDidChangeTabs, () => webviews()[0])
  await vscode.commands.executeCommand('forthright.openReport')
  equal(webviews().length, 1)
})

test('the whole workspace is checked, closed documents too', async () => {
  const result = await vscode.commands.executeCommand<{ readonly files: number }>('forthright.checkWorkspace')
  ok(result.files >= 12, JSON.stringify(result))
  await until(
    vscode.languages.onDidChangeDiagnostics,
    () => (rules(file('ru/returns.md')).length > 0 ? true : undefined),
    () => rules(file('ru/returns.md')),
  )
})

test('the sample shop opens as a copy that may be changed', async () => {
  await vscode.commands.executeCommand('forthright.openSample')
  const documents = vscode.workspace.textDocuments.filter(({ uri }) => uri.path.includes('/globalStorage/'))
  equal(documents.map(({ uri }) => uri.path.split('/').at(-1)).sort(), ['landing.md', 'returns.md'])
  for (const { uri } of documents) await findings(uri)
  await vscode.commands.executeCommand('workbench.action.closeAllEditors')
})

test('the promises of the workspace are a tree, conflicts first', async () => {
  const { uri } = await open(file('en/landing.md'))
  await findings(uri, (ids) => ids.includes('broken-promise'))
  await vscode.commands.executeCommand('forthright.promises.focus')
  const { promises } = extension().exports
  const [topic] = (await promises.getChildren()) ?? []
  ok(topic?.type === 'topic' && topic.conflicts > 0, JSON.stringify(topic))
  const [document] = (await promises.getChildren(topic)) ?? []
  ok(document, 'no document')
  const [commitment] = (await promises.getChildren(document)) ?? []
  ok(commitment?.type === 'commitment' && commitment.conflicts.length > 0, JSON.stringify(commitment))
  const { command } = await promises.getTreeItem(commitment)
  await vscode.commands.executeCommand(command?.command ?? '', ...(command?.arguments ?? []))
  ok(vscode.window.activeTextEditor?.document.uri.path.endsWith('.md'))
})

const webviews = (): vscode.Tab[] =>
  vscode.window.tabGroups.all
    .flatMap((group) => [...group.tabs])
    .filter(({ input }) => input instanceof vscode.TabInputWebview)
