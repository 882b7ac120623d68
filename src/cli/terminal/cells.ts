import stringWidth from 'string-width'
import { clean } from './clean.js'

/** What a terminal shows as one: a character with its marks, and the cells it takes. */
export interface Cell {
  readonly text: string
  readonly width: number
  /** UTF-16 range in the text that was cut up. */
  readonly start: number
  readonly end: number
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
const tabStop = 4

/** Thai and Lao AM belong to the letter before, and still take a cell of their own. */
const spacingMark = /(?<!^)[\u0E33\u0EB3]/g

/** Most characters; `stringWidth` is slow. */
const oneCell = /^[\u0020-\u007E\u0410-\u044F\u0E01-\u0E30]$/

const segmentWidth = (segment: string): number =>
  oneCell.test(segment) ? 1 : stringWidth(segment) + (segment.match(spacingMark)?.length ?? 0)

/** How many terminal cells the text takes. No tabs. */
export const widthOf = (text: string): number =>
  [...segmenter.segment(text)].reduce((sum, { segment }) => sum + segmentWidth(segment), 0)

/** Cuts one line into cells: tabs become spaces, and what a terminal would obey is made visible. */
export function cellsOf(line: string): readonly Cell[] {
  const cells: Cell[] = []
  let column = 0
  for (const { segment, index } of segmenter.segment(line)) {
    const text = segment === '\t' ? ' '.repeat(tabStop - (column % tabStop)) : clean(segment)
    const width = segment === '\t' ? text.length : segmentWidth(text)
    cells.push({ text, width, start: index, end: index + segment.length })
    column += width
  }
  return cells
}
