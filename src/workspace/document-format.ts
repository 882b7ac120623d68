import { nameOf } from '../config/index.js'
import type { Format } from '../core/index.js'

const formatsByExtension: Readonly<Record<string, Format>> = {
  md: 'markdown',
  markdown: 'markdown',
  mdx: 'mdx',
  html: 'html',
  htm: 'html',
  txt: 'text',
}

function extensionOf(path: string): string | undefined {
  return /[^.]\.([^.]+)$/.exec(nameOf(path))?.[1]?.toLowerCase()
}

/** How the file is written, by its extension; undefined for files that a folder is not searched for. */
export function knownFormat(path: string): Format | undefined {
  const extension = extensionOf(path)
  return extension === undefined ? undefined : formatsByExtension[extension]
}

/** As `knownFormat`; anything else is read as plain text. */
export const formatOf = (path: string): Format => knownFormat(path) ?? 'text'
