import { type CompletionItem, CompletionItemKind, type Range } from 'vscode-languageserver'
import { createLineIndex } from '../../core/index.js'
import type { Checked } from '../checked.js'

const directives = ['next-line', 'line', 'file', 'start', 'end'].map((form) => `forthright-ignore-${form}`)

const opened = /(?:<!--|\{\/\*)\s*([a-z-]*)$/
const naming = /(?:<!--|\{\/\*)\s*forthright-ignore(?:-next-line|-line|-file|-start)?\s(?!.*--)[^>]*$/
const reasoning = /(?:<!--|\{\/\*)\s*forthright-ignore(?:-next-line|-line|-file|-start)?\s.*\s--\s(.*)$/

/** What may stand at a place of a comment. */
export function completeComment(at: {
  /** The line as far as the place. */
  readonly before: string
  /** The name that is being written. */
  readonly range: Range
  /** From 0. */
  readonly line: number
  readonly checked: Checked
  /** An item for each rule. */
  readonly rules: readonly CompletionItem[]
}): CompletionItem[] {
  const { before, range, line, checked, rules } = at
  const put = (text: string, from = range.start.character) => ({
    range: { start: { line, character: from }, end: range.end },
    newText: text,
  })
  const reason = reasoning.exec(before)
  if (reason) {
    const from = before.length - (reason[1] ?? '').length
    return reasonsIn(checked).map((text) => ({
      label: text,
      kind: CompletionItemKind.Text,
      textEdit: { range: { start: { line, character: from }, end: { line, character: before.length } }, newText: text },
    }))
  }
  if (naming.test(before)) {
    const distances = distancesBelow(checked, line)
    /** Rules that find something near come first. */
    const rank = (id: string): string => {
      const lines = distances.flatMap(({ ruleId, distance }) => (ruleId === id ? [distance] : []))
      return lines.some((distance) => distance >= 0 && distance <= 2) ? '0' : lines.length > 0 ? '1' : '2'
    }
    return rules.map((item) => ({ ...item, sortText: `${rank(item.label)}${item.label}`, textEdit: put(item.label) }))
  }
  if (!opened.test(before)) return []
  return directives.map((name) => ({ label: name, kind: CompletionItemKind.Keyword, textEdit: put(name) }))
}

/** What is found where the comment is left out: one that is not closed yet hides the rest of the document. */
function distancesBelow({ text, subject }: Checked, line: number) {
  if (!subject) return []
  const lines = createLineIndex(text)
  const { start, end } = lines.lineSpan(line + 1)
  const without = text.slice(0, start) + ' '.repeat(end - start) + text.slice(end)
  return subject.lint(without).findings.map(({ ruleId, place }) => ({
    ruleId,
    distance: lines.pointAt(place.start).line - 1 - line,
  }))
}

/** The reasons that were given before, in the document and in its configuration. */
function reasonsIn({ findings, subject }: Checked): readonly string[] {
  const given = findings.flatMap(({ finding }) => finding.suppressed ?? [])
  return [...new Set([...given, ...(subject?.settings.rules.accept ?? []).map(({ reason }) => reason)])]
}
