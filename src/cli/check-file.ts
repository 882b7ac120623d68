import { fileReason, relativeTo, unknownName } from '../config/index.js'
import { createLineIndex, type Report } from '../core/index.js'
import { formatOf } from './document-format.js'
import { type Encoding, encode, whyUnread } from './encoding.js'
import { fixText } from './fix-text.js'
import { megabyte } from './options.js'
import { readOtherDocuments } from './other-documents.js'
import { placeFindings } from './place-findings.js'
import { fileProblem, messageOf } from './problem.js'
import { readDocument } from './read-document.js'
import type { CheckedFile, Problem, Skipped } from './result.js'
import type { SelectedFile } from './select-files.js'
import type { ActiveConfig, Session } from './session.js'

/** What became of one file. */
export interface Outcome {
  readonly checked?: CheckedFile
  readonly skipped?: Skipped
  readonly errors: readonly Problem[]
}

const large = 5 * megabyte

/** Reads, checks and, if asked, mends one file. What goes wrong is in the outcome. */
export async function checkFile(session: Session, config: ActiveConfig, file: SelectedFile): Promise<Outcome> {
  const { host } = session
  const path = session.display(file.path)
  const { content, size, version } = await readDocument(session, file.path)
  if (content.type === 'binary' && !file.named) return { skipped: { path, reason: 'binary file' }, errors: [] }
  if (content.type !== 'text') return { errors: [fileProblem(path, whyUnread(content))] }
  if (size > large && host.stderr.isTerminal)
    host.stderr.write(`${path} has ${Math.round(size / megabyte)} MB; this takes a moment\n`)
  const save = async (text: string, encoding: Encoding): Promise<string | undefined> => {
    try {
      const saved = await host.files.replace(file.path, encode(text, encoding), version)
      return saved ? undefined : 'was changed by someone else meanwhile and is left as it is; run again'
    } catch (error) {
      return `cannot be written: ${fileReason(error)}`
    }
  }
  return checkText(session, config, file.path, content.text, (text) => save(text, content.encoding))
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
): Promise<Outcome> {
  const { options } = session
  const shownPath = session.display(path)
  const settings = session.settingsFor(config, path)
  const workspace = await session.workspaceOf(path)
  const input = {
    path: relativeTo(workspace, path),
    format: formatOf(path),
    locale: settings.locale?.value,
    kind: settings.kind?.value,
  }
  const lint = (text: string): Report => config.linter.lint({ ...input, text }, settings.rules)
  try {
    const errors: Problem[] = []
    let text = source
    let fixed = 0
    let report: Report
    if (options.fix) {
      const result = fixText(lint, source, options.fixSuggestions)
      const refused = result.text === source ? undefined : await save(result.text)
      if (refused === undefined) ({ text, report, applied: fixed } = result)
      else {
        errors.push(fileProblem(shownPath, refused))
        report = lint(source)
      }
    } else report = lint(source)
    const others = await readOtherDocuments(session, workspace, report)
    const { locale, localeFrom, kind, kindFrom } = report
    const findings = placeFindings(report, { path: shownPath, text }, settings.rules.accept, others.documents)
    errors.push(...problemsOf(session, report, text, shownPath), ...others.problems)
    return { checked: { path: shownPath, locale, localeFrom, kind, kindFrom, findings, fixed }, errors }
  } catch (error) {
    return { errors: [fileProblem(shownPath, `the check failed: ${messageOf(error)}; please report this`)] }
  }
}

/** What the engine could not do, and a document kind in the front matter that does not exist. */
export function problemsOf(session: Session, report: Report, text: string, path: string): readonly Problem[] {
  const problems = [...report.problems, ...unknownKind(report, text, Object.keys(session.engine.catalog.kinds))]
  if (problems.length === 0) return []
  const lines = createLineIndex(text)
  return problems.map(({ message, place }) => {
    const point = place && lines.pointAt(place.start)
    return { path, line: point?.line ?? null, column: point?.column ?? null, message }
  })
}

/** Front matter comes first, so the first line that begins with the key is the one. */
const kindEntry = /^kind[ \t]*:[ \t]*["']?/m

function unknownKind(report: Report, text: string, kinds: readonly string[]): Report['problems'] {
  const { kind, kindFrom } = report
  if (kind === undefined || kindFrom !== 'front matter' || kinds.includes(kind)) return []
  const entry = kindEntry.exec(text)
  const start = entry ? entry.index + entry[0].length : 0
  const message = unknownName('document kind', kind, kinds, `known are ${kinds.join(', ')}`)
  return [{ message, place: { start, end: start + kind.length } }]
}
