import type { ChangeType, Point, Severity } from '../../core/index.js'
import { plural } from '../plural.js'
import type { Problem } from '../result.js'
import { clean } from '../terminal/clean.js'
import { command, levelOf } from './github.js'
import type { Screen } from './human.js'
import { asMarkdown, code } from './markdown.js'

interface Term {
  readonly path: string
  /** In the notation of topic pages. */
  readonly value: string
  readonly actual: string
  readonly start: Point
  readonly end: Point
}

/** A commitment that changed. */
export interface ShownChange {
  readonly type: ChangeType
  readonly topic: string
  readonly label: string
  readonly before: Term | null
  readonly after: Term | null
  /** What is taken away from customers; null where nothing is, and where the rule is off. */
  readonly message: string | null
  /** How much that weighs; null where there is no message. */
  readonly severity: Severity | null
  /** The reason why it is accepted; null where it is not. */
  readonly suppressed: string | null
}

interface ShownFinding {
  readonly ruleId: string
  readonly severity: Severity
  readonly message: string
  readonly actual: string
  readonly start: Point
  readonly end: Point
}

/** What changed in one document. */
export interface DocumentChanges {
  readonly path: string
  /** Where it stood before, if elsewhere. */
  readonly beforePath: string | null
  readonly changes: readonly ShownChange[]
  readonly introduced: readonly ShownFinding[]
  readonly resolved: readonly ShownFinding[]
}

/** What `forthright diff` writes down. */
export interface DiffResult {
  readonly version: string
  readonly before: string
  /** Null for the files as they stand. */
  readonly after: string | null
  /** How many documents were compared. */
  readonly compared: number
  /** Those in which something changed for customers. */
  readonly documents: readonly DocumentChanges[]
  readonly errors: readonly Problem[]
}

export const diffFormats = ['human', 'json', 'markdown', 'github'] as const
export type DiffFormat = (typeof diffFormats)[number]

/** How a comparison is written down, by the name of the format. */
export const diffFormatters: Readonly<Record<DiffFormat, (result: DiffResult, screen: Screen) => string>> = {
  human,
  json,
  markdown,
  github,
}

/** What is taken away comes first. */
const order: readonly ChangeType[] = ['weakened', 'removed', 'imposed', 'changed', 'strengthened', 'added', 'lifted']

const names: Readonly<Record<ChangeType, string>> = {
  weakened: 'weakened',
  removed: 'removed',
  imposed: 'new limit',
  changed: 'changed',
  strengthened: 'strengthened',
  added: 'added',
  lifted: 'limit lifted',
}

const sorted = (changes: readonly ShownChange[]): readonly ShownChange[] =>
  [...changes].sort((a, b) => order.indexOf(a.type) - order.indexOf(b.type))

const changeOf = ({ before, after }: ShownChange): string =>
  before && after ? `${before.value} → ${after.value}` : ((after ?? before)?.value ?? '')

const linesOf = ({ before, after }: ShownChange): string =>
  [...new Set([before, after].flatMap((term) => (term ? [term.start.line] : [])))].join(' → ')

function summary({ documents, compared }: DiffResult): string {
  const changes = documents.flatMap((document) => document.changes)
  const counts = order.flatMap((type) => {
    const count = changes.filter((change) => change.type === type).length
    return count === 0 ? [] : [`${count} ${names[type]}`]
  })
  const introduced = documents.reduce((sum, document) => sum + document.introduced.length, 0)
  const resolved = documents.reduce((sum, document) => sum + document.resolved.length, 0)
  const findings =
    introduced + resolved === 0 ? [] : [`${plural(introduced, 'finding')} introduced, ${resolved} resolved`]
  const what = [...counts, ...findings].join(', ')
  return `${plural(compared, 'document')} compared: ${what === '' ? 'nothing changed for customers' : what}`
}

function human(result: DiffResult, { colors }: Screen): string {
  const tint: Readonly<Record<ChangeType, (text: string) => string>> = {
    weakened: colors.red,
    removed: colors.red,
    imposed: colors.red,
    changed: colors.yellow,
    strengthened: colors.green,
    added: colors.green,
    lifted: colors.green,
  }
  const documents = result.documents.map((document) => {
    const from = document.beforePath === null ? '' : colors.dim(`  was ${clean(document.beforePath)}`)
    const changes = sorted(document.changes).flatMap((change) => [
      `  ${tint[change.type](names[change.type].padEnd(12))}  ${clean(change.label)}: ${clean(changeOf(change))}${colors.dim(`  line ${linesOf(change)}${change.suppressed === null ? '' : `  (${clean(change.suppressed)})`}`)}`,
      ...[
        change.before && `- ${clean(oneLine(change.before.actual))}`,
        change.after && `+ ${clean(oneLine(change.after.actual))}`,
      ].flatMap((line) => (line ? [colors.dim(`      ${line}`)] : [])),
    ])
    const findings = (list: readonly ShownFinding[], what: string): string[] =>
      list.map(({ ruleId, start, message }) => `  ${what}  ${start.line}:${start.column}  ${ruleId}  ${clean(message)}`)
    return [
      `${colors.bold(colors.underline(clean(document.path)))}${from}`,
      ...changes,
      ...findings(document.introduced, colors.yellow('new finding '.padEnd(12))),
      ...findings(document.resolved, colors.dim('resolved'.padEnd(12))),
    ].join('\n')
  })
  return `${[...documents, summary(result)].join('\n\n')}\n`
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ')

/** JSON, version 1: other programs rely on it; keys may be added. */
function json({ version, ...result }: DiffResult): string {
  return `${JSON.stringify({ version: 1, tool: { name: 'forthright', version }, ...result }, null, 2)}\n`
}

/** Fit for a comment on a pull request. */
function markdown(result: DiffResult): string {
  const sections = result.documents.map((document) => {
    const rows = sorted(document.changes).map((change) => {
      const says = (term: Term | null): string => (term ? asMarkdown(oneLine(term.actual)) : '')
      return `| ${names[change.type]} | ${asMarkdown(change.label)} | ${asMarkdown(changeOf(change))} | ${says(change.before)} | ${says(change.after)} |`
    })
    const table = ['| Change | Topic | Value | Before | After |', '| --- | --- | --- | --- | --- |', ...rows].join('\n')
    const findings = (list: readonly ShownFinding[], what: string): string[] =>
      list.map(
        ({ ruleId, start, message }) => `- ${what}, line ${start.line}: ${asMarkdown(message)} (${code(ruleId)})`,
      )
    const found = [...findings(document.introduced, 'New finding'), ...findings(document.resolved, 'Resolved')].join(
      '\n',
    )
    return [`## ${code(document.path)}`, ...(rows.length > 0 ? [table] : []), ...(found === '' ? [] : [found])].join(
      '\n\n',
    )
  })
  return `${['# What changes for customers', `${summary(result)}.`, ...sections].join('\n\n')}\n`
}

/** Annotations for what is taken away from customers; the rest is a line of the log. */
function github(result: DiffResult): string {
  const annotations = result.documents.flatMap((document) =>
    document.changes.flatMap(({ message, severity, suppressed, after }) =>
      message === null || severity === null || suppressed !== null
        ? []
        : [
            command(
              levelOf(severity),
              { file: document.path, line: after?.start.line ?? null, title: 'weakened-term' },
              message,
            ),
          ],
    ),
  )
  return [...annotations, summary(result)].map((line) => `${line}\n`).join('')
}
