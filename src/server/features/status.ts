import type { PlacedFinding } from '../../workspace/index.js'
import { type Checked, standing } from '../checked.js'
import type { Context } from '../context.js'
import { label } from '../labels.js'
import { type DocumentStatus, methods, type SeverityName, type StatusParams } from '../protocol.js'
import { uriOf } from '../uris.js'
import { mostUnasked } from '../workspace.js'

function countsOf(findings: readonly PlacedFinding[]): Readonly<Record<SeverityName, number>> {
  const counts = { error: 0, warning: 0, info: 0, hint: 0 }
  for (const { finding } of findings) counts[finding.severity]++
  return counts
}

/** What the status item shows of a document. */
export function statusOf(checked: Checked, context: Context): DocumentStatus {
  const { report, configPath, configProblem } = checked
  const findings = standing(checked)
  return {
    uri: checked.uri,
    state: checked.state,
    detail: checked.detail ?? notCompared(checked, context),
    locale: report?.locale ?? null,
    localeFrom: report?.localeFrom ?? null,
    kind: report?.kind ?? null,
    kindFrom: report?.kindFrom ?? null,
    counts: countsOf(findings),
    suppressed: checked.findings.length - findings.length,
    config: configPath === undefined ? null : uriOf(configPath),
    configProblem: configProblem?.message ?? null,
    restricted: !context.client().trusted(),
  }
}

/** Says of a document that it is compared with no other; null where it is, or nothing is checked at all. */
function notCompared({ state, path, settings }: Checked, { workspace, labelsFor }: Context): string | null {
  if (state !== 'checked' || !workspace.isLeftAlone(path)) return null
  return label(labelsFor(settings), 'notCompared', { number: String(mostUnasked) })
}

/** Tells the client the standing of every open document. */
export async function tellStatuses(context: Context): Promise<void> {
  const { connection, documents, workspace } = context
  for (const { uri } of documents.all()) {
    const checked = await workspace.check(uri)
    if (checked) await connection.sendNotification(methods.statusChanged, statusOf(checked, context))
  }
}

/** Answers what the status item asks. */
export function serveStatus(context: Context): void {
  context.connection.onRequest(methods.status, async ({ uri }: StatusParams): Promise<DocumentStatus | null> => {
    const checked = context.documents.get(uri) && (await context.workspace.check(uri))
    return checked ? statusOf(checked, context) : null
  })
}
