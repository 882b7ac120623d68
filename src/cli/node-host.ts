import { randomUUID } from 'node:crypto'
import { type BigIntStats, constants, type Dirent } from 'node:fs'
import { chown, mkdir, open, readdir, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises'
import type { WriteStream } from 'node:tty'
import { type EntryType, type FolderEntry, folderOf, join, nameOf } from '../config/index.js'
import type { Files, Host, Output } from './host.js'

/** The real world: the process and its file system. */
export function nodeHost(signal: AbortSignal): Host {
  return {
    cwd: toSlashes(process.cwd()),
    windows: process.platform === 'win32',
    env: process.env,
    files: nodeFiles,
    readStdin,
    stdout: outputTo(process.stdout),
    stderr: outputTo(process.stderr),
    now: () => performance.now(),
    signal,
  }
}

/** The file system of this machine. */
export const nodeFiles: Files = {
  typeOf,
  read: (path) => readFile(path),
  list,
  realPath: async (path) => toSlashes(await realpath(path)),
  async readState(path, limit) {
    const file = await open(path, 'r')
    try {
      const stats = await file.stat({ bigint: true })
      const size = Number(stats.size)
      return { bytes: size > limit ? undefined : await file.readFile(), size, version: versionOf(stats) }
    } finally {
      await file.close()
    }
  },
  replace,
  async write(path, text) {
    await mkdir(folderOf(path), { recursive: true })
    await writeFile(path, text)
  },
  async create(path, text) {
    try {
      await writeFile(path, text, { flag: 'wx' })
      return true
    } catch (error) {
      if (hasCode(error, 'EEXIST')) return false
      throw error
    }
  },
}

const toSlashes = (path: string): string => (process.platform === 'win32' ? path.replaceAll('\\', '/') : path)

const hasCode = (error: unknown, ...codes: readonly string[]): boolean =>
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

const versionOf = ({ mtimeNs, size, ino }: BigIntStats): string => `${mtimeNs} ${size} ${ino}`

async function replace(path: string, bytes: Uint8Array, version: string): Promise<boolean> {
  const target = toSlashes(await realpath(path))
  const before = await stat(target, { bigint: true })
  if (versionOf(before) !== version) return false
  const temporary = join(folderOf(target), `.${nameOf(target)}.${randomUUID()}.tmp`)
  const mode = Number(before.mode) & 0o7777
  try {
    const file = await open(temporary, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, mode)
    try {
      await file.writeFile(bytes)
      await file.chmod(mode)
      await file.sync()
    } finally {
      await file.close()
    }
    await keepOwner(temporary, before)
    if (versionOf(await stat(target, { bigint: true })) !== version) return false
    await rename(temporary, target)
    return true
  } finally {
    await rm(temporary, { force: true })
  }
}

/** Only the administrator can give files away; for anyone else the owner is right already. */
async function keepOwner(path: string, { uid, gid }: BigIntStats): Promise<void> {
  try {
    await chown(path, Number(uid), Number(gid))
  } catch (error) {
    if (!hasCode(error, 'EPERM', 'ENOSYS', 'EINVAL')) throw error
  }
}

async function readStdin(limit: number): Promise<Uint8Array | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of process.stdin) {
    const bytes = Buffer.from(chunk)
    size += bytes.length
    if (size > limit) return undefined
    chunks.push(bytes)
  }
  return Buffer.concat(chunks)
}

/** A reader that goes away early (`forthright | head`) is no error. */
function outputTo(stream: NodeJS.WriteStream): Output {
  let open = true
  stream.on('error', (error) => {
    open = false
    if (!hasCode(error, 'EPIPE')) throw error
  })
  const { isTTY, columns }: Partial<WriteStream> = stream
  return {
    write(content) {
      if (open) stream.write(content)
    },
    isTerminal: isTTY === true,
    columns,
  }
}
