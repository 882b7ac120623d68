import { FileSystemError, l10n, Uri, window, workspace } from 'vscode'
import { configTemplate } from '../../config/template.js'
import { configName } from '../documents.js'
import type { Session } from '../session.js'

/** Opens the configuration of the document in front, or of the workspace; writes one that explains itself where none is. */
export async function openConfig(session: Session): Promise<void> {
  const found = await configOf(session)
  if (found) {
    await window.showTextDocument(found)
    return
  }
  const [folder] = workspace.workspaceFolders ?? []
  if (!folder) {
    window.showInformationMessage(l10n.t('Open a folder first; the configuration is a file in it.'))
    return
  }
  const target = Uri.joinPath(folder.uri, configName)
  if (!(await exists(target))) {
    const { kinds, locales } = await session.facts()
    await workspace.fs.writeFile(target, new TextEncoder().encode(configTemplate(kinds, locales)))
  }
  await window.showTextDocument(target)
}

/** What a search did not find may be there all the same: `files.exclude` hides it, and not every file system can be searched. */
async function exists(uri: Uri): Promise<boolean> {
  try {
    await workspace.fs.stat(uri)
    return true
  } catch (error) {
    if (error instanceof FileSystemError && error.code === 'FileNotFound') return false
    throw error
  }
}

async function configOf(session: Session): Promise<Uri | undefined> {
  const status = session.active && (await session.status(session.active))
  if (status?.config) return Uri.parse(status.config, true)
  const [first] = await workspace.findFiles(`**/${configName}`, '**/node_modules/**', 1)
  return first
}
