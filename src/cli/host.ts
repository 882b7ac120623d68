import type { ConfigFiles } from '../config/index.js'
import type { Thread } from '../workspace/index.js'
import type { GitResult } from './git.js'

/** Where text goes. */
export interface Output {
  readonly write: (content: string | Uint8Array) => void
  readonly isTerminal: boolean
  /** Width of the terminal in cells, where it is known. */
  readonly columns: number | undefined
}

/** A file's content together with what is needed to replace it without losing another's work. */
export interface FileState {
  /** Undefined where the file is larger than it may be; then it was not read. */
  readonly bytes: Uint8Array | undefined
  /** In bytes. */
  readonly size: number
  /** Changes whenever the file is written by anyone. */
  readonly version: string
}

/** The file system. Paths are absolute, with `/` on every system; errors carry a `code` such as `EACCES`. */
export interface Files extends ConfigFiles {
  /** @param limit in bytes */
  readonly readState: (path: string, limit: number) => Promise<FileState>
  /**
   * Puts new bytes in place of a file at once (temporary file, then rename); links are followed, the mode is kept.
   *
   * @returns false, and leaves the file alone, where its version is no longer that given.
   */
  readonly replace: (path: string, bytes: Uint8Array, version: string) => Promise<boolean>
  /** Writes a file; makes its folder where needed. */
  readonly write: (path: string, text: string) => Promise<void>
  /** Writes a file that must not exist. @returns false, and leaves it alone, where it does. */
  readonly create: (path: string, text: string) => Promise<boolean>
}

/** What this program can do at the same time. */
export interface Threads {
  /** How many threads have a core of their own; at least 1, the one that runs. */
  readonly cores: number
  /** @param timed whether it tells what its time goes into */
  readonly start: (timed: boolean) => Thread
}

/** The world around a run. */
export interface Host {
  /** Absolute, with `/`. */
  readonly cwd: string
  /** Whether paths on the command line may be written with `\`. */
  readonly windows: boolean
  readonly env: Readonly<Record<string, string | undefined>>
  readonly files: Files
  readonly threads: Threads
  /** @returns undefined for more than `limit` bytes. */
  readonly readStdin: (limit: number) => Promise<Uint8Array | undefined>
  readonly stdout: Output
  readonly stderr: Output
  /** Milliseconds; only differences matter. */
  readonly now: () => number
  /** Runs git in the current folder, without a shell. */
  readonly git: (args: readonly string[]) => Promise<GitResult>
  /** A digest by which texts are told apart. */
  readonly digest: (text: string) => string
  /** The day, as `2026-11-22`. */
  readonly today: () => string
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal
}

/** 0 clean, 1 findings at or above the threshold, 2 something could not be done, 130 cancelled. */
export type ExitCode = 0 | 1 | 2 | 130
