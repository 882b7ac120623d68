/** Follows a table cell by cell and knows which cells name the one that is read. */
export interface Grid {
  readonly beginRow: () => void
  /**
   * @param across how many columns the cell takes, and `down` how many rows.
   * @returns the numbers of the blocks of the first cell of its row and of its column; -1 where there is none, or no text in it.
   */
  readonly beginCell: (across?: number, down?: number) => readonly [row: number, column: number]
  /** @param block the number of the block that the cell became; -1 if it holds no text. */
  readonly endCell: (block: number) => void
}

/** No cell takes more columns (HTML, section 4.9.11). */
const WIDEST = 1000

export function createGrid(): Grid {
  const columns: number[] = []
  /** Of each column, the cell that reaches down to a row below its own. */
  const held: { readonly to: number; readonly block: number }[] = []
  let rows = 0
  let column = 0
  let next = 0
  let first = -1
  let to = 0
  return {
    beginRow() {
      rows++
      next = 0
      first = -1
    },
    beginCell(across = 1, down = 1) {
      column = next
      while ((held[column]?.to ?? 0) >= rows) {
        if (column === 0) first = held[column]?.block ?? -1
        column++
      }
      next = column + Math.min(Math.max(across, 1), WIDEST)
      to = rows + Math.max(down, 1) - 1
      return [column > 0 ? first : -1, rows > 1 ? (columns[column] ?? -1) : -1]
    },
    endCell(block) {
      if (column === 0) first = block
      for (let at = column; at < next; at++) {
        if (rows === 1) columns[at] = block
        if (to > rows) held[at] = { to, block }
      }
    },
  }
}
