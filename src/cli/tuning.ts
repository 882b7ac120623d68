import { setFlagsFromString } from 'node:v8'

/** How much text a run has read: next to nothing, some, or so much that optimised code has paid for itself. */
export type Amount = 'little' | 'some' | 'much'

/** A text of which so much is made that lives until it is read that it is worth the memory not to copy it often, in UTF-16 units. */
const LONG = 2_000_000

/** Of a flag of V8, what suits a run that has read little and one that has read some, and what it is without this program. */
type Flag = readonly [name: string, little: number, some: number, usual: number]

/** A function is optimised later, or in a short run never: it ends before most of them have paid for it. */
const later: Readonly<Record<string, Flag>> = {
  11: ['interrupt-budget', 5_000_000, 700_000, 67_584],
  12: ['invocation-count-for-turbofan', 100_000, 15_000, 3000],
}
const [engine = ''] = process.versions.v8.split('.')

const youngRoom: Flag = ['semi-space-growth-factor', 1, 1, 2]
/** Optimised code is made of fewer functions at a time, young objects get less room, and old ones little more than they take. */
const always: readonly Flag[] = [
  ['max-inlined-bytecode-size-cumulative', 100, 100, 920],
  youngRoom,
  ['heap-growing-percent', 0, 40, 0],
]

/**
 * Tells V8 how to spend less on compiling than it gains in one run; after much text, what is usual: what is compiled under other
 * flags cannot be kept. Another V8 than those that were measured is left alone.
 */
export function tune(amount: Amount): void {
  const own = later[engine]
  if (!own) return
  const at = amount === 'little' ? 1 : amount === 'some' ? 2 : 3
  for (const flag of [own, ...always]) setFlagsFromString(`--${flag[0]}=${flag[at]}`)
  setFlagsFromString(amount === 'much' ? '--parallel-scavenge' : '--no-parallel-scavenge')
}

/** Gives young objects the usual room for a long text; for others what `tune` gave them stays. @param length in UTF-16 units */
export function tuneFor(length: number): void {
  if (length >= LONG && later[engine]) setFlagsFromString(`--${youngRoom[0]}=${youngRoom[3]}`)
}
