import { ConfigurationTarget, l10n, window, workspace } from 'vscode'
import { settingsSection } from '../../server/protocol.js'
import { setting } from '../settings.js'

/** Turns checking off or on: in the workspace where one is open, else everywhere. */
export async function toggle(): Promise<boolean> {
  const enable = !setting('enable')
  const target = workspace.workspaceFolders ? ConfigurationTarget.Workspace : ConfigurationTarget.Global
  await workspace.getConfiguration(settingsSection).update('enable', enable, target)
  window.setStatusBarMessage(enable ? l10n.t('Forthright is on') : l10n.t('Forthright is off'), 5000)
  return enable
}
