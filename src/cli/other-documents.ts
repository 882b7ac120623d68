import { join } from '../config/index.js'
import { createLineIndex, type Report } from '../core/index.js'
import { fileProblem, pathsOf, type ShownDocument, whyUnread } from '../workspace/index.js'
import type { ComparedFiles } from './compare-files.js'
import { readDocument } from './read-document.js'
import type { Problem } from './result.js'
import type { Session } from './session.js'

/** The other documents that findings and fixes of a report point to. */
export interface OtherDocuments {
  /** By the path that the report has for them. */
  readonly documents: ReadonlyMap<string, ShownDocument>
  /** Those that cannot be read; what points to them cannot be shown. */
  readonly problems: readonly Problem[]
}

/**
 * @param workspace the folder from which paths of the report are seen; absolute
 * @param known documents that were read already
 */
export async function readOtherDocuments(
  session: Session,
  workspace: string,
  report: Report,
  known: ComparedFiles,
): Promise<OtherDocuments> {
  const documents = new Map<string, ShownDocument>()
  const problems: Problem[] = []
  for (const name of new Set(report.findings.flatMap(pathsOf))) {
    if (name === report.path) continue
    const shown = known.shown(workspace, name)
    if (shown) {
      documents.set(name, shown)
      continue
    }
    const absolute = join(workspace, name)
    const path = session.display(absolute)
    const { content } = await readDocument(session, absolute)
    if (content.type === 'text') documents.set(name, { path, lines: createLineIndex(content.text) })
    else {
      problems.push(fileProblem(path, `${whyUnread(content)}; findings of other documents point to it`))
    }
  }
  return { documents, problems }
}
