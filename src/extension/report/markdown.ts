import { groupLabel, kindLabel, severityLabel, type Translate } from '../labels.js'
import type { GroupPart, PromisePart, ReportModel } from './model.js'
import { stageLabel, standingLabel, summary } from './wording.js'

/** Characters that Markdown would take for markup; a line break would end a table's row. */
const plain = (text: string): string => text.replace(/\s+/g, ' ').replace(/[\\`*_[\]<>|#]/g, '\\$&')

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string[] => [
  row(head),
  row(head.map(() => '---')),
  ...rows.map(row),
]

/** The report as Markdown, for a ticket or a repository. */
export function markdown(model: ReportModel, t: Translate): string {
  const parts = [
    [`# ${t('Trust report')}`],
    [summary(t, model.total, model.documents.length)],
    ...(model.documents.length === 0
      ? []
      : [[`## ${t('Documents')}`], documentTable(model, t), ...findingParts(model, t)]),
    ...promiseParts(model, t),
    ...coverageParts(model, t),
    ...stageParts(model, t),
  ]
  return `${parts.map((lines) => lines.join('\n')).join('\n\n')}\n`
}

const documentTable = ({ documents }: ReportModel, t: Translate): string[] =>
  table(
    [t('Document'), t('Kind'), t('Errors'), t('Warnings'), t('Notes'), t('Silenced'), t('Gaps')],
    documents.map(({ document, counts, silenced, gaps }) => [
      plain(document.path),
      document.kind === null ? t('unknown') : kindLabel(t, document.kind),
      ...[counts.error, counts.warning, counts.info + counts.hint, silenced, gaps].map(String),
    ]),
  )

function findingParts({ groups }: ReportModel, t: Translate): string[][] {
  const found = groups.filter(({ count }) => count > 0)
  return found.length === 0 ? [] : [[`## ${t('Findings')}`], ...found.flatMap((part) => groupParts(part, t))]
}

const groupParts = ({ group, count, documents }: GroupPart, t: Translate): string[][] => [
  [`### ${groupLabel(t, group)} (${count})`],
  documents.flatMap(({ document, findings }) =>
    findings
      .filter(({ suppressed }) => suppressed === null)
      .map(
        ({ start, severity, message, ruleId }) =>
          `- ${plain(document.path)}:${start.line} **${severityLabel(t, severity)}** ${plain(message)} (${ruleId})`,
      ),
  ),
]

const promised = (list: PromisePart['promised']): string =>
  list.map(({ document, item }) => `${plain(item.value)} (${plain(document.path)}:${item.start.line})`).join('; ')

const promiseParts = ({ promises }: ReportModel, t: Translate): string[][] =>
  promises.length === 0
    ? []
    : [
        [`## ${t('Promise map')}`],
        table(
          [t('Topic'), t('What is promised'), t('What policies say'), t('Standing')],
          promises.map((part) => [
            plain(part.label),
            promised(part.promised),
            promised(part.policies),
            standingLabel(t, part.standing),
          ]),
        ),
      ]

const coverageParts = ({ coverage }: ReportModel, t: Translate): string[][] =>
  coverage.length === 0
    ? []
    : [
        [`## ${t('What readers look for')}`],
        ...coverage.flatMap((document) => [
          [`### ${plain(document.path)}`],
          document.coverage.map(({ covered, question }) => `- [${covered ? 'x' : ' '}] ${plain(question)}`),
        ]),
      ]

const stageParts = ({ stages }: ReportModel, t: Translate): string[][] =>
  stages.length === 0
    ? []
    : [
        [`## ${t('The customer’s journey')}`],
        stages.map(({ stage, stands }) => {
          const topics = [...new Set(stands.map(({ item }) => ('label' in item ? item.label : item.question)))]
          return `- **${stageLabel(t, stage)}**: ${topics.length > 0 ? plain(topics.join(', ')) : t('Nothing to stand on yet')}`
        }),
      ]
