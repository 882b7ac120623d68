import type { Claim } from '../data/claim.js'
import type { Commitment } from '../data/commitment.js'
import type { Span } from '../text/span.js'
import type { Block } from '../tree/prose.js'
import type { Comment } from '../tree/reading.js'

/** A block of prose whose locale is known; undefined means a language without rules. */
export interface LocatedBlock {
  readonly block: Block
  readonly locale: string | undefined
}

/** A cue that a rule's code asked for. */
export interface FoundCue {
  /** The number of its block. */
  readonly block: number
  /** In the block's text. */
  readonly span: Span
  /** In the source. */
  readonly place: Span
}

/** A registered claim that the document states. */
export interface FoundClaim {
  readonly claim: Claim
  /** In the source. */
  readonly place: Span
  readonly actual: string
  readonly locale: string
  /** The markets of the document for which it is not registered. */
  readonly missing: readonly string[]
}

/** A document as rules see it. Offsets are those of `source`. */
export interface ReadDocument {
  readonly path: string
  readonly source: string
  readonly locale: string | undefined
  readonly kind: string | undefined
  readonly blocks: readonly LocatedBlock[]
  readonly commitments: readonly Commitment[]
  /**
   * The numbers of the blocks of which something holds, in order. `is` looks at nothing but the block, and is asked of a block of an
   * edited document once: it is to be the same function each time.
   */
  readonly where: (is: (block: Block) => boolean) => readonly number[]
  /** Where the lexicons' `cues` of that name stand, in the order of the text; in the blocks of some numbers only, where they are given. */
  readonly cues: (name: string, within?: readonly number[]) => readonly FoundCue[]
  readonly suppressions: readonly Suppression[]
  /** In the order of the text, but for those that the rule's guards excuse. */
  readonly claims: () => readonly FoundClaim[]
}

/** A comment that asks not to be told of findings. */
export interface Suppression {
  readonly comment: Comment
  /** The rules it names; none means all. */
  readonly ruleIds: readonly string[]
  readonly reason: string
  /** The part of the source it speaks of. */
  readonly scope: Span
  /** Whether it kept a finding from being reported. */
  readonly used: boolean
}

/** What a rule's code reports; the engine adds message, severity and address. */
export interface RuleReport {
  readonly place: Span
  readonly actual: string
  readonly locale: string
  /** One of the lexicon's `messages`; absent means its `message`. */
  readonly message?: string
  /** Other places that matter, of the document unless another is named; `message` names one of the lexicon's `messages`. */
  readonly also?: readonly { readonly path?: string; readonly place: Span; readonly message: string }[]
  /** Texts for the slots of the message. */
  readonly values?: Readonly<Record<string, string>>
  /** What an audit reports only as long as this comment silences nothing: what documents say beside others is not yet known. */
  readonly unlessUsed?: Suppression
}

/** The code of a rule that looks at one document. */
export interface DocumentRuleCode {
  /** Looks at the document's structure. */
  readonly check?: (document: ReadDocument) => Iterable<RuleReport>
  /** Looks at the document when all other findings, and what suppresses them, are known. */
  readonly audit?: (document: ReadDocument, knownRules: ReadonlySet<string>) => Iterable<RuleReport>
}
