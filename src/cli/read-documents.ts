import { folderOf } from '../config/index.js'
import { problemOf, type SelectedFile, type Selection, selectFiles } from '../workspace/index.js'
import { checkFile, type Outcome, type ReadFile } from './check-file.js'
import { refuseUnknownRules } from './commands/rule-names.js'
import { createProgress } from './progress.js'
import type { Problem, Skipped } from './result.js'
import { type ActiveConfig, type Session, slashes } from './session.js'

/** The documents of a run, each checked by itself. */
export interface Documents {
  readonly files: readonly ReadFile[]
  readonly skipped: readonly Skipped[]
  readonly errors: readonly Problem[]
}

/**
 * Reads the documents that the command line names, with progress on a terminal.
 *
 * @param configs gets the configurations that hold
 * @returns undefined where the run was cancelled; people are told
 * @throws UsageError for a rule that does not exist
 */
export async function readDocuments(session: Session, configs: Set<ActiveConfig>): Promise<Documents | undefined> {
  const { host } = session
  const progress = createProgress(host)
  const { work, errors, skipped } = await session.stopwatch.during('files', async () =>
    configure(session, await selectFiles(session, wantedBy(session)), configs),
  )
  refuseUnknownRules(session, configs)
  const outcomes: Outcome[] = []
  for (const [index, { file, config }] of work.entries()) {
    progress.step(index, work.length, session.display(file.path))
    outcomes.push(await checkFile(session, config, file))
    await new Promise(setImmediate)
    if (host.signal.aborted) break
  }
  progress.clear()
  if (host.signal.aborted) {
    host.stderr.write('cancelled\n')
    return undefined
  }
  return {
    files: outcomes.flatMap(({ read }) => read ?? []),
    skipped: [...skipped, ...outcomes.flatMap(({ skipped: one }) => one ?? [])],
    errors: [...errors, ...outcomes.flatMap(({ errors: some }) => some)],
  }
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
async function configure(session: Session, found: Selection, configs: Set<ActiveConfig>) {
  const { host, options } = session
  const errors = [...found.errors]
  const skipped = [...found.skipped]
  const work: Work[] = []
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
  return { work, errors, skipped }
}
