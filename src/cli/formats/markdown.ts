import { severities } from '../../core/index.js'
import type { CheckedFile, PlacedFinding, RunResult } from '../result.js'
import { countBySeverity, shown } from '../severity.js'

/** A report to paste into a pull request or a job summary: one table for each file. */
export function markdown(result: RunResult): string {
  const findings = result.files.flatMap((file) => shown(result, file))
  const counts = countBySeverity(findings)
  const bySeverity = severities
    .filter((severity) => counts[severity] > 0)
    .map((severity) => `${severity}: ${counts[severity]}`)
  const total = findings.length === 0 ? 'No findings' : `Findings: ${findings.length} (${bySeverity.join(', ')})`
  const parts = [
    '# Forthright',
    `${total}. Files checked: ${result.files.length}.`,
    ...result.files.flatMap((file) => fileSection(file, shown(result, file))),
    ...list(
      'Could not be done',
      result.errors.map(
        ({ path, line, message }) =>
          `${path === null ? '' : `${code(path)}${line === null ? '' : ` line ${line}`}: `}${asMarkdown(message)}`,
      ),
    ),
    ...list(
      'Skipped',
      result.skipped.map(({ path, reason }) => `${code(path)}: ${asMarkdown(reason)}`),
    ),
    ...(result.stats
      ? [
          ...list(
            'Findings by rule',
            Object.entries(result.stats.rules).map(([id, count]) => `${id}: ${count}`),
          ),
          ...list(
            'Accepted by the configuration',
            result.stats.accepted.map(({ text, reason, count }) => `${code(text)}: ${count} (${asMarkdown(reason)})`),
          ),
        ]
      : []),
  ]
  return `${parts.join('\n\n')}\n`
}

const list = (title: string, items: readonly string[]): readonly string[] =>
  items.length === 0 ? [] : [`## ${title}`, items.map((item) => `- ${item}`).join('\n')]

function fileSection(file: CheckedFile, findings: readonly PlacedFinding[]): readonly string[] {
  if (findings.length === 0) return []
  const about = [file.locale, file.kind].filter((part) => part !== undefined).join(', ')
  return [
    `## ${code(file.path)}${about === '' ? '' : ` (${asMarkdown(about)})`}`,
    ['| Line | | Rule | Finding | Instead |', '| ---: | --- | --- | --- | --- |', ...findings.map(row)].join('\n'),
  ]
}

function row({ finding, start, fixes }: PlacedFinding): string {
  const [first] = fixes
  const cells = [
    `${start.line}:${start.column}`,
    finding.severity,
    finding.url === '' ? finding.ruleId : `[${finding.ruleId}](${encodeURI(finding.url)})`,
    [asMarkdown(finding.reason), ...(finding.note === undefined ? [] : [`<br>${asMarkdown(finding.note)}`])].join(''),
    asMarkdown(first ? first.expected?.trim() || first.title : ''),
  ]
  return `| ${cells.join(' | ')} |`
}

/** Text as Markdown that shows it, on one line. */
export const asMarkdown = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_{}[\]<>|~#]/g, '\\$&')
    .replace(/&/g, '&amp;')

export const code = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').replaceAll('|', '\\|')
  const fence = '`'.repeat(Math.max(0, ...(line.match(/`+/g) ?? []).map(({ length }) => length)) + 1)
  return fence.length === 1 ? `\`${line}\`` : `${fence} ${line} ${fence}`
}
