import { type LogOutputChannel, l10n, ProgressLocation, window } from 'vscode'
import type { CheckWorkspaceResult } from '../../server/protocol.js'
import type { Session } from '../session.js'

/** Checks all documents of all folders, shows how far it is, and says what came of it. */
export async function checkWorkspace(session: Session, log: LogOutputChannel): Promise<CheckWorkspaceResult> {
  const options = {
    location: ProgressLocation.Notification,
    title: l10n.t('Forthright reads the workspace'),
    cancellable: true,
  }
  const result = await window.withProgress(options, (progress, token) => {
    let reached = 0
    return session.checkWorkspace(token, (percentage, message) => {
      const increment = percentage === undefined ? 0 : Math.max(0, percentage - reached)
      reached += increment
      progress.report({ increment, ...(message === undefined ? {} : { message }) })
    })
  })
  for (const problem of result.problems) log.warn(problem)
  if (!result.cancelled) tell(result)
  return result
}

function tell({ files, findings, problems }: CheckWorkspaceResult): void {
  const summary = l10n.t('Forthright: {0} findings in {1} documents', findings, files)
  const failed = problems.length > 0 ? l10n.t('{0} could not be read; see the output', problems.length) : ''
  window.setStatusBarMessage([summary, failed].filter((part) => part !== '').join('. '), 10_000)
}
