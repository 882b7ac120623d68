import * as v from 'valibot'
import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument, visit } from 'yaml'
import type { Span } from '../core/index.js'
import { DataError } from './data-error.js'

export interface YamlOptions {
  /** How many lines stand above the source in its file. */
  readonly line?: number
  /** Comments may stand behind values. Not for phrases: YAML reads `Free # really` as `Free`. */
  readonly comments?: boolean
}

/**
 * Reads YAML in which every scalar is text.
 * @throws DataError with the place of the first mistake; comments behind values are one unless the options allow them.
 */
export function readYaml<S extends v.GenericSchema>(
  schema: S,
  path: string,
  source: string,
  { line = 0, comments = false }: YamlOptions = {},
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
    Alias(_, node) {
      if (node.resolve(document) === undefined)
        fail(node.range?.[0] ?? 0, 'Put the text in quotes: YAML takes what begins with * for an alias')
    },
  })
  if (!comments)
    visit(document, {
      Scalar(_, node) {
        if (node.comment) fail(node.range?.[0] ?? 0, 'Put the comment on its own line, or the text in quotes')
      },
    })

  const result = v.safeParse(schema, document.toJS() ?? {})
  if (result.success) return result.output
  const [first] = result.issues
  // A key that is misspelt is missing, too.
  const { message, path: keys = [] } =
    result.issues.find((issue) => issue.expected === 'never' && above(issue) === above(first)) ?? first
  const last = keys.at(-1)
  // What is wrong with a key, unknown or missing, is told of what has it.
  const named = (last?.origin === 'key' ? keys.slice(0, -1) : keys).map(({ key }) => key)
  // Where all is one list, the place tells which entry is meant.
  if (typeof named[0] === 'number') named.shift()
  const prefix = named.length === 0 ? '' : `${named.join('.')}: `
  return fail(offsetOf(document, keys), prefix + message)
}

/** Where the value at `keys` begins in a YAML text, 1-based; the beginning of the text where there is no such value. */
export function placeInYaml(
  source: string,
  keys: readonly (string | number)[],
): { readonly line: number; readonly column: number } {
  const lineCounter = new LineCounter()
  const document = parseDocument(source, { schema: 'failsafe', lineCounter })
  const { line, col } = lineCounter.linePos(startOf(document.getIn(keys, true)))
  return { line: Math.max(1, line), column: Math.max(1, col) }
}

/** Where a text stands that is a key or a value of a YAML text, 1-based; the beginning where it is none. */
export function placeOfText(source: string, text: string): { readonly line: number; readonly column: number } {
  const lineCounter = new LineCounter()
  let start = 0
  visit(parseDocument(source, { schema: 'failsafe', lineCounter }), {
    Scalar(_, { value, range, type }) {
      if (value !== text) return undefined
      start = (range?.[0] ?? 0) + (type?.startsWith('QUOTE') ? 1 : 0)
      return visit.BREAK
    },
  })
  const { line, col } = lineCounter.linePos(start)
  return { line: Math.max(1, line), column: Math.max(1, col) }
}

/**
 * Where values stand in a YAML text that was read before, by their keys: UTF-16 offsets of the text. The beginning of the text where
 * there is no such value.
 */
export function spansInYaml(source: string): (keys: readonly (string | number)[]) => Span {
  const document = parseDocument(source, { schema: 'failsafe' })
  return (keys) => {
    const node = document.getIn(keys, true)
    const [start, end] = (isNode(node) ? node.range : undefined) ?? [0, 0]
    return { start, end: start + source.slice(start, end).trimEnd().length }
  }
}

/** The keys above that of an issue. */
const above = ({ path = [] }: { readonly path?: readonly v.IssuePathItem[] | undefined }): string =>
  path
    .slice(0, -1)
    .map(({ key }) => String(key))
    .join('\n')

/** Where the mistake of an issue stands: at a key, at a value, or, if it is missing, at what should have it. */
function offsetOf(document: Document, path: readonly v.IssuePathItem[]): number {
  const keys = path.map(({ key }) => key)
  const last = path.at(-1)
  if (last?.origin === 'key') {
    keys.pop()
    const parent = document.getIn(keys, true)
    const pair = isMap(parent) && parent.items.find(({ key }) => isScalar(key) && key.value === last.key)
    if (pair) return startOf(pair.key)
  }
  while (keys.length > 0 && !document.hasIn(keys)) keys.pop()
  return startOf(document.getIn(keys, true))
}

const startOf = (node: unknown): number => (isNode(node) ? (node.range?.[0] ?? 0) : 0)
