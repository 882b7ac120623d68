import {
  compileGlob,
  compileGlobs,
  expandBraces,
  fileReason,
  folderOf,
  globBase,
  isAbsolute,
  isGlob,
  join,
  listOf,
  memoize,
  type PathTest,
  relativeTo,
  workspaceOf,
} from '../config/index.js'
import { knownFormat } from './document-format.js'
import { createIgnoreFiles, IGNORE_NAME, type IgnoreFiles } from './ignore-files.js'
import { fileProblem, type Problem, problemOf } from './problem.js'
import type { Project } from './project.js'

/** A file that was deliberately not checked. */
export interface Skipped {
  readonly path: string
  readonly reason: string
}

export interface SelectedFile {
  /** Absolute. */
  readonly path: string
  /** Whether a person named this very file: then nothing about it is skipped in silence. */
  readonly named: boolean
}

export interface Selection {
  readonly files: readonly SelectedFile[]
  readonly skipped: readonly Skipped[]
  readonly errors: readonly Problem[]
}

const neverSearched = new Set(['node_modules', '.git'])

/** What is looked for. */
export interface Wanted {
  /** Files, folders and globs, with `/`, seen from the project's folder; none means the documents of the configuration. */
  readonly paths: readonly string[]
  /** Whether what ignore files exclude is left out. */
  readonly ignore: boolean
  readonly signal: { readonly aborted: boolean }
}

/**
 * Finds the files to check. Folders are searched for prose; .gitignore holds for what is found in folders and by globs, and
 * .forthrightignore for named files, too.
 */
export async function selectFiles(project: Project, wanted: Wanted): Promise<Selection> {
  const selector = new Selector(project, wanted)
  const { paths } = wanted
  const taken = paths.filter((path) => !path.startsWith('!'))
  if (taken.length === 0) await selector.addDocuments()
  for (const path of taken) await selector.addPath(path)
  return selector.selection(paths.filter((path) => path.startsWith('!')).map((path) => path.slice(1)))
}

/**
 * Tells of a file that need not be on disk which pattern of an ignore file of this program excludes it; undefined where none does.
 * Absolute path.
 */
export function createExclusion({ files, finder, cwd }: Project): (path: string) => Promise<string | undefined> {
  const ignoresIn = memoize((root) => createIgnoreFiles(files, root, IGNORE_NAME))
  return async (path) => ignoresIn(await workspaceOf(folderOf(path), cwd, finder)).patternFor(path, false)
}

/** Why a file is left out, and what brings it back. */
export const excludedBy = (pattern: string, where: string): string =>
  `excluded by “${pattern}” in ${where}; --no-ignore checks it`

/**
 * Why a file that a person names is left out all the same; undefined where it is not. The configuration has its say elsewhere.
 *
 * @param path absolute; there need not be such a file
 */
export async function exclusionOf(project: Project, path: string): Promise<string | undefined> {
  const pattern = await createExclusion(project)(path)
  return pattern === undefined ? undefined : excludedBy(pattern, IGNORE_NAME)
}

async function exclusionIn(own: IgnoreFiles, path: string): Promise<string | undefined> {
  const pattern = await own.patternFor(path, false)
  return pattern === undefined ? undefined : excludedBy(pattern, IGNORE_NAME)
}

async function exclusionOfFolder({ own, git }: Ignores, path: string): Promise<string | undefined> {
  const mine = await own.patternFor(path, true)
  if (mine !== undefined) return excludedBy(mine, IGNORE_NAME)
  const theirs = await git.patternFor(path, true)
  return theirs === undefined ? undefined : excludedBy(theirs, '.gitignore')
}

interface Ignores {
  readonly git: IgnoreFiles
  readonly own: IgnoreFiles
}

class Selector {
  readonly #project: Project
  readonly #wanted: Wanted
  readonly #files = new Map<string, SelectedFile>()
  readonly #links = new Set<string>()
  readonly #skipped: Skipped[] = []
  readonly #errors: Problem[] = []
  readonly #ignoresIn: (root: string) => Ignores

  constructor(project: Project, wanted: Wanted) {
    this.#project = project
    this.#wanted = wanted
    const { files } = project
    this.#ignoresIn = memoize((root) => ({
      git: createIgnoreFiles(files, root, '.gitignore'),
      own: createIgnoreFiles(files, root, IGNORE_NAME),
    }))
  }

  async addPath(given: string): Promise<void> {
    const { cwd, files } = this.#project
    const path = join(cwd, given)
    try {
      const type = await files.typeOf(path)
      if (type === 'file') await this.#addNamed(path)
      else if (type === 'folder') await this.#addFolder(path)
      else if (type === 'other') this.#fail(path, 'is neither a file nor a folder')
      else if (!isGlob(given)) this.#fail(path, 'no such file or folder')
      else await this.#addGlob(given, cwd, null)
    } catch (error) {
      this.#fail(path, fileReason(error))
    }
  }

  /** The documents of the configuration; the current folder where it names none. */
  async addDocuments(): Promise<void> {
    const { cwd } = this.#project
    try {
      const { chain } = (await this.#project.configFor(cwd)).loaded
      const globs = chain.layers.flatMap(({ path, data }) =>
        (data.documents ?? []).map(({ files }) => ({ path, globs: listOf(files) })),
      )
      if (globs.length === 0) return this.addPath('.')
      for (const { path, globs: patterns } of globs) {
        const excluded = compileGlobs(patterns.filter((glob) => glob.startsWith('!')).map((glob) => glob.slice(1)))
        const from = this.#project.display(path)
        for (const glob of patterns.filter((pattern) => !pattern.startsWith('!')))
          await this.#addGlob(glob.includes('/') ? glob : `**/${glob}`, chain.base, from, excluded)
      }
    } catch (error) {
      this.#errors.push(problemOf(error, cwd))
    }
  }

  async selection(excluded: readonly string[]): Promise<Selection> {
    const { cwd, files } = this.#project
    const isExcluded = compileGlobs(excluded.map((glob) => glob.replace(/^\.\//, '')))
    const kept = [...this.#files.values()].filter(({ path }) => !isExcluded(relativeTo(cwd, path)))
    const paths = new Set(kept.map(({ path }) => path))
    const real = new Set<string>()
    const unique: SelectedFile[] = []
    for (const file of kept) {
      const target = this.#links.has(file.path) ? await files.realPath(file.path) : file.path
      const again = real.has(target) || (target !== file.path && paths.has(target))
      if (!again || file.named) unique.push(file)
      real.add(target)
    }
    return { files: unique, skipped: this.#skipped, errors: this.#errors }
  }

  async #addNamed(path: string): Promise<void> {
    const { own } = await this.#ignoresOf(folderOf(path))
    const reason = this.#wanted.ignore ? await exclusionIn(own, path) : undefined
    if (reason !== undefined) this.#skip(path, reason)
    else this.#files.set(path, { path, named: true })
  }

  async #addFolder(path: string): Promise<void> {
    const ignores = await this.#ignoresOf(path)
    const reason = this.#wanted.ignore ? await exclusionOfFolder(ignores, path) : undefined
    if (reason === undefined) await this.#search(path, ignores, (file) => knownFormat(file) !== undefined)
    else this.#skip(path, reason)
  }

  /** @param from the configuration in which the glob stands; null for the command line */
  async #addGlob(glob: string, base: string, from: string | null, excluded: PathTest = () => false): Promise<void> {
    const { files } = this.#project
    const folder = join(base, globBase(glob))
    const tests = expandBraces(glob).map((one) => ({ matches: compileGlob(one), anyExtension: !/[*/}]$/.test(one) }))
    const test = (path: string, isKnown: boolean): boolean =>
      tests.some(({ matches, anyExtension }) => (anyExtension || isKnown) && matches(path))
    const before = this.#files.size
    let found = false
    if ((await files.typeOf(folder)) === 'folder')
      await this.#search(folder, await this.#ignoresOf(folder), (file) => {
        const relative = relativeTo(base, file)
        const matched = test(isAbsolute(glob) ? file : relative, knownFormat(file) !== undefined)
        found ||= matched
        return matched && !excluded(relative)
      })
    if (!found && this.#files.size === before)
      this.#errors.push(fileProblem(from, `“${glob}” matches no file; excluded and binary files do not count`))
  }

  async #search(folder: string, ignores: Ignores, wanted: PathTest): Promise<void> {
    const { files } = this.#project
    const { ignore, signal } = this.#wanted
    if (signal.aborted) return
    try {
      const entries = [...(await files.list(folder))].sort((a, b) => (a.name < b.name ? -1 : 1))
      for (const { name, type, link } of entries) {
        const path = join(folder, name)
        const isFolder = type === 'folder'
        if (isFolder ? link || neverSearched.has(name) : !wanted(path)) continue
        if (ignore && (await isIgnored(path, isFolder, ignores))) continue
        if (isFolder) await this.#search(path, ignores, wanted)
        else if (type === 'other') this.#skip(path, link ? 'a link that leads nowhere' : 'not a file')
        else if (!this.#files.has(path)) {
          this.#files.set(path, { path, named: false })
          if (link) this.#links.add(path)
        }
      }
    } catch (error) {
      this.#fail(folder, fileReason(error))
    }
  }

  async #ignoresOf(folder: string): Promise<Ignores> {
    const { finder, cwd } = this.#project
    return this.#ignoresIn(await workspaceOf(folder, cwd, finder))
  }

  #fail(path: string, message: string): void {
    this.#errors.push(fileProblem(this.#project.display(path), message))
  }

  #skip(path: string, reason: string): void {
    this.#skipped.push({ path: this.#project.display(path), reason })
  }
}

const isIgnored = async (path: string, isFolder: boolean, { git, own }: Ignores): Promise<boolean> =>
  (await own.patternFor(path, isFolder)) !== undefined || (await git.patternFor(path, isFolder)) !== undefined
