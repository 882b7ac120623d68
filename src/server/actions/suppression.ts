import {
  applyEdits,
  covers,
  createLineIndex,
  type Edit,
  type Finding,
  type Format,
  moved,
  type Report,
} from '../../core/index.js'

/** What is needed to try a comment out. */
export interface Trial {
  readonly text: string
  readonly format: Format
  readonly lint: (text: string) => Report
  readonly finding: Finding
  /** What stands where the reason belongs. */
  readonly reason: string
}

const comment = (format: Format, form: string, ruleId: string, reason: string): string =>
  format === 'mdx'
    ? `{/* forthright-ignore-${form} ${ruleId} -- ${reason} */}`
    : `<!-- forthright-ignore-${form} ${ruleId} -- ${reason} -->`

/** A directive of a line, up to the ids that it names. */
const known = /forthright-ignore(?:-next-line|-line)?(?=\s)((?:\s+(?!--)[^\s,]+,?)+)/g

/**
 * The edits that silence one finding where it stands: the id joins a comment that is there, or a comment is put above a block or
 * at the end of the line, whichever changes nothing else.
 *
 * @returns undefined where no comment can do it, as in front matter
 */
export function suppressHere(trial: Trial): readonly Edit[] | undefined {
  const { text, format, finding, reason } = trial
  const lines = createLineIndex(text)
  const { line } = lines.pointAt(finding.place.start)
  const own = lines.lineSpan(line)
  const above = line > 1 ? lines.lineSpan(line - 1) : undefined
  const insert = (at: number, put: string): Edit => ({ start: at, end: at, text: put })
  const newline = /\r\n?|\n/.exec(text)?.[0] ?? '\n'
  const indent = /^[ \t]*/.exec(text.slice(own.start, own.end))?.[0] ?? ''
  const next = insert(own.start, `${indent}${comment(format, 'next-line', finding.ruleId, reason)}${newline}`)
  const end = insert(own.end, ` ${comment(format, 'line', finding.ruleId, reason)}`)
  const beginsBlock = above === undefined || text.slice(above.start, above.end).trim() === ''
  const joined = [above, own].flatMap((span) => (span ? joinedIn(text, span.start, span.end, finding.ruleId) : []))
  const candidates = [...joined, ...(beginsBlock && indent === '' ? [next, end] : [end, next])]
  return candidates.map((edit) => [edit]).find((edits) => silences(trial, edits))
}

function joinedIn(text: string, start: number, end: number, ruleId: string): Edit[] {
  return [...text.slice(start, end).matchAll(known)].map((match) => {
    const at = start + match.index + match[0].length
    return { start: at, end: at, text: ` ${ruleId}` }
  })
}

/** The edits that silence a rule in the whole document; undefined where no comment can do it. */
export function suppressInFile(trial: Trial): readonly Edit[] | undefined {
  const { text, format, finding, reason } = trial
  const newline = /\r\n?|\n/.exec(text)?.[0] ?? '\n'
  const written = `${comment(format, 'file', finding.ruleId, reason)}${newline}`
  const start = beginningOf(text)
  const gap = format === 'html' ? '' : newline
  return [[{ start, end: start, text: written + gap }]].find((edits) => silences(trial, edits))
}

/** Behind front matter or a document type. */
const beginningOf = (text: string): number =>
  /^(?:---[ \t]*\r?\n[\s\S]*?\r?\n---[ \t]*(?:\r?\n|$)|\s*<!doctype[^>]*>[ \t]*(?:\r?\n)?)/i.exec(text)?.[0].length ?? 0

/** Whether the edits silence the finding and change nothing else that is found. */
function silences({ text, lint, finding }: Trial, edits: readonly Edit[]): boolean {
  const count = (findings: readonly Finding[]): number =>
    findings.filter(({ suppressed }) => suppressed === null).length
  const before = lint(text)
  const after = lint(applyEdits(text, edits))
  if (after.problems.length > before.problems.length) return false
  const same = ({ findings }: Report) =>
    findings.filter(({ ruleId, actual }) => ruleId === finding.ruleId && actual === finding.actual)
  if (same(before).length > 0)
    return count(after.findings) < count(before.findings) && count(same(after)) < count(same(before))
  // Only a comparison finds it, and will heed the comment.
  const { ruleId, place } = finding
  const there = { ruleId, place: moved(place, shiftAt(place.start, edits)) }
  return (
    count(after.findings) <= count(before.findings) &&
    after.commitments.length === before.commitments.length &&
    after.suppressions.some((suppression) => covers(suppression, there))
  )
}

/** By how much edits move what begins at an offset. */
const shiftAt = (offset: number, edits: readonly Edit[]): number =>
  edits
    .filter(({ end }) => end <= offset)
    .reduce((shift, { start, end, text }) => shift + text.length - (end - start), 0)
