import { type ExtensionContext, type LogOutputChannel, l10n, Uri } from 'vscode'
import { LanguageClient } from 'vscode-languageclient/browser'
import { clientOptions } from './client-options.js'

/** A client whose server is a worker. */
export function createBrowserClient(context: ExtensionContext, log: LogOutputChannel): LanguageClient {
  const worker = new Worker(Uri.joinPath(context.extensionUri, 'dist/server/browser.js').toString(true))
  return new LanguageClient('forthright', l10n.t('Forthright'), worker, clientOptions(log))
}
