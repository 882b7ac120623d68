import type { ExtensionContext } from 'vscode'
import type { ForthrightApi } from './api.js'
import { start } from './start.js'

const isWorker = 'importScripts' in globalThis

/** Entry in every host: on the desktop, in remote windows, and in the browser. */
export const activate = (context: ExtensionContext): ForthrightApi =>
  // The library is loaded only now, so that reading the extension's code stays quick.
  start(context, async (log) =>
    isWorker
      ? (await import('./client-browser.js')).createBrowserClient(context, log)
      : (await import('./client-node.js')).createNodeClient(context, log),
  )
