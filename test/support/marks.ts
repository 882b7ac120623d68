import { readMarks } from '../../src/build/critic-markup.js'
import type { Span } from '../../src/core/index.js'

/** Writes `{==…==}` around spans of a text; spans that overlap show as nested marks. */
export function markSpans(text: string, spans: readonly Span[]): string {
  const places = [...new Set(spans.flatMap(({ start, end }) => [start, end]))].sort((a, b) => a - b)
  let result = ''
  let done = 0
  for (const place of places) {
    result += text.slice(done, place)
    done = place
    for (const { start, end } of spans) if (end === place && start < end) result += '==}'
    for (const { start, end } of spans) {
      if (start === place) result += '{=='
      if (start === place && end === place) result += '==}'
    }
  }
  return result + text.slice(done)
}

/** The text without its marks. */
export const unmark = (marked: string): string => readMarks(marked).text

/** The marked passage of a text that has one. */
export function markedSpan(marked: string): Span {
  const { marks } = readMarks(marked)
  const [mark] = marks
  if (!mark || marks.length > 1) throw new Error(`Mark one passage: ${marked}`)
  return { start: mark.start, end: mark.end }
}
