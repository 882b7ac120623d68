import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { knownFormat } from '../workspace/document-format.js'
import type { SnapshotDocument } from './snapshot.js'

/**
 * The documents below a folder, in the order of their paths.
 * @throws Error for text that is not UTF-8.
 */
export function readDocuments(folder: string): SnapshotDocument[] {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .sort()
    .flatMap((path) => {
      const format = knownFormat(path)
      return format ? [{ path, format, text: decoder.decode(readFileSync(join(folder, path))) }] : []
    })
}
