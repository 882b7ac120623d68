import { fileReason, folderOf, join } from '../../config/index.js'
import { checkFile, checkText, type Outcome } from '../check-file.js'
import { decode, encode } from '../encoding.js'
import { formatters } from '../formats/index.js'
import type { ExitCode, Host } from '../host.js'
import { UsageError } from '../options.js'
import { problemOf } from '../problem.js'
import { createProgress } from '../progress.js'
import type { Problem, RunResult } from '../result.js'
import { type SelectedFile, type Selection, selectFiles } from '../select-files.js'
import { type ActiveConfig, allRules, type Session, slashes } from '../session.js'
import { exitCodeOf } from '../severity.js'
import { statsOf } from '../stats.js'
import { clean } from '../terminal/clean.js'
import { createColors, wantsColor } from '../terminal/colors.js'
import { refuseUnknownRules } from './rule-names.js'

/** Checks files or standard input and writes the report. @throws UsageError */
export async function check(session: Session): Promise<ExitCode> {
  const { host, options } = session
  const start = host.now()
  const progress = createProgress(host)
  const found = options.stdin ? { files: [], skipped: [], errors: [] } : await selectFiles(session)
  const { work, configs, errors, skipped } = await configure(session, found)
  const outcomes: Outcome[] = []
  if (options.stdin) outcomes.push(...(await checkStdin(session, configs, errors)))
  refuseUnknownRules(session, configs)
  for (const [index, { file, config }] of work.entries()) {
    progress.step(index, work.length, session.display(file.path))
    outcomes.push(await checkFile(session, config, file))
    await new Promise(setImmediate)
    if (host.signal.aborted) break
  }
  progress.clear()
  if (host.signal.aborted) {
    host.stderr.write('cancelled\n')
    return 130
  }
  const result = resultOf(session, configs, start, {
    files: outcomes.flatMap(({ checked }) => checked ?? []),
    skipped: [...skipped, ...outcomes.flatMap(({ skipped: one }) => one ?? [])],
    errors: [...errors, ...outcomes.flatMap(({ errors: some }) => some)],
  })
  return report(session, result)
}

interface Work {
  readonly file: SelectedFile
  readonly config: ActiveConfig
}

/** Finds the configuration of each file; one that is broken is reported once, and the files beneath it are not checked. */
async function configure(session: Session, found: Selection) {
  const { host, options } = session
  const errors = [...found.errors]
  const skipped = [...found.skipped]
  const work: Work[] = []
  const configs = new Set<ActiveConfig>()
  const broken = new Set<unknown>()
  for (const file of found.files) {
    try {
      const config = await session.configFor(folderOf(file.path))
      configs.add(config)
      const { ignoredBy } = session.settingsFor(config, file.path)
      if (ignoredBy === undefined || !options.ignore) work.push({ file, config })
      else if (file.named)
        skipped.push({
          path: session.display(file.path),
          reason: `excluded by “${ignoredBy}” in the configuration; --no-ignore checks it`,
        })
    } catch (error) {
      const problem = problemOf(error, host.cwd)
      const key = JSON.stringify(problem)
      if (!broken.has(key) && !errors.some((known) => JSON.stringify(known) === key)) errors.push(problem)
      broken.add(key)
    }
  }
  return { work, configs, errors, skipped }
}

async function checkStdin(
  session: Session,
  configs: Set<ActiveConfig>,
  errors: Problem[],
): Promise<readonly Outcome[]> {
  const { host, options } = session
  const path = join(host.cwd, slashes(host, options.stdinFilename ?? 'stdin.md'))
  const shownPath = session.display(path)
  try {
    const config = await session.configFor(folderOf(path))
    configs.add(config)
    const decoded = await decode(await host.readStdin())
    if (decoded.type !== 'text') {
      const message = decoded.type === 'binary' ? 'is binary' : decoded.message
      return [{ errors: [{ path: shownPath, line: null, column: null, message }] }]
    }
    let fixed = decoded.text
    const outcome = await checkText(session, config, path, decoded.text, async (text) => {
      fixed = text
      return undefined
    })
    if (options.fix) host.stdout.write(encode(fixed, decoded.encoding))
    return [outcome]
  } catch (error) {
    errors.push(problemOf(error, host.cwd))
    return []
  }
}

function resultOf(
  session: Session,
  configs: ReadonlySet<ActiveConfig>,
  start: number,
  done: Pick<RunResult, 'files' | 'skipped' | 'errors'>,
): RunResult {
  const { host, engine, options } = session
  const nothing = done.files.length === 0 && done.errors.length === 0
  const message =
    done.skipped.length > 0
      ? 'no file was checked; all were skipped'
      : 'no file was checked; name files, folders or globs'
  return {
    ...done,
    errors: nothing ? [{ path: null, line: null, column: null, message }] : done.errors,
    version: engine.catalog.version,
    site: engine.catalog.site,
    rules: allRules(engine, [...configs]),
    failOn: options.failOn,
    maxWarnings: options.maxWarnings,
    quiet: options.quiet,
    stats: options.stats ? statsOf(done.files, [...configs]) : undefined,
    milliseconds: host.now() - start,
  }
}

/** Writes the report where it was asked for, and what went wrong to stderr in any case. */
async function report(session: Session, result: RunResult): Promise<ExitCode> {
  const { host, options } = session
  // The fixed text of standard input takes stdout for itself.
  const out = options.stdin && options.fix ? host.stderr : host.stdout
  const toTerminal = options.output === undefined && out.isTerminal
  const text = formatters[options.format](result, {
    colors: createColors(wantsColor(options.output === undefined ? host.env : {}, toTerminal, options.color)),
    columns: toTerminal ? out.columns : undefined,
  })
  writeErrors(host, result.errors, options.color)
  if (options.output === undefined) {
    out.write(text)
    return exitCodeOf(result)
  }
  try {
    await host.files.write(join(host.cwd, slashes(host, options.output)), text)
    return exitCodeOf(result)
  } catch (error) {
    throw new UsageError(`${options.output} cannot be written: ${fileReason(error)}`)
  }
}

/** One line for each problem: `path:line:column: error: message`. */
export function writeErrors(host: Host, errors: readonly Problem[], color: boolean | undefined): void {
  const colors = createColors(wantsColor(host.env, host.stderr.isTerminal, color))
  for (const { path, line, column, message } of errors) {
    const place = [path, line, column].filter((part) => part !== null).join(':')
    const name = colors.red('error')
    host.stderr.write(`${place === '' ? 'forthright' : clean(place)}: ${name}: ${clean(message)}\n`)
  }
}
