import type { Span } from '../text/span.js'

/** Words in which copy states a claim, in the phrase notation. */
export interface ClaimWords {
  readonly text: string
  /** Undefined for every locale. */
  readonly locale?: string
}

/** A claim that a company has registered with its proof, as it stands on the day of the check. */
export interface Claim {
  readonly words: readonly ClaimWords[]
  /** What shows that it is true: a text, an address or a file. */
  readonly proof: string
  /** Who answers for it. */
  readonly owner: string
  /** The last day on which the proof holds, as `2026-11-22`. */
  readonly until: string
  /** Whether that day is over. */
  readonly isPast: boolean
  /** The markets for which it is registered; undefined for all. */
  readonly markets?: readonly string[]
  /** Where the register states it; an absolute path. */
  readonly entry: { readonly path: string; readonly place: Span }
}
