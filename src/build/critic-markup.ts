import type { Span } from '../core/index.js'

/** A passage that an example marks; `becomes` is what the first fix or suggestion makes of it. */
export interface Mark extends Span {
  readonly becomes: string | undefined
}

const marked = /\{==([\s\S]*?)==\}|\{~~([\s\S]*?)~>([\s\S]*?)~~\}|\{--([\s\S]*?)--\}/g

/** Takes CriticMarkup apart: the text without marks, and the places that were marked, as offsets of that text. */
export function readMarks(source: string): { readonly text: string; readonly marks: readonly Mark[] } {
  const marks: Mark[] = []
  let text = ''
  let done = 0
  for (const match of source.matchAll(marked)) {
    const [whole, found, old, becomes, removed] = match
    text += source.slice(done, match.index)
    const passage = found ?? old ?? removed ?? ''
    marks.push({ start: text.length, end: text.length + passage.length, becomes: removed === undefined ? becomes : '' })
    text += passage
    done = match.index + whole.length
  }
  return { text: text + source.slice(done), marks }
}
