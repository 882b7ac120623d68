import type { CodeLens } from 'vscode-languageserver'
import { megabytesOf } from '../check-document.js'
import { standing } from '../checked.js'
import type { Context } from '../context.js'
import { label } from '../labels.js'
import { clientCommands } from '../protocol.js'
import { serverCommands } from './commands.js'

/** Shows above a document what it is taken for, and how much was found. */
export function serveCodeLens(context: Context): void {
  const { connection, workspace, documents } = context
  const isRun = (command: string): boolean => context.client().has(command) || serverCommands.includes(command)
  connection.onCodeLens(async ({ textDocument: { uri } }): Promise<CodeLens[]> => {
    const checked = documents.get(uri) && (await workspace.check(uri))
    if (!checked?.settings.codeLens) return []
    const labels = context.labelsFor(checked.settings)
    const lens = (title: string, command: string): CodeLens => ({
      range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
      command: { title, command: isRun(command) ? command : '', arguments: [uri] },
    })
    if (checked.state === 'large')
      return [lens(label(labels, 'checkLarge', { number: megabytesOf(checked.text) }), clientCommands.checkLarge)]
    if (!checked.report) return []
    const { kind } = checked.report
    return [
      lens(kind === undefined ? label(labels, 'unknownKind') : label(labels, 'kind', { kind }), clientCommands.setKind),
      lens(label(labels, 'findings', { number: String(standing(checked).length) }), clientCommands.showFindings),
    ]
  })
}
