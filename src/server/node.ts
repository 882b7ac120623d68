import { createConnection, ProposedFeatures } from 'vscode-languageserver/node'
import { catalog, rules } from '../generated/index.js'
import { nodeFiles } from '../workspace/node-files.js'
import { builtInHost } from './built-in-host.js'
import { createServer } from './server.js'

const transport = /^--(?:stdio|node-ipc|socket=\d+|pipe=.+)$/

/**
 * Serves one client on the transport that the process was started with.
 *
 * @param argv the arguments, of which one names the transport; without one the process ends with exit code 2
 */
export function serve(argv: readonly string[]): void {
  if (!argv.some((argument) => transport.test(argument))) {
    process.stderr.write(
      'forthright: error: an editor starts this; it needs --stdio, --node-ipc, --socket=PORT or --pipe=NAME\n',
    )
    process.exitCode = 2
    return
  }
  createServer(createConnection(ProposedFeatures.all), builtInHost(catalog, rules, nodeFiles))
}
