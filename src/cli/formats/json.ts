import type { Point, Severity } from '../../core/index.js'
import type { Place, PlacedFinding, PlaceIn, Problem, RunResult, Skipped, Stats } from '../result.js'
import { countBySeverity, reported, shown } from '../severity.js'

/** An edit of a document. Offsets are UTF-16 code units of the decoded text without byte order mark. */
export interface JsonEdit {
  readonly path: string
  readonly start: number
  readonly end: number
  readonly text: string
}

export interface JsonFinding extends Place {
  readonly ruleId: string
  readonly group: string
  readonly severity: Severity
  readonly message: string
  readonly note: string | null
  /** Empty for own rules. */
  readonly url: string
  readonly locale: string
  readonly actual: string
  readonly fixes: readonly { readonly title: string; readonly safe: boolean; readonly edits: readonly JsonEdit[] }[]
  readonly related: readonly (PlaceIn & { readonly message: string })[]
  /** The reason for which the finding does not count, or null. */
  readonly suppressed: string | null
}

export interface JsonFile {
  readonly path: string
  readonly locale: string | null
  readonly kind: string | null
  readonly findings: readonly JsonFinding[]
  /** Topics that a document of its kind should cover. */
  readonly coverage: readonly (Place & { readonly topic: string; readonly covered: boolean })[]
}

/**
 * Version 1 of the JSON report: other tools rely on it; extend it, never change it. Lines and columns are 1-based, columns
 * and offsets count UTF-16 code units of the decoded text without byte order mark, ends are exclusive. The summary counts
 * what is not suppressed.
 */
export interface JsonReport {
  readonly version: 1
  readonly tool: { readonly name: 'forthright'; readonly version: string }
  readonly files: readonly JsonFile[]
  readonly skipped: readonly Skipped[]
  readonly errors: readonly Problem[]
  readonly summary: {
    readonly files: number
    readonly findings: number
    readonly bySeverity: Readonly<Record<Severity, number>>
    readonly milliseconds: number
  }
  /** With --stats. */
  readonly stats?: Stats
}

/** The report as plain data. */
function jsonReport(result: RunResult): JsonReport {
  const standing = result.files.flatMap((file) => shown(result, file))
  return {
    version: 1,
    tool: { name: 'forthright', version: result.version },
    files: result.files.map((file) => ({
      path: file.path,
      locale: file.locale ?? null,
      kind: file.kind ?? null,
      findings: reported(result, file).map(jsonFinding),
      coverage: [],
    })),
    skipped: result.skipped,
    errors: result.errors,
    summary: {
      files: result.files.length,
      findings: standing.length,
      bySeverity: countBySeverity(standing),
      milliseconds: Math.round(result.milliseconds),
    },
    ...(result.stats ? { stats: result.stats } : {}),
  }
}

/** The report as text. */
export const json = (result: RunResult): string => `${JSON.stringify(jsonReport(result), null, 2)}\n`

const point = ({ line, column, offset }: Point): Point => ({ line, column, offset })

function jsonFinding({ finding, start, end, related, fixes }: PlacedFinding): JsonFinding {
  return {
    ruleId: finding.ruleId,
    group: finding.group,
    severity: finding.severity,
    message: finding.reason,
    note: finding.note ?? null,
    url: finding.url,
    locale: finding.locale,
    start: point(start),
    end: point(end),
    actual: finding.actual,
    fixes: fixes.map(({ title, safe, edits }) => ({
      title,
      safe,
      edits: edits.map(({ path, ...edit }) => ({
        path,
        start: edit.start.offset,
        end: edit.end.offset,
        text: edit.text,
      })),
    })),
    related: related.map((place) => ({
      path: place.path,
      start: point(place.start),
      end: point(place.end),
      message: place.message,
    })),
    suppressed: finding.suppressed,
  }
}
