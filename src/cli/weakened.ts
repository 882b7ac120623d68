import { type Change, type Commitment, fillSlots, formatCommitment, lexiconFor, takesAway } from '../core/index.js'
import type { Session } from './session.js'

const RULE = 'weakened-term'

/** Whether a change takes something away from customers. */
export const isWeakened = ({ type }: Change): boolean => takesAway(type)

/** The value of a commitment in the notation of topic pages, and its words. */
export const termsOf = (commitment: Commitment) => ({
  value: formatCommitment(commitment).replaceAll('[=', '['),
  actual: commitment.actual,
})

/** What the rule `weakened-term` says about a change, in the language of messages; null where nothing is taken away. */
export function messageOf({ engine, options }: Session, change: Change): string | null {
  const { commitment } = change.after ?? change.before ?? {}
  if (!isWeakened(change) || !commitment) return null
  const rule = engine.catalog.rules.find(({ page }) => page.id === RULE)
  const lexicon =
    rule && lexiconFor(rule, commitment.locale, { messageLanguage: options.messageLanguage ?? 'document' })
  return fillSlots(lexicon?.messages?.[change.type] ?? lexicon?.message ?? '<actual>', {
    actual: commitment.actual,
    before: change.before?.commitment.actual ?? '',
  })
}
