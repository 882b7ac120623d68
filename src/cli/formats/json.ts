import type { Severity } from '../../core/index.js'
import { type JsonCoverage, type JsonFinding, jsonFinding } from '../../workspace/index.js'
import type { Problem, RunResult, Skipped, Stats } from '../result.js'
import { countBySeverity, reported, shown } from '../severity.js'

export interface JsonFile {
  readonly path: string
  readonly locale: string | null
  readonly kind: string | null
  readonly findings: readonly JsonFinding[]
  /** Topics that a document of its kind should cover. */
  readonly coverage: readonly JsonCoverage[]
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
      coverage: file.coverage,
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
