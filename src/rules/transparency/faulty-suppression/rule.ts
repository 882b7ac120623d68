import { type RuleCode, type RuleReport, WEAKENED_TERM } from '../../../core/index.js'

/** Reports suppression comments that give no reason, name a rule that does not exist, or suppress nothing. */
export const rule: RuleCode = {
  *audit({ suppressions, source, locale }, knownRules): Generator<RuleReport> {
    for (const suppression of suppressions) {
      const { comment, ruleIds, reason, used } = suppression
      const report = (message: string, values?: RuleReport['values']): RuleReport => ({
        place: { start: comment.start, end: comment.end },
        actual: source.slice(comment.start, comment.end),
        locale: locale ?? 'en',
        message,
        ...(values ? { values } : {}),
      })
      const unknown = ruleIds.find((id) => !knownRules.has(id))
      if (unknown !== undefined) yield report('unknown', { rule: unknown })
      else if (reason === '') yield report('unexplained')
      // What weakens is known only where two versions are compared.
      else if (!used && !ruleIds.includes(WEAKENED_TERM)) yield { ...report('unused'), unlessUsed: suppression }
    }
  },
}
