#!/usr/bin/env node
import { nodeHost } from './node-host.js'
import { run } from './run.js'

const cancel = new AbortController()
// The second Ctrl-C ends the process at once.
process.once('SIGINT', () => cancel.abort())
process.exitCode = await run(process.argv.slice(2), nodeHost(cancel.signal))
