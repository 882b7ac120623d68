import type { RuleData } from '../../core/index.js'
import type { Screen } from '../formats/human.js'
import type { ExitCode } from '../host.js'
import { UsageError } from '../options.js'
import { sectionsOf } from '../page-sections.js'
import { allRules, type Session } from '../session.js'
import { widthOf } from '../terminal/cells.js'
import { writeText } from '../write-report.js'
import { ruleCalled } from './rule-names.js'

/** Lists all rules, own ones of the configuration here included, or shows the pages of those named. @throws UsageError */
export async function showRules(session: Session): Promise<ExitCode> {
  const { host, engine, options } = session
  if (options.format !== 'human' && options.format !== 'json')
    throw new UsageError(`“forthright rules” writes human or json, not ${options.format}`)
  const config = await session.configFor(host.cwd)
  const rules = [...allRules(engine, [config])].sort((a, b) => (a.page.id < b.page.id ? -1 : 1))
  const wanted = options.paths.map((id) => ruleCalled(id, rules))
  const asJson = options.format === 'json'
  const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`
  const [only, ...more] = wanted
  await writeText(host, options, ({ colors }) => {
    if (!only) return asJson ? json(rules.map(summaryOf)) : listing(colors, rules)
    if (asJson) return json(more.length === 0 ? pageOf(only) : wanted.map(pageOf))
    return wanted.map(pageText).join('\n')
  })
  return 0
}

const summaryOf = ({ page, lexicons }: RuleData) => ({
  id: page.id,
  group: page.group,
  title: page.title,
  description: page.description,
  severity: page.severity,
  kinds: page.kinds,
  locales: Object.keys(lexicons),
})

const pageOf = (rule: RuleData) => ({
  ...summaryOf(rule),
  guards: rule.page.guards,
  why: rule.page.why,
  sections: rule.page.sections,
  examples: rule.page.examples,
})

function listing(colors: Screen['colors'], rules: readonly RuleData[]): string {
  const widest = (pick: (rule: RuleData) => string): number => Math.max(0, ...rules.map((rule) => widthOf(pick(rule))))
  const id = widest(({ page }) => page.id)
  const group = widest(({ page }) => page.group)
  const lines = rules.map(
    ({ page }) =>
      `${colors.bold(page.id.padEnd(id))}  ${page.severity.padEnd(7)}  ${page.group.padEnd(group)}  ${colors.dim(page.description)}`,
  )
  return [...lines, '', `${rules.length} rules; “forthright rules ID” shows the page of one`, ''].join('\n')
}

function pageText({ page, lexicons }: RuleData): string {
  const examples = page.examples.map(({ locale, kind, text }) =>
    ['```md', locale, ...(kind === undefined ? [] : [`kind=${kind}`])].join(' ').concat(`\n${text}\n\`\`\``),
  )
  const about = [
    `${page.id}: ${page.description}`,
    `group ${page.group} · severity ${page.severity} · languages ${Object.keys(lexicons).join(', ')}`,
    ...(page.kinds.length > 0 ? [`for ${page.kinds.join(', ')}`] : []),
  ]
  const parts = [
    `# ${page.title}`,
    about.join('\n'),
    page.why,
    ...(examples.length > 0 ? ['## Examples', ...examples] : []),
  ]
  return `${[...parts, ...sectionsOf(page.sections)].join('\n\n')}\n`
}
