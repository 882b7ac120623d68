import { l10n, ProgressLocation, window } from 'vscode'
import type { Session } from '../session.js'

/**
 * Checks a document that is too large to be checked unasked.
 *
 * @param address of the document; absent means the one in front
 */
export async function checkLarge(session: Session, address?: string): Promise<void> {
  const uri = address ?? session.active?.toString()
  if (uri === undefined) return
  await window.withProgress(
    { location: ProgressLocation.Window, title: l10n.t('Forthright reads a large document') },
    () => session.checkLarge({ uri }),
  )
}
