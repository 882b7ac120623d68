import type { Finding } from '../core/index.js'
import type { LabelledRow, LabelledSet, Split } from './labelled.js'
import { add, decision, f1, noScore, type Score } from './score.js'

/** What was found in a labelled set, for rows of one split. */
export interface LabelledScores {
  readonly split: Split
  /** Whether anything that the set speaks of was found where people flagged anything. */
  readonly flagged: Score
  readonly classes: ReadonlyMap<string, Score>
  /** The mean of the classes' F1. */
  readonly macroF1: number
  /** Rows that nobody flagged. */
  readonly clean: number
  readonly cleanFlagged: number
}

/** A row that was decided otherwise than its label says. */
export interface Confusion {
  readonly row: LabelledRow
  readonly missed: boolean
  readonly found: readonly Finding[]
}

type Read = (row: LabelledRow) => readonly Finding[]

/** Scores of each split that has rows. */
export function scoreLabelled({ rows, classes, any }: LabelledSet, read: Read): LabelledScores[] {
  const splits: readonly Split[] = ['working', 'held out']
  return splits.flatMap((split) => {
    const own = rows.filter((row) => row.split === split)
    if (own.length === 0) return []
    const byClass = new Map(Object.keys(classes).map((name): [string, Score] => [name, noScore]))
    let flagged = noScore
    let cleanFlagged = 0
    for (const row of own) {
      const ids = new Set(read(row).map(({ ruleId }) => ruleId))
      const isFlagged = any.some((id) => ids.has(id))
      flagged = add(flagged, decision(row.positive, isFlagged))
      if (!row.positive && isFlagged) cleanFlagged++
      for (const [name, wanted] of Object.entries(classes)) {
        const found = wanted.some((id) => ids.has(id))
        byClass.set(name, add(byClass.get(name) ?? noScore, decision(row.classes.includes(name), found)))
      }
    }
    const values = [...byClass.values()].map(f1).map((value) => (Number.isNaN(value) ? 0 : value))
    const macroF1 = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
    const clean = own.filter(({ positive }) => !positive).length
    return [{ split, flagged, classes: byClass, macroF1, clean, cleanFlagged }]
  })
}

/** Rows of the working split that were decided otherwise than their label says; those held out are never shown. */
export function confusions({ rows, classes }: LabelledSet, className: string, read: Read): Confusion[] {
  const wanted = classes[className] ?? []
  return rows
    .filter(({ split }) => split === 'working')
    .flatMap((row) => {
      const found = read(row).filter(({ ruleId }) => wanted.includes(ruleId))
      const isOf = row.classes.includes(className)
      return isOf === found.length > 0 ? [] : [{ row, missed: isOf, found }]
    })
}
