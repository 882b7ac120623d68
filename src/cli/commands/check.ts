import { folderOf, join } from '../../config/index.js'
import {
  fileProblem,
  problemOf,
  type SelectedFile,
  type Selection,
  selectFiles,
  whyUnread,
} from '../../workspace/index.js'
import { checkFile, checkText, type Outcome, placeFiles } from '../check-file.js'
import { encode } from '../encoding.js'
import type { ExitCode } from '../host.js'
import { createProgress } from '../progress.js'
import { readStandardInput } from '../read-document.js'
import type { RunResult } from '../result.js'
import { type ActiveConfig, reportedRules, type Session, slashes } from '../session.js'
import { exitCodeOf } from '../severity.js'
import { statsOf } from '../stats.js'
import { writeErrors, writeReport } from '../write-report.js'
import { refuseUnknownRules } from './rule-names.js'

/** Checks files or standard input and writes the report. @throws UsageError */
export async function check(session: Session): Promise<ExitCode> {
  const { host, options } = session
  const start = host.now()
  const progress = createProgress(host)
  const found = options.stdin ? { files: [], skipped: [], errors: [] } : await selectFiles(session, wantedBy(session))
  const { work, configs, errors, skipped } = await configure(session, found)
  const outcomes = options.stdin ? [await checkStdin(session, configs)] : []
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
  const placed = await placeFiles(
    session,
    outcomes.flatMap(({ read }) => read ?? []),
    options.asOf ?? host.today(),
  )
  const result = resultOf(session, configs, start, {
    files: placed.checked,
    skipped: [...skipped, ...outcomes.flatMap(({ skipped: one }) => one ?? [])],
    errors: [...errors, ...outcomes.flatMap(({ errors: some }) => some), ...placed.errors],
  })
  writeErrors(host, result.errors, options.color)
  await writeReport(host, options, result)
  return exitCodeOf(result)
}

const wantedBy = ({ host, options }: Session) => ({
  paths: options.paths.map((path) => slashes(host, path)),
  ignore: options.ignore,
  signal: host.signal,
})

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
  const told = new Set(errors.map((problem) => JSON.stringify(problem)))
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
      if (!told.has(key)) errors.push(problem)
      told.add(key)
    }
  }
  return { work, configs, errors, skipped }
}

/** @param configs gets the configuration that holds for standard input */
async function checkStdin(session: Session, configs: Set<ActiveConfig>): Promise<Outcome> {
  const { host, options } = session
  const path = join(host.cwd, slashes(host, options.stdinFilename ?? 'stdin.md'))
  try {
    const config = await session.configFor(folderOf(path))
    configs.add(config)
    const content = await readStandardInput(session)
    if (content.type !== 'text') return { errors: [fileProblem(session.display(path), whyUnread(content))] }
    let fixed = content.text
    const outcome = await checkText(session, config, path, content.text, async (text) => {
      fixed = text
      return undefined
    })
    if (options.fix) host.stdout.write(encode(fixed, content.encoding))
    return outcome
  } catch (error) {
    return { errors: [problemOf(error, host.cwd)] }
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
    errors: nothing ? [fileProblem(null, message)] : done.errors,
    version: engine.catalog.version,
    site: engine.catalog.site,
    rules: reportedRules(engine, [...configs]),
    failOn: options.failOn,
    maxWarnings: options.maxWarnings,
    leastShown: options.leastShown,
    stats: options.stats ? statsOf(done.files, [...configs]) : undefined,
    milliseconds: host.now() - start,
  }
}
