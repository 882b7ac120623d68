import type { Evidence, PageData, Severity } from '../core/index.js'
import type { JsonCoverage, PlacedFinding, Problem, Skipped } from '../workspace/index.js'
import type { Threshold } from './severity.js'
import type { Times } from './stopwatch.js'

export type { Place, PlacedFinding, PlacedFix, PlaceIn, Problem, Skipped } from '../workspace/index.js'

export interface CheckedFile {
  /** Seen from the current folder, with `/`. */
  readonly path: string
  readonly locale: string | undefined
  readonly localeFrom: Evidence
  readonly kind: string | undefined
  readonly kindFrom: Evidence
  /** In the order of their places; suppressed ones included. */
  readonly findings: readonly PlacedFinding[]
  /** What customers ask of a document of its kind. */
  readonly coverage: readonly JsonCoverage[]
  /** How many fixes were applied and written. */
  readonly fixed: number
}

/** A rule that took part. */
export interface ReportedRule {
  readonly page: PageData
  /** Where its page is published; empty for own rules. */
  readonly url: string
}

/** Everything that a report is made of. */
export interface RunResult {
  readonly version: string
  readonly rules: readonly ReportedRule[]
  readonly site: string
  readonly files: readonly CheckedFile[]
  readonly skipped: readonly Skipped[]
  readonly errors: readonly Problem[]
  readonly failOn: Threshold
  readonly maxWarnings: number | undefined
  /** Findings that weigh less are left out of the report. */
  readonly leastShown: Severity
  readonly stats: Stats | undefined
  readonly milliseconds: number
}

/** Counts over all files. */
export interface Stats {
  /** By rule id, suppressed ones left out; the most frequent first. */
  readonly rules: Readonly<Record<string, number>>
  readonly suppressed: number
  /** Every accepted wording of the configuration and how often it silenced a finding. */
  readonly accepted: readonly { readonly text: string; readonly reason: string; readonly count: number }[]
  /** What the time went into, in milliseconds; what this report itself costs is not known yet. */
  readonly time: Times
}
