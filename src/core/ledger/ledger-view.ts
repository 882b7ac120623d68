import type { documentRoles } from '../data/catalog.js'
import type { Commitment } from '../data/commitment.js'
import type { Fix } from '../data/finding.js'
import type { TopicPage } from '../data/topic.js'
import type { Value } from '../data/value.js'
import type { DocumentRuleCode, RuleReport } from '../findings/rule.js'
import type { Span } from '../text/span.js'

/** A document that is in force, as the ledger sees it. */
export interface LedgerDocument {
  readonly path: string
  readonly locale: string | undefined
  readonly kind: string | undefined
  readonly role: (typeof documentRoles)[number]
  /** The brand or site it belongs to; empty where there is just one. */
  readonly site: string
  /** The same for all versions of the document in other languages. */
  readonly family: string
  /** The countries it is for, as far as markets consist of such; empty where it is for all. */
  readonly markets: ReadonlySet<string>
  readonly mentions: ReadonlySet<string>
}

/** A commitment and the document that states it. */
export interface Statement {
  readonly document: LedgerDocument
  readonly commitment: Commitment
}

/** All that the documents of one site say on one topic. */
export interface TopicView {
  readonly topic: TopicPage
  /** In the order of their paths. */
  readonly documents: readonly LedgerDocument[]
  /** On the topic itself, in the order of paths and places. */
  readonly statements: readonly Statement[]
  /** On another topic. */
  readonly statementsOn: (topic: string) => readonly Statement[]
  readonly pageOf: (topic: string) => TopicPage | undefined
  /** A duration as a language writes it; undefined where its file does not say how. */
  readonly writeDuration: (value: Value, locale: string) => string | undefined
}

/** What a rule reports that compares documents. */
export interface LedgerReport extends RuleReport {
  /** The document in which the finding stands. */
  readonly path: string
  readonly related: readonly Statement[]
  readonly fixes: readonly LedgerFix[]
}

/** A way out of a contradiction: one side is made like the other. */
export interface LedgerFix {
  readonly path: string
  readonly place: Span
  readonly text: string
  readonly safe: Fix['safe']
}

/** The code of a rule that needs more than phrases. Most rules have none. */
export interface RuleCode extends DocumentRuleCode {
  /** Compares what the documents of a site say on one topic. */
  readonly compare?: (view: TopicView) => Iterable<LedgerReport>
}

/** Code by rule id. */
export type RuleCodes = Readonly<Record<string, RuleCode>>
