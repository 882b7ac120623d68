import type { CodeLens } from 'vscode-languageserver'
import { standing } from '../checked.js'
import type { Context } from '../context.js'
import { label } from '../labels.js'
import { clientCommands } from '../protocol.js'

/** Shows above a document what it is taken for, and how much was found. */
export function serveCodeLens(context: Context): void {
  const { connection, workspace, documents } = context
  connection.onCodeLens(async ({ textDocument: { uri } }): Promise<CodeLens[]> => {
    const checked = documents.get(uri) && (await workspace.check(uri))
    if (!checked?.report || !checked.settings.codeLens) return []
    const labels = context.labelsFor(checked.settings)
    const { kind } = checked.report
    const lens = (title: string, command: string): CodeLens => ({
      range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
      command: { title, command: context.client().has(command) ? command : '', arguments: [uri] },
    })
    return [
      lens(kind === undefined ? label(labels, 'unknownKind') : label(labels, 'kind', { kind }), clientCommands.setKind),
      lens(label(labels, 'findings', { number: String(standing(checked).length) }), clientCommands.showFindings),
    ]
  })
}
