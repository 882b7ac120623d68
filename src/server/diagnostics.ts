import { type Diagnostic, DiagnosticSeverity, type Range } from 'vscode-languageserver'
import { join } from '../config/index.js'
import type { Point, Severity } from '../core/index.js'
import { jsonFinding, type Place, type PlacedFinding, type Problem } from '../workspace/index.js'
import { type Checked, standing } from './checked.js'
import type { ConfigProblem } from './projects.js'
import type { DiagnosticData, ForthrightSettings } from './protocol.js'
import { uriOf } from './uris.js'

const source = 'forthright'

const severityOf: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
}

const positionOf = ({ line, column }: Point) => ({ line: line - 1, character: column - 1 })

/** A place as editors count: from 0. */
export const rangeOf = ({ start, end }: Place): Range => ({ start: positionOf(start), end: positionOf(end) })

/** How a severity is shown; undefined where it is hidden. */
function shownAs(severity: Severity, { severityOverride }: ForthrightSettings): DiagnosticSeverity | undefined {
  const shown = severityOverride[severity] ?? severity
  return shown === 'off' ? undefined : severityOf[shown]
}

/** What an editor shows of a finding; undefined where settings hide it. All of the finding travels along. */
export function diagnosticOf(placed: PlacedFinding, checked: Checked): Diagnostic | undefined {
  const { finding, related } = placed
  const severity = shownAs(finding.severity, checked.settings)
  if (severity === undefined) return undefined
  const data: DiagnosticData = { finding: jsonFinding(placed), expected: finding.expected }
  return {
    range: rangeOf(placed),
    severity,
    source,
    code: finding.ruleId,
    ...(finding.url === '' ? {} : { codeDescription: { href: finding.url } }),
    message: finding.reason,
    ...(related.length === 0
      ? {}
      : {
          relatedInformation: related.map((place) => ({
            location: { uri: uriOfShown(place.path, checked), range: rangeOf(place) },
            message: place.message,
          })),
        }),
    data,
  }
}

/** The URI of a document, by its shown path. */
export const uriOfShown = (path: string, { subject, uri, folder }: Checked): string =>
  path === subject?.shownPath ? uri : uriOf(join(folder, path))

const problemRange = (line: number | null, column: number | null): Range => {
  const start = { line: (line ?? 1) - 1, character: (column ?? 1) - 1 }
  return { start, end: { line: start.line, character: start.character + 1 } }
}

const problemDiagnostic = ({ line, column, message }: Pick<Problem, 'line' | 'column' | 'message'>): Diagnostic => ({
  range: problemRange(line, column),
  severity: DiagnosticSeverity.Error,
  source,
  message,
})

/** Something about a document as a whole. */
const noticeOf = (message: string): Diagnostic => ({
  ...problemDiagnostic({ line: 1, column: 1, message }),
  severity: DiagnosticSeverity.Information,
})

/** What an editor shows of a document. */
export const diagnosticsOf = (checked: Checked): Diagnostic[] => [
  ...checked.problems.map(problemDiagnostic),
  ...(checked.state === 'large' ? [noticeOf(checked.detail ?? '')] : []),
  ...standing(checked).flatMap((placed) => diagnosticOf(placed, checked) ?? []),
]

/** What an editor shows of a configuration. */
export const diagnosticOfConfig = (problem: ConfigProblem): Diagnostic => problemDiagnostic(problem)

/** A short text that differs whenever the diagnostics differ; the same in every session. */
export function resultIdOf(items: readonly Diagnostic[]): string {
  let high = 0xdeadbeef
  let low = 0x41c6ce57
  const text = JSON.stringify(items)
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    high = Math.imul(high ^ unit, 2654435761)
    low = Math.imul(low ^ unit, 1597334677)
  }
  return `${(high >>> 0).toString(36)}-${(low >>> 0).toString(36)}-${items.length}`
}
