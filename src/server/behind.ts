import type { Connection } from 'vscode-languageserver'
import { messageOf } from '../workspace/index.js'

/** Lets work go on that nobody waits for. What fails is logged: an unheard failure would end the process. */
export function behind(connection: Connection, work: Promise<unknown>): void {
  work.catch((error: unknown) => {
    try {
      connection.console.error(messageOf(error))
    } catch {
      // The client is gone, and so is whoever would read it.
    }
  })
}
