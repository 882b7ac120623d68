import { unknownName } from '../../config/index.js'
import type { RuleData } from '../../core/index.js'
import { UsageError } from '../options.js'
import { type ActiveConfig, allRules, type Session } from '../session.js'

const remedy = '“forthright rules” lists all'

/** @throws UsageError where `--rule` names a rule that no configuration in use knows. */
export function refuseUnknownRules(session: Session, configs: ReadonlySet<ActiveConfig>): void {
  const ids = allRules(session.engine, [...configs]).map(({ page }) => page.id)
  for (const id of Object.keys(session.options.rules))
    if (!ids.includes(id)) throw new UsageError(unknownName('rule', id, ids, remedy))
}

/** @throws UsageError where there is no such rule. */
export function ruleCalled(id: string, rules: readonly RuleData[]): RuleData {
  const rule = rules.find(({ page }) => page.id === id)
  if (rule) return rule
  const ids = rules.map(({ page }) => page.id)
  throw new UsageError(unknownName('rule', id, ids, remedy))
}
