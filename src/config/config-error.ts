import { LineCounter, parseDocument } from 'yaml'

/** A mistake in a file that a person wrote: where it is, what is wrong, and what to do. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  /** Absolute, with `/`. */
  readonly path: string
  /** 1-based. */
  readonly line: number
  /** 1-based. */
  readonly column: number

  constructor(path: string, message: string, place: { readonly line: number; readonly column: number } = start) {
    super(message)
    this.path = path
    this.line = place.line
    this.column = place.column
  }
}

const start = { line: 1, column: 1 }

/** Where the value at `keys` stands in a YAML text; its beginning where there is no such value. */
export function placeIn(
  source: string,
  keys: readonly (string | number)[],
): { readonly line: number; readonly column: number } {
  const lineCounter = new LineCounter()
  const node: unknown = parseDocument(source, { lineCounter }).getIn(keys, true)
  if (typeof node !== 'object' || node === null || !('range' in node) || !Array.isArray(node.range)) return start
  const { line, col } = lineCounter.linePos(Number(node.range[0]))
  return { line, column: col }
}
