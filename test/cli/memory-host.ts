import type { Files, Host } from '../../src/cli/host.js'
import { type EntryType, folderOf, join } from '../../src/config/index.js'

export interface World {
  /** Contents by absolute path. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>
  /** Symbolic links: where they stand, and what they lead to. */
  readonly links?: Readonly<Record<string, string>>
  /** Paths that may not be read. */
  readonly locked?: readonly string[]
  readonly stdin?: string | Uint8Array
  readonly cwd?: string
  readonly windows?: boolean
  readonly env?: Readonly<Record<string, string>>
  readonly terminal?: boolean
  readonly columns?: number
  readonly signal?: AbortSignal
  readonly git?: Host['git']
  readonly threads?: Host['threads']
  /** Milliseconds that pass with each look at the clock. */
  readonly tick?: number
  /** Called after a file was read, for instance to change it behind the program's back. */
  readonly afterRead?: (path: string, files: Map<string, Uint8Array>) => void
}

export interface MemoryHost extends Host {
  readonly out: () => string
  readonly err: () => string
  readonly contents: Map<string, Uint8Array>
  readonly text: (path: string) => string | undefined
}

const bytesOf = (content: string | Uint8Array): Uint8Array =>
  typeof content === 'string' ? new TextEncoder().encode(content) : content

function codeError(code: string): Error {
  return Object.assign(new Error(`${code}: made up`), { code })
}

/** A world in memory: nothing outside of it is touched. */
export function memoryHost(world: World = {}): MemoryHost {
  const contents = new Map(Object.entries(world.files ?? {}).map(([path, content]) => [path, bytesOf(content)]))
  const versions = new Map<string, number>()
  const output: Uint8Array[] = []
  const errors: string[] = []
  const terminal = world.terminal ?? false
  const linked = (path: string): string => {
    for (const [from, to] of Object.entries(world.links ?? {}))
      if (path === from || path.startsWith(`${from}/`))
        return linked(join(folderOf(from), to) + path.slice(from.length))
    return path
  }
  const isLocked = (path: string): boolean =>
    (world.locked ?? []).some((locked) => path === locked || path.startsWith(`${locked}/`))
  const typeOfReal = (path: string): EntryType | undefined => {
    if (contents.has(path)) return 'file'
    const inside = [...contents.keys(), ...Object.keys(world.links ?? {})]
    return path === '/' || inside.some((other) => other.startsWith(`${path}/`)) ? 'folder' : undefined
  }
  const contentOf = (path: string): Uint8Array => {
    const real = linked(path)
    if (isLocked(real)) throw codeError('EACCES')
    const found = contents.get(real)
    if (!found) throw codeError(typeOfReal(real) === 'folder' ? 'EISDIR' : 'ENOENT')
    return found
  }
  const put = (path: string, bytes: Uint8Array): void => {
    contents.set(path, bytes)
    versions.set(path, (versions.get(path) ?? 0) + 1)
  }

  const files: Files = {
    async typeOf(path) {
      const real = linked(path)
      if (isLocked(folderOf(real))) throw codeError('EACCES')
      return typeOfReal(real)
    },
    async read(path) {
      return contentOf(path)
    },
    async list(folder) {
      const real = linked(folder)
      if (isLocked(real)) throw codeError('EACCES')
      const start = real === '/' ? '/' : `${real}/`
      const names = [...contents.keys(), ...Object.keys(world.links ?? {})]
        .filter((path) => path.startsWith(start))
        .map((path) => path.slice(start.length).split('/')[0] ?? '')
      return [...new Set(names)].map((name) => ({
        name,
        type: typeOfReal(linked(join(real, name))) ?? 'other',
        link: world.links?.[join(real, name)] !== undefined,
      }))
    },
    async realPath(path) {
      return linked(path)
    },
    async readState(path, limit) {
      const bytes = contentOf(path)
      const version = String(versions.get(linked(path)) ?? 0)
      world.afterRead?.(path, contents)
      return {
        bytes: bytes.length > limit ? undefined : bytes,
        size: bytes.length,
        version: contents.get(linked(path)) === bytes ? version : 'older',
      }
    },
    async replace(path, bytes, version) {
      const real = linked(path)
      if (String(versions.get(real) ?? 0) !== version) return false
      put(real, bytes)
      return true
    },
    async write(path, text) {
      if (isLocked(folderOf(path))) throw codeError('EACCES')
      put(path, bytesOf(text))
    },
    async create(path, text) {
      if (contents.has(path)) return false
      put(path, bytesOf(text))
      return true
    },
  }
  let clock = 0
  return {
    cwd: world.cwd ?? '/shop',
    windows: world.windows ?? false,
    env: world.env ?? {},
    files,
    threads: world.threads ?? {
      cores: 1,
      start: () => {
        throw new Error('no thread to be had')
      },
    },
    readStdin: async (limit) => {
      const bytes = bytesOf(world.stdin ?? '')
      return bytes.length > limit ? undefined : bytes
    },
    stdout: { write: (content) => output.push(bytesOf(content)), isTerminal: terminal, columns: world.columns },
    stderr: {
      write: (content) => errors.push(new TextDecoder().decode(bytesOf(content))),
      isTerminal: terminal,
      columns: world.columns,
    },
    now: () => {
      clock += world.tick ?? 0
      return clock
    },
    git: world.git ?? (async () => ({ code: -1, stdout: new Uint8Array(), stderr: '' })),
    digest: (text) => text,
    today: () => '2026-11-22',
    signal: world.signal ?? new AbortController().signal,
    out: () => new TextDecoder('utf-8', { ignoreBOM: true }).decode(Buffer.concat(output)),
    err: () => errors.join(''),
    contents,
    text: (path) => {
      const found = contents.get(path)
      return found && new TextDecoder('utf-8', { ignoreBOM: true }).decode(found)
    },
  }
}
