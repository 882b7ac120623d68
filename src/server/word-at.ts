import type { Position, Range } from 'vscode-languageserver'
import type { TextDocument } from 'vscode-languageserver-textdocument'

/** A name such as a rule id, and the line in which it stands. */
export interface WordAt {
  readonly text: string
  readonly range: Range
  /** Without its ending. */
  readonly line: string
  /** The line as far as the position. */
  readonly before: string
}

/** The name at a position: letters, digits and hyphens. */
export function wordAt(document: TextDocument, { line, character }: Position): WordAt {
  const text = document
    .getText({ start: { line, character: 0 }, end: { line: line + 1, character: 0 } })
    .replace(/[\r\n]+$/, '')
  const before = text.slice(0, character)
  const start = character - (/[a-z\d-]*$/i.exec(before)?.[0].length ?? 0)
  const end = character + (/^[a-z\d-]*/i.exec(text.slice(character))?.[0].length ?? 0)
  const range = { start: { line, character: start }, end: { line, character: end } }
  return { text: text.slice(start, end), range, line: text, before }
}
