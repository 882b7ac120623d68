import { createHash } from 'node:crypto'
import { isAbsolute } from '../../config/index.js'
import type { Severity } from '../../core/index.js'
import { sectionsOf } from '../page-sections.js'
import type { Place, PlacedFinding, PlacedFix, PlaceIn, Problem, ReportedRule, RunResult } from '../result.js'
import { reported } from '../severity.js'

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
    reported(result, file).map((placed) => resultOf(placed, file.path, indexOf, seen)),
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
            ...(isWebAddress(result.site) ? { informationUri: result.site } : {}),
            rules: result.rules.map(ruleOf),
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

const ruleOf = ({ page, url }: ReportedRule) => ({
  id: page.id,
  name: page.id.replace(/(?:^|-)(\p{L})/gu, (_, letter: string) => letter.toUpperCase()),
  shortDescription: { text: page.description },
  fullDescription: { text: page.why },
  help: { text: page.why, markdown: [`# ${page.title}`, page.why, ...sectionsOf(page.sections)].join('\n\n') },
  ...(isWebAddress(url) ? { helpUri: url } : {}),
  defaultConfiguration: { level: levels[page.severity] },
  properties: { tags: [page.group] },
})

const isWebAddress = (url: string): boolean => /^https?:\/\//.test(url)

/** A path as a URI: seen from the folder in which the program was started, unless the file is on another drive. */
function artifact(path: string) {
  const uri = path.split('/').map(encodeURIComponent).join('/')
  return isAbsolute(path) ? { uri: `file://${uri.replace(/^(\p{L})%3A/u, '/$1:')}` } : { uri, uriBaseId: '%SRCROOT%' }
}

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
            physicalLocation: { artifactLocation: artifact(place.path), region: region(place) },
          })),
        }),
    ...(fixes.length === 0 ? {} : { fixes: fixes.map(fixOf) }),
    ...(finding.suppressed === null
      ? {}
      : { suppressions: [{ kind: placed.accepted ? 'external' : 'inSource', justification: finding.suppressed }] }),
    properties: { locale: finding.locale, group: finding.group, severity: finding.severity },
  }
}

const fixOf = ({ title, safe, edits }: PlacedFix) => ({
  description: { text: title },
  artifactChanges: [...new Set(edits.map(({ path }) => path))].map((path) => ({
    artifactLocation: artifact(path),
    replacements: edits.filter((edit) => edit.path === path).map(replacementOf),
  })),
  properties: { safe },
})

const replacementOf = (edit: PlaceIn & { readonly text: string }) => ({
  deletedRegion: region(edit),
  insertedContent: { text: edit.text },
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
