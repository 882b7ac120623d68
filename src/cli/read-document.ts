import { fileReason } from '../config/index.js'
import { type Decoded, decode } from '../workspace/index.js'
import { guessLate } from './encoding.js'
import type { FileState } from './host.js'
import { greatestMaxSize, megabyte } from './options.js'
import type { Session } from './session.js'

/** A document as it was read. */
export interface SourceFile {
  readonly content: Decoded
  /** In bytes. */
  readonly size: number
  /** Changes whenever the file is written by anyone. */
  readonly version: string
}

/** Reads one document; what goes wrong is in `content`. Absolute path. */
export async function readDocument({ host, options }: Session, path: string): Promise<SourceFile> {
  let state: FileState
  try {
    state = await host.files.readState(path, options.maxSize)
  } catch (error) {
    return { content: { type: 'unreadable', message: fileReason(error) }, size: 0, version: '' }
  }
  const { bytes, size, version } = state
  return { content: bytes ? await decode(bytes, guessLate) : tooLarge(options.maxSize, size), size, version }
}

/** Reads standard input. */
export async function readStandardInput({ host, options }: Session): Promise<Decoded> {
  const bytes = await host.readStdin(options.maxSize)
  return bytes ? decode(bytes, guessLate) : tooLarge(options.maxSize, undefined)
}

/** @param size in bytes, where it is known; else it is only known to be too much. */
function tooLarge(limit: number, size: number | undefined): Decoded {
  const known = size === undefined ? undefined : Math.ceil((size / megabyte) * 10) / 10
  const enough = (Math.floor((known ?? limit / megabyte) / 10) + 1) * 10
  const tooMuch = `has ${known === undefined ? '' : `${known} MB, `}more than --max-size (${limit / megabyte} MB)`
  const remedy = enough > greatestMaxSize ? 'split it' : `split it, or raise the limit with --max-size ${enough}`
  return { type: 'unreadable', message: `${tooMuch}; ${remedy}` }
}
