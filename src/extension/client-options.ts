import { env, type LogOutputChannel, Uri, workspace } from 'vscode'
import { DiagnosticPullMode, type LanguageClientOptions, RevealOutputChannelOn } from 'vscode-languageclient'
import { clientCommands, type InitializationOptions, settingsSection } from '../server/protocol.js'
import { documentSelector } from './documents.js'
import { setting } from './settings.js'

/** What the client tells its library, in every host. */
export function clientOptions(log: LogOutputChannel): LanguageClientOptions {
  const initializationOptions: InitializationOptions = {
    commands: Object.values(clientCommands),
    trusted: workspace.isTrusted,
    workspaceDiagnostics: false,
  }
  return {
    documentSelector: [...documentSelector()],
    outputChannel: log,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    initializationOptions: { ...initializationOptions, locale: env.language },
    synchronize: { configurationSection: settingsSection },
    markdown: { isTrusted: { enabledCommands: [clientCommands.openRule] }, supportHtml: false },
    diagnosticPullOptions: {
      onChange: true,
      onSave: true,
      filter: ({ uri }, mode) =>
        mode === DiagnosticPullMode.onType && setting('run', uri instanceof Uri ? uri : undefined) === 'onSave',
    },
  }
}
