import type { Finding, Report } from '../core/index.js'

/** A report with findings that came of a comparison with other documents, in the order of their places. */
export function withFindings(report: Report, more: readonly Finding[]): Report {
  if (more.length === 0) return report
  const findings = [...report.findings, ...more].sort(
    (a, b) =>
      a.place.start - b.place.start ||
      a.place.end - b.place.end ||
      (a.ruleId < b.ruleId ? -1 : a.ruleId > b.ruleId ? 1 : 0),
  )
  return { ...report, findings }
}
