import { createHash } from 'node:crypto'
import type { RuleData, Severity } from '../../core/index.js'
import type { Place, PlacedFinding, PlacedFix, Problem, RunResult } from '../result.js'
import { reaches } from '../severity.js'

const levels: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
  hint: 'note',
}

/** SARIF 2.1.0: rules with their pages, fixes, suppressions with their reasons, and what could not be done. */
export function sarif(result: RunResult): string {
  const indexOf = new Map(result.rules.map(({ page }, index) => [page.id, index]))
  const seen = new Map<string, number>()
  const results = result.files.flatMap((file) =>
    file.findings
      .filter(({ finding }) => !result.quiet || reaches(finding.severity, result.failOn))
      .map((placed) => resultOf(placed, file.path, indexOf, seen)),
  )
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Forthright',
            version: result.version,
            semanticVersion: result.version,
            informationUri: result.site,
            rules: result.rules.map(ruleOf(result.site)),
          },
        },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { '%SRCROOT%': { description: { text: 'The folder in which forthright was started.' } } },
        invocations: [
          {
            executionSuccessful: result.errors.length === 0,
            toolExecutionNotifications: result.errors.map(notificationOf),
          },
        ],
        results,
      },
    ],
  }
  return `${JSON.stringify(log, null, 2)}\n`
}

const ruleOf =
  (site: string) =>
  ({ page }: RuleData) => ({
    id: page.id,
    name: page.id.replace(/(?:^|-)(\p{L})/gu, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: page.description },
    fullDescription: { text: page.why },
    help: { text: page.why, markdown: [`# ${page.title}`, page.why, ...sectionsOf(page.sections)].join('\n\n') },
    helpUri: `${site}/${page.id}`,
    defaultConfiguration: { level: levels[page.severity] },
    properties: { tags: [page.group] },
  })

/** The sections of a page as Markdown. */
export const sectionsOf = (sections: Readonly<Record<string, string>>): readonly string[] =>
  Object.entries(sections).map(([title, text]) => `## ${title}\n\n${text}`)

/** A path as a URI reference from the folder in which the program was started. */
const uri = (path: string): string => path.split('/').map(encodeURIComponent).join('/')

const artifact = (path: string) =>
  path.startsWith('/') ? { uri: `file://${uri(path)}` } : { uri: uri(path), uriBaseId: '%SRCROOT%' }

const region = ({ start, end }: Place) => ({
  startLine: start.line,
  startColumn: start.column,
  endLine: end.line,
  endColumn: end.column,
  charOffset: start.offset,
  charLength: end.offset - start.offset,
})

function resultOf(
  placed: PlacedFinding,
  path: string,
  indexOf: ReadonlyMap<string, number>,
  seen: Map<string, number>,
) {
  const { finding, fixes, related } = placed
  return {
    ruleId: finding.ruleId,
    ruleIndex: indexOf.get(finding.ruleId) ?? -1,
    level: levels[finding.severity],
    message: { text: finding.note === undefined ? finding.reason : `${finding.reason} ${finding.note}` },
    locations: [{ physicalLocation: { artifactLocation: artifact(path), region: region(placed) } }],
    partialFingerprints: { 'forthright/v1': fingerprint(finding.ruleId, path, finding.actual, seen) },
    ...(related.length === 0
      ? {}
      : {
          relatedLocations: related.map((place, id) => ({
            id,
            message: { text: place.message },
            physicalLocation: { artifactLocation: artifact(path), region: region(place) },
          })),
        }),
    ...(fixes.length === 0 ? {} : { fixes: fixes.map((fix) => fixOf(fix, path)) }),
    ...(finding.suppressed === null
      ? {}
      : { suppressions: [{ kind: placed.accepted ? 'external' : 'inSource', justification: finding.suppressed }] }),
    properties: { locale: finding.locale, group: finding.group, severity: finding.severity },
  }
}

const fixOf = ({ title, safe, edits }: PlacedFix, path: string) => ({
  description: { text: title },
  artifactChanges: [
    {
      artifactLocation: artifact(path),
      replacements: edits.map((edit) => ({ deletedRegion: region(edit), insertedContent: { text: edit.text } })),
    },
  ],
  properties: { safe },
})

/** The same passage keeps its fingerprint when lines move; the second of its kind in a file has its own. */
function fingerprint(ruleId: string, path: string, actual: string, seen: Map<string, number>): string {
  const key = [ruleId, path, actual.replace(/\s+/g, ' ')].join('\n')
  const count = seen.get(key) ?? 0
  seen.set(key, count + 1)
  return createHash('sha256').update(`${key}\n${count}`).digest('hex').slice(0, 32)
}

const notificationOf = ({ path, line, column, message }: Problem) => ({
  level: 'error',
  message: { text: message },
  ...(path === null
    ? {}
    : {
        locations: [
          {
            physicalLocation: {
              artifactLocation: artifact(path),
              ...(line === null
                ? {}
                : { region: { startLine: line, ...(column === null ? {} : { startColumn: column }) } }),
            },
          },
        ],
      }),
})
