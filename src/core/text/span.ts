/** A half-open range of UTF-16 code units. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** A span so many units further on. */
export const moved = ({ start, end }: Span, by: number): Span => ({ start: start + by, end: end + by })

/** Whether two spans share at least one code unit. */
export const overlaps = (a: Span, b: Span): boolean => a.start < b.end && b.start < a.end

/** Whether `inner` lies within `outer`. */
export const contains = (outer: Span, inner: Span): boolean => outer.start <= inner.start && inner.end <= outer.end

/** A place as people read it: 1-based line, 1-based column in UTF-16 code units, 0-based offset. */
export interface Point {
  readonly line: number
  readonly column: number
  readonly offset: number
}

/** Turns offsets of one text into lines and columns. Lines end with LF, CRLF or CR. */
export interface LineIndex {
  /** @returns the point at `offset`, which is clamped to the text. */
  readonly pointAt: (offset: number) => Point
  /** @returns the line's span without its line ending; `line` is 1-based. */
  readonly lineSpan: (line: number) => Span
}

/** Builds the index of line starts of `text` in one pass; look-ups are logarithmic. */
export function createLineIndex(text: string): LineIndex {
  const starts = [0]
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit === 10 || (unit === 13 && text.charCodeAt(i + 1) !== 10)) starts.push(i + 1)
  }
  const lineOf = (offset: number): number => {
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((starts[middle] ?? 0) <= offset) low = middle
      else high = middle - 1
    }
    return low
  }
  return {
    pointAt(at) {
      const offset = Math.max(0, Math.min(at, text.length))
      const line = lineOf(offset)
      return { line: line + 1, column: offset - (starts[line] ?? 0) + 1, offset }
    },
    lineSpan(line) {
      const start = starts[line - 1] ?? text.length
      let end = starts[line] ?? text.length
      while (end > start && /[\r\n]/.test(text.charAt(end - 1))) end--
      return { start, end }
    },
  }
}

/** Where the line begins in which an offset stands; lines end with LF, CR or both. */
export function lineStart(text: string, offset: number): number {
  let start = offset
  while (start > 0 && text.charCodeAt(start - 1) !== 10 && text.charCodeAt(start - 1) !== 13) start--
  return start
}
