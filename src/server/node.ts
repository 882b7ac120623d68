import { readdir, readFile, realpath, stat } from 'node:fs/promises'
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node'
import type { Catalog, RuleCodes } from '../core/index.js'
import { createNodeFiles } from '../workspace/node-files.js'
import { startThread } from '../workspace/node-thread.js'
import { builtInHost, REMEMBERED } from './built-in-host.js'
import { createServer } from './server.js'

const transport = /^--(?:stdio|node-ipc|socket=\d+|pipe=.+)$/

/**
 * Serves one client on the transport that the process was started with.
 *
 * @param argv the arguments, of which one names the transport; without one the process ends with exit code 2
 * @param catalog and `rules`: what is known, in the form in which this process has it
 * @param script what a thread runs that serves `readerIn`
 * @param data what such a thread is told besides
 */
export function serve(
  argv: readonly string[],
  catalog: Catalog,
  rules: RuleCodes,
  script: URL | string,
  data: object = {},
): void {
  if (!argv.some((argument) => transport.test(argument))) {
    process.stderr.write(
      'forthright: error: an editor starts this; it needs --stdio, --node-ipc, --socket=PORT or --pipe=NAME\n',
    )
    process.exitCode = 2
    return
  }
  createServer(
    createConnection(ProposedFeatures.all),
    builtInHost(catalog, rules, createNodeFiles({ stat, readFile, readdir, realpath }), () =>
      startThread(script, { ...data, remember: REMEMBERED }, true),
    ),
  )
}
