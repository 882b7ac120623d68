import type { Span } from '../text/span.js'
import type { Stage } from './catalog.js'
import type { Claim } from './claim.js'
import type { Commitment, Standing } from './commitment.js'
import type { Finding, Severity } from './finding.js'

/** How a text is written. */
export const formats = ['markdown', 'mdx', 'html', 'text'] as const
export type Format = (typeof formats)[number]

/** What a host hands in to be read. */
export interface Input {
  /** With `/` between folders, relative to the workspace where there is one. */
  readonly path: string
  readonly text: string
  readonly format: Format
  /** What configuration says of this document; front matter wins. */
  readonly locale?: string | undefined
  /** The locale where neither path, markup nor text tells one. */
  readonly fallbackLocale?: string | undefined
  readonly kind?: string | undefined
  /** From configuration; front matter wins, key by key. */
  readonly standing?: Standing | undefined
}

/** Why a document is taken for what it is. */
export type Evidence = 'front matter' | 'configuration' | 'path' | 'title' | 'headings' | 'markup' | 'text' | 'none'

/** Names or wordings that a company accepts, each with its reason. */
export interface Accepted {
  readonly text: string
  readonly reason: string
}

/** What configuration says about the rules for one document. */
export interface RuleSettings {
  /** By rule id; a rule that is not named keeps its page's severity. */
  readonly severities: Readonly<Record<string, Severity | 'off'>>
  /** Whether rules are on that are not sure enough yet in a language; by default not. */
  readonly preview?: boolean
  readonly accept: readonly Accepted[]
  /** The registered claims that count for the document; the same list for all documents of which that is true. */
  readonly claims?: readonly Claim[]
  /** A locale, or `document` for the language of each passage. */
  readonly messageLanguage: string
}

/** What a document turned out to be, and what is wrong with it. All offsets are UTF-16 code units of the input text. */
export interface Report {
  readonly path: string
  readonly locale: string | undefined
  readonly localeFrom: Evidence
  readonly kind: string | undefined
  readonly kindFrom: Evidence
  /** In the order of their places; suppressed ones included. */
  readonly findings: readonly Finding[]
  /** What could not be done, for instance a rule that failed; never silent. */
  readonly problems: readonly Problem[]
  /** What it promises its customers, and demands of them. */
  readonly commitments: readonly Commitment[]
  /** What customers ask of a document of its kind, and whether it answers. */
  readonly coverage: readonly Coverage[]
  /** The topics it speaks of, whether or not it commits to anything. */
  readonly mentions: readonly string[]
  readonly standing: Standing
  /** Comments that ask not to be told of findings; those of the ledger are found later, and so is whether it uses a comment. */
  readonly suppressions: readonly DocumentSuppression[]
}

/** A question that customers bring to a document, and what became of it. */
export interface Coverage {
  /** The rule that asks. */
  readonly ruleId: string
  /** The question's name in the rule's page; that of a topic where one is meant. */
  readonly topic: string
  /** In the document's language. */
  readonly question: string
  readonly stage: Stage | undefined
  /** Whether the law of the document's market wants it answered. */
  readonly required: boolean
  readonly covered: boolean
  /** The passage that answers, or the heading under which the answer is missing. */
  readonly place: Span
}

/** What a suppression comment asks for. */
export interface DocumentSuppression {
  /** The rules it names; none means all. */
  readonly ruleIds: readonly string[]
  /** Empty where none is given; then it suppresses nothing. */
  readonly reason: string
  /** The part of the document it speaks of. */
  readonly scope: Span
  /** What is to be told where the ledger finds no use of it either; absent where its use is known without. */
  readonly unused?: Finding
}

export interface Problem {
  readonly message: string
  readonly place?: Span
}

/** Reads documents and reports on them, each for itself. */
export interface Linter {
  /** @throws nothing: what fails is in `problems`. */
  readonly lint: (input: Input, settings: RuleSettings) => Report
}

/** What the work consists of; the names are shown with what they cost. */
export type LintStage =
  /** From text to blocks of prose. */
  | 'reading'
  | 'locale'
  /** Preparing the words of a language, once for each. */
  | 'words'
  | 'matching'
  | 'kind'
  | 'sentences'
  /** Each rule by its id: context of what was found, its own code, its questions, its fixes. */
  | 'rules'
  | 'commitments'
  | 'suppressions'
  /** Documents with each other: each rule that compares by its id, and what they all need. */
  | 'comparing'

/**
 * Runs a part of the work, and tells its host what it belongs to: the core has no clock. Parts stand within parts; what an inner
 * one costs is not the outer one's.
 *
 * @param ruleId where a rule is at work
 * @returns what `work` gives; what it throws is thrown
 */
export type Meter = <T>(stage: LintStage, work: () => T, ruleId?: string) => T
