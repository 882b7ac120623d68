import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Format } from '../core/index.js'
import { formatOf } from '../workspace/document-format.js'

/** A document that places of the evaluation data are in. */
export interface RealDocument {
  /** Without byte order mark. */
  readonly text: string
  readonly format: Format
}

/**
 * How a document is read by its path in the evaluation data.
 * @throws Error where none of the folders has it.
 */
export type OpenDocument = (file: string) => RealDocument

/** @param folders searched in this order. */
export const openDocumentsOf =
  (folders: readonly string[]): OpenDocument =>
  (file) => {
    const path = folders.map((folder) => join(folder, file)).find(existsSync)
    if (path === undefined) throw new Error(`${file}: no such document; name its folder with --documents`)
    return { text: readFileSync(path, 'utf8').replace(/^\uFEFF/, ''), format: formatOf(path) }
  }
