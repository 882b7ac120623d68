import type { ClientCapabilities, Connection, TextDocuments } from 'vscode-languageserver'
import type { TextDocument } from 'vscode-languageserver-textdocument'
import type { ConfigFiles } from '../config/index.js'
import type { Catalog, Ledger, Linter, MessageData } from '../core/index.js'
import type { RuleSource, Thread } from '../workspace/index.js'
import type { Projects } from './projects.js'
import type { ForthrightSettings, InitializationOptions } from './protocol.js'
import type { Workspace } from './workspace.js'

/** What the server needs of the world. */
export interface ServerHost {
  /** The machine's files; undefined where all files are the client's. */
  readonly files: ConfigFiles | undefined
  /** Starts a thread that reads texts; undefined where there are none. */
  readonly startThread: (() => Thread) | undefined
  /** The day, as `2026-11-22`. */
  readonly today: () => string
  readonly catalog: Catalog
  readonly linterWith: (ownRules: Catalog['rules']) => Linter
  /** An empty ledger. @param today the day on which documents are compared, as `2026-11-22` */
  readonly ledgerOn: (today: string) => Ledger
}

/** What the client said of itself. */
export interface Client {
  readonly capabilities: ClientCapabilities
  readonly options: InitializationOptions
  /** The language of the editor: one of the catalogue's. */
  readonly locale: string
  readonly has: (command: string) => boolean
  /** Whether somebody vouches for the folders. */
  readonly trusted: () => boolean
}

/** What every feature works with. */
export interface Context {
  readonly connection: Connection
  readonly documents: TextDocuments<TextDocument>
  readonly catalog: Catalog
  readonly rules: RuleSource
  readonly files: ConfigFiles
  readonly projects: Projects
  readonly workspace: Workspace
  /** The day, as `2026-11-22`. */
  readonly today: () => string
  readonly client: () => Client
  readonly folders: () => readonly string[]
  readonly settingsFor: (uri: string) => Promise<ForthrightSettings>
  /** What the program itself says, in the language of messages where one is set, else that of the editor. */
  readonly labelsFor: (settings: ForthrightSettings) => MessageData
}
