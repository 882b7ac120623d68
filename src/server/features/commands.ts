import type { Context } from '../context.js'
import { type CheckLargeParams, clientCommands, methods } from '../protocol.js'
import type { ShownDiagnostics } from '../shown-diagnostics.js'

/** The commands that the server runs where the client does not. */
export const serverCommands: readonly string[] = [clientCommands.openRule, clientCommands.checkLarge]

/** Runs the commands that the client left to the server. */
export function serveCommands({ connection, workspace }: Context, shown: ShownDiagnostics): void {
  const checkLarge = async (uri: string): Promise<null> => {
    await workspace.checkLarge(uri)
    await shown.refresh([uri])
    return null
  }
  connection.onExecuteCommand(async ({ command, arguments: args = [] }) => {
    const [first, url]: readonly unknown[] = args
    if (command === clientCommands.openRule && typeof url === 'string' && /^https?:/.test(url))
      await connection.window.showDocument({ uri: url, external: true })
    if (command === clientCommands.checkLarge && typeof first === 'string') await checkLarge(first)
    return null
  })
  connection.onRequest(methods.checkLarge, ({ uri }: CheckLargeParams) => checkLarge(uri))
}
