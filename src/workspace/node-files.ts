import type { Dirent } from 'node:fs'
import { readdir, readFile, realpath, stat } from 'node:fs/promises'
import { type ConfigFiles, type EntryType, type FolderEntry, join } from '../config/index.js'

/** The files of this machine, as far as they are only read. */
export const nodeFiles: ConfigFiles = {
  typeOf,
  read: (path) => readFile(path),
  list,
  realPath: async (path) => toSlashes(await realpath(path)),
}

/** A path of the system with `/` between folders. */
export const toSlashes = (path: string): string => (process.platform === 'win32' ? path.replaceAll('\\', '/') : path)

/** Whether a caught value carries one of these codes. */
export const hasCode = (error: unknown, ...codes: readonly string[]): boolean =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && codes.includes(error.code)

async function typeOf(path: string): Promise<EntryType | undefined> {
  try {
    const found = await stat(path)
    return found.isFile() ? 'file' : found.isDirectory() ? 'folder' : 'other'
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR', 'ENAMETOOLONG')) return undefined
    throw error
  }
}

async function list(folder: string): Promise<readonly FolderEntry[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  return Promise.all(entries.map((entry) => entryOf(folder, entry)))
}

async function entryOf(folder: string, entry: Dirent): Promise<FolderEntry> {
  const { name } = entry
  if (!entry.isSymbolicLink())
    return { name, type: entry.isFile() ? 'file' : entry.isDirectory() ? 'folder' : 'other', link: false }
  const type = await typeOf(join(folder, name)).catch(() => undefined)
  return { name, type: type ?? 'other', link: true }
}
