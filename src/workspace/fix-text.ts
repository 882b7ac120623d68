import { applyEdits, type Edit, type Report, selectFixes } from '../core/index.js'
import { isHere } from './place-findings.js'

/** A fix can uncover another; after so many rounds the text is taken as it is. */
const maxPasses = 10

export interface FixedText {
  readonly text: string
  /** The report on `text`. */
  readonly report: Report
  /** The edits of each round; those of a round speak of the text that the rounds before it have left. */
  readonly passes: readonly (readonly Edit[])[]
  /** How many fixes were applied. */
  readonly applied: number
}

/**
 * Applies fixes and reads again, until nothing is left to apply. Suppressed findings are left alone, and so are fixes that
 * reach into other documents. Stops where fixes undo each other.
 *
 * @param lint reads one state of the text
 * @param suggestions whether the first suggestion of a finding is applied, too
 */
export function fixText(lint: (text: string) => Report, source: string, suggestions: boolean): FixedText {
  let text = source
  let report = lint(text)
  let applied = 0
  const passes: (readonly Edit[])[] = []
  const seen = new Set([text])
  for (let pass = 0; pass < maxPasses; pass++) {
    const findings = report.findings
      .filter(({ suppressed }) => suppressed === null)
      .map((finding) => ({
        ...finding,
        fixes: finding.fixes.filter((fix) => isHere(fix, report.path)),
      }))
    const fixes = selectFixes(findings, { suggestions })
    const edits = fixes.flatMap((fix) => fix.edits)
    const next = applyEdits(text, edits)
    if (seen.has(next)) break
    seen.add(next)
    passes.push(edits)
    text = next
    report = lint(text)
    applied += fixes.length
  }
  return { text, report, passes, applied }
}
