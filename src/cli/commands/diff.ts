import { folderOf, isWithin, join, relativeTo } from '../../config/index.js'
import {
  type Change,
  type Commitment,
  compareVersions,
  createLineIndex,
  type Finding,
  type LineIndex,
  type Report,
  type Version,
  versionsOf,
} from '../../core/index.js'
import {
  createExclusion,
  type Decoded,
  decode,
  fileProblem,
  IGNORE_NAME,
  knownFormat,
  problemsOf,
  selectFiles,
  subjectOf,
  whyUnread,
} from '../../workspace/index.js'
import { type DiffResult, type DocumentChanges, diffFormats, diffFormatters } from '../formats/diff.js'
import { changedFiles, fileIn, filesIn, isRevision } from '../git.js'
import type { ExitCode } from '../host.js'
import { oneOf, UsageError } from '../options.js'
import { createProgress } from '../progress.js'
import { readDocument } from '../read-document.js'
import type { Problem } from '../result.js'
import { type Session, slashes } from '../session.js'
import { termsOf, type WeakenedDocument, weakeningOf } from '../weakened.js'
import { writeErrors, writeText } from '../write-report.js'

/** One document in two states: how each is read, and where it is shown. */
interface Pair {
  readonly before: State | undefined
  readonly after: State | undefined
}

interface State {
  /** Absolute; settles what holds for the document. */
  readonly path: string
  /** What the other documents of the state know it by; undefined for its path from the workspace. */
  readonly name: string | undefined
  readonly shownPath: string
  readonly read: () => Promise<Decoded>
}

/** What is to be compared. */
interface Comparison {
  readonly pairs: readonly Pair[]
  /** The documents that both states have as they are: what they say still stands. */
  readonly unchanged: () => Promise<readonly State[]>
  /** Whether a person chose the very documents: then they are compared whether or not they are in force. */
  readonly named: boolean
  readonly errors: readonly Problem[]
}

/** A state that was read. */
interface Read extends WeakenedDocument {
  readonly name: string
  readonly shownPath: string
  readonly lines: LineIndex
  readonly report: Report
}

interface ReadPair {
  readonly before: Read | undefined
  readonly after: Read | undefined
}

/**
 * All days have come: a document that is to hold later is compared now, as nobody changes anything on the day on which it takes the
 * place of another.
 */
const EVER = '9999-12-31'

/** Tells what a change of documents means for customers. @throws UsageError */
export async function diff(session: Session): Promise<ExitCode> {
  const { host, engine, options } = session
  const format = oneOf('format of a comparison', options.format, diffFormats)
  const [first, second, ...more] = options.paths.map((path) => slashes(host, path))
  if (first === undefined || more.length > 0)
    throw new UsageError('give two files, two folders or one or two git revisions: forthright diff OLD NEW')
  const { pairs, unchanged, named, errors: found } = await comparisonOf(session, first, second)
  const errors = [...found]
  const progress = createProgress(host)
  const readAll = async (all: readonly Pair[]): Promise<readonly ReadPair[]> => {
    const read: ReadPair[] = []
    for (const [index, { before, after }] of all.entries()) {
      if (host.signal.aborted) break
      progress.step(index, all.length, (after ?? before)?.shownPath ?? '')
      const isChanged = before !== after
      const old = before && (await readState(session, before, errors, isChanged))
      const now = isChanged ? after && (await readState(session, after, errors, isChanged)) : old
      // A state that cannot be read is no state without promises.
      if ((old === undefined) === (before === undefined) && (now === undefined) === (after === undefined))
        read.push({ before: old, after: now })
      await new Promise(setImmediate)
    }
    return read
  }
  let read = await readAll(pairs)
  let changes = changesIn(session, read, named)
  // Only where something changed does it matter what the others say.
  if (changes.length > 0 || read.some(replacesOthers)) {
    read = [...read, ...(await readAll((await unchanged()).map((state) => ({ before: state, after: state }))))]
    changes = changesIn(session, read, named)
  }
  progress.clear()
  if (host.signal.aborted) {
    host.stderr.write('cancelled\n')
    return 130
  }
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
  const isTold = documents.some(({ changes: all }) =>
    all.some(({ message, suppressed }) => message !== null && suppressed === null),
  )
  return options.failOnWeakened && isTold ? 1 : 0
}

const replacesOthers = ({ before, after }: ReadPair): boolean =>
  [before, after].some((state) => state?.report.standing.supersedes !== undefined)

function changesIn({ engine, options }: Session, read: readonly ReadPair[], named: boolean): readonly Change[] {
  const versions = (states: readonly Read[]): ReadonlyMap<Read | undefined, Version> => {
    const reports = states.map(({ name, report }) => ({ ...report, path: name }))
    const all = named ? reports : versionsOf(reports, engine.catalog, options.asOf ?? EVER)
    return new Map(states.flatMap((state, index) => (all[index] ? [[state, all[index]]] : [])))
  }
  const before = versions(read.flatMap((pair) => pair.before ?? []))
  const after = versions(read.flatMap((pair) => pair.after ?? []))
  return compareVersions(
    read.map((pair) => ({ before: before.get(pair.before), after: after.get(pair.after) })),
    new Map(engine.catalog.topics.map(({ page }) => [page.id, page])),
  )
}

async function comparisonOf(session: Session, first: string, second: string | undefined): Promise<Comparison> {
  const { host } = session
  const typeOf = (path: string) => host.files.typeOf(join(host.cwd, path)).catch(() => undefined)
  const before = await typeOf(first)
  const after = second === undefined ? undefined : await typeOf(second)
  if (second !== undefined && before !== undefined && after !== undefined) {
    if (before !== after) throw new UsageError('compare a file with a file, or a folder with a folder')
    return before === 'folder' ? foldersAt(session, first, second) : filesAt(session, first, second)
  }
  const known = await isRevision(session, first)
  if (!known && before !== undefined && second === undefined)
    throw new UsageError(`“${first}” is a ${before}, and no revision; give a second ${before}`)
  for (const [text, type, isKnown] of [
    [first, before, known],
    [second, after, second === undefined || (await isRevision(session, second))],
  ] as const) {
    if (isKnown) continue
    if (type === undefined)
      throw new UsageError(`“${text}” is neither a file or folder nor a revision of a git repository`)
    throw new UsageError(`“${text}” is a ${type}: a revision cannot be compared with a ${type}`)
  }
  return revisions(session, first, second)
}

/** Which pattern, and in which file, excludes a document; undefined where none does. */
function createIgnored(session: Session): (path: string) => Promise<string | undefined> {
  const patternFor = createExclusion(session)
  return async (path) => {
    if (!session.options.ignore) return undefined
    const pattern = await patternFor(path)
    if (pattern !== undefined) return `“${pattern}” in ${IGNORE_NAME}`
    const { ignoredBy } = session.settingsFor(await session.configFor(folderOf(path)), path)
    return ignoredBy === undefined ? undefined : `“${ignoredBy}” in the configuration`
  }
}

/** The pairs without the states that are never checked. */
async function checkedPairs(session: Session, pairs: readonly Pair[]): Promise<readonly Pair[]> {
  const ignoredBy = createIgnored(session)
  const checked = async (state: State | undefined) =>
    state && (await ignoredBy(state.path)) === undefined ? state : undefined
  const kept: Pair[] = []
  for (const pair of pairs) {
    const [before, after] = [await checked(pair.before), await checked(pair.after)]
    if (before || after) kept.push({ before, after })
  }
  return kept
}

async function filesAt(session: Session, first: string, second: string): Promise<Comparison> {
  const ignoredBy = createIgnored(session)
  const errors: Problem[] = []
  const [before, after] = [first, second].map((path) => onDisk(session, join(session.host.cwd, path)))
  for (const state of [before, after]) {
    const by = state && (await ignoredBy(state.path))
    if (by !== undefined)
      errors.push(fileProblem(state?.shownPath ?? null, `excluded by ${by}; --no-ignore compares it`))
  }
  return { pairs: errors.length > 0 ? [] : [{ before, after }], unchanged: async () => [], named: true, errors }
}

async function revisions(session: Session, first: string, second: string | undefined): Promise<Comparison> {
  const { cwd } = session.host
  const now = (path: string): State =>
    second === undefined ? onDisk(session, join(cwd, path)) : inRevision(session, second, path)
  const changed = await changedFiles(session, first, second)
  const isDocument = (path: string): boolean => knownFormat(path) !== undefined
  const pairs = changed
    .filter(({ before, after }) => isDocument(after ?? before ?? ''))
    .map(({ before, after }) => ({
      before: before === undefined ? undefined : inRevision(session, first, before),
      after: after === undefined ? undefined : now(after),
    }))
  return {
    pairs: await checkedPairs(session, pairs),
    async unchanged() {
      const known = new Set(changed.map(({ before }) => before))
      const rest = (await filesIn(session, first)).filter((path) => isDocument(path) && !known.has(path)).map(now)
      const kept = await checkedPairs(
        session,
        rest.map((state) => ({ before: state, after: state })),
      )
      return kept.flatMap(({ after }) => after ?? [])
    },
    named: false,
    errors: [],
  }
}

async function foldersAt(session: Session, first: string, second: string): Promise<Comparison> {
  const { host } = session
  const below = async (folder: string) => {
    const root = join(host.cwd, folder)
    const { files, errors } = await selectFiles(session, {
      paths: [folder],
      ignore: session.options.ignore,
      signal: host.signal,
    })
    return {
      errors,
      files: new Map(files.map(({ path }) => [relativeTo(root, path), path])),
      unread: errors.flatMap(({ path }) => (path === null ? [] : [relativeTo(root, join(host.cwd, path))])),
    }
  }
  const [before, after] = [await below(first), await below(second)]
  const unread = [...before.unread, ...after.unread]
  const pairs = [...new Set([...before.files.keys(), ...after.files.keys()])]
    .sort()
    // What stands in a folder that cannot be read is not gone.
    .filter((name) => !unread.some((folder) => folder === '' || isWithin(folder, name)))
    .map((name) => {
      const [old, now] = [before.files.get(name), after.files.get(name)]
      return {
        before: old === undefined ? undefined : onDisk(session, old, name),
        after: now === undefined ? undefined : onDisk(session, now, name),
      }
    })
  return {
    pairs: await checkedPairs(session, pairs),
    unchanged: async () => [],
    named: false,
    errors: [...before.errors, ...after.errors],
  }
}

const onDisk = (session: Session, path: string, name?: string): State => ({
  path,
  name,
  shownPath: session.display(path),
  read: async () => (await readDocument(session, path)).content,
})

const inRevision = (session: Session, revision: string, path: string): State => ({
  path: join(session.host.cwd, path),
  name: undefined,
  shownPath: path,
  read: async () => decode(await fileIn(session, revision, path)),
})

async function readState(
  session: Session,
  { path, name, shownPath, read }: State,
  errors: Problem[],
  isChanged: boolean,
): Promise<Read | undefined> {
  const config = await session.configFor(folderOf(path))
  const { settings, lint } = await subjectOf(session, config, path)
  const content = await read()
  if (content.type !== 'text') {
    // As in a check: a binary file that nobody touched is no document.
    if (content.type !== 'binary' || isChanged) errors.push(fileProblem(shownPath, whyUnread(content)))
    return undefined
  }
  const { text } = content
  const report = lint(text)
  if (report.problems.length > 0) {
    errors.push(...problemsOf(session.engine.catalog, report, text, shownPath))
    return undefined
  }
  return {
    name: name ?? report.path,
    shownPath,
    lines: createLineIndex(text),
    report,
    settings: settings.rules,
    suppressions: report.suppressions,
    length: text.length,
  }
}

function changesOf(
  session: Session,
  before: Read | undefined,
  after: Read | undefined,
  all: readonly Change[],
  homes: ReadonlyMap<Commitment, Read>,
): DocumentChanges {
  const isHere = ({ before: old, after: now }: Change): boolean =>
    now ? homes.get(now.commitment) === after : old !== undefined && homes.get(old.commitment) === before
  const place = (standpoint: Change['before']) => {
    const state = standpoint && homes.get(standpoint.commitment)
    return standpoint && state
      ? {
          path: state.shownPath,
          ...termsOf(standpoint.commitment),
          start: state.lines.pointAt(standpoint.commitment.place.start),
          end: state.lines.pointAt(standpoint.commitment.place.end),
        }
      : null
  }
  const [old, now] = [standing(before), standing(after)]
  return {
    path: after?.shownPath ?? before?.shownPath ?? '',
    beforePath: before && after && before.shownPath !== after.shownPath ? before.shownPath : null,
    changes: all.filter(isHere).map((change) => {
      const document = after ?? (before && { ...before, suppressions: [] })
      const weakening = document && weakeningOf(session, change, document)
      return {
        type: change.type,
        topic: change.topic,
        label: session.engine.catalog.topics.find(({ page }) => page.id === change.topic)?.page.title ?? change.topic,
        before: place(change.before),
        after: place(change.after),
        message: weakening?.message ?? null,
        severity: weakening?.severity ?? null,
        suppressed: weakening?.suppressed ?? null,
      }
    }),
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
