import * as vscode from 'vscode'
import { by, file, findings, open, ruleOf, rules, write } from './editor.js'
import { equal, ok, test } from './runner.js'

const sentence = 'Hurry, only 3 left in stock!'

test('a finding says what, why and where more stands', async () => {
  const uri = file('en/landing.md')
  const diagnostic = by('false-scarcity', await findings(uri))
  const document = await vscode.workspace.openTextDocument(uri)
  ok(sentence.includes(document.getText(diagnostic.range)))
  ok(typeof diagnostic.code === 'object' && diagnostic.code.target.path.endsWith('/false-scarcity'))
  equal(diagnostic.severity === vscode.DiagnosticSeverity.Error, false)
})

for (const [language, name, text] of [
  ['HTML', 'page.html', `<p>${sentence}</p>`],
  ['MDX', 'page.mdx', `# Lamps\n\n${sentence}\n`],
  ['plain text', 'page.txt', sentence],
] as const) {
  test(`${language} is read`, async () => {
    const document = await open(await write(name, text))
    by('false-scarcity', await findings(document.uri))
  })
}

test('a document that was never saved is read', async () => {
  const document = await vscode.workspace.openTextDocument({ language: 'markdown', content: sentence })
  await vscode.window.showTextDocument(document)
  by('false-scarcity', await findings(document.uri))
})

test('Markdown cells of a notebook are read, code cells are not', async () => {
  const cell = (type: string, source: string): object => ({
    cell_type: type,
    metadata: {},
    source: [source],
    outputs: [],
  })
  const cells = [cell('markdown', sentence), cell('code', `# ${sentence}`)]
  const uri = await write('notes.ipynb', JSON.stringify({ nbformat: 4, nbformat_minor: 2, metadata: {}, cells }))
  await vscode.commands.executeCommand('vscode.openWith', uri, 'jupyter-notebook')
  const notebook = vscode.workspace.notebookDocuments.find((one) => one.uri.toString() === uri.toString())
  ok(notebook, 'the notebook did not open')
  const [text, code] = notebook.getCells().map(({ document }) => document.uri)
  ok(text && code)
  by('false-scarcity', await findings(text))
  equal(rules(code), [])
})

test('Thai, Chinese, Russian and Indonesian are read in their own language', async () => {
  for (const locale of ['th', 'zh-Hans', 'zh-Hant', 'ru', 'id']) {
    const document = await open(file(`${locale}/landing.md`))
    const diagnostics = await findings(document.uri)
    ok(
      diagnostics.some((one) => ruleOf(one) === 'false-scarcity' || ruleOf(one) === 'superlative-claim'),
      locale,
    )
  }
})

test('an edit brings new findings and takes old ones away', async () => {
  const { uri } = await open(await write('edits.md', '# Lamps\n\nA lamp.\n'))
  const replace = async (from: string, to: string): Promise<void> => {
    const document = await vscode.workspace.openTextDocument(uri)
    const start = document.getText().indexOf(from)
    const edit = new vscode.WorkspaceEdit()
    edit.replace(uri, new vscode.Range(document.positionAt(start), document.positionAt(start + from.length)), to)
    ok(await vscode.workspace.applyEdit(edit))
  }
  await replace('A lamp.', sentence)
  await findings(uri)
  await replace(sentence, 'A lamp.')
  await findings(uri, (ids) => ids.length === 0)
})
