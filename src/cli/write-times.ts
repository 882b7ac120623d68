import type { Session } from './session.js'
import { stages } from './stopwatch.js'

/** How many rules are named; the others cost less. */
const MOST = 15

/** With --stats: a table on stderr of what the time of a run went into. */
export function writeTimes({ host, stopwatch }: Session): void {
  const times = stopwatch.times()
  if (!times) return
  const total = Object.values(times.stages).reduce((sum, spent) => sum + spent, 0)
  const row = (name: string, spent: number): string => {
    const share = total === 0 ? 0 : (spent / total) * 100
    return `${spent.toFixed(1).padStart(10)} ms ${share.toFixed(1).padStart(5)} %  ${name}`
  }
  const rules = Object.entries(times.rules)
  const others = rules.slice(MOST).reduce((sum, [, spent]) => sum + spent, 0)
  const lines = [
    'Time by stage',
    ...stages.flatMap((stage) => (times.stages[stage] === undefined ? [] : [row(stage, times.stages[stage])])),
    row('all', total),
    '',
    'Time by rule',
    ...rules.slice(0, MOST).map(([id, spent]) => row(id, spent)),
    ...(rules.length > MOST ? [row(`${rules.length - MOST} others`, others)] : []),
  ]
  host.stderr.write(`${lines.join('\n')}\n`)
}
