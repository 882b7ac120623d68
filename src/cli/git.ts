import { UsageError } from './options.js'
import type { Session } from './session.js'

/** A document in two revisions; paths are seen from the current folder. Undefined where it did not exist. */
export interface ChangedFile {
  readonly before: string | undefined
  readonly after: string | undefined
}

/** What git says. */
export interface GitResult {
  /** 0 where it did what was asked; -1 where there is no git. */
  readonly code: number
  readonly stdout: Uint8Array
  readonly stderr: string
}

const decoder = new TextDecoder()

/** @throws UsageError where there is no git. */
async function run(session: Session, args: readonly string[]): Promise<GitResult> {
  const result = await session.host.git(args)
  if (result.code === -1) throw new UsageError('git is not installed; compare two folders instead')
  return result
}

async function git(session: Session, args: readonly string[]): Promise<Uint8Array> {
  const { code, stdout, stderr } = await run(session, args)
  if (code === 0) return stdout
  throw new UsageError(`git ${args[0]}: ${stderr.trim().split('\n')[0] ?? `exit code ${code}`}`)
}

/** Whether a text names a revision of a repository. @throws UsageError where there is no git. */
export async function isRevision(session: Session, text: string): Promise<boolean> {
  const { code } = await run(session, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${text}^{commit}`])
  return code === 0
}

/**
 * The files below the current folder that differ between two revisions; renamed ones are one.
 * @param after undefined for the files as they stand on disk, new ones included
 */
export async function changedFiles(
  session: Session,
  before: string,
  after: string | undefined,
): Promise<readonly ChangedFile[]> {
  const revisions = after === undefined ? [before] : [before, after]
  const listed = await git(session, [
    'diff',
    '--name-status',
    '-z',
    '-M',
    '--relative',
    '--no-ext-diff',
    '--end-of-options',
    ...revisions,
    '--',
  ])
  const parts = decoder.decode(listed).split('\0')
  const files: ChangedFile[] = []
  for (let at = 0; at + 1 < parts.length; ) {
    const status = parts[at] ?? ''
    const isPair = status.startsWith('R') || status.startsWith('C')
    const [first, second] = [parts[at + 1], isPair ? parts[at + 2] : undefined]
    at += isPair ? 3 : 2
    if (isPair) files.push({ before: first, after: second })
    else files.push({ before: status === 'A' ? undefined : first, after: status === 'D' ? undefined : first })
  }
  if (after !== undefined) return files
  const untracked = decoder.decode(await git(session, ['ls-files', '-z', '--others', '--exclude-standard']))
  return [
    ...files,
    ...untracked.split('\0').flatMap((path) => (path === '' ? [] : [{ before: undefined, after: path }])),
  ]
}

/** The files of a revision below the current folder, seen from there. */
export async function filesIn(session: Session, revision: string): Promise<readonly string[]> {
  const listed = await git(session, ['ls-tree', '-r', '-z', '--name-only', '--end-of-options', revision])
  return decoder
    .decode(listed)
    .split('\0')
    .filter((path) => path !== '')
}

/** The bytes of a file in a revision. @param path seen from the current folder */
export const fileIn = (session: Session, revision: string, path: string): Promise<Uint8Array> =>
  git(session, ['show', '--end-of-options', `${revision}:./${path}`])
