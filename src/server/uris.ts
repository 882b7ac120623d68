import { URI } from 'vscode-uri'
import { isAbsolute, join, normalize } from '../config/index.js'

/** What stands on no file system of its own but belongs to a file: its path is that file's. */
const besideFiles = new Set(['untitled', 'vscode-notebook-cell'])

const drive = /^\/([a-z]):/i
const mounted = /^\/([a-z][a-z\d+.-]+):\/([^/]*)(\/.*)?$/i

/**
 * The absolute path, with `/`, under which the program knows a document. Other file systems than the machine's stand beneath
 * `/<scheme>:/<authority>`.
 *
 * @param folder where documents stand that have no folder yet; absolute
 */
export function pathOf(uri: string, folder = '/'): string {
  const { scheme, authority, path } = URI.parse(uri)
  const local = path.replace(drive, (_, letter: string) => `${letter.toLowerCase()}:`)
  if (besideFiles.has(scheme)) return isAbsolute(local) ? normalize(local) : join(folder, local)
  if (scheme === 'file' && authority === '') return normalize(local)
  return normalize(`/${scheme}:/${authority === '' ? '-' : authority}/${path}`)
}

/** The URI of a path; the inverse of `pathOf` for documents on a file system. */
export function uriOf(path: string): string {
  const [, scheme, authority = '', rest = '/'] = mounted.exec(path) ?? []
  if (scheme === undefined) return URI.file(path).toString()
  return URI.from({ scheme, authority: authority === '-' ? '' : authority, path: rest }).toString()
}

/** Whether the path stands on the file system of the machine. */
export const isLocal = (path: string): boolean => !mounted.test(path)

/** Whether a document is a file of its own, and not an unsaved text or a cell of a notebook. */
export const isFile = (uri: string): boolean => !besideFiles.has(uri.slice(0, uri.indexOf(':')))
