import type { WorkDoneProgressReporter } from 'vscode-languageserver'
import type { Context } from './context.js'

/** Begins to tell how far a request has come, where the client gave a token for it. */
export function startProgress(
  { connection, client, catalog }: Context,
  params: unknown,
): WorkDoneProgressReporter | undefined {
  if (typeof params !== 'object' || params === null || !('workDoneToken' in params)) return undefined
  const { workDoneToken: token } = params
  if (typeof token !== 'string' && typeof token !== 'number') return undefined
  const progress = connection.window.attachWorkDoneProgress(token)
  progress.begin(catalog.messages[client().locale]?.checking ?? '', 0, undefined, true)
  return progress
}
