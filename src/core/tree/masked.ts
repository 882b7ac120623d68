import { maskMarkdownTemplates } from './template.js'

/** A stretch of a source, and what stands over it. */
interface Patch {
  readonly start: number
  readonly text: string
}

/**
 * A source with its templates masked. Most of a text has none: an edited text of a million units is not put together anew for those few.
 */
export class Masked {
  readonly source: string
  readonly #patches: readonly Patch[]
  #text: string | undefined

  private constructor(source: string, patches: readonly Patch[], text?: string) {
    this.source = source
    this.#patches = patches
    this.#text = text
  }

  static of(source: string): Masked {
    const text = maskMarkdownTemplates(source)
    return new Masked(source, text === source ? [] : [...patchesOf(source, text)], text)
  }

  /** All of it. */
  get text(): string {
    this.#text ??= this.part(0, this.source.length)
    return this.#text
  }

  /** What stands between two offsets. */
  part(from: number, to: number): string {
    let part = ''
    let done = from
    for (const { start, text } of this.#patches) {
      const [begin, end] = [Math.max(from, start), Math.min(to, start + text.length)]
      if (begin >= end) continue
      part += this.source.slice(done, begin) + text.slice(begin - start, end - start)
      done = end
    }
    return part + this.source.slice(done, to)
  }

  /** A text that is masked as this one is between two offsets, and has the same places: the source itself where that will do. */
  around(from: number, to: number): string {
    const isPlain = this.#patches.every(({ start, text }) => start >= to || start + text.length <= from)
    return isPlain ? this.source : this.text
  }

  /** The same after an edit, near which no template stands or stood. */
  edited(source: string, from: number, growth: number): Masked {
    const patches = this.#patches.map((patch) =>
      patch.start < from ? patch : { ...patch, start: patch.start + growth },
    )
    return new Masked(source, patches)
  }
}

/** Stretches of so many units are compared at once. */
const STRETCH = 1024

function* patchesOf(source: string, masked: string): Generator<Patch> {
  for (let from = 0; from < source.length; from += STRETCH) {
    const written = source.slice(from, from + STRETCH)
    const over = masked.slice(from, from + STRETCH)
    if (written === over) continue
    for (let at = 0; at < written.length; at++) {
      const start = at
      while (at < written.length && written.charCodeAt(at) !== over.charCodeAt(at)) at++
      if (at > start) yield { start: from + start, text: over.slice(start, at) }
    }
  }
}
