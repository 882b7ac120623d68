import type { Span } from '../core/index.js'

/**
 * A passage that an example marks; `becomes` is what the first fix or suggestion makes of it, `comment` what stands behind it
 * in `{>>…<<}`.
 */
export interface Mark extends Span {
  readonly becomes: string | undefined
  readonly comment: string | undefined
}

const marked = /\{==([\s\S]*?)==\}(?:\{>>([\s\S]*?)<<\})?|\{~~([\s\S]*?)~>([\s\S]*?)~~\}|\{--([\s\S]*?)--\}/g

/** Takes CriticMarkup apart: the text without marks, and the places that were marked, as offsets of that text. */
export function readMarks(source: string): { readonly text: string; readonly marks: readonly Mark[] } {
  const marks: Mark[] = []
  let text = ''
  let done = 0
  for (const match of source.matchAll(marked)) {
    const [whole, found, comment, old, becomes, removed] = match
    text += source.slice(done, match.index)
    const passage = found ?? old ?? removed ?? ''
    const end = text.length + passage.length
    marks.push({ start: text.length, end, becomes: removed === undefined ? becomes : '', comment })
    text += passage
    done = match.index + whole.length
  }
  return { text: text + source.slice(done), marks }
}
