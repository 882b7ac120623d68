import { DidChangeWatchedFilesNotification, FileChangeType, type FileEvent, WatchKind } from 'vscode-languageserver'
import { behind } from '../behind.js'
import type { Context } from '../context.js'
import type { ShownDiagnostics } from '../shown-diagnostics.js'
import { pathOf } from '../uris.js'

const watched = [
  '**/forthright.{yml,yaml}',
  '**/.forthrightignore',
  '**/{rule.md,*.yml}',
  '**/*.{md,markdown,mdx,html,htm,txt}',
]

/** Asks the client to tell of files that change. */
export function watchFiles({ connection, client }: Context): void {
  if (client().capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration)
    behind(
      connection,
      connection.client.register(DidChangeWatchedFilesNotification.type, {
        watchers: [
          ...watched.map((globPattern) => ({ globPattern })),
          // The end of a folder is told once, and not of what was in it.
          { globPattern: '**/*', kind: WatchKind.Delete },
        ],
      }),
    )
}

/** Takes note of files that changed outside of the editor. */
export function serveWatchedFiles(
  { connection, workspace, projects, documents }: Context,
  shown: ShownDiagnostics,
): void {
  connection.onDidChangeWatchedFiles(({ changes }) => behind(connection, takeNote(changes)))

  async function takeNote(changes: readonly FileEvent[]): Promise<void> {
    const files = changes.map(({ uri, type }) => ({ path: pathOf(uri), type }))
    if (files.some(({ path }) => projects.isSteeredBy(path))) return shown.reload()
    if (files.some(({ type }) => type === FileChangeType.Created)) {
      workspace.searchAgain()
      if (shown.showsClosed) await workspace.compare()
    }
    const isOpen = (path: string): boolean => documents.get(workspace.uriOf(path)) !== undefined
    for (const { path, type } of files) {
      if (type === FileChangeType.Deleted) {
        const gone = workspace.knownIn(path).filter((one) => !isOpen(one))
        if (gone.length === 0) continue
        workspace.drop(gone)
        for (const one of gone) await shown.showFile(one)
      } else if (!isOpen(path)) {
        if (workspace.knows(path)) await workspace.changed(path)
        await shown.showFile(path)
      }
    }
  }
}
