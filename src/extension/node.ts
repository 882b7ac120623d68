import type { ExtensionContext } from 'vscode'
import type { ForthrightApi } from './api.js'
import { start } from './start.js'

/** Entry on the desktop and in remote hosts. */
export const activate = (context: ExtensionContext): ForthrightApi =>
  // The library is loaded only now, so that reading the extension's code stays quick.
  start(context, async (log) => (await import('./client-node.js')).createNodeClient(context, log))
