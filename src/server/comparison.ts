import { join } from '../config/index.js'
import type { Finding, Ledger } from '../core/index.js'
import type { Read } from './checked.js'

/** What the documents of all workspaces promise, one ledger for each repository. */
export class Comparison {
  readonly #create: () => Ledger
  readonly #ledgers = new Map<string, Ledger>()
  /** Where each document stands, by absolute path. */
  readonly #places = new Map<string, { readonly workspace: string; readonly path: string }>()

  /** @param create makes an empty ledger for today */
  constructor(create: () => Ledger) {
    this.#create = create
  }

  /** Takes a document in, or a new state of it; one that was not read goes out. */
  set(read: Read): void {
    const { path, subject, report } = read
    if (read.state !== 'checked' || !subject || !report) {
      this.delete(path)
      return
    }
    const { workspace } = subject
    const ledger = this.#ledgers.get(workspace) ?? this.#create()
    this.#ledgers.set(workspace, ledger)
    this.#places.set(path, { workspace, path: report.path })
    ledger.set(report, subject.settings.rules)
  }

  /** Takes a document out. @param path absolute */
  delete(path: string): void {
    const place = this.#places.get(path)
    if (!place) return
    this.#places.delete(path)
    this.#ledgers.get(place.workspace)?.delete(place.path)
  }

  /** The absolute paths of documents that are compared. */
  paths(): readonly string[] {
    return [...this.#places.keys()]
  }

  /** Compares again what changed. @returns the absolute paths of documents whose findings may have changed */
  update(): ReadonlySet<string> {
    const changed = [...this.#ledgers].flatMap(([workspace, ledger]) =>
      [...ledger.update()].map((path) => join(workspace, path)),
    )
    return new Set(changed)
  }

  /** What contradicts what a document says. */
  findings({ path }: Read): readonly Finding[] {
    const place = this.#places.get(path)
    return (place && this.#ledgers.get(place.workspace)?.findings(place.path)) ?? []
  }

  /** Whether a document is compared and in force. @param path absolute */
  isInForce(path: string): boolean {
    const place = this.#places.get(path)
    return place !== undefined && this.#ledgers.get(place.workspace)?.isInForce(place.path) === true
  }

  /** Forgets everything. */
  clear(): void {
    this.#ledgers.clear()
    this.#places.clear()
  }
}
