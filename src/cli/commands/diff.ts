import { folderOf, join, relativeTo } from '../../config/index.js'
import {
  type Change,
  type Commitment,
  compareVersions,
  createLineIndex,
  type Finding,
  type LineIndex,
  type Report,
} from '../../core/index.js'
import {
  type Decoded,
  decode,
  fileProblem,
  knownFormat,
  selectFiles,
  subjectOf,
  whyUnread,
} from '../../workspace/index.js'
import { type DiffResult, type DocumentChanges, diffFormats, diffFormatters } from '../formats/diff.js'
import { changedFiles, fileIn, verifyRevision } from '../git.js'
import type { ExitCode } from '../host.js'
import { oneOf, UsageError } from '../options.js'
import { createProgress } from '../progress.js'
import { readDocument } from '../read-document.js'
import type { Problem } from '../result.js'
import { type Session, slashes } from '../session.js'
import { isWeakened, messageOf, termsOf } from '../weakened.js'
import { writeErrors, writeText } from '../write-report.js'

/** One document in two states: how each is read, and where it is shown. */
interface Pair {
  readonly before: State | undefined
  readonly after: State | undefined
}

interface State {
  /** Absolute; settles what holds for the document. */
  readonly path: string
  readonly shownPath: string
  readonly read: () => Promise<Decoded>
}

/** A state that was read. */
interface Read {
  readonly shownPath: string
  readonly lines: LineIndex
  readonly report: Report
}

/** Tells what a change of documents means for customers. @throws UsageError */
export async function diff(session: Session): Promise<ExitCode> {
  const { host, engine, options } = session
  const format = oneOf('format of a comparison', options.format, diffFormats)
  const [first, second, ...more] = options.paths.map((path) => slashes(host, path))
  if (first === undefined || more.length > 0)
    throw new UsageError('give two files, two folders or one or two git revisions: forthright diff OLD NEW')
  const pairs = await pairsOf(session, first, second)
  const errors: Problem[] = []
  const progress = createProgress(host)
  const read: { readonly before: Read | undefined; readonly after: Read | undefined }[] = []
  for (const [index, pair] of pairs.entries()) {
    progress.step(index, pairs.length, (pair.after ?? pair.before)?.shownPath ?? '')
    const before = pair.before && (await readState(session, pair.before, errors))
    const after = pair.after && (await readState(session, pair.after, errors))
    // A state that cannot be read is no state without promises.
    if ((before === undefined) === (pair.before === undefined) && (after === undefined) === (pair.after === undefined))
      read.push({ before, after })
    await new Promise(setImmediate)
    if (host.signal.aborted) break
  }
  progress.clear()
  if (host.signal.aborted) {
    host.stderr.write('cancelled\n')
    return 130
  }
  const topics = new Map(engine.catalog.topics.map(({ page }) => [page.id, page]))
  const versionOf = (state: Read | undefined) =>
    state && { path: state.shownPath, commitments: state.report.commitments }
  const changes = compareVersions(
    read.map(({ before, after }) => ({ before: versionOf(before), after: versionOf(after) })),
    topics,
  )
  // What stood in one document may stand in another now.
  const homes = new Map(
    read
      .flatMap(({ before, after }) => [before, after])
      .flatMap((state) => (state ? state.report.commitments.map((commitment) => [commitment, state] as const) : [])),
  )
  const documents = read.map(({ before, after }) => changesOf(session, before, after, changes, homes))
  const result: DiffResult = {
    version: engine.catalog.version,
    before: first,
    after: second ?? null,
    compared: pairs.length,
    documents: documents.filter(
      (document) => document.changes.length + document.introduced.length + document.resolved.length > 0,
    ),
    errors,
  }
  writeErrors(host, errors, options.color)
  await writeText(host, options, (screen) => diffFormatters[format](result, screen))
  if (errors.length > 0) return 2
  return options.failOnWeakened && changes.some(isWeakened) ? 1 : 0
}

async function pairsOf(session: Session, first: string, second: string | undefined): Promise<readonly Pair[]> {
  const { host } = session
  const typeOf = (path: string) => host.files.typeOf(join(host.cwd, path)).catch(() => undefined)
  if (second !== undefined) {
    const [before, after] = [await typeOf(first), await typeOf(second)]
    if (before !== undefined && after !== undefined) {
      if (before !== after) throw new UsageError('compare a file with a file, or a folder with a folder')
      return before === 'folder'
        ? folderPairs(session, first, second)
        : [{ before: onDisk(session, join(host.cwd, first)), after: onDisk(session, join(host.cwd, second)) }]
    }
  }
  for (const revision of [first, second]) if (revision !== undefined) await verifyRevision(session, revision)
  const files = await changedFiles(session, first, second)
  return files
    .filter(({ before, after }) => knownFormat(after ?? before ?? '') !== undefined)
    .map(({ before, after }) => ({
      before: before === undefined ? undefined : inRevision(session, first, before),
      after:
        after === undefined
          ? undefined
          : second === undefined
            ? onDisk(session, join(host.cwd, after))
            : inRevision(session, second, after),
    }))
}

async function folderPairs(session: Session, first: string, second: string): Promise<readonly Pair[]> {
  const { host } = session
  const below = async (folder: string): Promise<ReadonlyMap<string, string>> => {
    const root = join(host.cwd, folder)
    const { files } = await selectFiles(session, {
      paths: [folder],
      ignore: session.options.ignore,
      signal: host.signal,
    })
    return new Map(files.map(({ path }) => [relativeTo(root, path), path]))
  }
  const [before, after] = [await below(first), await below(second)]
  return [...new Set([...before.keys(), ...after.keys()])].sort().map((name) => {
    const [old, now] = [before.get(name), after.get(name)]
    return {
      before: old === undefined ? undefined : onDisk(session, old),
      after: now === undefined ? undefined : onDisk(session, now),
    }
  })
}

const onDisk = (session: Session, path: string): State => ({
  path,
  shownPath: session.display(path),
  read: async () => (await readDocument(session, path)).content,
})

const inRevision = (session: Session, revision: string, path: string): State => ({
  path: join(session.host.cwd, path),
  shownPath: path,
  read: async () => decode(await fileIn(session, revision, path)),
})

async function readState(
  session: Session,
  { path, shownPath, read }: State,
  errors: Problem[],
): Promise<Read | undefined> {
  const config = await session.configFor(folderOf(path))
  const { settings, lint } = await subjectOf(session, config, path)
  if (settings.ignoredBy !== undefined && session.options.ignore) return undefined
  const content = await read()
  if (content.type === 'text') return { shownPath, lines: createLineIndex(content.text), report: lint(content.text) }
  errors.push(fileProblem(shownPath, whyUnread(content)))
  return undefined
}

function changesOf(
  session: Session,
  before: Read | undefined,
  after: Read | undefined,
  all: readonly Change[],
  homes: ReadonlyMap<Commitment, Read>,
): DocumentChanges {
  const isHere = ({ before: old, after: now }: Change): boolean =>
    now ? now.path === after?.shownPath : old?.path === before?.shownPath
  const place = (standpoint: Change['before']) => {
    const state = standpoint && homes.get(standpoint.commitment)
    return standpoint && state
      ? {
          path: standpoint.path,
          ...termsOf(standpoint.commitment),
          start: state.lines.pointAt(standpoint.commitment.place.start),
          end: state.lines.pointAt(standpoint.commitment.place.end),
        }
      : null
  }
  const [old, now] = [standing(before), standing(after)]
  return {
    path: after?.shownPath ?? before?.shownPath ?? '',
    beforePath: before && before.shownPath !== after?.shownPath ? before.shownPath : null,
    changes: all.filter(isHere).map((change) => ({
      type: change.type,
      topic: change.topic,
      label: session.engine.catalog.topics.find(({ page }) => page.id === change.topic)?.page.title ?? change.topic,
      before: place(change.before),
      after: place(change.after),
      message: messageOf(session, change),
    })),
    introduced: without(now, old).map((finding) => placed(finding, after)),
    resolved: without(old, now).map((finding) => placed(finding, before)),
  }
}

const standing = (state: Read | undefined): readonly Finding[] =>
  (state?.report.findings ?? []).filter(({ suppressed }) => suppressed === null)

/** The findings of the first list that the second has not, however they moved. */
function without(findings: readonly Finding[], known: readonly Finding[]): readonly Finding[] {
  const keyOf = ({ ruleId, actual }: Finding): string => `${ruleId}\n${actual.replace(/\s+/g, ' ')}`
  const left = new Map<string, number>()
  for (const finding of known) left.set(keyOf(finding), (left.get(keyOf(finding)) ?? 0) + 1)
  return findings.filter((finding) => {
    const count = left.get(keyOf(finding)) ?? 0
    left.set(keyOf(finding), count - 1)
    return count <= 0
  })
}

const placed = ({ ruleId, severity, reason, actual, place }: Finding, state: Read | undefined) => ({
  ruleId,
  severity,
  message: reason,
  actual,
  start: state?.lines.pointAt(place.start) ?? { line: 1, column: 1, offset: 0 },
  end: state?.lines.pointAt(place.end) ?? { line: 1, column: 1, offset: 0 },
})
