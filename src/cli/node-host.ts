import { execFile } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { type BigIntStats, constants } from 'node:fs'
import { chown, mkdir, open, realpath, rename, rm, stat, writeFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import type { WriteStream } from 'node:tty'
import { folderOf, join, nameOf } from '../config/index.js'
import { localDate } from '../workspace/index.js'
import { hasCode, nodeFiles as readingFiles, toSlashes } from '../workspace/node-files.js'
import { startThread } from '../workspace/node-thread.js'
import type { GitResult } from './git.js'
import type { Files, Host, Output } from './host.js'

/** The real world: the process and its file system. */
export function nodeHost(signal: AbortSignal): Host {
  return {
    cwd: toSlashes(process.cwd()),
    windows: process.platform === 'win32',
    env: process.env,
    files: nodeFiles,
    threads: {
      cores: availableParallelism(),
      start: (timed) => startThread(new URL('./worker.js', import.meta.url), { timed }),
    },
    readStdin,
    stdout: outputTo(process.stdout),
    stderr: outputTo(process.stderr),
    now: () => performance.now(),
    git,
    digest: (text) => createHash('sha256').update(text).digest('base64url'),
    today: () => localDate(new Date()),
    signal,
  }
}

/** The file system of this machine. */
export const nodeFiles: Files = {
  ...readingFiles,
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

/** The largest file of a repository that is read, in bytes. */
const MAX_GIT = 64 * 1024 * 1024

const git = (args: readonly string[]): Promise<GitResult> =>
  new Promise((resolve) => {
    execFile('git', [...args], { encoding: 'buffer', maxBuffer: MAX_GIT }, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1
      resolve({ code, stdout, stderr: stderr.toString() })
    })
  })
