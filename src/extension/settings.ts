import { type Uri, workspace } from 'vscode'
import { settingsSection } from '../server/protocol.js'

/** A setting of Forthright as it holds for a document. */
export function setting(name: 'enable', scope?: Uri): boolean
export function setting(name: 'run', scope?: Uri): string
export function setting(name: string, scope?: Uri): unknown {
  return workspace.getConfiguration(settingsSection, scope).get(name)
}
