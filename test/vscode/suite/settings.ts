import * as vscode from 'vscode'
import { by, extension, file, findings, open, withSetting, write } from './editor.js'
import { equal, ok, test, until } from './runner.js'

test('checking can be turned off and on', async () => {
  const { uri } = await open(file('en/landing.md'))
  await findings(uri)
  equal(await vscode.commands.executeCommand('forthright.toggle'), false)
  await findings(uri, (ids) => ids.length === 0)
  equal(await vscode.commands.executeCommand('forthright.toggle'), true)
  await findings(uri)
})

test('severities are shown as one wishes', async () => {
  const { uri } = await open(file('en/landing.md'))
  await findings(uri)
  await withSetting('severityOverride', { warning: 'info' }, () =>
    until(vscode.languages.onDidChangeDiagnostics, () =>
      vscode.languages.getDiagnostics(uri).some(({ severity }) => severity === vscode.DiagnosticSeverity.Information)
        ? true
        : undefined,
    ),
  )
})

test('messages come in the language of one’s choice', async () => {
  const { uri } = await open(file('en/landing.md'))
  const before = by('false-scarcity', await findings(uri)).message
  await withSetting('messageLanguage', 'ru', () =>
    until(vscode.languages.onDidChangeDiagnostics, () =>
      vscode.languages.getDiagnostics(uri).some(({ message }) => /\p{Script=Cyrillic}/u.test(message))
        ? true
        : undefined,
    ),
  )
  await until(vscode.languages.onDidChangeDiagnostics, () =>
    vscode.languages.getDiagnostics(uri).some(({ message }) => message === before) ? true : undefined,
  )
})

test('a change of forthright.yml counts at once', async () => {
  const { uri } = await open(file('en/landing.md'))
  await findings(uri, (ids) => ids.includes('false-scarcity'))
  const config = file('forthright.yml')
  const before = await vscode.workspace.fs.readFile(config)
  await write('forthright.yml', `${new TextDecoder().decode(before)}rules:\n  false-scarcity: off\n`)
  await findings(uri, (ids) => ids.length > 0 && !ids.includes('false-scarcity'))
  await vscode.workspace.fs.writeFile(config, before)
  await findings(uri, (ids) => ids.includes('false-scarcity'))
})

test('the configuration is a command away', async () => {
  await open(file('en/landing.md'))
  await vscode.commands.executeCommand('forthright.openConfig')
  ok(vscode.window.activeTextEditor?.document.uri.path.endsWith('/forthright.yml'))
})

test('a configuration that no search finds is opened, and not written over', async () => {
  const config = file('forthright.yml')
  const before = new TextDecoder().decode(await vscode.workspace.fs.readFile(config))
  await vscode.commands.executeCommand('workbench.action.closeAllEditors')
  const settings = vscode.workspace.getConfiguration('files')
  await settings.update('exclude', { '**/forthright.yml': true }, vscode.ConfigurationTarget.Workspace)
  try {
    await vscode.commands.executeCommand('forthright.openConfig')
  } finally {
    await settings.update('exclude', undefined, vscode.ConfigurationTarget.Workspace)
  }
  equal(vscode.window.activeTextEditor?.document.uri.toString(), config.toString())
  equal(new TextDecoder().decode(await vscode.workspace.fs.readFile(config)), before)
})

test('the server can be started anew', async () => {
  const { uri } = await open(file('en/landing.md'))
  await vscode.commands.executeCommand('forthright.restart')
  await findings(uri)
  ok(extension().isActive)
})
