import type { WorkspaceEdit } from 'vscode-languageserver'
import { CONFIG_NAME, folderOf, globOf, join, relativeTo } from '../../config/index.js'
import type { Edit, Format } from '../../core/index.js'
import { formatOf } from '../../workspace/index.js'
import { addEntry } from '../actions/config-entry.js'
import { workspaceEdit } from '../actions/workspace-edit.js'
import { formatIn } from '../check-document.js'
import type { Context } from '../context.js'
import { methods, type SetKindParams } from '../protocol.js'
import { uriOf } from '../uris.js'

/** Answers how a document says what kind it is: in its front matter, else in the configuration. */
export function serveSetKind(context: Context): void {
  const { connection, workspace, documents, files, client } = context
  connection.onRequest(methods.setKind, async ({ uri, kind }: SetKindParams): Promise<WorkspaceEdit | null> => {
    const checked = await workspace.check(uri)
    if (!checked) return null
    const { text, version, path, folder, configPath, settings } = checked
    const format = formatIn(path, documents.get(uri)?.languageId) ?? formatOf(path)
    const edit = kindInFrontMatter(text, format, kind)
    if (edit === 'same') return null
    if (edit) return workspaceEdit(client(), [{ uri, version, text, edits: [edit] }]) ?? null
    // Nobody knows what stands in a configuration that was not read.
    if (!client().trusted()) return null
    const config = configPath ?? join(folder, CONFIG_NAME)
    const open = documents.get(uriOf(config))
    const source =
      configPath === undefined ? '' : (open?.getText() ?? new TextDecoder().decode(await files.read(configPath)))
    // Globs of a configuration that a setting names are seen from the folder.
    const base = configPath === undefined || settings.configFile !== '' ? folder : folderOf(configPath)
    // `documents` would also say what is checked: this document, and nothing that it did not name before.
    const entry = addEntry(source, 'overrides', { files: globOf(relativeTo(base, path)), kind })
    const target = {
      uri: uriOf(config),
      version: open?.version ?? null,
      text: source,
      create: configPath === undefined,
    }
    return (entry && workspaceEdit(client(), [{ ...target, edits: [entry] }])) ?? null
  })
}

const frontMatter = /^---[ \t]*(\r?\n)([\s\S]*?)^---[ \t]*(?:\r?\n|$)/m

/** Undefined for formats without front matter. */
function kindInFrontMatter(text: string, format: Format, kind: string): Edit | 'same' | undefined {
  if (format !== 'markdown' && format !== 'mdx') return undefined
  const match = text.startsWith('---') ? frontMatter.exec(text) : null
  if (!match) return { start: 0, end: 0, text: `---\nkind: ${kind}\n---\n\n` }
  const [, newline = '\n', body = ''] = match
  const start = text.indexOf('\n') + 1
  const entry = /^kind[ \t]*:[ \t]*(.*?)[ \t]*$/m.exec(body.replaceAll('\r', ' '))
  if (!entry) return { start, end: start, text: `kind: ${kind}${newline}` }
  if (entry[1] === kind) return 'same'
  const at = start + entry.index
  return { start: at, end: at + entry[0].trimEnd().length, text: `kind: ${kind}` }
}
