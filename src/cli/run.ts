import { check, writeErrors } from './commands/check.js'
import { init } from './commands/init.js'
import { printConfig } from './commands/print-config.js'
import { showRules } from './commands/rules.js'
import { test } from './commands/test.js'
import { type Engine, loadEngine } from './engine.js'
import { help } from './help.js'
import type { ExitCode, Host } from './host.js'
import { type Options, parseOptions } from './options.js'
import { problemOf } from './problem.js'
import { createSession, type Session } from './session.js'

/**
 * The whole command line.
 *
 * @param argv without the program and the script
 * @param host the world; nothing else is touched
 * @param load where the rules come from
 * @returns the exit code; never throws
 */
export async function run(
  argv: readonly string[],
  host: Host,
  load: () => Promise<Engine> = loadEngine,
): Promise<ExitCode> {
  let options: Options | undefined
  try {
    options = parseOptions(argv)
    if (options.command === 'help') {
      host.stdout.write(help)
      return 0
    }
    const engine = await load()
    if (options.command === 'version') {
      host.stdout.write(`${engine.catalog.version}\n`)
      return 0
    }
    const session = createSession(host, engine, options)
    return await (options.printConfig === undefined
      ? commands[options.command](session)
      : printConfig(session, options.printConfig))
  } catch (error) {
    if (host.signal.aborted) return 130
    writeErrors(host, [problemOf(error, host.cwd)], options?.color)
    return 2
  }
}

const commands: Readonly<Record<'lint' | 'rules' | 'init' | 'test', (session: Session) => Promise<ExitCode>>> = {
  lint: check,
  rules: showRules,
  init,
  test,
}
