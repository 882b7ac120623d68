import {
  type Change,
  type Commitment,
  contains,
  type DocumentSuppression,
  fillSlots,
  fold,
  formatCommitment,
  lexiconFor,
  type RuleSettings,
  type Severity,
  severityOf,
  takesAway,
  WEAKENED_TERM,
} from '../core/index.js'
import type { Session } from './session.js'

/** The value of a commitment in the notation of topic pages, and its words. */
export const termsOf = (commitment: Commitment) => ({
  value: formatCommitment(commitment).replaceAll('[=', '['),
  actual: commitment.actual,
})

/** What the rule `weakened-term` says about a change. */
export interface Weakening {
  readonly severity: Severity
  /** In the language of messages. */
  readonly message: string
  /** The reason why it is accepted; null where it is not. */
  readonly suppressed: string | null
}

/** The document in which something is taken away, as it stands now. */
export interface WeakenedDocument {
  readonly settings: RuleSettings
  /** Comments of the new state; none where the document is gone. */
  readonly suppressions: readonly DocumentSuppression[]
  /** In UTF-16 units. */
  readonly length: number
}

/** @returns undefined where nothing is taken away, and where the rule is off */
export function weakeningOf({ engine }: Session, change: Change, document: WeakenedDocument): Weakening | undefined {
  const { commitment } = change.after ?? change.before ?? {}
  const rule = engine.catalog.rules.find(({ page }) => page.id === WEAKENED_TERM)
  if (!takesAway(change.type) || !commitment || !rule) return undefined
  const severity = severityOf(rule, commitment.locale, document.settings)
  if (severity === 'off') return undefined
  const lexicon = lexiconFor(rule, commitment.locale, document.settings)
  return {
    severity,
    message: fillSlots(lexicon?.messages?.[change.type] ?? lexicon?.message ?? '<actual>', {
      actual: commitment.actual,
      before: change.before?.commitment.actual ?? '',
    }),
    suppressed: suppressionOf(change, document),
  }
}

function suppressionOf({ before, after }: Change, { settings, suppressions, length }: WeakenedDocument): string | null {
  // What is gone stands nowhere: only a comment on the whole document speaks of it.
  const at = after?.commitment.place.start
  const place = at === undefined ? { start: 0, end: length } : { start: at, end: at }
  const comment = suppressions.find(
    ({ ruleIds, reason, scope }) =>
      reason !== '' && (ruleIds.length === 0 || ruleIds.includes(WEAKENED_TERM)) && contains(scope, place),
  )
  if (comment) return comment.reason
  const passages = [after, before].flatMap((one) => (one ? [fold(one.commitment.actual).text] : []))
  const accepted = settings.accept.find(({ text }) => {
    const wanted = fold(text).text
    return wanted !== '' && passages.some((passage) => passage.includes(wanted))
  })
  return accepted?.reason ?? null
}
