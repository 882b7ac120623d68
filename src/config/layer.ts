import type { ConfigData } from './schema.js'

/** One configuration file that was read. */
export interface ConfigLayer {
  /** Absolute, with `/`. */
  readonly path: string
  readonly data: ConfigData
}

/** What holds for the documents beneath a folder: files that are built upon first, the nearest file last. */
export interface ConfigChain {
  /** The folder from which globs are seen; absolute. */
  readonly base: string
  readonly layers: readonly ConfigLayer[]
  /** Rule folders of own lexicons; absolute. */
  readonly ruleFolders: readonly string[]
  /** Claims registers; absolute. */
  readonly registers: readonly string[]
}

/** A text or a list of texts as a list. */
export const listOf = (value: string | readonly string[] | undefined): readonly string[] =>
  value === undefined ? [] : typeof value === 'string' ? [value] : value

/** What the names of presets begin with. */
export const PRESET = 'forthright:'
