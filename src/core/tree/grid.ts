/** Follows a table cell by cell and knows which cells name the one that is read. */
export interface Grid {
  readonly beginRow: () => void
  /** @returns the numbers of the blocks of the first cell of its row and of its column; -1 where there is none, or no text in it. */
  readonly beginCell: () => readonly [row: number, column: number]
  /** @param block the number of the block that the cell became; -1 if it holds no text. */
  readonly endCell: (block: number) => void
}

export function createGrid(): Grid {
  const columns: number[] = []
  let rows = 0
  let column = -1
  let first = -1
  return {
    beginRow() {
      rows++
      column = -1
    },
    beginCell() {
      column++
      return [column > 0 ? first : -1, rows > 1 ? (columns[column] ?? -1) : -1]
    },
    endCell(block) {
      if (column === 0) first = block
      if (rows === 1) columns[column] = block
    },
  }
}
