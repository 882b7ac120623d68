import type { Span } from '../text/span.js'
import type { Block } from './prose.js'

/** A comment of the source; `text` is what stands between its marks. */
export interface Comment extends Span {
  readonly text: string
}

/** The part of a text that differs from how it was before, by its place there, and how much longer the text is now. */
export type Changed = Span & { readonly growth: number }

/** What a reader of a format makes of a source: prose, comments and what the document says of itself. */
export interface Reading {
  readonly blocks: readonly Block[]
  readonly comments: readonly Comment[]
  /** The text of the front matter, its marks left out, and where it begins. */
  readonly frontMatter: { readonly text: string; readonly start: number } | undefined
  /** The language that the markup gives the whole document. */
  readonly lang: string | undefined
  /** What of the source is not as it was when the document was last read, where a reader remembers that. */
  readonly changed?: Changed
  /** Then also: whether the blocks that were kept have the numbers that they had, and stand to each other by the same numbers. */
  readonly keepsNumbers?: boolean
}

/** A source that its format's reader cannot read, with the place. */
export class ReadError extends Error {
  override readonly name = 'ReadError'
  constructor(
    message: string,
    readonly offset: number,
  ) {
    super(message)
  }
}
