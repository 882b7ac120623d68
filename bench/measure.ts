import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import * as v from 'valibot'

/** What a whole process and its children cost. */
export interface Cost {
  /** Seconds of CPU, user and system. */
  readonly cpu: number
  /** Seconds on the clock. */
  readonly wall: number
  /** MiB of the greatest of its processes. */
  readonly peak: number
  /** False where it ended otherwise than such programs do. */
  readonly done: boolean
}

const usageSchema = v.object({ cpu: v.number(), peak: v.number() })

export interface MeasureOptions {
  /** In place of the Node that measures. */
  readonly node?: string
  readonly cwd?: string
  /** In seconds. */
  readonly timeout?: number
  /** The greatest exit code of a program that has done its work. */
  readonly mostStatus?: number
}

/** Runs a Node program. Its output is thrown away. */
export function measure(
  args: readonly string[],
  { node = process.execPath, cwd, timeout = 900, mostStatus = 1 }: MeasureOptions = {},
): Cost {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'))
  const started = performance.now()
  const { status, signal } = spawnSync(node, args, {
    ...(cwd === undefined ? {} : { cwd }),
    stdio: 'ignore',
    timeout: timeout * 1000,
    env: {
      ...process.env,
      NODE_OPTIONS: `--import=${pathToFileURL(resolve('bench', 'usage.mjs')).href}`,
      BENCH_USAGE: folder,
    },
  })
  const wall = (performance.now() - started) / 1000
  const usages = readdirSync(folder).map((name) =>
    v.parse(usageSchema, JSON.parse(readFileSync(join(folder, name), 'utf8'))),
  )
  rmSync(folder, { recursive: true })
  return {
    cpu: usages.reduce((sum, usage) => sum + usage.cpu, 0),
    wall,
    peak: Math.max(0, ...usages.map((usage) => usage.peak)),
    done: signal === null && status !== null && status <= mostStatus && usages.length > 0,
  }
}

/** The cheapest of several runs, by CPU. */
export function cheapest(args: readonly string[], runs: number, options?: MeasureOptions): Cost {
  const [first] = Array.from({ length: runs }, () => measure(args, options)).sort((a, b) => a.cpu - b.cpu)
  if (!first) throw new Error('Measure at least once')
  return first
}
