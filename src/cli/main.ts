#!/usr/bin/env node
import * as modules from 'node:module'
import { nodeHost } from './node-host.js'
import { run } from './run.js'

// What is loaded from here on need not be compiled again next time, where Node can keep it.
if ('enableCompileCache' in modules && typeof modules.enableCompileCache === 'function') modules.enableCompileCache()
const argv = process.argv.slice(2)
if (argv[0] === 'lsp') {
  const [{ serve }, { catalog }, { rules }] = await Promise.all([
    import('../server/node.js'),
    import('../generated/lazy-catalog.js'),
    import('../generated/codes.js'),
  ])
  serve(argv.slice(1), catalog, rules, new URL('./worker.js', import.meta.url))
} else {
  const cancel = new AbortController()
  // The second Ctrl-C ends the process at once.
  process.once('SIGINT', () => cancel.abort())
  process.exitCode = await run(argv, nodeHost(cancel.signal))
}
