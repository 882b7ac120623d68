import type { Position } from 'unist'

/** Where a node stands. Only offsets mean anything here; nobody asks for lines and columns. */
export const positionAt = (start: number, end: number): Position => ({
  start: { line: 1, column: start + 1, offset: start },
  end: { line: 1, column: end + 1, offset: end },
})

/** The text of one paragraph, heading or cell, the marks of the containers around it left out. */
export class Content {
  readonly text: string
  /** Where in `text` each line begins, and where in the source; empty if the text stands in the source as it is. */
  readonly #at: readonly number[]
  readonly #sources: readonly number[]
  readonly #start: number
  #line = 0

  /** @param lines pairs of offsets of the source, where each line begins and ends; line ends belong to lines. */
  constructor(source: string, lines: readonly number[]) {
    this.#start = lines[0] ?? 0
    let isWhole = true
    for (let i = 1; i + 1 < lines.length && isWhole; i += 2) isWhole = lines[i] === lines[i + 1]
    if (isWhole) {
      this.text = source.slice(this.#start, lines.at(-1) ?? this.#start)
      this.#at = []
      this.#sources = []
      return
    }
    const at: number[] = []
    const sources: number[] = []
    let text = ''
    for (let i = 0; i < lines.length; i += 2) {
      const start = lines[i] ?? 0
      at.push(text.length)
      sources.push(start)
      text += source.slice(start, lines[i + 1])
    }
    this.text = text
    this.#at = at
    this.#sources = sources
  }

  /** The offset in the source of the unit at `index`. Indexes are mostly asked for in order. */
  startOf(index: number): number {
    if (this.#at.length === 0) return this.#start + index
    let line = this.#line
    while (line > 0 && (this.#at[line] ?? 0) > index) line--
    while (line + 1 < this.#at.length && (this.#at[line + 1] ?? 0) <= index) line++
    this.#line = line
    return (this.#sources[line] ?? 0) + index - (this.#at[line] ?? 0)
  }

  /** The offset in the source behind the unit before `index`. */
  endOf(index: number): number {
    return index === 0 ? this.startOf(0) : this.startOf(index - 1) + 1
  }
}
