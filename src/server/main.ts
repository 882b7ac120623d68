/**
 * The server in one file that runs in both worlds, so that the rules are packed once: a web worker has `importScripts`, a
 * process has not. Nothing of the other world is evaluated. In a thread of the process it reads texts for the server.
 */
declare const __filename: string

const load = () => import('../generated/index.js')

async function startInNode(): Promise<void> {
  const { isMainThread } = await import('node:worker_threads')
  const { catalog, rules } = await load()
  if (isMainThread) (await import('./node.js')).serve(process.argv.slice(2), catalog, rules, __filename)
  else (await import('./thread.js')).readTexts(catalog, rules)
}

if ('importScripts' in globalThis) void import('./browser.js')
else void startInNode()
