import { isMap, isScalar, isSeq, parseDocument } from 'yaml'
import type { Edit } from '../../core/index.js'

const quoted = (text: string): string => (/^[\p{L}\p{N}][\p{L}\p{N} ]*$/u.test(text) ? text : JSON.stringify(text))

/**
 * The edit that adds an accepted wording to a configuration, whose comments and layout stay as they are.
 *
 * @param reason is put in quotation marks
 * @returns undefined where the configuration is not a mapping
 */
export function acceptIn(source: string, text: string, reason: string): Edit | undefined {
  const document = parseDocument(source, { schema: 'failsafe' })
  const at = (offset: number, put: string): Edit => ({ start: offset, end: offset, text: put })
  const entry = (indent: string): string =>
    `${indent}- text: ${quoted(text)}\n${indent}  reason: ${JSON.stringify(reason)}`
  const { contents } = document
  if (contents !== null && !(isMap(contents) && !contents.flow) && !(isScalar(contents) && contents.source === ''))
    return undefined
  const pair = isMap(contents) ? contents.items.find(({ key }) => isScalar(key) && key.value === 'accept') : undefined
  if (!pair) return at(source.length, `${source === '' || source.endsWith('\n') ? '' : '\n'}accept:\n${entry('  ')}\n`)
  if (!isSeq(pair.value)) return undefined
  const [start, end] = pair.value.range ?? [0, 0]
  if (pair.value.flow) {
    const close = source.lastIndexOf(']', end)
    const separator = pair.value.items.length > 0 ? ', ' : ''
    return at(close, `${separator}{ text: ${JSON.stringify(text)}, reason: ${JSON.stringify(reason)} }`)
  }
  const lineStart = source.lastIndexOf('\n', start - 1) + 1
  const last = source.slice(0, end).trimEnd().length
  const lineEnd = source.indexOf('\n', last)
  return at(lineEnd < 0 ? source.length : lineEnd, `\n${entry(source.slice(lineStart, start))}`)
}
