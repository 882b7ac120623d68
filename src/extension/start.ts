import { type ExtensionContext, l10n, window } from 'vscode'
import type { ForthrightApi } from './api.js'
import { registerCommands } from './commands/index.js'
import { createPromisesView } from './promises/view.js'
import { createReportPanel } from './report/panel.js'
import { type CreateClient, Session } from './session.js'
import { createStatus } from './status.js'

/** Sets the extension up. The language server starts meanwhile; nothing waits for it. */
export function start(context: ExtensionContext, create: CreateClient): ForthrightApi {
  const started = performance.now()
  const log = window.createOutputChannel('Forthright', { log: true })
  const session = new Session(create, log)
  const status = createStatus(session)
  const promises = createPromisesView(session)
  const report = createReportPanel(context, session)
  context.subscriptions.push(log, session, status, promises, report)
  registerCommands({ context, session, log, promises, report })
  const startMilliseconds = performance.now() - started

  const { version } = context.extension.packageJSON
  log.info(l10n.t('Forthright {0}: own start {1} ms', String(version), startMilliseconds.toFixed(1)))
  const ready = session.client().then(
    () => log.info(l10n.t('Language server ready after {0} ms', Math.round(performance.now() - started))),
    (error) => failed(String(error instanceof Error ? error.message : error)),
  )
  const failed = (message: string): void => {
    log.error(message)
    status.fail(message)
  }
  return {
    ready,
    startMilliseconds,
    promises: promises.provider,
    status: status.current,
    report: report.html,
  }
}
