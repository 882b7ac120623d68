import type { Connection } from 'vscode-languageserver'
import { type ForthrightSettings, settingsSection } from './protocol.js'
import { readSettings } from './settings.js'

/** The settings of documents, asked for once each until they change. */
export class ClientSettings {
  readonly #connection: Connection
  #known = new Map<string, Promise<ForthrightSettings>>()
  #pushed: unknown
  #canAsk = false

  constructor(connection: Connection) {
    this.#connection = connection
  }

  /**
   * @param canAsk whether the client answers `workspace/configuration`
   * @param given what holds where it does not
   */
  start(canAsk: boolean, given: unknown): void {
    this.#canAsk = canAsk
    this.#pushed = given
  }

  /** @param sent the whole settings of a client that cannot be asked */
  changed(sent: unknown): void {
    this.#known = new Map()
    if (typeof sent === 'object' && sent !== null && settingsSection in sent) {
      const entry = Object.entries(sent).find(([key]) => key === settingsSection)
      this.#pushed = entry?.[1]
    }
  }

  /** The settings of a document or folder. */
  for(uri: string): Promise<ForthrightSettings> {
    const known = this.#known.get(uri)
    if (known) return known
    const asked = this.#ask(uri)
    this.#known.set(uri, asked)
    return asked
  }

  async #ask(scopeUri: string): Promise<ForthrightSettings> {
    if (!this.#canAsk) return readSettings(this.#pushed ?? {})
    try {
      return readSettings(await this.#connection.workspace.getConfiguration({ scopeUri, section: settingsSection }))
    } catch {
      return readSettings(this.#pushed ?? {})
    }
  }
}
