import { fileReason, relativeTo } from '../config/index.js'

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

/** What a caught value says; never a stack trace. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** A caught value as a problem; a place is taken from errors that carry one. Paths are seen from `cwd`. */
export function problemOf(error: unknown, cwd: string): Problem {
  if (!(error instanceof Error)) return fileProblem(null, String(error))
  const number = (value: unknown): number | null => (typeof value === 'number' ? value : null)
  return {
    path: 'path' in error && typeof error.path === 'string' ? relativeTo(cwd, error.path) : null,
    line: 'line' in error ? number(error.line) : null,
    column: 'column' in error ? number(error.column) : null,
    // The message of a DataError repeats its place.
    message: 'reason' in error && typeof error.reason === 'string' ? error.reason : fileReason(error),
  }
}

/** A problem with a file as a whole, or with none. */
export const fileProblem = (path: string | null, message: string): Problem => ({
  path,
  line: null,
  column: null,
  message,
})
