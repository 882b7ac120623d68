import {
  closeSync,
  fstatSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { availableParallelism } from 'node:os'
import type { WriteStream } from 'node:tty'
import { fileReason } from '../config/index.js'
import { localDate } from '../workspace/index.js'
import { createNodeFiles, hasCode, toSlashes } from '../workspace/node-files.js'
import { startThread } from '../workspace/node-thread.js'
import { versionOf } from './file-version.js'
import type { Files, Host, Output } from './host.js'
import { digestOf, replaceFile, runGit, writeFile } from './node-tools.js'

/** The real world: the process and its file system. */
export function nodeHost(signal: AbortSignal): Host {
  const stderr = outputTo(() => process.stderr, exitWithError)
  const stdout = outputTo(
    () => process.stdout,
    (error) => {
      stderr.write(`forthright: error: standard output cannot be written: ${fileReason(error)}\n`)
      exitWithError()
    },
  )
  return {
    cwd: toSlashes(process.cwd()),
    windows: process.platform === 'win32',
    env: process.env,
    files: nodeFiles,
    threads: {
      cores: availableParallelism(),
      start: (timed) => startThread(`${import.meta.dirname}/worker.js`, { timed }),
    },
    readStdin,
    stdout,
    stderr,
    // `performance` takes longer to load than most runs take.
    now: () => Number(process.hrtime.bigint()) / 1e6,
    git: runGit,
    digest: digestOf,
    today: () => localDate(new Date()),
    signal,
  }
}

/** The file system of this machine. A run does one thing after the other: whatever does not wait is done sooner. */
export const nodeFiles: Files = {
  ...createNodeFiles({ stat: statSync, readFile: readFileSync, readdir: readdirSync, realpath: realpathSync.native }),
  async readState(path, limit) {
    const file = openSync(path, 'r')
    try {
      const stats = fstatSync(file, { bigint: true })
      const size = Number(stats.size)
      return { bytes: size > limit ? undefined : readFileSync(file), size, version: versionOf(stats) }
    } finally {
      closeSync(file)
    }
  },
  replace: replaceFile,
  async write(path, text) {
    writeFile(path, text)
  },
  async create(path, text) {
    try {
      writeFileSync(path, text, { flag: 'wx' })
      return true
    } catch (error) {
      if (hasCode(error, 'EEXIST')) return false
      throw error
    }
  },
}

async function readStdin(limit: number): Promise<Uint8Array | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of process.stdin) {
    const bytes = Buffer.from(chunk)
    size += bytes.length
    if (size > limit) return undefined
    chunks.push(bytes)
  }
  return Buffer.concat(chunks)
}

/** A stream fails at any time, also when the run has given its code. */
function exitWithError(): void {
  process.once('exit', () => {
    process.exitCode = 2
  })
}

/**
 * A reader that goes away early (`forthright | head`) is no error.
 *
 * @param open called when the stream is first needed
 * @param fail called once where what is written is lost
 */
function outputTo(open: () => NodeJS.WriteStream, fail: (error: Error) => void): Output {
  let stream: NodeJS.WriteStream | undefined
  let isOpen = true
  function opened(): NodeJS.WriteStream {
    if (stream) return stream
    stream = open()
    stream.on('error', (error) => {
      if (isOpen && !hasCode(error, 'EPIPE')) fail(error)
      isOpen = false
    })
    return stream
  }
  return {
    write(content) {
      const target = opened()
      if (isOpen) target.write(content)
    },
    get isTerminal() {
      return opened().isTTY === true
    },
    get columns() {
      const { columns }: Partial<WriteStream> = opened()
      return columns
    },
  }
}
