import { groupBy } from '../../core/index.js'
import type { LedgerRow } from '../ledger-rows.js'
import { plural } from '../plural.js'
import type { Problem } from '../result.js'
import { widthOf } from '../terminal/cells.js'
import { clean } from '../terminal/clean.js'
import type { Screen } from './human.js'
import { asMarkdown, code } from './markdown.js'

/** What `forthright ledger` writes down. */
export interface LedgerResult {
  readonly version: string
  /** The day on which documents were compared. */
  readonly today: string
  readonly files: number
  readonly rows: readonly LedgerRow[]
  readonly errors: readonly Problem[]
}

export const ledgerFormats = ['human', 'json', 'csv', 'markdown'] as const
export type LedgerFormat = (typeof ledgerFormats)[number]

/** How a ledger is written down, by the name of the format. */
export const ledgerFormatters: Readonly<Record<LedgerFormat, (result: LedgerResult, screen: Screen) => string>> = {
  human,
  json,
  csv,
  markdown,
}

const isOpen = ({ conflicts }: LedgerRow): boolean => conflicts.some(({ suppressed }) => suppressed === null)

const termOf = ({ commitment, value }: LedgerRow): string =>
  commitment.comparison === 'exactly' ? value : `${commitment.comparison} ${value}`

const scopeOf = ({ commitment }: LedgerRow): string =>
  commitment.scopes.map((scope) => scope.replace(/^=/, '')).join(', ')

const placeOf = ({ path, start }: Pick<LedgerRow, 'path' | 'start'>): string => `${path}:${start.line}`

const byTopic = (rows: readonly LedgerRow[]): ReadonlyMap<string, readonly LedgerRow[]> =>
  groupBy(rows, ({ label }) => label)

function summary({ rows, files }: LedgerResult): string {
  const open = rows.filter(isOpen).length
  const counted = `${plural(rows.length, 'commitment')} in ${plural(files, 'document')}`
  return open === 0 ? `${counted}, no conflicts` : `${counted}, ${open} in conflict`
}

/** A table for people: by topic, each commitment with its place; what conflicts is marked and says with what. */
function human(result: LedgerResult, { colors }: Screen): string {
  const sections = [...byTopic(result.rows)].map(([label, rows]) => {
    const table = rows.map((row) => [
      termOf(row),
      scopeOf(row),
      row.locale,
      clean(placeOf(row)),
      row.inForce ? '' : 'not in force',
    ])
    const widths = [0, 1, 2, 3].map((column) => Math.max(...table.map((cells) => widthOf(cells[column] ?? ''))))
    const lines = rows.flatMap((row, index) => {
      const cells = (table[index] ?? []).map(
        (cell, column) => cell + ' '.repeat(Math.max(0, (widths[column] ?? 0) - widthOf(cell))),
      )
      const line = `  ${isOpen(row) ? colors.red('✗') : ' '} ${cells.join('  ').trimEnd()}`
      return [
        row.inForce ? line : colors.dim(line),
        ...row.conflicts.map((conflict) => colors.dim(`      ${conflictText(conflict)}`)),
      ]
    })
    return [colors.bold(clean(label)), ...lines].join('\n')
  })
  return `${[...sections, summary(result)].join('\n\n')}\n`
}

const conflictText = ({ ruleId, path, start, suppressed }: LedgerRow['conflicts'][number]): string =>
  `${ruleId}: ${clean(path)}:${start.line}${suppressed === null ? '' : ` (accepted: ${clean(suppressed)})`}`

/** JSON, version 1: other programs rely on it; keys may be added. */
function json({ version, today, rows, errors, files }: LedgerResult): string {
  const commitments = rows.map((row) => ({
    topic: row.topic,
    label: row.label,
    value: row.value,
    comparison: row.commitment.comparison,
    scopes: row.commitment.scopes,
    normalized: row.commitment.value,
    path: row.path,
    locale: row.locale,
    kind: row.kind ?? null,
    inForce: row.inForce,
    start: row.start,
    end: row.end,
    actual: row.commitment.actual,
    conflicts: row.conflicts,
  }))
  const result = {
    version: 1,
    tool: { name: 'forthright', version },
    asOf: today,
    commitments,
    errors,
    summary: { files, commitments: rows.length, conflicts: rows.filter(isOpen).length },
  }
  return `${JSON.stringify(result, null, 2)}\n`
}

const columns = [
  'topic',
  'value',
  'comparison',
  'scope',
  'locale',
  'kind',
  'path',
  'line',
  'column',
  'in force',
  'conflicts',
  'text',
]

/** CSV after RFC 4180, with a head. A cell that a spreadsheet would take for a formula begins with an apostrophe. */
function csv({ rows }: LedgerResult): string {
  const lines = rows.map((row) => [
    row.topic,
    row.value,
    row.commitment.comparison,
    scopeOf(row),
    row.locale,
    row.kind ?? '',
    row.path,
    row.start.line,
    row.start.column,
    row.inForce ? 'yes' : 'no',
    row.conflicts.map(conflictText).join('; '),
    row.commitment.actual,
  ])
  return [columns, ...lines].map((cells) => `${cells.map((cell) => csvCell(String(cell))).join(',')}\r\n`).join('')
}

function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** Tables by topic, to paste into a page. */
function markdown(result: LedgerResult): string {
  const sections = [...byTopic(result.rows)].map(([label, rows]) =>
    [
      `## ${asMarkdown(label)}`,
      '',
      '| Value | Holds for | Language | Document | Says | Conflicts with |',
      '| --- | --- | --- | --- | --- | --- |',
      ...rows.map(
        (row) =>
          `| ${[
            `${asMarkdown(termOf(row))}${row.inForce ? '' : ' (not in force)'}`,
            asMarkdown(scopeOf(row)),
            row.locale,
            code(placeOf(row)),
            asMarkdown(row.commitment.actual.replace(/\s+/g, ' ')),
            row.conflicts.map((conflict) => asMarkdown(conflictText(conflict))).join('<br>'),
          ].join(' | ')} |`,
      ),
    ].join('\n'),
  )
  return `${['# Promise ledger', `${summary(result)}.`, ...sections].join('\n\n')}\n`
}
