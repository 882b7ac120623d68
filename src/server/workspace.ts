import type { TextDocument } from 'vscode-languageserver-textdocument'
import { type ConfigFiles, fileReason, isWithin, join, relativeTo } from '../config/index.js'
import { createLineIndex, type Format, type Ledger, type MessageData } from '../core/index.js'
import {
  decode,
  formatOf,
  pathsOf,
  placeFindings,
  type RuleSource,
  type ShownDocument,
  withFindings,
} from '../workspace/index.js'
import { checkDocument, formatIn } from './check-document.js'
import type { Checked, Read } from './checked.js'
import { Comparison } from './comparison.js'
import type { LongTexts } from './long-texts.js'
import type { Projects } from './projects.js'
import type { ForthrightSettings } from './protocol.js'
import { findDocuments } from './search.js'
import { nextTurn } from './turn.js'
import { isFile, pathOf, uriOf } from './uris.js'

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
  readonly labelsFor: (settings: ForthrightSettings) => MessageData
  readonly longTexts: LongTexts
  readonly createLedger: () => Ledger
  /**
   * Told of documents, by absolute path, whose findings may have changed because of others.
   *
   * @param by the document that changed; undefined for many
   */
  readonly onChanged: (paths: ReadonlySet<string>, by: string | undefined) => void
  /** Told when documents turn out to be left alone, and when they no longer are. */
  readonly onLeftAlone: () => void
}

interface Kept {
  readonly version: number
  readonly result: Promise<Read | undefined>
}

/** A search of the workspace that came to its end. */
export interface Searched {
  /** Absolute. */
  readonly paths: readonly string[]
  /** What could not be done. */
  readonly problems: readonly string[]
}

/** More documents are compared only when somebody asks for the workspace. */
export const mostUnasked = 1000

/**
 * What is known of every document: one result for each open one, and for each that was read with the workspace, and the ledger
 * of what they promise. A change costs the document that changed and the topics it touches; a change of configuration or
 * settings costs all.
 */
export class Workspace {
  readonly #options: WorkspaceOptions
  readonly #comparison: Comparison
  readonly #kept = new Map<string, Kept>()
  /** The version of each large document that a person wants checked. */
  readonly #asked = new Map<string, number>()
  /** Documents read from their files, by path. */
  readonly #closed = new Map<string, Promise<Read | undefined>>()
  /** What the last search found: documents, whatever they are called. */
  #found: ReadonlySet<string> = new Set()
  /** The documents that are compared; undefined until all were read. */
  #compared: ReadonlySet<string> | undefined
  /** Whether more than `mostUnasked` documents were found. */
  #isTooMany = false
  #search: Promise<void> | undefined
  /** More documents than these are not read unasked. */
  #most = mostUnasked
  /** Grows whenever everything is forgotten, so that work begun before comes to nothing. */
  #generation = 0

  constructor(options: WorkspaceOptions) {
    this.#options = options
    this.#comparison = new Comparison(options.createLedger)
  }

  /** Checks a document, unless its state is known. Undefined for languages that are not read, and where there is none. */
  async check(uri: string): Promise<Checked | undefined> {
    const read = await this.#read(uri)
    return read && this.#placed(read)
  }

  /** Reads the documents of the folders, so that they can be compared; begins when first asked. */
  compare(): Promise<void> {
    this.#search ??= this.#compareUnasked()
    return this.#search
  }

  /** Reads all documents from now on, however many there are: somebody has asked for them. */
  wantAll(): void {
    this.#most = Number.POSITIVE_INFINITY
  }

  /** The documents that the last search found, by absolute path; undefined until they were read. */
  get searched(): ReadonlySet<string> | undefined {
    return this.#compared
  }

  /** What was found in every document that is open or was read. */
  async all(): Promise<readonly Checked[]> {
    const uris = this.#options.open.all().map(({ uri }) => uri)
    const open = new Set(uris.map((uri) => pathOf(uri)))
    const closed = [...this.#closed.keys()].filter((path) => !open.has(path)).map(uriOf)
    const results = await Promise.all([...uris, ...closed].map((uri) => this.check(uri)))
    return results.flatMap((checked) => checked ?? [])
  }

  /**
   * Reads every document that the command line would read without paths, and compares them; begins anew where everything is
   * forgotten meanwhile.
   *
   * @param step told after each document
   * @returns undefined where it was cancelled
   */
  async readAll(
    signal: { readonly aborted: boolean },
    step: (done: number, of: number, path: string) => void = () => undefined,
  ): Promise<Searched | undefined> {
    while (!signal.aborted) {
      const searched = await this.#readOnce(signal, step, Number.POSITIVE_INFINITY)
      if (searched) return searched
    }
    return undefined
  }

  /** @returns undefined where it was cancelled, everything was forgotten meanwhile, or there are too many documents */
  async #readOnce(
    signal: { readonly aborted: boolean },
    step: (done: number, of: number, path: string) => void,
    most: number,
  ): Promise<Searched | undefined> {
    const generation = this.#generation
    const isLeft = (): boolean => signal.aborted || generation !== this.#generation
    const { paths, problems: notFound } = await findDocuments(this.#options.folders(), this.#options, signal)
    if (isLeft()) return undefined
    this.#found = paths
    const problems = [...notFound]
    this.#isTooMany = paths.size > mostUnasked
    if (paths.size > most) return undefined
    let done = 0
    for (const path of paths) {
      await nextTurn()
      if (isLeft()) return undefined
      const read = await this.#readPath(path)
      if (isLeft()) return undefined
      if (read) this.#comparison.set(read)
      if (read?.state === 'failed') problems.push(`${relativeTo(read.folder, path)}: ${read.detail}`)
      step(++done, paths.size, read?.subject?.shownPath ?? path)
    }
    if (isLeft()) return undefined
    const wereLeftAlone = this.#isTooMany && !this.#compared
    this.#compared = paths
    for (const path of this.#comparison.paths()) if (!(await this.#isCompared(path))) this.#comparison.delete(path)
    this.#tellChanges(undefined)
    if (wereLeftAlone) this.#options.onLeftAlone()
    return { paths: [...paths], problems }
  }

  /** Whether a document is compared and in force. @param path absolute */
  isInForce(path: string): boolean {
    return this.#comparison.isInForce(path)
  }

  /** Whether a document is compared with no other, as there are too many and nobody has asked. @param path absolute */
  isLeftAlone(path: string): boolean {
    return this.#isTooMany && !this.#compared && this.#isInFolder(path)
  }

  /** The URI under which a path is open, or else its own. */
  uriOf(path: string): string {
    return this.#openUri(path) ?? uriOf(path)
  }

  /** Whether a file was read. */
  knows(path: string): boolean {
    return this.#closed.has(path) || this.#compared?.has(path) === true
  }

  /** Takes note that a file has changed, come or gone. */
  async changed(path: string): Promise<void> {
    this.#closed.delete(path)
    const read = await this.#readPath(path)
    if (read) await this.#enter(read)
    else this.drop([path])
  }

  /** Checks the present state of an open document, however large it is. */
  async checkLarge(uri: string): Promise<void> {
    const document = this.#options.open.get(uri)
    if (!document || this.#asked.get(uri) === document.version) return
    this.#asked.set(uri, document.version)
    this.#kept.delete(uri)
    await this.check(uri)
  }

  /** Forgets an open document; its file is what counts again. */
  close(uri: string): void {
    this.#asked.delete(uri)
    this.#kept.delete(uri)
    this.#closed.delete(pathOf(uri))
  }

  /** The files that are known at a path or beneath it. */
  knownIn(path: string): readonly string[] {
    const known = new Set([...this.#closed.keys(), ...(this.#compared ?? []), ...this.#comparison.paths()])
    return [...known].filter((one) => isWithin(path, one))
  }

  /** Forgets files that are gone. */
  drop(paths: readonly string[]): void {
    for (const path of paths) {
      this.#closed.delete(path)
      this.#comparison.delete(path)
    }
    this.#tellChanges(paths.length === 1 ? paths[0] : undefined)
  }

  /** Looks for the documents of the folders again. */
  searchAgain(): void {
    if (this.#search) this.#search = this.#search.then(() => this.#compareUnasked())
  }

  /** Forgets every result. */
  invalidate(): void {
    this.#generation++
    this.#kept.clear()
    this.#closed.clear()
    this.#comparison.clear()
    this.#found = new Set()
    this.#isTooMany = false
    this.#compared = undefined
    this.#search = undefined
  }

  async #compareUnasked(): Promise<void> {
    await this.#readOnce({ aborted: false }, () => undefined, this.#most)
    if (this.#isTooMany && !this.#compared) this.#options.onLeftAlone()
  }

  /** A document with what others say of its promises, as soon as all of them are known. */
  async #placed(read: Read): Promise<Checked> {
    const { subject, report: own, text } = read
    if (!subject || !own) return { ...read, findings: [] }
    const isKnown = this.#compared !== undefined || !this.#isInFolder(read.path)
    const report = withFindings(own, isKnown ? this.#comparison.findings(read) : [])
    const others = new Map<string, ShownDocument>()
    for (const name of new Set(report.findings.flatMap(pathsOf))) {
      if (name === own.path) continue
      const path = join(subject.workspace, name)
      const other = await this.#readPath(path)
      // A claims register is no document.
      const otherText = other?.report ? other.text : await this.#textOf(path)
      // Seen from this document's folder: the other may stand in a folder of its own.
      if (otherText !== undefined)
        others.set(name, { path: relativeTo(read.folder, path), lines: createLineIndex(otherText) })
    }
    const findings = placeFindings(report, { path: subject.shownPath, text }, subject.settings.rules.accept, others)
    return { ...read, report, findings }
  }

  async #textOf(path: string): Promise<string | undefined> {
    const content = await this.#options.files.read(path).then(decode, () => undefined)
    return content?.type === 'text' ? content.text : undefined
  }

  #read(uri: string): Promise<Read | undefined> {
    const document = this.#options.open.get(uri)
    if (!document) return this.#readPath(pathOf(uri))
    const format = this.#formatOf(pathOf(uri, this.#options.folders()[0]), document.languageId)
    if (format === undefined) return Promise.resolve(undefined)
    const known = this.#kept.get(uri)
    if (known?.version === document.version) return known.result
    const result = this.#readOpen(document, format)
    const kept = { version: document.version, result }
    this.#kept.set(uri, kept)
    return this.#entered(kept)
  }

  /** Compares an open document once it is read, unless a newer state of it is on its way. */
  async #entered({ result, version }: Kept): Promise<Read | undefined> {
    const read = await result
    if (read && isFile(read.uri) && this.#kept.get(read.uri)?.version === version) await this.#enter(read)
    return read
  }

  async #enter(read: Read): Promise<void> {
    if (await this.#isCompared(read.path)) this.#comparison.set(read)
    else this.#comparison.delete(read.path)
    this.#tellChanges(read.path)
  }

  #tellChanges(by: string | undefined): void {
    if (!this.#compared) return
    const changed = this.#comparison.update()
    if (changed.size > 0) this.#options.onChanged(changed, by)
  }

  /** Whether the command line would compare it; a document that is not saved yet would be. */
  async #isCompared(path: string): Promise<boolean> {
    if (!this.#compared || this.#compared.has(path) || !this.#isInFolder(path)) return true
    return (await this.#options.files.typeOf(path).catch(() => undefined)) !== 'file'
  }

  #isInFolder(path: string): boolean {
    return this.#options.folders().some((folder) => isWithin(folder, path))
  }

  #openUri(path: string): string | undefined {
    return this.#options.open.all().find(({ uri }) => isFile(uri) && pathOf(uri) === path)?.uri
  }

  async #readOpen(document: TextDocument, format: Format): Promise<Read | undefined> {
    const { uri, version } = document
    const path = pathOf(uri, this.#options.folders()[0])
    const text = document.getText()
    const { settings, holding } = await this.#holding(uri, path)
    const isCurrent = (): boolean => this.#options.open.get(uri)?.version === version
    const read = await checkDocument({ uri, path, version, text, format }, settings, holding, {
      ...this.#checking(settings),
      isAsked: this.#asked.get(uri) === version,
      lint: (subject, config, state) => this.#options.longTexts.lint(subject, config, state, isCurrent),
    })
    // It has changed meanwhile, or is closed.
    return read ?? (this.#options.open.get(uri) ? this.#read(uri) : undefined)
  }

  #readPath(path: string): Promise<Read | undefined> {
    const uri = this.#openUri(path)
    if (uri !== undefined) return this.#read(uri)
    const known = this.#closed.get(path)
    if (known) return known
    const format = this.#formatOf(path, undefined)
    if (format === undefined) return Promise.resolve(undefined)
    const result = this.#readFile(path, format)
    this.#closed.set(path, result)
    return result
  }

  /** How a document is written; what a configuration names is one, as plain text where nothing else is known of it. */
  #formatOf(path: string, languageId: string | undefined): Format | undefined {
    return formatIn(path, languageId) ?? (this.#found.has(path) ? formatOf(path) : undefined)
  }

  async #readFile(path: string, format: Format): Promise<Read | undefined> {
    const { files } = this.#options
    const content = await files.read(path).then(decode, (error) => ({
      type: 'unreadable' as const,
      message: fileReason(error),
    }))
    if (content.type === 'binary') return undefined
    // It is gone.
    if (content.type === 'unreadable' && (await files.typeOf(path).catch(() => 'file')) !== 'file') return undefined
    const uri = uriOf(path)
    const { settings, holding } = await this.#holding(uri, path)
    const told = content.type === 'text' ? { text: content.text } : { text: '', unread: content.message }
    const source = { uri, path, version: null, format, ...told }
    return checkDocument(source, settings, holding, {
      ...this.#checking(settings),
      isAsked: true,
      lint: (subject, config, text) => this.#options.longTexts.lint(subject, config, text, () => true),
    })
  }

  #checking(settings: ForthrightSettings) {
    const { rules, labelsFor } = this.#options
    return { catalog: rules.catalog, labels: labelsFor(settings) }
  }

  async #holding(uri: string, path: string) {
    const settings = await this.#options.settingsFor(uri)
    return { settings, holding: await this.#options.projects.holdingFor(path, settings) }
  }
}
