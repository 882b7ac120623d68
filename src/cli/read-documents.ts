import { folderOf } from '../config/index.js'
import {
  excludedBy,
  here,
  problemOf,
  type Reader,
  type SelectedFile,
  type Selection,
  selectFiles,
} from '../workspace/index.js'
import { checkFile, type Outcome, type ReadFile } from './check-file.js'
import { refuseUnknownRules } from './commands/rule-names.js'
import type { Crew } from './crew.js'
import { createProgress, type Progress } from './progress.js'
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
  const outcomes = await checkAll(session, work, progress)
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

/** A thread that is done finds its next text waiting. */
const AHEAD = 2
/**
 * More threads are asked for when so much is left for each to read, in milliseconds: one costs 300 ms to start, is slow until
 * its code is compiled, and takes as much memory as the first.
 */
const WORTH = 5000

/** Checks documents, several at the same time where that pays; what became of them is in the order of the documents. */
async function checkAll(session: Session, work: readonly Work[], progress: Progress): Promise<readonly Outcome[]> {
  const { host, options } = session
  const outcomes: Outcome[] = []
  const start = host.now()
  let next = 0
  let crew: Crew | undefined
  let helpers: Promise<unknown> = Promise.resolve()
  const checkNext = async (reader: Reader): Promise<boolean> => {
    const index = next++
    const task = work[index]
    if (!task || host.signal.aborted) return false
    progress.step(index, work.length, session.display(task.file.path))
    outcomes[index] = await checkFile(session, task.config, task.file, reader)
    return true
  }
  const checkMany = async (reader: Reader): Promise<void> => {
    while (await checkNext(reader));
  }
  /** How many threads besides this one are worth their start. */
  const wanted = (): number => {
    const left = work.length - next - 1
    if (options.concurrency !== undefined) return Math.min(options.concurrency - 1, left)
    const remaining = next === 0 ? 0 : ((host.now() - start) / next) * left
    return Math.min(host.threads.cores - 1, left, Math.floor(remaining / WORTH))
  }
  try {
    do {
      const more = crew ? 0 : wanted()
      if (more > 0) {
        const { hireCrew } = await import('./crew.js')
        crew = hireCrew(session, more)
        helpers = Promise.all(crew.readers.flatMap((reader) => Array.from({ length: AHEAD }, () => checkMany(reader))))
        // What fails is thrown below, when this thread has nothing left to do.
        helpers.catch(() => undefined)
      }
      await new Promise(setImmediate)
    } while (await checkNext(here))
    if (!host.signal.aborted) await helpers
  } finally {
    crew?.dismiss()
  }
  return outcomes
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
          reason: excludedBy(ignoredBy, 'the configuration'),
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
