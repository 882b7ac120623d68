import { createLineIndex, type Format, groupBy, type Linter, type RuleSettings } from '../core/index.js'

/** A document as it was read. */
export interface SnapshotDocument {
  /** Below the folder, with `/`; the locale's name in it tells the locale where the text does not. */
  readonly path: string
  readonly text: string
  readonly format: Format
}

interface Line {
  readonly ruleId: string
  readonly locale: string
  readonly text: string
}

const settings: RuleSettings = { severities: {}, accept: [], messageLanguage: 'document' }
/** How much is shown on each side of a passage, in UTF-16 units. */
const CONTEXT = 50

/**
 * All findings of the rules that are on by default, grouped by rule and locale, each with its place and what stands around it, so
 * that two runs can be compared line by line.
 *
 * @param onDocument called before each document is read
 */
export function snapshotOf(
  documents: readonly SnapshotDocument[],
  linter: Linter,
  onDocument: (path: string) => void = () => {},
): string {
  const lines: Line[] = []
  const problems: string[] = []
  for (const { path, text, format } of documents) {
    onDocument(path)
    const report = linter.lint({ path, text, format }, settings)
    problems.push(...report.problems.map(({ message }) => `${path}: ${message}`))
    const { pointAt } = createLineIndex(text)
    for (const { ruleId, locale, place, suppressed } of report.findings) {
      if (suppressed !== null) continue
      const before = oneLine(text.slice(Math.max(0, place.start - CONTEXT), place.start))
      const after = oneLine(text.slice(place.end, place.end + CONTEXT))
      const { line, column } = pointAt(place.start)
      const passage = oneLine(text.slice(place.start, place.end))
      lines.push({ ruleId, locale, text: `${path}:${line}:${column} ${before}【${passage}】${after}` })
    }
  }
  const sections = groupBy(lines, ({ ruleId, locale }) => `${ruleId} · ${locale}`)
  const names = [...sections.keys()].sort()
  return [
    '# Findings',
    `${lines.length} in ${documents.length} documents.`,
    ...(problems.length > 0 ? ['## Problems', problems.map((problem) => `- ${problem}`).join('\n')] : []),
    ...names.flatMap((name) => {
      const found = sections.get(name) ?? []
      return [`## ${name} (${found.length})`, found.map(({ text }) => `- ${text}`).join('\n')]
    }),
    '',
  ].join('\n\n')
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ')
