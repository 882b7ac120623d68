import * as vscode from 'vscode'
import { extension, file, findings, open } from './editor.js'
import { equal, ok, test, until } from './runner.js'

test('an untrusted folder is read by the built-in rules, and its own configuration is not', async () => {
  equal(vscode.workspace.isTrusted, false)
  const { uri } = await open(file('en/landing.md'))
  // The folder’s own configuration turns this rule off.
  await findings(uri, (ids) => ids.includes('false-scarcity'))
  const { status } = extension().exports
  await until(
    vscode.languages.onDidChangeDiagnostics,
    () => (status().detail.includes('Restricted Mode') ? true : undefined),
    status,
  )
  ok(status().text.length > 0)
})
