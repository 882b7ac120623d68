import { commands, type ExtensionContext, type LogOutputChannel, l10n, window } from 'vscode'
import { clientCommands } from '../../server/protocol.js'
import type { PromisesView } from '../promises/view.js'
import type { ReportPanel } from '../report/panel.js'
import type { Session } from '../session.js'
import { checkLarge } from './check-large.js'
import { checkWorkspace } from './check-workspace.js'
import { fixAll } from './fix-all.js'
import { goToFinding } from './go-to-finding.js'
import { openConfig } from './open-config.js'
import { openRule, servePages } from './open-rule.js'
import { openSample } from './open-sample.js'
import { runInTerminal } from './run-in-terminal.js'
import { setKind } from './set-kind.js'
import { toggle } from './toggle.js'

/** What commands work with. */
export interface Parts {
  readonly context: ExtensionContext
  readonly session: Session
  readonly log: LogOutputChannel
  readonly promises: PromisesView
  readonly report: ReportPanel
}

type Command = (...args: readonly unknown[]) => unknown

/** Registers every command of the manifest. One that fails says so, and why stands in the log. */
export function registerCommands({ context, session, log, promises, report }: Parts): void {
  const all: Readonly<Record<string, Command>> = {
    'forthright.fixAll': () => fixAll(),
    'forthright.checkWorkspace': () => checkWorkspace(session, log),
    [clientCommands.showFindings]: (uri) => report.show(text(uri)),
    'forthright.openConfig': () => openConfig(session),
    'forthright.toggle': () => toggle(),
    'forthright.goToNext': () => goToFinding(1),
    'forthright.goToPrevious': () => goToFinding(-1),
    [clientCommands.setKind]: (uri) => setKind(session, text(uri)),
    [clientCommands.checkLarge]: (uri) => checkLarge(session, text(uri)),
    'forthright.showOutput': () => log.show(true),
    'forthright.restart': () => session.restart(),
    'forthright.openSample': () => openSample(context),
    'forthright.runInTerminal': () => runInTerminal(),
    'forthright.refreshPromises': () => promises.refresh(),
    [clientCommands.openRule]: (id, url) => openRule(session, text(id) ?? '', text(url) ?? ''),
  }
  servePages(context, session)
  for (const [name, run] of Object.entries(all))
    context.subscriptions.push(commands.registerCommand(name, guarded(run, log)))
}

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)

const guarded =
  (run: Command, log: LogOutputChannel): Command =>
  async (...args) => {
    try {
      return await run(...args)
    } catch (error) {
      log.error(error instanceof Error ? error : String(error))
      const output = l10n.t('Show output')
      const chosen = await window.showErrorMessage(error instanceof Error ? error.message : String(error), output)
      if (chosen === output) log.show(true)
      return undefined
    }
  }
