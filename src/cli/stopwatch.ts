import type { LintStage, Meter } from '../core/index.js'

/** What a run of the command line consists of besides the reading of texts. */
type RunStage = 'loading' | 'files' | 'comparing' | 'placing' | 'formatting'
export type Stage = RunStage | LintStage

/** In the order of the work. */
export const stages = [
  'loading',
  'files',
  'reading',
  'locale',
  'words',
  'matching',
  'kind',
  'sentences',
  'rules',
  'commitments',
  'suppressions',
  'comparing',
  'placing',
  'formatting',
] as const satisfies readonly Stage[]

/** Milliseconds. What a stage costs that ran within another is not the other's. */
export interface Times {
  /** Those that took place, in the order of the work. */
  readonly stages: Readonly<Partial<Record<Stage, number>>>
  /** Of the stages `rules` and `comparing`, by id; the most expensive first. */
  readonly rules: Readonly<Record<string, number>>
}

/** What another thread of this program has measured. */
export const isTimes = (value: unknown): value is Times =>
  typeof value === 'object' && value !== null && 'stages' in value && 'rules' in value

/** Finds out what the time goes into. */
export interface Stopwatch {
  /** Undefined where nobody asks, so that nothing is spent on it. */
  readonly meter: Meter | undefined
  readonly during: <T>(stage: RunStage, work: () => Promise<T>) => Promise<T>
  /** Adds what was measured elsewhere. */
  readonly add: (times: Times) => void
  readonly times: () => Times | undefined
}

/** One that runs. */
export interface RunningStopwatch extends Stopwatch {
  readonly meter: Meter
  readonly times: () => Times
}

/** Measures nothing. */
export const stopped: Stopwatch = {
  meter: undefined,
  during: (_stage, work) => work(),
  add: () => undefined,
  times: () => undefined,
}

/** @param now in milliseconds; only differences matter */
export function createStopwatch(now: () => number): RunningStopwatch {
  const spent = new Map<Stage, number>()
  const byRule = new Map<string, number>()
  /** What parts have cost that ran within the one that runs, one number for each part around it. */
  const inner: number[] = []
  /** What all parts without one around them have cost. */
  let measured = 0
  const note = (stage: Stage, own: number, ruleId?: string): void => {
    spent.set(stage, (spent.get(stage) ?? 0) + own)
    if (ruleId !== undefined) byRule.set(ruleId, (byRule.get(ruleId) ?? 0) + own)
  }
  return {
    meter(stage, work, ruleId) {
      const start = now()
      inner.push(0)
      try {
        return work()
      } finally {
        const whole = now() - start
        note(stage, whole - (inner.pop() ?? 0), ruleId)
        const around = inner.length - 1
        if (around < 0) measured += whole
        else inner[around] = (inner[around] ?? 0) + whole
      }
    },
    async during(stage, work) {
      const start = now()
      const before = measured
      try {
        return await work()
      } finally {
        // While a file is awaited, another may be read.
        note(stage, now() - start - (measured - before))
      }
    },
    add(times) {
      for (const stage of stages) {
        const more = times.stages[stage]
        if (more !== undefined) note(stage, more)
      }
      for (const [id, more] of Object.entries(times.rules)) byRule.set(id, (byRule.get(id) ?? 0) + more)
    },
    times: () => ({
      stages: Object.fromEntries(stages.flatMap((stage) => (spent.has(stage) ? [[stage, spent.get(stage)]] : []))),
      rules: Object.fromEntries([...byRule].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))),
    }),
  }
}
