import type { TextDocument } from 'vscode-languageserver-textdocument'
import type { ConfigFiles } from '../config/index.js'
import { decode, type RuleSource, selectFiles } from '../workspace/index.js'
import { checkDocument, formatIn } from './check-document.js'
import type { Checked } from './checked.js'
import type { Projects } from './projects.js'
import type { ForthrightSettings } from './protocol.js'
import { pathOf, uriOf } from './uris.js'

export interface WorkspaceOptions {
  readonly files: ConfigFiles
  readonly rules: RuleSource
  readonly projects: Projects
  readonly folders: () => readonly string[]
  /** The open documents. */
  readonly open: {
    readonly get: (uri: string) => TextDocument | undefined
    readonly all: () => readonly TextDocument[]
  }
  readonly settingsFor: (uri: string) => Promise<ForthrightSettings>
}

interface Kept {
  readonly version: number
  readonly result: Promise<Checked | undefined>
}

/**
 * What is known of every document: one result for each open one, and for each that was read with the workspace. A change costs
 * the document that changed; a change of configuration or settings costs all.
 */
export class Workspace {
  readonly #options: WorkspaceOptions
  readonly #kept = new Map<string, Kept>()
  /** Documents read from their files, by path. */
  readonly #closed = new Map<string, Promise<Checked | undefined>>()

  constructor(options: WorkspaceOptions) {
    this.#options = options
  }

  /** Checks an open document, unless its state is known. Undefined for languages that are not read. */
  check(uri: string): Promise<Checked | undefined> {
    const document = this.#options.open.get(uri)
    if (!document) return this.#checkFile(pathOf(uri))
    const known = this.#kept.get(uri)
    if (known?.version === document.version) return known.result
    const result = this.#checkOpen(document)
    this.#kept.set(uri, { version: document.version, result })
    return result
  }

  /** What was found in documents that are not open, as far as they were read. */
  async closed(): Promise<readonly Checked[]> {
    const open = this.#openPaths()
    const results = await Promise.all(this.#closed.values())
    return results.flatMap((checked) => (checked && !open.has(checked.path) ? [checked] : []))
  }

  /** What was found in every document that is open or was read. */
  async all(): Promise<readonly Checked[]> {
    const open = await Promise.all(this.#options.open.all().map(({ uri }) => this.check(uri)))
    return [...open.flatMap((checked) => checked ?? []), ...(await this.closed())]
  }

  /**
   * Checks every document that the command line would check without paths, each folder in turn.
   *
   * @param signal ends the search and the checks
   * @returns each result as soon as it is known, with how many there will be, and what could not be done
   */
  async *checkAll(signal: { readonly aborted: boolean }): AsyncGenerator<{
    readonly checked: Checked | undefined
    readonly problems: readonly string[]
    readonly of: number
  }> {
    const { projects, folders, open } = this.#options
    const openUris = new Map(open.all().map(({ uri }) => [pathOf(uri), uri]))
    const paths = new Set<string>()
    for (const folder of folders()) {
      const { project } = projects.projectIn(folder, await this.#options.settingsFor(uriOf(folder)))
      const { files, errors } = await selectFiles(project, { paths: [], ignore: true, signal })
      const problems = errors.map(({ path, message }) => (path === null ? message : `${path}: ${message}`))
      for (const { path } of files) paths.add(path)
      if (problems.length > 0) yield { checked: undefined, problems, of: paths.size }
    }
    for (const path of paths) {
      if (signal.aborted) return
      const uri = openUris.get(path)
      const checked = await (uri === undefined ? this.#checkFile(path) : this.check(uri))
      if (checked && checked.state !== 'ignored') yield { checked, problems: [], of: paths.size }
    }
  }

  /** Whether a path was read with the workspace. */
  knows(path: string): boolean {
    return this.#closed.has(path)
  }

  /** Checks a known file again; undefined where it is gone. */
  async refresh(path: string): Promise<Checked | undefined> {
    this.#closed.delete(path)
    const checked = await this.#checkFile(path)
    if (!checked) this.#closed.delete(path)
    return checked
  }

  /** Forgets an open document. */
  close(uri: string): void {
    this.#kept.delete(uri)
  }

  /** Forgets a file that is gone. */
  drop(path: string): void {
    this.#closed.delete(path)
  }

  /** Forgets every result; the paths that were read are returned. */
  invalidate(): readonly string[] {
    const paths = [...this.#closed.keys()]
    this.#kept.clear()
    this.#closed.clear()
    return paths
  }

  #openPaths(): ReadonlySet<string> {
    return new Set(this.#options.open.all().map(({ uri }) => pathOf(uri)))
  }

  async #checkOpen(document: TextDocument): Promise<Checked | undefined> {
    const { projects, settingsFor, rules, folders } = this.#options
    const { uri, version, languageId } = document
    const path = pathOf(uri, folders()[0])
    const format = formatIn(path, languageId)
    if (format === undefined) return undefined
    const text = document.getText()
    const settings = await settingsFor(uri)
    const holding = await projects.holdingFor(path, settings)
    return checkDocument({ uri, path, version, text, format }, settings, holding, rules.catalog)
  }

  #checkFile(path: string): Promise<Checked | undefined> {
    const known = this.#closed.get(path)
    if (known) return known
    const result = this.#readFile(path)
    this.#closed.set(path, result)
    return result
  }

  async #readFile(path: string): Promise<Checked | undefined> {
    const { files, projects, settingsFor, rules } = this.#options
    const format = formatIn(path, undefined)
    if (format === undefined) return undefined
    const content = await files.read(path).then(decode, () => undefined)
    if (content?.type !== 'text') return undefined
    const uri = uriOf(path)
    const settings = await settingsFor(uri)
    const holding = await projects.holdingFor(path, settings)
    return checkDocument({ uri, path, version: null, text: content.text, format }, settings, holding, rules.catalog)
  }
}
