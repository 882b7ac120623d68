import type { Span } from '../text/span.js'
import type { Comparison, Value } from './value.js'

/** A fact that a document promises to customers, or demands of them. Offsets are UTF-16 code units of the document. */
export interface Commitment {
  readonly topic: string
  readonly value: Value
  readonly comparison: Comparison
  /** For whom or what it holds, as far as the text limits it: names of `scopes` in `src/languages`, or `=` and the words themselves. */
  readonly scopes: readonly string[]
  /** The passage that states it. */
  readonly place: Span
  readonly actual: string
  /** The part of the passage that states the value; the whole passage where no part does. */
  readonly valuePlace: Span
  readonly valueActual: string
  /** The numbers within the value, in digits or in words; undefined where there are none. */
  readonly amountPlace: Span | undefined
  /** Whether value and amount stand in the source as they read, without markup between, so that they can be replaced. */
  readonly editable: boolean
  readonly locale: string
}

/** Whether and for whom a document holds. */
export interface Standing {
  readonly status?: string | undefined
  /** The day from which it holds, as `2027-03-01`. */
  readonly effective?: string | undefined
  /** Paths of the documents that it replaces, seen from its own folder. */
  readonly supersedes?: readonly string[] | undefined
  /** A country or region; documents of different markets are not compared. */
  readonly market?: string | undefined
  /** A brand or site; documents of different sites are not compared. */
  readonly site?: string | undefined
  /** A name that all versions of the document in other languages share, where their paths do not tell. */
  readonly translationOf?: string | undefined
}
