import type { PlacedFinding } from '../result.js'
import { type Cell, cellsOf } from './cells.js'

/** A source line as shown, in three parts, and where to draw the line under the passage. */
export interface Excerpt {
  readonly before: string
  readonly passage: string
  readonly after: string
  /** Cells from the left edge to the passage. */
  readonly indent: number
  /** Cells under the passage; at least one. */
  readonly width: number
}

const ellipsis: Cell = { text: '…', width: 1, start: -1, end: -1 }

/**
 * The source line of a finding, cut to the width around its passage. White space at the left edge is left out.
 *
 * @param width in cells
 */
export function excerptOf(
  { line, lineStart, lineEnd, cut }: Pick<PlacedFinding, 'line' | 'lineStart' | 'lineEnd' | 'cut'>,
  width: number,
): Excerpt {
  const all = cellsOf(line)
  const first = Math.min(all.findIndex((cell) => cell.text.trim() !== '' || cell.end > lineStart) >>> 0, all.length)
  const cells = cut.before ? all : all.slice(first)
  const isPassage = (cell: Cell): boolean => cell.start < lineEnd && cell.end > lineStart
  const from = cells.findIndex((cell) => (lineEnd > lineStart ? isPassage(cell) : cell.end > lineStart))
  const start = from === -1 ? cells.length : from
  const length = lineEnd > lineStart ? cells.slice(start).filter(isPassage).length : 0
  const window = windowOf(cells, start, start + length, width, cut)
  const text = (part: readonly Cell[]): string => part.map((cell) => cell.text).join('')
  const before = cells.slice(window.from, start)
  const passage = cells.slice(start, Math.min(start + length, window.to))
  const after = cells.slice(Math.min(start + length, window.to), window.to)
  return {
    before: text(window.cutBefore ? [ellipsis, ...before] : before),
    passage: text(passage),
    after: text(window.cutAfter ? [...after, ellipsis] : after),
    indent: widthOfCells(before) + (window.cutBefore ? 1 : 0),
    width: Math.max(1, widthOfCells(passage)),
  }
}

const widthOfCells = (cells: readonly Cell[]): number => cells.reduce((sum, cell) => sum + cell.width, 0)

interface Window {
  readonly from: number
  readonly to: number
  readonly cutBefore: boolean
  readonly cutAfter: boolean
}

/** Chooses which cells to show: the passage, then as much as fits around it, a third of the rest before it. */
function windowOf(
  cells: readonly Cell[],
  start: number,
  end: number,
  width: number,
  cut: PlacedFinding['cut'],
): Window {
  if (!cut.before && !cut.after && widthOfCells(cells) <= width)
    return { from: 0, to: cells.length, cutBefore: false, cutAfter: false }
  const room = Math.max(1, width - 2)
  let used = 0
  let to = start
  const take = (cell: Cell | undefined, limit: number): boolean => {
    if (!cell || used + cell.width > limit) return false
    used += cell.width
    return true
  }
  while (to < end && take(cells[to], room)) to++
  const limit = used + Math.floor((room - used) / 3)
  let from = start
  while (from > 0 && take(cells[from - 1], limit)) from--
  while (to < cells.length && take(cells[to], room)) to++
  while (from > 0 && take(cells[from - 1], room)) from--
  return { from, to, cutBefore: from > 0 || cut.before, cutAfter: to < cells.length || cut.after }
}
