import { type ExtensionContext, type LogOutputChannel, l10n, Uri } from 'vscode'
import { LanguageClient, TransportKind } from 'vscode-languageclient/node'
import { clientOptions } from './client-options.js'

/** A client whose server is a process of its own. */
export function createNodeClient(context: ExtensionContext, log: LogOutputChannel): LanguageClient {
  const module = Uri.joinPath(context.extensionUri, 'dist/server/node.js').fsPath
  const run = { module, transport: TransportKind.ipc, args: [`--kept=${context.globalStorageUri.fsPath}`] }
  return new LanguageClient('forthright', l10n.t('Forthright'), { run, debug: run }, clientOptions(log))
}
