import { type Severity, severities } from '../../core/index.js'
import { plural } from '../plural.js'
import type { CheckedFile, PlacedFinding, RunResult } from '../result.js'
import { countBySeverity, shown, tooManyWarnings } from '../severity.js'
import { widthOf } from '../terminal/cells.js'
import { clean } from '../terminal/clean.js'
import type { Colors } from '../terminal/colors.js'
import { excerptOf } from '../terminal/excerpt.js'
import { wrap } from '../terminal/wrap.js'

/** What the text is shown on. */
export interface Screen {
  readonly colors: Colors
  /** In cells; undefined where the text does not go to a terminal. */
  readonly columns: number | undefined
}

const defaultColumns = 120
const margin = '    '
const maxRewrites = 2

/** The report for people: grouped by file, each passage underlined where it stands, and a line that sums up. */
export function human(result: RunResult, screen: Screen): string {
  const files = result.files.flatMap((file) => {
    const findings = shown(result, file)
    return findings.length === 0 ? [] : [fileSection(file, findings, screen)]
  })
  const parts = [...files, ...skippedSection(result, screen), ...statsSection(result, screen), summary(result, screen)]
  return `${parts.join('\n\n')}\n`
}

function fileSection(file: CheckedFile, findings: readonly PlacedFinding[], screen: Screen): string {
  const { colors, columns = defaultColumns } = screen
  const path = clean(file.path)
  const about = aboutFile(file)
  const gap = widthOf(path) + 2 + widthOf(about) > columns ? '\n  ' : '  '
  const header = `${colors.bold(colors.underline(path))}${gap}${colors.dim(about)}`
  const changes = new Set<string>()
  const groups = together(findings)
  const sections = groups.map(([placed, ...more], index) => {
    if (more.length > 0) return groupSection([placed, ...more], screen)
    const rewrites = rewritesOf(placed).filter(({ change }) => !changes.has(change))
    for (const { change } of rewrites) changes.add(change)
    const note = placed.finding.note === groups[index - 1]?.[0].finding.note ? undefined : placed.finding.note
    return findingSection(placed, { note, rewrites: rewrites.map(({ text }) => text), path: file.path }, screen)
  })
  return [header, ...sections].join('\n\n')
}

/** Findings in their order; those of one rule at one place, as a page's open questions, come together. */
function together(findings: readonly PlacedFinding[]): readonly (readonly [PlacedFinding, ...PlacedFinding[]])[] {
  const groups: [PlacedFinding, ...PlacedFinding[]][] = []
  for (const placed of findings) {
    const last = groups.at(-1)
    const [first] = last ?? []
    const isSame =
      first?.finding.ruleId === placed.finding.ruleId &&
      first.start.offset === placed.start.offset &&
      first.end.offset === placed.end.offset
    if (last && isSame) last.push(placed)
    else groups.push([placed])
  }
  return groups
}

/** Several findings of one rule at one place: the place once, then what each says. */
function groupSection(group: readonly [PlacedFinding, ...PlacedFinding[]], screen: Screen): string {
  const [first] = group
  const { colors } = screen
  const severities = [...new Set(group.map(({ finding }) => finding.severity))]
  const [head = '', ...excerpt] = placeLines(first, severities.join(', '), screen)
  return [
    `${head}  ${group.length}`,
    ...excerpt,
    ...group.map(({ finding }) => `${margin}- ${finding.reason}`),
    ...(first.finding.note === undefined ? [] : [margin + colors.dim(first.finding.note)]),
  ].join('\n')
}

/** Locale and kind, each with how it is known. */
function aboutFile({ locale, localeFrom, kind, kindFrom }: CheckedFile): string {
  const known = (value: string | undefined, from: string, what: string): string =>
    value === undefined ? `${what} unknown` : `${clean(value)} (${from})`
  return `${known(locale, localeFrom, 'language')} · ${known(kind, kindFrom, 'kind')}`
}

const widthOn = ({ columns }: Screen): number => Math.max(20, (columns ?? defaultColumns) - margin.length)

/** Where a finding stands: its line, with severity and rule, and the source with the passage underlined. */
function placeLines(placed: PlacedFinding, severities: string, screen: Screen): readonly string[] {
  const { colors } = screen
  const { finding, start } = placed
  const paint = painter(finding.severity, colors)
  const excerpt = excerptOf(placed, widthOn(screen))
  return [
    `  ${colors.dim(`${start.line}:${start.column}`)}  ${paint(severities)}  ${colors.bold(finding.ruleId)}`,
    margin + excerpt.before + paint(excerpt.passage) + excerpt.after,
    margin + ' '.repeat(excerpt.indent) + paint('~'.repeat(excerpt.width)),
  ]
}

/** @param said the note and the rewrites that were not shown right before, and the path that stands above */
function findingSection(
  placed: PlacedFinding,
  said: { readonly note: string | undefined; readonly rewrites: readonly string[]; readonly path: string },
  screen: Screen,
): string {
  const { colors, columns } = screen
  const { finding, related } = placed
  const textWidth = columns === undefined ? undefined : Math.min(widthOn(screen), 100)
  const indented = (text: string, style: (line: string) => string, first = margin, next = margin): readonly string[] =>
    wrap(text, textWidth === undefined ? undefined : textWidth - (next.length - margin.length)).map(
      (line, index) => (index === 0 ? first : next) + style(line),
    )
  const plain = (line: string): string => line
  return [
    ...placeLines(placed, finding.severity, screen),
    ...indented(finding.reason, plain),
    ...(said.note === undefined ? [] : indented(said.note, colors.dim)),
    ...said.rewrites.flatMap((text) => indented(text, colors.green, `${margin}→ `, `${margin}  `)),
    ...related.flatMap(({ path, start: { line, column }, message }) =>
      indented(
        `${path === said.path ? '' : `${path}:`}${line}:${column} ${message}`,
        colors.dim,
        `${margin}see `,
        `${margin}    `,
      ),
    ),
  ].join('\n')
}

/** The texts to put in place of the passage, each with what tells its change apart; where a fix gives no text, its title. */
function rewritesOf({ finding, fixes }: PlacedFinding): readonly { readonly text: string; readonly change: string }[] {
  const byText = new Map(
    fixes.map(({ title, here, expected, edits }) => {
      const text = (here ? expected?.trim() : '') || title
      return [text, { text, change: JSON.stringify([finding.ruleId, text, edits]) }]
    }),
  )
  return [...byText.values()].slice(0, maxRewrites)
}

function painter(severity: Severity, colors: Colors): (text: string) => string {
  if (severity === 'error') return colors.red
  if (severity === 'warning') return colors.yellow
  return severity === 'info' ? colors.blue : colors.cyan
}

const severityNames: Readonly<Record<Severity, readonly [string, string]>> = {
  error: ['error', 'errors'],
  warning: ['warning', 'warnings'],
  info: ['info', 'infos'],
  hint: ['hint', 'hints'],
}

function summary(result: RunResult, { colors }: Screen): string {
  const findings = result.files.flatMap((file) => shown(result, file))
  const counts = countBySeverity(findings)
  const locales = [...new Set(result.files.flatMap(({ locale }) => (locale === undefined ? [] : [locale])))].sort()
  const checked = `${plural(result.files.length, 'file')}${locales.length > 0 ? ` in ${locales.join(', ')}` : ''} checked with ${plural(result.rules.length, 'rule')}`
  const parts = severities
    .filter((severity) => counts[severity] > 0)
    .map((severity) => painter(severity, colors)(plural(counts[severity], ...severityNames[severity])))
  const found =
    findings.length === 0 ? colors.green('no findings') : `${plural(findings.length, 'finding')} (${parts.join(', ')})`
  const fixed = result.files.reduce((sum, file) => sum + file.fixed, 0)
  const safe = findings.filter(({ fixes }) => fixes.some((fix) => fix.safe && fix.here)).length
  const verdict = result.files.length === 0 ? colors.red('nothing was checked') : `${checked}: ${found}`
  const lines = [
    verdict,
    ...(fixed > 0 ? [`${plural(fixed, 'fix', 'fixes')} applied`] : []),
    ...(safe > 0 ? [`${plural(safe, 'finding')} can be fixed with --fix`] : []),
    ...(tooManyWarnings(result)
      ? [colors.red(`more warnings than the ${result.maxWarnings} that --max-warnings lets pass`)]
      : []),
    ...(result.errors.length > 0
      ? [colors.red(`${plural(result.errors.length, 'problem')}, see above: not everything was checked`)]
      : []),
  ]
  return lines.join('\n')
}

function skippedSection(result: RunResult, { colors }: Screen): readonly string[] {
  if (result.skipped.length === 0) return []
  return [result.skipped.map(({ path, reason }) => colors.dim(`skipped ${clean(path)}: ${clean(reason)}`)).join('\n')]
}

function statsSection({ stats }: RunResult, { colors }: Screen): readonly string[] {
  if (!stats) return []
  const rules = Object.entries(stats.rules).map(([id, count]) => `${String(count).padStart(6)}  ${id}`)
  const accepted = stats.accepted.map(
    ({ text, reason, count }) => `${String(count).padStart(6)}  “${clean(text)}” ${colors.dim(`(${clean(reason)})`)}`,
  )
  return [
    [colors.bold('Findings by rule'), ...(rules.length > 0 ? rules : ['  none'])].join('\n'),
    ...(accepted.length > 0 ? [[colors.bold('Accepted by the configuration'), ...accepted].join('\n')] : []),
    `${plural(stats.suppressed, 'finding')} suppressed`,
  ]
}
