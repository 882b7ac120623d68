import { rulePage } from '../../build/rule-page.js'
import { join } from '../../config/index.js'
import { createLineIndex, formatCommitment } from '../../core/index.js'
import { jsonFinding, placeCoverage } from '../../workspace/index.js'
import type { Checked } from '../checked.js'
import type { Context } from '../context.js'
import {
  type DocumentReport,
  methods,
  type ReportCommitment,
  type ReportParams,
  type ReportResult,
  type RulePageParams,
} from '../protocol.js'

/** Everything that is known of a document; undefined where it was not read. */
function reportOf(checked: Checked, { catalog, workspace, client }: Context): DocumentReport | undefined {
  const { uri, path, folder, subject, report, text, findings } = checked
  if (!subject || !report) return undefined
  const lines = createLineIndex(text)
  const commitments = report.commitments.map((commitment): ReportCommitment => {
    const { topic, place, actual, locale } = commitment
    const lexicons = catalog.topics.find(({ page }) => page.id === topic)?.lexicons
    return {
      topic,
      label: (lexicons?.[client().locale] ?? lexicons?.[locale])?.label ?? topic,
      value: formatCommitment(commitment),
      ...{ actual, locale, start: lines.pointAt(place.start), end: lines.pointAt(place.end) },
    }
  })
  const others = new Set(findings.flatMap(({ related }) => related.map((place) => place.path)))
  others.delete(subject.shownPath)
  return {
    uri,
    path: subject.shownPath,
    locale: report.locale ?? null,
    localeFrom: report.localeFrom,
    kind: report.kind ?? null,
    kindFrom: report.kindFrom,
    findings: findings.map(jsonFinding),
    others: Object.fromEntries([...others].map((other) => [other, workspace.uriOf(join(folder, other))])),
    coverage: placeCoverage(report.coverage, lines),
    inForce: workspace.isInForce(path),
    commitments,
  }
}

/** Answers what the views of the client ask. */
export function serveReport(context: Context): void {
  const { connection, workspace } = context
  connection.onRequest(methods.report, async ({ uri }: ReportParams): Promise<ReportResult> => {
    if (uri === undefined) await workspace.compare()
    const checked = uri === undefined ? await workspace.all() : [await workspace.check(uri)]
    return { documents: checked.flatMap((one) => (one && reportOf(one, context)) ?? []) }
  })
  connection.onRequest(methods.rulePage, ({ ruleId }: RulePageParams): string | null => {
    const { rules, languages } = context.catalog
    const rule = rules.find(({ page }) => page.id === ruleId)
    return rule ? rulePage(rule, languages) : null
  })
}
