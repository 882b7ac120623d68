import {
  BrowserMessageReader,
  BrowserMessageWriter,
  createConnection,
  ProposedFeatures,
} from 'vscode-languageserver/browser'
import { catalog, rules } from '../generated/index.js'
import { builtInHost } from './built-in-host.js'
import { createServer } from './server.js'

/** Inside a worker the global scope is the port to the client. */
declare const self: ConstructorParameters<typeof BrowserMessageReader>[0]

const reader = new BrowserMessageReader(self)
const writer = new BrowserMessageWriter(self)
createServer(createConnection(ProposedFeatures.all, reader, writer), builtInHost(catalog, rules, undefined, undefined))
