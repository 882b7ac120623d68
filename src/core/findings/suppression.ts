import type { DocumentSuppression } from '../data/document.js'
import type { Finding } from '../data/finding.js'
import { contains, createLineIndex, type LineIndex, type Span } from '../text/span.js'
import type { Comment } from '../tree/reading.js'
import type { Suppression } from './rule.js'

const directive = /^\s*forthright-ignore(-next-line|-line|-file|-start|-end)?(?=\s|$)([\s\S]*?)(?:\s--\s*([\s\S]*))?$/

/**
 * Reads suppression comments: `forthright-ignore-next-line`, `-line`, `-start` … `-end` and `-file`, each with rule ids and,
 * after `--`, a reason.
 */
export function readSuppressions(comments: readonly Comment[], source: string): Suppression[] {
  if (comments.length === 0) return []
  const lines = createLineIndex(source)
  const suppressions: Suppression[] = []
  const open: { readonly comment: Comment; readonly ruleIds: readonly string[]; readonly reason: string }[] = []
  const add = (from: Omit<Suppression, 'scope' | 'used'>, scope: Span): void => {
    suppressions.push({ ...from, scope, used: false })
  }
  for (const comment of [...comments].sort((a, b) => a.start - b.start)) {
    const match = directive.exec(comment.text.trimEnd())
    if (!match) continue
    const [, form = '-next-line', names = '', reason = ''] = match
    const from = { comment, ruleIds: names.split(/[\s,]+/).filter((name) => name !== ''), reason: reason.trim() }
    if (form === '-file') add(from, { start: 0, end: source.length })
    else if (form === '-start') open.push(from)
    else if (form === '-end') {
      const begun = open.pop()
      if (begun) add(begun, { start: begun.comment.end, end: comment.start })
    } else if (form === '-line') add(from, lines.lineSpan(lines.pointAt(comment.start).line))
    else add(from, nextLine(source, comment.end, lines))
  }
  for (const begun of open) add(begun, { start: begun.comment.end, end: source.length })
  return suppressions
}

/** The next line after `offset` that is not blank. */
function nextLine(source: string, offset: number, lines: LineIndex): Span {
  const after = /\S/.exec(source.slice(lines.lineSpan(lines.pointAt(offset).line).end))
  if (!after) return { start: source.length, end: source.length }
  return lines.lineSpan(lines.pointAt(lines.lineSpan(lines.pointAt(offset).line).end + after.index).line)
}

/** Whether what a rule finds begins where the suppression speaks; one without a reason suppresses nothing. */
export const covers = (
  { ruleIds, reason, scope }: DocumentSuppression,
  { ruleId, place: { start } }: Pick<Finding, 'ruleId' | 'place'>,
): boolean =>
  reason !== '' && (ruleIds.length === 0 || ruleIds.includes(ruleId)) && contains(scope, { start, end: start })

/** @returns the findings with the reasons of what suppresses them, and the suppressions with whether they were used. */
export function suppress(
  findings: readonly Finding[],
  suppressions: readonly Suppression[],
): { readonly findings: readonly Finding[]; readonly suppressions: readonly Suppression[] } {
  if (suppressions.length === 0) return { findings, suppressions }
  const used = new Set<Suppression>()
  const result = findings.map((finding) => {
    const by = suppressions.find((suppression) => covers(suppression, finding))
    if (!by) return finding
    used.add(by)
    return { ...finding, suppressed: finding.suppressed ?? by.reason }
  })
  return {
    findings: result,
    suppressions: suppressions.map((suppression) => ({ ...suppression, used: used.has(suppression) })),
  }
}
