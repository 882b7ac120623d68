import { parentPort } from 'node:worker_threads'
import type { Catalog, RuleCodes } from '../core/index.js'
import { serveReader } from '../workspace/index.js'
import { builtInHost } from './built-in-host.js'

/** Reads texts in this thread for the server that has started it. */
export function readTexts(catalog: Catalog, rules: RuleCodes): void {
  const { linterWith, ledgerOn } = builtInHost(catalog, rules, undefined, undefined)
  const readRule = (): never => {
    throw new Error('The rules come with the texts')
  }
  parentPort?.on(
    'message',
    serveReader({ catalog, linterWith, ledgerOn, readRule }, (answer) => parentPort?.postMessage(answer)),
  )
}
