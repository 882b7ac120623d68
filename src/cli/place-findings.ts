import {
  type Accepted,
  createLineIndex,
  type Edit,
  type Finding,
  type LineIndex,
  type Report,
  type Span,
} from '../core/index.js'
import type { Place, PlacedFinding } from './result.js'

/** How much of a long line is kept on each side of the passage, in UTF-16 units; more than any terminal shows. */
const keep = 500

/**
 * Finds lines and columns for the findings of a report. Related places and fixes in other documents are left out: their
 * texts are not known here.
 *
 * @param text the text that was read, without byte order mark
 * @param accept what the configuration accepts for this document
 */
export function placeFindings(report: Report, text: string, accept: readonly Accepted[]): readonly PlacedFinding[] {
  const lines = createLineIndex(text)
  const placeOf = (span: Span): Place => ({ start: lines.pointAt(span.start), end: lines.pointAt(span.end) })
  return report.findings.map((finding) => ({
    finding,
    ...placeOf(finding.place),
    ...excerpt(finding, text, lines),
    related: finding.related
      .filter(({ path }) => path === report.path)
      .map(({ place, message }) => ({ ...placeOf(place), message })),
    fixes: finding.fixes
      .map((fix, index) => ({ ...fix, expected: finding.expected[index] }))
      .filter(({ edits }) => edits.every((edit) => isHere(edit, report.path)))
      .map((fix) => ({ ...fix, edits: fix.edits.map((edit) => ({ ...placeOf(edit), text: edit.text })) })),
    accepted: acceptedBy(finding, accept),
  }))
}

/** The engine gives only the reason; the entry whose words the passage lies in, or has in it, is the one. */
function acceptedBy({ suppressed, actual }: Finding, accept: readonly Accepted[]): Accepted | undefined {
  const entries = accept.filter(({ reason }) => reason === suppressed)
  const passage = actual.toLowerCase()
  return (
    entries.find(({ text }) => text.toLowerCase().includes(passage) || passage.includes(text.toLowerCase())) ??
    entries[0]
  )
}

/** Whether the edit changes the document in which the finding stands. */
export const isHere = (edit: Edit, path: string): boolean => edit.path === undefined || edit.path === path

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
    cut: { before: from > span.start, after: to < span.end },
  }
}

/** Never between the two halves of a character outside of the basic plane. */
const characterStart = (text: string, at: number): number => {
  const unit = text.charCodeAt(at)
  return at > 0 && unit >= 0xdc00 && unit <= 0xdfff ? at - 1 : at
}
