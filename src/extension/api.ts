import type { TreeDataProvider } from 'vscode'
import type { PromiseNode } from './promises/nodes.js'

/** What activation gives to other extensions, and to the tests. */
export interface ForthrightApi {
  /** Settles when the language server answers. */
  readonly ready: Promise<void>
  /** Of the extension's own start, the server's left out. */
  readonly startMilliseconds: number
  readonly promises: TreeDataProvider<PromiseNode>
  /** What the language status item shows at the moment. */
  readonly status: () => StatusText
  /** The trust report as shown, or undefined where it is closed. */
  readonly report: () => string | undefined
}

export interface StatusText {
  readonly text: string
  readonly detail: string
}
