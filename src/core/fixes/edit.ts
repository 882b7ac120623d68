import type { Edit, Finding, Fix } from '../data/finding.js'
import { overlaps } from '../text/span.js'

/**
 * Applies edits to a text; they may not overlap.
 * @throws RangeError if two edits overlap or one lies outside the text.
 */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  let result = ''
  let done = 0
  for (const edit of [...edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
    if (edit.start < done || edit.end < edit.start || edit.end > text.length)
      throw new RangeError(`Edit ${edit.start}–${edit.end} overlaps another or lies outside the text`)
    result += text.slice(done, edit.start) + edit.text
    done = edit.end
  }
  return result + text.slice(done)
}

/**
 * Chooses what may be applied together: of each standing finding the first fix, in order of place, less those that overlap one
 * already chosen.
 * @param options.suggestions also takes what changes the promise, where a finding has no safe fix.
 */
export function selectFixes(findings: readonly Finding[], options: { readonly suggestions: boolean }): Fix[] {
  const chosen: Fix[] = []
  const taken: Edit[] = []
  for (const finding of findings) {
    if (finding.suppressed !== null) continue
    const fix = finding.fixes.find(({ safe }) => safe) ?? (options.suggestions ? finding.fixes[0] : undefined)
    if (!fix || fix.edits.some((edit) => taken.some((other) => touches(edit, other)))) continue
    chosen.push(fix)
    taken.push(...fix.edits)
  }
  return chosen
}

const touches = (a: Edit, b: Edit): boolean =>
  overlaps(a, b) || a.start === b.start || (a.end === b.end && a.start !== a.end)
