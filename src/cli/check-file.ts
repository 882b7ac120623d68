import { fileReason } from '../config/index.js'
import { createLineIndex, type Report, type RuleSettings } from '../core/index.js'
import { formatOf } from './document-format.js'
import { decode, type Encoding, encode } from './encoding.js'
import { fixText } from './fix-text.js'
import type { FileState } from './host.js'
import { placeFindings } from './place-findings.js'
import { messageOf } from './problem.js'
import type { CheckedFile, Problem, Skipped } from './result.js'
import type { SelectedFile } from './select-files.js'
import type { ActiveConfig, Session } from './session.js'

/** What became of one file. */
export interface Outcome {
  readonly checked?: CheckedFile
  readonly skipped?: Skipped
  readonly errors: readonly Problem[]
}

const large = 5 * 1024 * 1024

/** Reads, checks and, if asked, mends one file. What goes wrong is in the outcome. */
export async function checkFile(session: Session, config: ActiveConfig, file: SelectedFile): Promise<Outcome> {
  const { host } = session
  const path = session.display(file.path)
  const failed = (message: string): Outcome => ({ errors: [{ path, line: null, column: null, message }] })
  let state: FileState
  try {
    state = await host.files.readState(file.path)
  } catch (error) {
    return failed(fileReason(error))
  }
  const decoded = await decode(state.bytes)
  if (decoded.type === 'unreadable') return failed(decoded.message)
  if (decoded.type === 'binary')
    return file.named ? failed('is a binary file') : { skipped: { path, reason: 'binary file' }, errors: [] }
  if (state.bytes.length > large && host.stderr.isTerminal)
    host.stderr.write(`${path} has ${Math.round(state.bytes.length / 1024 / 1024)} MB; this takes a moment\n`)
  const save = async (text: string, encoding: Encoding): Promise<string | undefined> => {
    try {
      const saved = await host.files.replace(file.path, encode(text, encoding), state.version)
      return saved ? undefined : 'was changed by someone else meanwhile and is left as it is; run again'
    } catch (error) {
      return `cannot be written: ${fileReason(error)}`
    }
  }
  return checkText(session, config, file.path, decoded.text, (text) => save(text, decoded.encoding))
}

/**
 * Checks a text that was read.
 *
 * @param save keeps the fixed text; gives the reason where it cannot
 */
export async function checkText(
  session: Session,
  config: ActiveConfig,
  path: string,
  source: string,
  save: (text: string) => Promise<string | undefined>,
): Promise<Outcome> {
  const { options } = session
  const shownPath = session.display(path)
  const settings = session.settingsFor(config, path)
  const input = {
    path: await session.workspacePath(path),
    format: formatOf(path),
    locale: settings.locale?.value,
    kind: settings.kind?.value,
  }
  const lint = (text: string): Report => config.linter.lint({ ...input, text }, settings.rules)
  try {
    let text = source
    let report: Report
    let fixed = 0
    const errors: Problem[] = []
    if (options.fix) {
      const result = fixText(lint, source, options.fixSuggestions)
      const refused = result.text === source ? undefined : await save(result.text)
      if (refused === undefined) ({ text, report, applied: fixed } = result)
      else {
        errors.push({ path: shownPath, line: null, column: null, message: refused })
        report = lint(source)
      }
    } else report = lint(source)
    errors.push(...problemsOf(report, text, shownPath))
    return { checked: checkedFile(report, text, shownPath, settings.rules.accept, fixed), errors }
  } catch (error) {
    const message = `the check failed: ${messageOf(error)}; please report this`
    return { errors: [{ path: shownPath, line: null, column: null, message }] }
  }
}

function checkedFile(
  report: Report,
  text: string,
  path: string,
  accept: RuleSettings['accept'],
  fixed: number,
): CheckedFile {
  const { locale, localeFrom, kind, kindFrom } = report
  return { path, locale, localeFrom, kind, kindFrom, findings: placeFindings(report, text, accept), fixed }
}

function problemsOf(report: Report, text: string, path: string): readonly Problem[] {
  if (report.problems.length === 0) return []
  const lines = createLineIndex(text)
  return report.problems.map(({ message, place }) => {
    const point = place && lines.pointAt(place.start)
    return { path, line: point?.line ?? null, column: point?.column ?? null, message }
  })
}
