import * as vscode from 'vscode'
import { extension, file, findings, open } from './editor.js'
import { equal, ok, test } from './runner.js'

test('nothing runs before a document is open', () => equal(extension().isActive, false))

test('a document starts it, and quickly', async () => {
  const document = await open(file('en/landing.md'))
  const diagnostics = await findings(document.uri)
  equal(extension().isActive, true)
  equal([...new Set(diagnostics.map(({ source }) => source))], ['forthright'])
  const { startMilliseconds } = extension().exports
  console.log(`TEST_NOTE own start: ${startMilliseconds.toFixed(1)} ms`)
  ok(startMilliseconds < 300, `own start took ${startMilliseconds} ms`)
})

test('every command of the manifest is there', async () => {
  const { commands } = extension().packageJSON.contributes
  const known = new Set(await vscode.commands.getCommands(true))
  const names: string[] = commands.map(({ command }: { readonly command: string }) => command)
  equal(
    names.filter((name) => !known.has(name)),
    [],
  )
})
