export type EntryType = 'file' | 'folder' | 'other'

export interface FolderEntry {
  readonly name: string
  /** What it is, links followed; `other` for a link that leads nowhere. */
  readonly type: EntryType
  readonly link: boolean
}

/** What must be known of the file system to read a configuration. Paths are absolute, with `/`. */
export interface ConfigFiles {
  /** @returns undefined where there is nothing. @throws where it cannot be looked at. */
  readonly typeOf: (path: string) => Promise<EntryType | undefined>
  /** @throws where it cannot be read. */
  readonly read: (path: string) => Promise<Uint8Array>
  /** @throws where it cannot be read. */
  readonly list: (folder: string) => Promise<readonly FolderEntry[]>
  /** The path with all links followed. @throws where there is nothing. */
  readonly realPath: (path: string) => Promise<string>
}
