import { execFile } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { type BigIntStats, constants, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { chown, open, realpath, rename, rm, stat } from 'node:fs/promises'
import { folderOf, join, nameOf } from '../config/index.js'
import { hasCode, toSlashes } from '../workspace/node-files.js'
import { versionOf } from './file-version.js'
import type { GitResult } from './git.js'

/** A digest by which texts are told apart. */
export const digestOf = (text: string): string => createHash('sha256').update(text).digest('base64url')

/** Writes a file; makes its folder where needed. */
export function writeFile(path: string, text: string): void {
  makeFolder(folderOf(path))
  writeFileSync(path, text)
}

/** One by one: where a system has no folders to make, as in /proc, Node tries for ever to make them all. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return
  if (folderOf(folder) !== folder) makeFolder(folderOf(folder))
  mkdirSync(folder)
}

/**
 * Replaces the content of a file, all of it or nothing.
 *
 * @param version what `versionOf` said when it was read
 * @returns false where the file was changed since then
 */
export async function replaceFile(path: string, bytes: Uint8Array, version: string): Promise<boolean> {
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

/** The largest file of a repository that is read, in bytes. */
const MAX_GIT = 64 * 1024 * 1024

/** Runs git in the current folder, without a shell. */
export const runGit = (args: readonly string[]): Promise<GitResult> =>
  new Promise((resolve) => {
    execFile('git', [...args], { encoding: 'buffer', maxBuffer: MAX_GIT }, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1
      resolve({ code, stdout, stderr: stderr.toString() })
    })
  })
