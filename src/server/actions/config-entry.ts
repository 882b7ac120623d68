import { isMap, isScalar, isSeq, parseDocument } from 'yaml'
import type { Edit } from '../../core/index.js'

/** The keys and values of an entry, in their order. */
export type Entry = Readonly<Record<string, string>>

/** What would mean something else without quotation marks gets them; paths and words do not need any. */
const written = (text: string): string =>
  /^(?:\.\/)?[\p{L}\p{N}][\p{L}\p{N}./ -]*$/u.test(text) && text === text.trim() ? text : JSON.stringify(text)

const block = (entry: Entry, indent: string): string =>
  Object.entries(entry)
    .map(([key, value], index) => `${indent}${index === 0 ? '- ' : '  '}${key}: ${written(value)}`)
    .join('\n')

const flow = (entry: Entry): string =>
  `{ ${Object.entries(entry)
    .map(([key, value]) => `${key}: ${JSON.stringify(value)}`)
    .join(', ')} }`

/**
 * The edit that adds an entry to a list of a configuration, whose comments and layout stay as they are.
 *
 * @param key of the list, which is made where there is none
 * @returns undefined where the configuration is not a mapping, or the key holds something else
 */
export function addEntry(source: string, key: string, entry: Entry): Edit | undefined {
  const at = (offset: number, text: string): Edit => ({ start: offset, end: offset, text })
  const { contents } = parseDocument(source, { schema: 'failsafe' })
  const isEmpty = contents === null || (isScalar(contents) && contents.source === '')
  if (!isEmpty && !(isMap(contents) && !contents.flow)) return undefined
  const pair = isMap(contents) ? contents.items.find((item) => isScalar(item.key) && item.key.value === key) : undefined
  if (!pair) {
    const gap = source === '' || source.endsWith('\n') ? '' : '\n'
    return at(source.length, `${gap}${key}:\n${block(entry, '  ')}\n`)
  }
  if (!isSeq(pair.value)) return undefined
  const [start, end] = pair.value.range ?? [0, 0]
  if (pair.value.flow)
    return at(source.lastIndexOf(']', end), `${pair.value.items.length > 0 ? ', ' : ''}${flow(entry)}`)
  const indent = source.slice(source.lastIndexOf('\n', start - 1) + 1, start)
  const lineEnd = source.indexOf('\n', source.slice(0, end).trimEnd().length)
  return at(lineEnd < 0 ? source.length : lineEnd, `\n${block(entry, indent)}`)
}
