import type { Dirent, Stats } from 'node:fs'
import { type ConfigFiles, type EntryType, type FolderEntry, join } from '../config/index.js'

/** What Node knows of files: its functions that wait, or those that do not. */
export interface FileSystem {
  readonly stat: (path: string) => Stats | Promise<Stats>
  readonly readFile: (path: string) => Uint8Array | Promise<Uint8Array>
  readonly readdir: (path: string, options: { readonly withFileTypes: true }) => Dirent[] | Promise<Dirent[]>
  readonly realpath: (path: string) => string | Promise<string>
}

/** The files of this machine, as far as they are only read. */
export function createNodeFiles(system: FileSystem): ConfigFiles {
  const typeOf = (path: string): Promise<EntryType | undefined> => typeIn(system, path)
  return {
    typeOf,
    read: async (path) => system.readFile(path),
    async list(folder) {
      const entries = await system.readdir(folder, { withFileTypes: true })
      return Promise.all(entries.map((entry) => entryOf(folder, entry, typeOf)))
    },
    realPath: async (path) => toSlashes(await system.realpath(path)),
  }
}

/** A path of the system with `/` between folders. */
export const toSlashes = (path: string): string => (process.platform === 'win32' ? path.replaceAll('\\', '/') : path)

/** Whether a caught value carries one of these codes. */
export const hasCode = (error: unknown, ...codes: readonly string[]): boolean =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && codes.includes(error.code)

async function typeIn({ stat }: FileSystem, path: string): Promise<EntryType | undefined> {
  try {
    const found = await stat(path)
    return found.isFile() ? 'file' : found.isDirectory() ? 'folder' : 'other'
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR', 'ENAMETOOLONG')) return undefined
    throw error
  }
}

async function entryOf(folder: string, entry: Dirent, typeOf: ConfigFiles['typeOf']): Promise<FolderEntry> {
  const { name } = entry
  if (!entry.isSymbolicLink())
    return { name, type: entry.isFile() ? 'file' : entry.isDirectory() ? 'folder' : 'other', link: false }
  const type = await typeOf(join(folder, name)).catch(() => undefined)
  return { name, type: type ?? 'other', link: true }
}
