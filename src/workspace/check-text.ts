import { relativeTo, type Settings, unknownName } from '../config/index.js'
import { type Catalog, createLineIndex, type Format, type Input, type Report } from '../core/index.js'
import { formatOf } from './document-format.js'
import { messageOf, type Problem } from './problem.js'
import type { ActiveConfig, Project } from './project.js'

/** A document, ready to be read: where it stands and what configuration says are settled. */
export interface Subject {
  /** Absolute. */
  readonly path: string
  /** As reports show it. */
  readonly shownPath: string
  /** The folder from which rules see the path; absolute. */
  readonly workspace: string
  readonly settings: Settings
  /** What is read, the text aside. */
  readonly input: Omit<Input, 'text'>
  /** Reads one state of the text. */
  readonly lint: (text: string) => Report
}

/**
 * Settles what holds for one document, in the same way for every host.
 *
 * @param path absolute
 * @param format where it is not told by the name
 */
export async function subjectOf(
  project: Project,
  config: ActiveConfig,
  path: string,
  format: Format = formatOf(path),
): Promise<Subject> {
  const settings = project.settingsFor(config, path)
  const workspace = await project.workspaceOf(path)
  const input = {
    path: relativeTo(workspace, path),
    format,
    locale: settings.locale?.value,
    fallbackLocale: settings.fallbackLocale?.value,
    kind: settings.kind?.value,
    standing: settings.standing,
  }
  return {
    path,
    shownPath: project.display(path),
    workspace,
    settings,
    input,
    lint: (text) => config.linter.lint({ ...input, text }, settings.rules),
  }
}

/** What a report says where the engine itself gave up. */
export const failureMessage = (error: unknown): string => `the check failed: ${messageOf(error)}; please report this`

/** What the engine could not do, and a document kind in the front matter that does not exist. */
export function problemsOf(catalog: Catalog, report: Report, text: string, path: string): readonly Problem[] {
  const problems = [...report.problems, ...unknownKind(report, text, Object.keys(catalog.kinds))]
  if (problems.length === 0) return []
  const lines = createLineIndex(text)
  return problems.map(({ message, place }) => {
    const point = place && lines.pointAt(place.start)
    return { path, line: point?.line ?? null, column: point?.column ?? null, message }
  })
}

/** Front matter comes first, so the first line that begins with the key is the one. */
const kindEntry = /^kind[ \t]*[:=][ \t]*["']?/m

function unknownKind(report: Report, text: string, kinds: readonly string[]): Report['problems'] {
  const { kind, kindFrom } = report
  if (kind === undefined || kindFrom !== 'front matter' || kinds.includes(kind)) return []
  const entry = kindEntry.exec(text)
  const start = entry ? entry.index + entry[0].length : 0
  const message = unknownName('document kind', kind, kinds, `known are ${kinds.join(', ')}`)
  return [{ message, place: { start, end: start + kind.length } }]
}
