import { Disposable, LanguageStatusSeverity, l10n, languages, type Uri, window } from 'vscode'
import { clientCommands, type DocumentStatus } from '../server/protocol.js'
import type { StatusText } from './api.js'
import { documentSelector, isRead } from './documents.js'
import type { Session } from './session.js'

/** The language status item, and what it shows. */
export interface Status extends Disposable {
  readonly current: () => StatusText
  /** Says that the server does not run, and why. */
  readonly fail: (message: string) => void
}

/** Shows for the document in front what it was taken for and what was found. */
export function createStatus(session: Session): Status {
  const item = languages.createLanguageStatusItem('forthright', [...documentSelector()])
  item.name = 'Forthright'
  item.text = 'Forthright'
  item.busy = true
  let shown: Uri | undefined

  const show = (status: DocumentStatus): void => {
    item.busy = false
    item.text = textOf(status)
    item.detail = detailOf(status)
    item.severity = severityOf(status)
    item.command =
      status.state === 'broken' || status.configProblem
        ? { command: 'forthright.openConfig', title: l10n.t('Open configuration') }
        : status.state === 'large'
          ? { command: clientCommands.checkLarge, title: l10n.t('Check document'), arguments: [status.uri] }
          : { command: 'forthright.openReport', title: l10n.t('Open report') }
  }
  const ask = async (): Promise<void> => {
    const document = window.activeTextEditor?.document
    if (!document || !isRead(document)) return
    const { uri } = document
    shown = uri
    const status = await session.status(uri)
    if (status && shown === uri) show(status)
  }
  const askQuietly = (): void => void ask().then(undefined, () => undefined)
  const listeners = [
    window.onDidChangeActiveTextEditor(askQuietly),
    session.onChanged((status) => {
      if (status.uri === window.activeTextEditor?.document.uri.toString()) show(status)
    }),
  ]
  askQuietly()
  return {
    current: () => ({ text: item.text, detail: item.detail ?? '' }),
    fail: (message) => {
      item.busy = false
      item.severity = LanguageStatusSeverity.Error
      item.text = l10n.t('Forthright does not run')
      item.detail = message
      item.command = { command: 'forthright.showOutput', title: l10n.t('Show output') }
    },
    dispose: () => Disposable.from(item, ...listeners).dispose(),
  }
}

function textOf({ state, counts }: DocumentStatus): string {
  if (state === 'off') return l10n.t('Forthright: off')
  if (state === 'ignored') return l10n.t('Forthright: ignored')
  if (state === 'broken') return l10n.t('Forthright: broken configuration')
  if (state === 'failed') return l10n.t('Forthright: not checked')
  if (state === 'large') return l10n.t('Forthright: large document')
  const found = Object.values(counts).reduce((sum, count) => sum + count, 0)
  if (found === 0) return l10n.t('Forthright: nothing found')
  return found === 1 ? l10n.t('Forthright: 1 finding') : l10n.t('Forthright: {0} findings', found)
}

function detailOf(status: DocumentStatus): string {
  const parts = [
    status.kind ?? l10n.t('kind unknown'),
    status.locale ?? l10n.t('language unknown'),
    status.suppressed > 0 ? l10n.t('{0} silenced', status.suppressed) : '',
    status.restricted ? l10n.t('Restricted Mode: own configuration not read') : '',
    status.configProblem ?? '',
    status.detail ?? '',
  ]
  return parts.filter((part) => part !== '').join(' · ')
}

function severityOf({ state, configProblem }: DocumentStatus): LanguageStatusSeverity {
  if (state === 'broken' || state === 'failed') return LanguageStatusSeverity.Error
  return configProblem ? LanguageStatusSeverity.Warning : LanguageStatusSeverity.Information
}
