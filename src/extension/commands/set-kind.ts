import { l10n, Uri, window } from 'vscode'
import { kindLabel } from '../labels.js'
import type { Session } from '../session.js'

/**
 * Lets a person choose what kind of document it is, and writes it there.
 *
 * @param address of the document; absent means the one in front
 */
export async function setKind(session: Session, address?: string): Promise<void> {
  const uri = address ? Uri.parse(address, true) : session.active
  if (!uri) return
  const [{ kinds }, status] = await Promise.all([session.facts(), session.status(uri)])
  const items = kinds.map((kind) => ({
    id: kind,
    label: kindLabel(l10n.t, kind),
    description: kind === status?.kind ? `${kind} · ${l10n.t('as now')}` : kind,
  }))
  const chosen = await window.showQuickPick(items, {
    title: l10n.t('What kind of document is this?'),
    placeHolder: l10n.t('Rules for this kind are checked as soon as it is known'),
    matchOnDescription: true,
  })
  if (!chosen) return
  const isWritten = await session.setKind({ uri: uri.toString(), kind: chosen.id })
  if (!isWritten && status?.restricted && chosen.id !== status.kind)
    window.showInformationMessage(
      l10n.t('Trust this folder first: the kind is written to its configuration, which Restricted Mode leaves unread.'),
    )
}
