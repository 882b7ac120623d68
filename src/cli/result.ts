import type { Accepted, Evidence, Finding, PageData, Point, Severity } from '../core/index.js'
import type { Threshold } from './severity.js'

/** Something that could not be done. Every problem makes the exit code 2. */
export interface Problem {
  /** Seen from the current folder; null where no file is to blame. */
  readonly path: string | null
  /** 1-based. */
  readonly line: number | null
  /** 1-based. */
  readonly column: number | null
  readonly message: string
}

/** A file that was deliberately not checked. */
export interface Skipped {
  readonly path: string
  readonly reason: string
}

/** A place in lines and columns. */
export interface Place {
  readonly start: Point
  readonly end: Point
}

/** A place in a document, whose path is seen from the current folder. */
export interface PlaceIn extends Place {
  readonly path: string
}

export interface PlacedFix {
  readonly title: string
  readonly safe: boolean
  /** Whether it changes nothing but the document of the finding; only then is it applied. */
  readonly here: boolean
  /** The text that it puts in place of the passage; undefined where the rule gives none. */
  readonly expected: string | undefined
  readonly edits: readonly (PlaceIn & { readonly text: string })[]
}

/** A finding with what is needed to show it once the text is gone. */
export interface PlacedFinding extends Place {
  readonly finding: Finding
  /** The source line of `start`, without its ending. Long lines are cut around the passage. */
  readonly line: string
  /** UTF-16 index of the passage in `line`. */
  readonly lineStart: number
  /** UTF-16 index of the passage's end in `line`; the end of the line where it goes on below. */
  readonly lineEnd: number
  /** Whether something is missing at the beginning or the end of `line`. */
  readonly cut: { readonly before: boolean; readonly after: boolean }
  readonly related: readonly (PlaceIn & { readonly message: string })[]
  readonly fixes: readonly PlacedFix[]
  /** The entry of the configuration that silences the finding; undefined for a comment in the document. */
  readonly accepted: Accepted | undefined
}

export interface CheckedFile {
  /** Seen from the current folder, with `/`. */
  readonly path: string
  readonly locale: string | undefined
  readonly localeFrom: Evidence
  readonly kind: string | undefined
  readonly kindFrom: Evidence
  /** In the order of their places; suppressed ones included. */
  readonly findings: readonly PlacedFinding[]
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
}
