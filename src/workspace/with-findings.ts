import { byPlace, type Finding, type Report } from '../core/index.js'

/** A report with findings that came of a comparison with other documents, in the order of their places. */
export const withFindings = (report: Report, more: readonly Finding[]): Report =>
  more.length === 0 ? report : { ...report, findings: [...report.findings, ...more].sort(byPlace) }
