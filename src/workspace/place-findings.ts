import {
  type Accepted,
  createLineIndex,
  type Finding,
  type Fix,
  type LineIndex,
  type Report,
  type Span,
} from '../core/index.js'
import type { Place, PlacedFinding, PlacedFix, PlaceIn } from './place.js'

/** A document in which something is to be shown. */
export interface ShownDocument {
  /** Seen from where reports are read. */
  readonly path: string
  readonly lines: LineIndex
}

/** How much of a long line is kept on each side of the passage, in UTF-16 units; more than any terminal shows. */
const keep = 500

/**
 * Finds lines and columns for the findings of a report.
 *
 * @param document the text that was read, without byte order mark, its path as shown, and its lines where they are known
 * @param accept what the configuration accepts for this document
 * @param others documents that findings point to, by the report's paths; places in any other document are left out
 */
export function placeFindings(
  report: Report,
  document: { readonly path: string; readonly text: string; readonly lines?: LineIndex },
  accept: readonly Accepted[],
  others: ReadonlyMap<string, ShownDocument>,
): readonly PlacedFinding[] {
  const { lines = createLineIndex(document.text) } = document
  const documents = new Map([...others, [report.path, { path: document.path, lines }]])
  const placeIn = (name: string, span: Span): readonly PlaceIn[] => {
    const target = documents.get(name)
    return target ? [{ path: target.path, ...placeOf(target.lines, span) }] : []
  }
  const placeFix = (fix: Fix, expected: string | undefined): readonly PlacedFix[] => {
    const edits = fix.edits.flatMap((edit) =>
      placeIn(edit.path ?? report.path, edit).map((place) => ({ ...place, text: edit.text })),
    )
    const here = isHere(fix, report.path)
    return edits.length < fix.edits.length ? [] : [{ title: fix.title, safe: fix.safe, here, expected, edits }]
  }
  return report.findings.map((finding) => ({
    finding,
    ...placeOf(lines, finding.place),
    ...excerpt(finding, document.text, lines),
    related: finding.related.flatMap(({ path, place, message }) =>
      placeIn(path, place).map((found) => ({ ...found, message })),
    ),
    fixes: finding.fixes.flatMap((fix, index) => placeFix(fix, finding.expected[index])),
    accepted: acceptedBy(finding, accept),
  }))
}

const placeOf = (lines: LineIndex, { start, end }: Span): Place => ({
  start: lines.pointAt(start),
  end: lines.pointAt(end),
})

/** The engine gives only the reason; the entry whose words the passage lies in, or has in it, is the one. */
function acceptedBy({ suppressed, actual }: Finding, accept: readonly Accepted[]): Accepted | undefined {
  const entries = accept.filter(({ reason }) => reason === suppressed)
  const passage = actual.toLowerCase()
  return (
    entries.find(({ text }) => text.toLowerCase().includes(passage) || passage.includes(text.toLowerCase())) ??
    entries[0]
  )
}

/** Whether the fix changes nothing but the document at `path`, in which its finding stands. */
export const isHere = ({ edits }: Fix, path: string): boolean =>
  edits.every((edit) => edit.path === undefined || edit.path === path)

function excerpt(
  finding: Finding,
  text: string,
  lines: LineIndex,
): Pick<PlacedFinding, 'line' | 'lineStart' | 'lineEnd' | 'cut'> {
  const { start, end } = finding.place
  const span = lines.lineSpan(lines.pointAt(start).line)
  const passageEnd = Math.min(Math.max(end, start), span.end)
  const from = characterStart(text, Math.max(span.start, start - keep))
  const to = characterStart(text, Math.min(span.end, Math.max(passageEnd, start) + keep, start + 2 * keep))
  return {
    line: text.slice(from, to),
    lineStart: start - from,
    lineEnd: Math.min(Math.max(passageEnd, start), to) - from,
    cut: { before: from > span.start, after: to < span.end || end > span.end },
  }
}

/** Never between the two halves of a character outside of the basic plane. */
const characterStart = (text: string, at: number): number => {
  const unit = text.charCodeAt(at)
  return at > 0 && unit >= 0xdc00 && unit <= 0xdfff ? at - 1 : at
}

/** The paths of documents that a finding or its fixes point to. */
export const pathsOf = ({ related, fixes }: Report['findings'][number]): readonly string[] => [
  ...related.map(({ path }) => path),
  ...fixes.flatMap(({ edits }) => edits.flatMap(({ path }) => path ?? [])),
]
