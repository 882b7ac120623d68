import type { Span } from '../text/span.js'

/** How much a finding matters; `hint` is shown in the editor only at the place itself. */
export const severities = ['error', 'warning', 'info', 'hint'] as const
export type Severity = (typeof severities)[number]

/** One replacement in a document: the UTF-16 range of the source and the text that takes its place. */
export interface Edit extends Span {
  /** The document that changes; absent means the one in which the finding stands. */
  readonly path?: string
  readonly text: string
}

/** A way to mend a finding: all edits or none. */
export interface Fix {
  /** What it does, in the language of the messages. */
  readonly title: string
  /** True for wording only: may be applied unseen. False where the promise itself changes. */
  readonly safe: boolean
  readonly edits: readonly Edit[]
}

/** Another place that matters to a finding. */
export interface RelatedPlace {
  /** As reports have it; absolute for what is no document, such as a claims register. */
  readonly path: string
  readonly place: Span
  readonly message: string
}

/** What a rule says about a passage. Field names follow `VFileMessage` where it has them. */
export interface Finding {
  readonly ruleId: string
  readonly group: string
  readonly source: 'forthright'
  readonly severity: Severity
  /** What is wrong, in the message language; quotes the passage. */
  readonly reason: string
  /** Why it costs trust, in the message language. */
  readonly note: string | undefined
  readonly url: string
  /** The locale of the passage. */
  readonly locale: string
  readonly place: Span
  /** The passage as it stands in the prose, markup left out. */
  readonly actual: string
  /** The texts that fixes and suggestions would put in its place. */
  readonly expected: readonly string[]
  readonly fixes: readonly Fix[]
  readonly related: readonly RelatedPlace[]
  /** The reason given in a suppression comment or in `accept:`, or null where the finding stands. */
  readonly suppressed: string | null
}
