import { fileReason, relativeTo } from '../config/index.js'
import type { Problem } from './result.js'

/** What a caught value says; never a stack trace. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** `DataError` repeats its place in its message and has the bare text apart. */
const reasonOf = (error: Error): string =>
  'reason' in error && typeof error.reason === 'string' ? error.reason : fileReason(error)

/** A caught value as a problem; a place is taken from errors that carry one. Paths are seen from `cwd`. */
export function problemOf(error: unknown, cwd: string): Problem {
  const number = (value: unknown): number | null => (typeof value === 'number' ? value : null)
  if (!(error instanceof Error)) return { path: null, line: null, column: null, message: messageOf(error) }
  const path = 'path' in error && typeof error.path === 'string' ? relativeTo(cwd, error.path) : null
  return {
    path,
    line: 'line' in error ? number(error.line) : null,
    column: 'column' in error ? number(error.column) : null,
    message: reasonOf(error),
  }
}
