import {
  CodeActionKind,
  type Connection,
  type InitializeParams,
  type InitializeResult,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver'
import { TextDocument } from 'vscode-languageserver-textdocument'
import type { RuleSource } from '../workspace/index.js'
import { readRule } from '../workspace/index.js'
import { behind } from './behind.js'
import { sessionFiles } from './client-files.js'
import { ClientSettings } from './client-settings.js'
import type { Client, Context, ServerHost } from './context.js'
import { fixAllKind, serveCodeActions } from './features/code-actions.js'
import { serveCodeLens } from './features/code-lens.js'
import { serveCommands, serverCommands } from './features/commands.js'
import { serveCompletion } from './features/completion.js'
import { serveDiagnostics } from './features/diagnostics.js'
import { serveHover } from './features/hover.js'
import { serveInlayHints } from './features/inlay-hints.js'
import { serveReport } from './features/report.js'
import { serveSetKind } from './features/set-kind.js'
import { serveStatus, tellStatuses } from './features/status.js'
import { serveWatchedFiles, watchFiles } from './features/watch.js'
import { serveWorkspaceDiagnostics } from './features/workspace-diagnostics.js'
import { LongTexts } from './long-texts.js'
import { Projects } from './projects.js'
import { type InitializationOptions, methods, type ServerFacts } from './protocol.js'
import { readInitializationOptions } from './settings.js'
import { ShownDiagnostics } from './shown-diagnostics.js'
import { pathOf } from './uris.js'
import { Workspace } from './workspace.js'

/** Serves one client over a connection until it closes. The same for every host. */
export function createServer(connection: Connection, host: ServerHost): void {
  const { catalog } = host
  const documents = new TextDocuments(TextDocument)
  const files = sessionFiles(connection, host.files)
  const settings = new ClientSettings(connection)
  let trusted = true
  let client: Client = { capabilities: {}, options: {}, locale: 'en', has: () => false, trusted: () => trusted }
  let folders: readonly string[] = []

  let builtIn: ReturnType<ServerHost['linterWith']> | undefined
  const rules: RuleSource = {
    catalog,
    linterWith(own) {
      if (own.length > 0) return host.linterWith(own)
      builtIn ??= host.linterWith([])
      return builtIn
    },
    readRule: (folder) => readRule(files, folder, catalog),
    ledgerOn: host.ledgerOn,
  }
  const labelsFor: Context['labelsFor'] = ({ messageLanguage }) =>
    catalog.messages[messageLanguage] ?? catalog.messages[client.locale] ?? {}
  const projects = new Projects({ files, rules, folders: () => folders, trusted: () => trusted, today: host.today })
  const workspace = new Workspace({
    files,
    rules,
    projects,
    folders: () => folders,
    open: documents,
    settingsFor: (uri) => settings.for(uri),
    labelsFor,
    longTexts: new LongTexts(host.startThread),
    createLedger: () => host.ledgerOn(host.today()),
    onChanged: (paths, by) => behind(connection, shown.changed(paths, by)),
    onLeftAlone: () => behind(connection, tellStatuses(context)),
  })
  const context: Context = {
    connection,
    documents,
    catalog,
    rules,
    files,
    projects,
    workspace,
    today: host.today,
    client: () => client,
    folders: () => folders,
    settingsFor: (uri) => settings.for(uri),
    labelsFor,
  }

  connection.onInitialize((params): InitializeResult => {
    const options = readInitializationOptions(params.initializationOptions)
    client = { ...clientOf(params, options, Object.keys(catalog.languages)), trusted: () => trusted }
    folders = foldersOf(params)
    trusted = options.trusted ?? true
    settings.start(params.capabilities.workspace?.configuration === true, options.settings)
    return { capabilities: capabilitiesFor(client, host), serverInfo: { name: 'forthright', version: catalog.version } }
  })

  const shown = new ShownDiagnostics(context)
  serveDiagnostics(context, shown)
  serveWorkspaceDiagnostics(context, shown)
  serveWatchedFiles(context, shown)

  serveCodeActions(context)
  serveCommands(context, shown)
  serveHover(context)
  serveCompletion(context)
  serveCodeLens(context)
  serveInlayHints(context)
  serveSetKind(context)
  serveStatus(context)
  serveReport(context)

  connection.onInitialized(() => {
    watchFiles(context)
    if (client.capabilities.workspace?.workspaceFolders)
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        const gone = new Set(removed.map(({ uri }) => pathOf(uri)))
        folders = [...folders.filter((folder) => !gone.has(folder)), ...added.map(({ uri }) => pathOf(uri))]
        behind(connection, shown.reload())
      })
  })
  connection.onDidChangeConfiguration(({ settings: sent }) => {
    settings.changed(sent)
    behind(connection, shown.reload())
  })
  connection.onNotification(methods.trust, () => {
    trusted = true
    behind(connection, shown.reload())
  })
  documents.listen(connection)
  connection.listen()
}

const foldersOf = ({ workspaceFolders, rootUri }: InitializeParams): readonly string[] => {
  const uris = workspaceFolders?.map(({ uri }) => uri) ?? (rootUri ? [rootUri] : [])
  return uris.map((uri) => pathOf(uri))
}

function clientOf(
  params: InitializeParams,
  options: InitializationOptions,
  locales: readonly string[],
): Omit<Client, 'trusted'> {
  const wanted = localeOf(params.locale ?? 'en')
  return {
    capabilities: params.capabilities,
    options,
    locale: locales.find((locale) => localeOf(locale) === wanted) ?? 'en',
    has: (command) => options.commands?.includes(command) ?? false,
  }
}

/** Language and script, so that `zh-tw` is `zh-Hant`. */
function localeOf(tag: string): string {
  try {
    const { language, script } = new Intl.Locale(tag).maximize()
    return `${language}-${script}`
  } catch {
    return tag
  }
}

function capabilitiesFor(client: Client, { catalog }: ServerHost): InitializeResult['capabilities'] {
  const facts: ServerFacts = {
    version: catalog.version,
    kinds: Object.keys(catalog.kinds),
    locales: Object.keys(catalog.languages),
  }
  const pulls = client.capabilities.textDocument?.diagnostic !== undefined
  return {
    textDocumentSync: {
      openClose: true,
      change: TextDocumentSyncKind.Incremental,
      save: { includeText: false },
    },
    ...(pulls
      ? {
          diagnosticProvider: {
            identifier: 'forthright',
            interFileDependencies: true,
            workspaceDiagnostics: client.options.workspaceDiagnostics ?? true,
          },
        }
      : {}),
    hoverProvider: true,
    inlayHintProvider: { resolveProvider: false },
    completionProvider: { triggerCharacters: ['-', ' ', ':'] },
    codeLensProvider: { resolveProvider: false },
    codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, fixAllKind], resolveProvider: true },
    executeCommandProvider: { commands: serverCommands.filter((command) => !client.has(command)) },
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
    experimental: { forthright: facts },
  }
}
