import { anyWidth } from './any-width.js'
import { clean } from './clean.js'

/** What a terminal shows as one: a character with its marks, and the cells it takes. */
export interface Cell {
  readonly text: string
  readonly width: number
  /** UTF-16 range in the text that was cut up. */
  readonly start: number
  readonly end: number
}

const tabStop = 4

/** Making it takes longer than to check a short text. */
let segmenter: Intl.Segmenter | undefined

/**
 * Texts that need no segmenter: letters, signs and spaces that never join the character before, each with the Thai marks that do.
 */
const plain =
  /^(?:[\t\u0020-\u007E\u00A0-\u00A8\u00AB\u00AC\u00AF-\u02FF\u0400-\u0481\u0E01-\u0E5B\u2010-\u2027\u2190-\u2193\u2500-\u257F\u3001-\u3029\u4E00-\u9FFF\uFF01-\uFF60])*$/
const plainCluster = /[^\u0E31\u0E33-\u0E3A\u0E47-\u0E4E]?[\u0E31\u0E33-\u0E3A\u0E47-\u0E4E]*/g

/** What a reader takes for one character each, and where it begins. */
function* clustersOf(text: string): Generator<{ readonly segment: string; readonly index: number }> {
  if (plain.test(text)) {
    for (const { 0: segment, index } of text.matchAll(plainCluster)) if (segment !== '') yield { segment, index }
    return
  }
  segmenter ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' })
  yield* segmenter.segment(text)
}

/** Thai and Lao AM belong to the letter before, and still take a cell of their own. */
const spacingMark = /(?<!^)[\u0E33\u0EB3]/g

/** Most characters; `anyWidth` is slow. */
const oneCell =
  /^[\u0020-\u007E\u00A0-\u00A8\u00AB\u00AC\u00AF-\u02FF\u0400-\u0481\u0E01-\u0E30\u0E32\u0E3F-\u0E46\u0E4F-\u0E5B\u2010-\u2027\u2190-\u2193\u2500-\u257F][\u0E31\u0E34-\u0E3A\u0E47-\u0E4E]*$/
const twoCells = /^[\u3001-\u3029\u4E00-\u9FFF\uFF01-\uFF60]$/

/** Characters that take one cell each, whatever stands beside them, and that no terminal obeys. */
const isAscii = /^[\u0020-\u007E]*$/

function segmentWidth(segment: string): number {
  if (oneCell.test(segment)) return 1
  if (twoCells.test(segment)) return 2
  return anyWidth(segment) + (segment.match(spacingMark)?.length ?? 0)
}

/** How many terminal cells the text takes. No tabs. */
export const widthOf = (text: string): number =>
  isAscii.test(text) ? text.length : [...clustersOf(text)].reduce((sum, { segment }) => sum + segmentWidth(segment), 0)

/** Cuts one line into cells: tabs become spaces, and what a terminal would obey is made visible. */
export function cellsOf(line: string): readonly Cell[] {
  if (isAscii.test(line)) return Array.from(line, (text, start) => ({ text, width: 1, start, end: start + 1 }))
  const cells: Cell[] = []
  let column = 0
  for (const { segment, index } of clustersOf(line)) {
    const text = segment === '\t' ? ' '.repeat(tabStop - (column % tabStop)) : clean(segment)
    const width = segment === '\t' ? text.length : segmentWidth(text)
    cells.push({ text, width, start: index, end: index + segment.length })
    column += width
  }
  return cells
}
