import { folderOf, join } from '../../config/index.js'
import { excludedBy, exclusionOf, fileProblem, problemOf, whyUnread } from '../../workspace/index.js'
import { checkText, type Outcome, placeFiles } from '../check-file.js'
import { encode } from '../encoding.js'
import type { ExitCode } from '../host.js'
import { readStandardInput } from '../read-document.js'
import { type Documents, readDocuments } from '../read-documents.js'
import type { RunResult } from '../result.js'
import { type ActiveConfig, reportedRules, type Session, slashes } from '../session.js'
import { exitCodeOf } from '../severity.js'
import { statsOf } from '../stats.js'
import { writeErrors, writeReport } from '../write-report.js'
import { writeTimes } from '../write-times.js'
import { refuseUnknownRules } from './rule-names.js'

/** Checks files or standard input and writes the report. @throws UsageError */
export async function check(session: Session): Promise<ExitCode> {
  const { host, options, stopwatch } = session
  const start = host.now()
  const configs = new Set<ActiveConfig>()
  const found = options.stdin ? asDocuments(await checkStdin(session, configs)) : await readDocuments(session, configs)
  if (!found) return 130
  const placed = await placeFiles(session, found.files, options.asOf ?? host.today())
  const result = resultOf(session, configs, start, {
    files: placed.checked,
    skipped: found.skipped,
    errors: [...found.errors, ...placed.errors],
  })
  writeErrors(host, result.errors, options.color)
  await stopwatch.during('formatting', () => writeReport(host, options, result))
  if (options.format === 'human') writeTimes(session)
  return exitCodeOf(result)
}

const asDocuments = ({ read, skipped, errors }: Outcome): Documents => ({
  files: read ? [read] : [],
  skipped: skipped ? [skipped] : [],
  errors,
})

/** Why standard input under the name of a file is not checked, as the file would not be. */
async function exclusionOfStdin(session: Session, config: ActiveConfig, path: string): Promise<string | undefined> {
  const { ignore, stdinFilename } = session.options
  if (!ignore || stdinFilename === undefined) return undefined
  const { ignoredBy } = session.settingsFor(config, path)
  return ignoredBy === undefined ? exclusionOf(session, path) : excludedBy(ignoredBy, 'the configuration')
}

/** @param configs gets the configuration that holds for standard input */
async function checkStdin(session: Session, configs: Set<ActiveConfig>): Promise<Outcome> {
  const { host, options } = session
  const path = join(host.cwd, slashes(host, options.stdinFilename ?? 'stdin.md'))
  try {
    const config = await session.configFor(folderOf(path))
    configs.add(config)
    refuseUnknownRules(session, configs)
    const content = await readStandardInput(session)
    if (content.type !== 'text') return { errors: [fileProblem(session.display(path), whyUnread(content))] }
    const reason = await exclusionOfStdin(session, config, path)
    if (reason !== undefined) {
      if (options.fix) host.stdout.write(encode(content.text, content.encoding))
      return { skipped: { path: session.display(path), reason }, errors: [] }
    }
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
  const { host, engine, options, stopwatch } = session
  const time = stopwatch.times()
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
    stats: time ? statsOf(done.files, [...configs], time) : undefined,
    milliseconds: host.now() - start,
  }
}
