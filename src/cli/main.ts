#!/usr/bin/env node
import { nodeHost } from './node-host.js'
import { run } from './run.js'

const argv = process.argv.slice(2)
if (argv[0] === 'lsp') {
  const { serve } = await import('../server/node.js')
  serve(argv.slice(1))
} else {
  const cancel = new AbortController()
  // The second Ctrl-C ends the process at once.
  process.once('SIGINT', () => cancel.abort())
  process.exitCode = await run(argv, nodeHost(cancel.signal))
}
