import { fileReason } from '../config/index.js'
import type { Report, RuleSettings } from '../core/index.js'
import {
  type Encoding,
  failureMessage,
  fileProblem,
  here,
  placeCoverage,
  placeFindings,
  problemsOf,
  type Reader,
  type SelectedFile,
  subjectOf,
  whyUnread,
  withFindings,
} from '../workspace/index.js'
import { type ComparedFiles, compareFiles } from './compare-files.js'
import { encode } from './encoding.js'
import { megabyte } from './options.js'
import { readOtherDocuments } from './other-documents.js'
import { readDocument } from './read-document.js'
import type { CheckedFile, Problem, Skipped } from './result.js'
import type { ActiveConfig, Session } from './session.js'
import { clean } from './terminal/clean.js'

/** A file that was read and checked by itself; what other documents say is not yet compared. */
export interface ReadFile {
  /** The folder from which rules see the path; absolute. */
  readonly workspace: string
  readonly shownPath: string
  readonly text: string
  readonly report: Report
  readonly settings: RuleSettings
  /** How many fixes were applied and written. */
  readonly fixed: number
}

/** What became of one file. */
export interface Outcome {
  readonly read?: ReadFile
  readonly skipped?: Skipped
  readonly errors: readonly Problem[]
}

const large = 5 * megabyte

/** Reads, checks and, if asked, mends one file. What goes wrong is in the outcome. */
export async function checkFile(
  session: Session,
  config: ActiveConfig,
  file: SelectedFile,
  reader: Reader,
): Promise<Outcome> {
  const { host } = session
  const path = session.display(file.path)
  const { content, size, version } = await session.stopwatch.during('files', () => readDocument(session, file.path))
  if (content.type === 'binary' && !file.named) return { skipped: { path, reason: 'binary file' }, errors: [] }
  if (content.type !== 'text') return { errors: [fileProblem(path, whyUnread(content))] }
  if (size > large && host.stderr.isTerminal)
    host.stderr.write(`${clean(path)} has ${Math.round(size / megabyte)} MB; this takes a moment\n`)
  const save = async (text: string, encoding: Encoding): Promise<string | undefined> => {
    try {
      const saved = await host.files.replace(file.path, encode(text, encoding), version)
      return saved ? undefined : 'was changed by someone else meanwhile and is left as it is; run again'
    } catch (error) {
      return `cannot be written: ${fileReason(error)}`
    }
  }
  return checkText(session, config, file.path, content.text, (text) => save(text, content.encoding), reader)
}

/**
 * Checks a text that was read.
 *
 * @param path absolute
 * @param save keeps the fixed text; gives the reason where it cannot
 */
export async function checkText(
  session: Session,
  config: ActiveConfig,
  path: string,
  source: string,
  save: (text: string) => Promise<string | undefined>,
  reader: Reader = here,
): Promise<Outcome> {
  const { options, engine, cache } = session
  const subject = await subjectOf(session, config, path)
  const { shownPath, workspace, settings } = subject
  const read = (text: string) => reader.lint(subject, config, text)
  try {
    const errors: Problem[] = []
    let text = source
    let fixed = 0
    let report: Report
    if (options.fix) {
      const result = await reader.fix(subject, config, source, options.fixSuggestions)
      const refused = result.text === source ? undefined : await save(result.text)
      if (refused === undefined) ({ text, report, applied: fixed } = result)
      else {
        errors.push(fileProblem(shownPath, refused))
        report = await read(source)
      }
    } else report = await (cache ? cache.lint(subject, config, source, () => read(source)) : read(source))
    errors.push(...problemsOf(engine.catalog, report, text, shownPath))
    return { read: { workspace, shownPath, text, report, settings: settings.rules, fixed }, errors }
  } catch (error) {
    return { errors: [fileProblem(shownPath, failureMessage(error))] }
  }
}

/**
 * Compares the documents of each workspace and finds lines and columns for all that was found.
 *
 * @param today the day on which documents are compared
 */
export async function placeFiles(
  session: Session,
  files: readonly ReadFile[],
  today: string,
): Promise<{ readonly checked: readonly CheckedFile[]; readonly errors: readonly Problem[] }> {
  const { stopwatch } = session
  const compared = compareFiles(session, files, today)
  const reports = await stopwatch.during('comparing', async () =>
    files.map((file) => withFindings(file.report, compared.findings(file))),
  )
  return stopwatch.during('placing', () => placeReports(session, files, reports, compared))
}

async function placeReports(
  session: Session,
  files: readonly ReadFile[],
  reports: readonly Report[],
  compared: ComparedFiles,
): ReturnType<typeof placeFiles> {
  const checked: CheckedFile[] = []
  const errors: Problem[] = []
  for (const [index, file] of files.entries()) {
    const { workspace, shownPath, text, settings, fixed } = file
    const report = reports[index] ?? file.report
    const others = await readOtherDocuments(session, workspace, report, compared)
    const { locale, localeFrom, kind, kindFrom } = report
    const lines = compared.linesOf(file)
    const findings = placeFindings(report, { path: shownPath, text, lines }, settings.accept, others.documents)
    const coverage = placeCoverage(report.coverage, lines)
    checked.push({ path: shownPath, locale, localeFrom, kind, kindFrom, findings, coverage, fixed })
    errors.push(...others.problems)
  }
  return { checked, errors }
}
