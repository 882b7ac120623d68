/** A run of units of a text: where it ends in the text, its stretch of the source, and the number of its text node. */
export interface Run {
  end: number
  sourceStart: number
  sourceEnd: number
  /** Whether each unit is the next of the source; else all stand for the whole stretch. */
  isWritten: boolean
  node: number
}

/**
 * Where in its source each unit of a text stands. Most texts are a few runs, and documents have thousands of texts: a number for
 * each unit would take many times the memory of the text.
 */
export class Places {
  /** In order, none of them empty. */
  readonly runs: readonly Readonly<Run>[]

  constructor(runs: readonly Readonly<Run>[]) {
    this.runs = runs
  }

  /** The places of the units from `from` to `to`. */
  cut(from: number, to: number): Places {
    const runs: Run[] = []
    for (let at = this.#numberOf(from); at < this.runs.length; at++) {
      const run = this.runs[at]
      const begin = this.#beginOf(at)
      if (!run || begin >= to) break
      const end = Math.min(run.end, to)
      const before = Math.max(from - begin, 0)
      const { isWritten, node } = run
      runs.push({
        end: end - from,
        sourceStart: isWritten ? run.sourceStart + before : run.sourceStart,
        sourceEnd: isWritten ? run.sourceStart + end - begin : run.sourceEnd,
        isWritten,
        node,
      })
    }
    return new Places(runs)
  }

  /** Where in the source the unit begins; 0 where there is none. */
  startOf(unit: number): number {
    const at = this.#numberOf(unit)
    const run = this.runs[at]
    if (!run || unit < 0) return 0
    return run.isWritten ? run.sourceStart + unit - this.#beginOf(at) : run.sourceStart
  }

  /** Where in the source the unit ends; 0 where there is none. */
  endOf(unit: number): number {
    const at = this.#numberOf(unit)
    const run = this.runs[at]
    if (!run || unit < 0) return 0
    return run.isWritten ? run.sourceStart + unit - this.#beginOf(at) + 1 : run.sourceEnd
  }

  /** The number of the source's text node that the unit comes from: markup stands between different numbers. */
  nodeOf(unit: number): number | undefined {
    return unit < 0 ? undefined : this.runs[this.#numberOf(unit)]?.node
  }

  /** The first unit that begins at a place of the source, or -1. */
  unitFrom(place: number): number {
    for (const [at, { sourceStart, sourceEnd, isWritten }] of this.runs.entries()) {
      if (sourceStart === place) return this.#beginOf(at)
      if (isWritten && sourceStart < place && place < sourceEnd) return this.#beginOf(at) + place - sourceStart
    }
    return -1
  }

  /** The last unit that ends at a place of the source, or -1. */
  unitTo(place: number): number {
    for (let at = this.runs.length - 1; at >= 0; at--) {
      const run = this.runs[at]
      if (run?.sourceEnd === place) return run.end - 1
      if (run?.isWritten && run.sourceStart < place && place < run.sourceEnd)
        return this.#beginOf(at) + place - run.sourceStart - 1
    }
    return -1
  }

  #beginOf(run: number): number {
    return this.runs[run - 1]?.end ?? 0
  }

  /** The number of the run in which a unit is. */
  #numberOf(unit: number): number {
    let low = 0
    let high = this.runs.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.runs[middle]?.end ?? 0) <= unit) low = middle + 1
      else high = middle
    }
    return low
  }
}
