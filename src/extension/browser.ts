import type { ExtensionContext } from 'vscode'
import type { ForthrightApi } from './api.js'
import { start } from './start.js'

/** Entry in the browser. */
export const activate = (context: ExtensionContext): ForthrightApi =>
  start(context, async (log) => (await import('./client-browser.js')).createBrowserClient(context, log))
