import type { WorkspaceEdit } from 'vscode-languageserver'
import { CONFIG_NAME, folderOf, globOf, join, relativeTo } from '../../config/index.js'
import { type Edit, type Format, foreignFrontMatterIn, frontMatterEntries, frontMatterIn } from '../../core/index.js'
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

/** Undefined where it is not usual to have front matter and there is none. */
function kindInFrontMatter(text: string, format: Format, kind: string): Edit | 'same' | undefined {
  const isMarkdown = format === 'markdown' || format === 'mdx'
  const found = isMarkdown ? frontMatterIn(text) : foreignFrontMatterIn(text)
  if (!found) return isMarkdown ? { start: 0, end: 0, text: `---\nkind: ${kind}\n---\n\n` } : undefined
  const { text: body, start, type } = found
  const known = frontMatterEntries(body).get('kind')
  if (known === kind) return 'same'
  const stated = type === 'yaml' ? `kind: ${kind}` : `kind = "${kind}"`
  // What is no entry in TOML is a key of a table.
  const entry = type === 'yaml' || known !== undefined ? /^kind[ \t]*[:=][^\r\n]*/m.exec(body) : null
  if (!entry) return { start, end: start, text: stated + (/\r\n|\r|\n/.exec(text)?.[0] ?? '\n') }
  const at = start + entry.index
  return { start: at, end: at + entry[0].trimEnd().length, text: stated }
}
