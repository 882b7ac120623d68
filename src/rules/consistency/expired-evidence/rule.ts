import type { RuleCode, RuleReport } from '../../../core/index.js'

/** Reports registered claims whose proof is past its last day, or which are not registered for the document's market. */
export const rule: RuleCode = {
  *check({ claims }): Generator<RuleReport> {
    for (const { claim, missing, place, actual, locale } of claims()) {
      const { isPast, owner, until, entry } = claim
      if (!isPast && missing.length === 0) continue
      yield {
        place,
        actual,
        locale,
        ...(isPast ? {} : { message: 'market' }),
        values: { owner, until, markets: missing.join(', ') },
        also: [{ ...entry, message: 'entry' }],
      }
    }
  },
}
