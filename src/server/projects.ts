import { DataError } from '../build/data-error.js'
import { CONFIG_NAME, type ConfigFiles, folderOf, isWithin, memoize, nameOf, type Settings } from '../config/index.js'
import {
  type ActiveConfig,
  createIgnoreFiles,
  createProject,
  IGNORE_NAME,
  messageOf,
  type Project,
  type RuleSource,
} from '../workspace/index.js'
import type { ForthrightSettings } from './protocol.js'

/** What is wrong with a configuration, at a place of a file. */
export interface ConfigProblem {
  /** Absolute. */
  readonly path: string
  /** 1-based. */
  readonly line: number
  /** 1-based. */
  readonly column: number
  readonly message: string
}

/** What holds in a folder. */
export interface Holding {
  readonly project: Project
  /** Undefined where the configuration is broken and was never whole. */
  readonly config: ActiveConfig | undefined
  /** The file that holds, or that is broken; absolute. */
  readonly configPath: string | undefined
  readonly problem: ConfigProblem | undefined
  /** The pattern that excludes the document from checks. */
  readonly ignoredBy: (path: string) => Promise<string | undefined>
}

export interface ProjectsOptions {
  readonly files: ConfigFiles
  readonly rules: RuleSource
  /** The workspace folders, absolute paths. */
  readonly folders: () => readonly string[]
  readonly trusted: () => boolean
  /** The day of the check, as `2026-11-22`. */
  readonly today: () => string
}

/** The configurations of all workspace folders. A broken one leaves the last that was whole in force. */
export class Projects {
  readonly #options: ProjectsOptions
  readonly #lastGood = new Map<string, ActiveConfig>()
  /** Files and folders that configurations were read from. */
  readonly #read = new Set<string>()
  /** Folders and settings whose configuration is broken. */
  readonly #broken = new Set<string>()
  #opened = new Map<string, { readonly project: Project; readonly ignores: Ignores }>()

  constructor(options: ProjectsOptions) {
    this.#options = options
  }

  /** Reads all configurations again when they are next asked for. */
  reload(): void {
    this.#opened = new Map()
  }

  /** The innermost workspace folder around a path; its own folder where there is none. */
  folderOf(path: string): string {
    const around = this.#options.folders().filter((folder) => isWithin(folder, path))
    return around.sort((a, b) => b.length - a.length)[0] ?? folderOf(path)
  }

  /** Whether a change of the file may change what holds. */
  isSteeredBy(path: string): boolean {
    return (
      isConfiguration(path) ||
      nameOf(path) === IGNORE_NAME ||
      this.#read.has(path) ||
      this.#read.has(folderOf(path)) ||
      // It may be what a configuration looked for in vain.
      (this.#broken.size > 0 && path.endsWith('.yml'))
    )
  }

  /** What holds for a document. */
  async holdingFor(path: string, settings: ForthrightSettings): Promise<Holding> {
    const { project, ignores } = this.projectIn(this.folderOf(path), settings)
    const folder = folderOf(path)
    const key = `${project.cwd}\n${settings.configFile}\n${folder}`
    const ignoredBy = async (document: string): Promise<string | undefined> =>
      ignores(await project.workspaceOf(document)).patternFor(document, false)
    try {
      const config = await project.configFor(folder)
      this.#lastGood.set(key, config)
      this.#broken.delete(key)
      const { layers, ruleFolders, registers } = config.loaded.chain
      for (const read of [...layers.map((layer) => layer.path), ...ruleFolders, ...registers]) this.#read.add(read)
      const configPath = config.loaded.chain.layers.at(-1)?.path
      return { project, config, configPath, problem: undefined, ignoredBy }
    } catch (error) {
      const problem = configProblemOf(error, folder)
      this.#read.add(problem.path)
      this.#broken.add(key)
      const configPath = await project.finder.nearest(folder).catch(() => problem.path)
      return { project, config: this.#lastGood.get(key), configPath, problem, ignoredBy }
    }
  }

  /** The project of a workspace folder. */
  projectIn(cwd: string, settings: ForthrightSettings): { readonly project: Project; readonly ignores: Ignores } {
    const { rules, trusted, today } = this.#options
    const isTrusted = trusted()
    const { messageLanguage, configFile } = settings
    const key = JSON.stringify([cwd, messageLanguage, configFile, isTrusted])
    const known = this.#opened.get(key)
    if (known) return known
    const files = isTrusted ? this.#options.files : withoutConfigurations(this.#options.files)
    const project = createProject({
      cwd,
      files,
      rules,
      config: configFile === '' || !isTrusted ? undefined : configFile.replaceAll('\\', '/'),
      today,
      adjust: (found) => withMessageLanguage(found, messageLanguage, Object.keys(rules.catalog.languages)),
    })
    const opened = { project, ignores: memoize((root: string) => createIgnoreFiles(files, root, IGNORE_NAME)) }
    this.#opened.set(key, opened)
    return opened
  }
}

type Ignores = (root: string) => ReturnType<typeof createIgnoreFiles>

/** What was caught while a configuration was read; the folder is blamed where no file is. */
export function configProblemOf(error: unknown, folder: string): ConfigProblem {
  if (error instanceof DataError) {
    const { path, line, column, reason } = error
    return { path, line, column, message: reason }
  }
  return { path: `${folder}/${CONFIG_NAME}`, line: 1, column: 1, message: messageOf(error) }
}

function withMessageLanguage(settings: Settings, wanted: string, locales: readonly string[]): Settings {
  if (wanted !== 'document' && !locales.includes(wanted)) return settings
  return { ...settings, rules: { ...settings.rules, messageLanguage: wanted } }
}

const isConfiguration = (path: string): boolean => /^forthright\.ya?ml$/.test(nameOf(path))

/** A folder that nobody vouches for is read without what steers the program. */
const withoutConfigurations = (files: ConfigFiles): ConfigFiles => ({
  ...files,
  typeOf: async (path) => (isConfiguration(path) ? undefined : files.typeOf(path)),
})
