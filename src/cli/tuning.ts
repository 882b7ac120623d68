import { setFlagsFromString } from 'node:v8'

/** Of a flag of V8, what it is without this program, and what suits a run. */
type Flag = readonly [name: string, usual: number, tuned: number]

/** A function is optimised later: a run ends before most of them have paid for it. */
const later: Readonly<Record<string, Flag>> = {
  11: ['interrupt-budget', 135_168, 700_000],
  12: ['invocation-count-for-turbofan', 3000, 15_000],
}
/** Optimised code is made of fewer functions at a time, and young objects get less room. */
const always: readonly Flag[] = [
  ['max-inlined-bytecode-size-cumulative', 920, 100],
  ['semi-space-growth-factor', 2, 1],
]

/**
 * Tells V8 how to spend less on compiling than it gains in one run, or tells it what is usual again: what is compiled under other
 * flags cannot be kept. Another V8 than those that were measured is left alone.
 */
export function tune(isTuned: boolean): void {
  const own = later[process.versions.v8.split('.')[0] ?? '']
  if (!own) return
  for (const [name, usual, tuned] of [own, ...always]) setFlagsFromString(`--${name}=${isTuned ? tuned : usual}`)
}
