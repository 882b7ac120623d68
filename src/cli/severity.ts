import { type Severity, severities } from '../core/index.js'
import type { CheckedFile, PlacedFinding, RunResult } from './result.js'

/** The severity from which a finding fails the run. */
export type Threshold = Severity | 'never'

/** Whether `severity` weighs as much as `threshold` or more. */
export const reaches = (severity: Severity, threshold: Threshold): boolean =>
  threshold !== 'never' && severities.indexOf(severity) <= severities.indexOf(threshold)

/** The findings of a report, suppressed ones included. */
export const reported = (result: RunResult, file: CheckedFile): readonly PlacedFinding[] =>
  file.findings.filter(({ finding }) => reaches(finding.severity, result.leastShown))

/** The findings of a report that stand. */
export const shown = (result: RunResult, file: CheckedFile): readonly PlacedFinding[] =>
  reported(result, file).filter(({ finding }) => finding.suppressed === null)

/** How many findings stand, by severity. */
export function countBySeverity(findings: readonly PlacedFinding[]): Readonly<Record<Severity, number>> {
  const count = (severity: Severity): number => findings.filter(({ finding }) => finding.severity === severity).length
  return { error: count('error'), warning: count('warning'), info: count('info'), hint: count('hint') }
}

/** Whether there are more warnings than `--max-warnings` lets pass, shown or not. */
export function tooManyWarnings(result: RunResult): boolean {
  const standing = result.files.flatMap((file) => file.findings.filter(({ finding }) => finding.suppressed === null))
  return result.maxWarnings !== undefined && countBySeverity(standing).warning > result.maxWarnings
}

/** The exit code of a run that came to its end. */
export function exitCodeOf(result: RunResult): 0 | 1 | 2 {
  if (result.errors.length > 0) return 2
  const failing = result.files.some((file) =>
    file.findings.some(({ finding }) => finding.suppressed === null && reaches(finding.severity, result.failOn)),
  )
  return failing || tooManyWarnings(result) ? 1 : 0
}
