/** A mistake in data that a person wrote, with its place and the remedy. */
export class DataError extends Error {
  override readonly name = 'DataError'
  /** @param line and `column`: 1-based. */
  constructor(
    readonly path: string,
    readonly line: number,
    readonly column: number,
    readonly reason: string,
  ) {
    super(`${path}:${line}:${column}: ${reason}`)
  }
}
