import type { Meter } from '../core/index.js'
import { problemOf } from '../workspace/index.js'
import { openCache } from './cache.js'
import { check } from './commands/check.js'
import { diff } from './commands/diff.js'
import { init } from './commands/init.js'
import { ledger } from './commands/ledger.js'
import { printConfig } from './commands/print-config.js'
import { showRules } from './commands/rules.js'
import { test } from './commands/test.js'
import { type Engine, loadEngine } from './engine.js'
import { help } from './help.js'
import type { ExitCode, Host } from './host.js'
import { type Attempt, attemptOf, parseOptions } from './options.js'
import type { Problem } from './result.js'
import { createSession, reportedRules, type Session } from './session.js'
import { createStopwatch, stopped } from './stopwatch.js'
import { createColors } from './terminal/colors.js'
import { writeErrors, writeReport, writeText } from './write-report.js'

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
  load: (meter?: Meter) => Promise<Engine> = loadEngine,
): Promise<ExitCode> {
  try {
    const options = parseOptions(argv)
    if (options.command === 'help') {
      host.stdout.write(help)
      return 0
    }
    const stopwatch = options.stats ? createStopwatch(host.now) : stopped
    const engine = await stopwatch.during('loading', () => load(stopwatch.meter))
    if (options.command === 'version') {
      host.stdout.write(`${engine.catalog.version}\n`)
      return 0
    }
    const { version, digest = '' } = engine.catalog
    const cache = options.cache === undefined ? undefined : await openCache(host, options.cache, `${version} ${digest}`)
    const session = { ...createSession(host, engine, options, stopwatch), ...(cache ? { cache } : {}) }
    const code = await (options.printConfig === undefined
      ? commands[options.command](session)
      : printConfig(session, options.printConfig))
    await cache?.save()
    return code
  } catch (error) {
    if (host.signal.aborted) return 130
    await reportFailure(argv, host, load, problemOf(error, host.cwd))
    return 2
  }
}

/** Tells people what stopped the run, and programs, too: they get a report without findings in the format they asked for. */
async function reportFailure(
  argv: readonly string[],
  host: Host,
  load: () => Promise<Engine>,
  problem: Problem,
): Promise<void> {
  const wanted = attemptOf(argv)
  writeErrors(host, [problem], wanted.color)
  if (wanted.format === 'human' || wanted.format === 'csv') return
  try {
    const engine = await load()
    const json = wanted.format === 'json' ? await failedJson(host, wanted, engine.catalog.version, problem) : undefined
    if (json !== undefined) return await writeText(host, wanted, () => json)
    await writeReport(host, wanted, {
      version: engine.catalog.version,
      site: engine.catalog.site,
      rules: reportedRules(engine, []),
      files: [],
      skipped: [],
      errors: [problem],
      failOn: 'warning',
      maxWarnings: undefined,
      leastShown: 'hint',
      stats: undefined,
      milliseconds: 0,
    })
  } catch {
    // The report has no place to go to; people know already.
  }
}

/** What programs expect of commands whose JSON is not that of a review; undefined for others. */
async function failedJson(
  host: Host,
  { command, paths }: Attempt,
  version: string,
  problem: Problem,
): Promise<string | undefined> {
  const errors = [problem]
  const screen = { colors: createColors(false), columns: undefined }
  if (command === 'ledger') {
    const { ledgerFormatters } = await import('./formats/ledger.js')
    return ledgerFormatters.json({ version, today: host.today(), files: 0, rows: [], errors }, screen)
  }
  if (command === 'diff') {
    const { diffFormatters } = await import('./formats/diff.js')
    const [before = '', after = null] = paths
    return diffFormatters.json({ version, before, after, compared: 0, documents: [], errors }, screen)
  }
  return undefined
}

const commands: Readonly<
  Record<'lint' | 'rules' | 'ledger' | 'diff' | 'init' | 'test', (session: Session) => Promise<ExitCode>>
> = {
  lint: check,
  rules: showRules,
  ledger,
  diff,
  init,
  test,
}
