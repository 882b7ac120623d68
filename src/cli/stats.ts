import type { CheckedFile, Stats } from './result.js'
import type { ActiveConfig } from './session.js'
import type { Times } from './stopwatch.js'

/**
 * Counts findings by rule and what the configuration accepts, entries that never matched among them.
 *
 * @param time of what was done until now
 */
export function statsOf(files: readonly CheckedFile[], configs: readonly ActiveConfig[], time: Times): Stats {
  const findings = files.flatMap((file) => file.findings)
  const standing = findings.filter(({ finding }) => finding.suppressed === null)
  const counts = new Map<string, number>()
  for (const { finding } of standing) counts.set(finding.ruleId, (counts.get(finding.ruleId) ?? 0) + 1)
  const accepted = configs
    .flatMap(({ loaded }) => loaded.chain.layers)
    .flatMap(({ data }) => [...(data.accept ?? []), ...(data.overrides ?? []).flatMap(({ accept }) => accept ?? [])])
  const byKey = new Map(accepted.map((entry) => [`${entry.text}\n${entry.reason}`, entry]))
  return {
    rules: Object.fromEntries([...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))),
    suppressed: findings.length - standing.length,
    accepted: [...byKey.values()].map(({ text, reason }) => ({
      text,
      reason,
      count: findings.filter(({ accepted: by }) => by?.text === text && by.reason === reason).length,
    })),
    time: rounded(time),
  }
}

/** To microseconds. */
const rounded = ({ stages, rules }: Times): Times => ({ stages: eachRounded(stages), rules: eachRounded(rules) })
const eachRounded = (times: Readonly<Record<string, number>>): Readonly<Record<string, number>> =>
  Object.fromEntries(Object.entries(times).map(([name, spent]) => [name, Math.round(spent * 1000) / 1000]))
