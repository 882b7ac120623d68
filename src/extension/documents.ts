import { type TextDocument, workspace } from 'vscode'

/** Languages that are read; the manifest's activation events name the same. */
export const languages: readonly string[] = ['markdown', 'mdx', 'html', 'plaintext']

/** The language server's own configuration, which it completes and checks. */
export const configName = 'forthright.yml'

/**
 * Schemes of documents that people write. Others (old revisions, output channels, chat) show a text a second time, and an
 * output channel would be checked for what is written about checking.
 */
const written = ['file', 'untitled', 'vscode-notebook-cell', 'vscode-remote', 'vscode-userdata', 'vscode-vfs', 'gist']

const schemes = (): ReadonlySet<string> =>
  new Set([...written, ...(workspace.workspaceFolders ?? []).map(({ uri }) => uri.scheme)])

interface Filter {
  readonly scheme: string
  readonly language: string
  readonly pattern?: string
}

/** The documents that concern the language server. */
export const documentSelector = (): readonly Filter[] =>
  [...schemes()].flatMap((scheme) => [
    ...languages.map((language) => ({ scheme, language })),
    { scheme, language: 'yaml', pattern: `**/${configName}` },
  ])

/** Whether a document is one that Forthright reads. */
export const isRead = ({ languageId, uri }: TextDocument): boolean =>
  languages.includes(languageId) && schemes().has(uri.scheme)
