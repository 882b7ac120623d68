import * as v from 'valibot'
import { isNode, LineCounter, parseDocument, visit } from 'yaml'

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

/**
 * Reads YAML in which every scalar is text.
 * @param line how many lines stand above `source` in its file.
 * @throws DataError with the place of the first mistake, comments behind values among them (YAML would read `Free # really` as `Free`).
 */
export function readYaml<S extends v.GenericSchema>(
  schema: S,
  path: string,
  source: string,
  line = 0,
): v.InferOutput<S> {
  const lineCounter = new LineCounter()
  const document = parseDocument(source, { schema: 'failsafe', lineCounter, prettyErrors: false })
  const fail = (offset: number, reason: string): never => {
    const at = lineCounter.linePos(offset)
    throw new DataError(path, Math.max(1, at.line) + line, Math.max(1, at.col), reason)
  }

  const [error] = document.errors
  if (error) fail(error.pos[0], error.message)
  visit(document, {
    Scalar(_, node) {
      if (node.comment) fail(node.range?.[0] ?? 0, 'Put the comment on its own line, or the text in quotes')
    },
  })

  const result = v.safeParse(schema, document.toJS() ?? {})
  if (result.success) return result.output
  const [issue] = result.issues
  const keys = issue.path?.map((item) => item.key) ?? []
  const name = v.getDotPath(issue)
  // A missing key has no node of its own; its parent shows where it belongs.
  while (keys.length > 0 && !document.hasIn(keys)) keys.pop()
  const node = keys.length > 0 ? document.getIn(keys, true) : document.contents
  return fail(isNode(node) ? (node.range?.[0] ?? 0) : 0, name === null ? issue.message : `${name}: ${issue.message}`)
}
