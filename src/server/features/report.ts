import { jsonFinding } from '../../workspace/index.js'
import type { Checked } from '../checked.js'
import type { Context } from '../context.js'
import { type DocumentReport, methods, type ReportParams, type ReportResult } from '../protocol.js'

/** Everything that is known of a document; undefined where it was not read. */
function reportOf({ uri, subject, report, findings }: Checked): DocumentReport | undefined {
  if (!subject || !report) return undefined
  return {
    uri,
    path: subject.shownPath,
    locale: report.locale ?? null,
    localeFrom: report.localeFrom,
    kind: report.kind ?? null,
    kindFrom: report.kindFrom,
    findings: findings.map(jsonFinding),
    coverage: [],
    commitments: [],
  }
}

/** Answers what the views of the client ask. */
export function serveReport({ connection, workspace }: Context): void {
  connection.onRequest(methods.report, async ({ uri }: ReportParams): Promise<ReportResult> => {
    const checked = uri === undefined ? await workspace.all() : [await workspace.check(uri)]
    return { documents: checked.flatMap((one) => (one && reportOf(one)) ?? []) }
  })
}
