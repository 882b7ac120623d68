import { firstAt } from './arrays.js'
import { overlaps, type Span } from './span.js'

/**
 * Spans that are asked again and again which of them share a unit with another. An answer takes the time of its length, as long as no
 * span is much longer than the rest.
 */
export class SpanIndex<Of extends Span> {
  /** In order of their starts. */
  readonly items: readonly Of[]
  readonly #longest: number

  constructor(items: Iterable<Of>) {
    this.items = [...items].sort((a, b) => a.start - b.start)
    this.#longest = this.items.reduce((longest, { start, end }) => Math.max(longest, end - start), 0)
  }

  /** Those that share a unit with `span`, in order. */
  at(span: Span): Iterable<Of> {
    return this.items.length === 0 ? [] : this.#at(span)
  }

  /** Whether any of them shares a unit with `span`. */
  hasAt(span: Span): boolean {
    for (const _ of this.at(span)) return true
    return false
  }

  *#at(span: Span): Generator<Of> {
    for (
      let at = firstAt(this.items, ({ start }) => start >= span.start - this.#longest);
      at < this.items.length;
      at++
    ) {
      const item = this.items[at]
      if (!item || item.start >= span.end) return
      if (overlaps(item, span)) yield item
    }
  }
}
