import type { Severity } from '../../core/index.js'
import type { PlacedFinding, RunResult } from '../result.js'
import { shown } from '../severity.js'
import { clean } from '../terminal/clean.js'

const commands: Readonly<Record<Severity, 'error' | 'warning' | 'notice'>> = {
  error: 'error',
  warning: 'warning',
  info: 'notice',
  hint: 'notice',
}

/** GitHub shows ten annotations of each level for a step and drops the rest in silence. */
const limit = 10

/** Workflow commands. What is beyond GitHub's limit follows as plain lines of the log, with a note that says so. */
export function github(result: RunResult): string {
  const left = { error: limit, warning: limit, notice: limit }
  const lines: string[] = []
  const rest: string[] = []
  for (const { path, line, column, message } of result.errors) {
    if (left.error-- > 0) lines.push(command('error', { file: path, line, col: column, title: 'forthright' }, message))
    else rest.push(`${place(path ?? '', line, column)} error ${clean(message)}`)
  }
  for (const file of result.files) {
    for (const finding of shown(result, file)) {
      const level = commands[finding.finding.severity]
      if (left[level]-- > 0) lines.push(annotation(finding, file.path, level))
      else rest.push(plainLine(finding, file.path))
    }
  }
  const more =
    rest.length === 0 ? [] : [`${rest.length} more, beyond the ${limit} of a level that GitHub shows:`, ...rest]
  return [...lines, ...more].map((line) => `${line}\n`).join('')
}

const place = (path: string, line: number | null, column: number | null): string =>
  [clean(path), line, column].filter((part) => part !== null && part !== '').join(':')

function annotation({ finding, start, end }: PlacedFinding, file: string, level: string): string {
  const oneLine = start.line === end.line
  return command(
    level,
    {
      file,
      line: start.line,
      endLine: end.line,
      col: oneLine ? start.column : null,
      endColumn: oneLine ? end.column : null,
      title: finding.ruleId,
    },
    [finding.reason, finding.note ?? ''].filter((text) => text !== '').join('\n'),
  )
}

const plainLine = ({ finding, start }: PlacedFinding, path: string): string =>
  `${place(path, start.line, start.column)} ${finding.severity} ${finding.ruleId} ${clean(finding.reason)}`

type Properties = Readonly<Record<string, string | number | null>>

/** The level at which GitHub annotates what has a severity. */
export const levelOf = (severity: Severity): string => commands[severity]

/** A workflow command. */
export function command(name: string, properties: Properties, message: string): string {
  const list = Object.entries(properties)
    .filter(([, value]) => value !== null)
    .map(([key, value]) => `${key}=${escapeData(String(value)).replaceAll(':', '%3A').replaceAll(',', '%2C')}`)
  return `::${name} ${list.join(',')}::${escapeData(message)}`
}

const escapeData = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
