import type { Catalog } from '../core/index.js'

/**
 * The server in one file that runs in both worlds, so that the rules are packed once: a web worker has `importScripts`, a
 * process has not. Nothing of the other world is evaluated. A thread of the process reads texts for the server, or compiles words for
 * its next start.
 */
declare const __filename: string

/** Names the folder that the editor gives the server for its own. */
const FOLDER = '--kept='
/** When words are compiled for the next start, in milliseconds after they were first needed: what a person waits for comes first. */
const LATER = 5000

const load = () => import('../generated/index.js')

/** What a thread is told: where words are kept, and which it is to compile; without that it reads texts. */
interface ThreadData {
  readonly kept?: string
  readonly compile?: string
}

async function startInNode(): Promise<void> {
  const { isMainThread, workerData } = await import('node:worker_threads')
  const { keepWords, keptIn, keptWords } = await import('./kept-words.js')
  const { catalog, rules } = await load()
  const withKept = (kept: string | undefined, onMissing?: (locale: string) => void): Catalog =>
    kept === undefined ? catalog : { ...catalog, compiled: keptWords(kept, catalog, onMissing) }
  if (!isMainThread) {
    const { kept, compile }: ThreadData = workerData
    if (kept !== undefined && compile !== undefined) keepWords(kept, catalog, compile)
    else (await import('./thread.js')).readTexts(withKept(kept), rules)
    return
  }
  const { serve } = await import('./node.js')
  const { startThread } = await import('../workspace/node-thread.js')
  const argv = process.argv.slice(2)
  const folder = argv.find((argument) => argument.startsWith(FOLDER))?.slice(FOLDER.length)
  const kept = folder === undefined ? undefined : keptIn(folder, __filename)
  const compileLater = (locale: string): void => {
    // Where nothing can be kept, the next start takes as long as this one.
    const compile = (): void => startThread(__filename, { kept, compile: locale }, true).onLost(() => undefined)
    setTimeout(compile, LATER).unref()
  }
  serve(argv, withKept(kept, compileLater), rules, __filename, { kept })
}

if ('importScripts' in globalThis) void import('./browser.js')
else void startInNode()
