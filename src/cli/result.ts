import type { RuleData } from '../core/findings/catalog.js'
import type { Accepted, Evidence, Finding, Point, Severity } from '../core/index.js'

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

/** A fix of this document alone. */
export interface PlacedFix {
  readonly title: string
  readonly safe: boolean
  /** The text that it puts in place of the passage; undefined where the rule gives none. */
  readonly expected: string | undefined
  readonly edits: readonly (Place & { readonly text: string })[]
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
  /** Whether `line` was cut at its beginning or its end. */
  readonly cut: { readonly before: boolean; readonly after: boolean }
  /** Places in the same document; their order is that of `finding.related`. */
  readonly related: readonly (Place & { readonly message: string })[]
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

/** Everything that a report is made of. */
export interface RunResult {
  readonly version: string
  /** All rules that took part, own ones included. */
  readonly rules: readonly RuleData[]
  readonly site: string
  readonly files: readonly CheckedFile[]
  readonly skipped: readonly Skipped[]
  readonly errors: readonly Problem[]
  readonly failOn: Severity
  readonly maxWarnings: number | undefined
  /** Leave findings below the threshold out of the report. */
  readonly quiet: boolean
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
