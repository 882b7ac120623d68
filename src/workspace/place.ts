import type { Accepted, Finding, Point } from '../core/index.js'

/** A place in lines and columns. */
export interface Place {
  readonly start: Point
  readonly end: Point
}

/** A place in a document, whose path is seen from the current folder. */
export interface PlaceIn extends Place {
  readonly path: string
}

export interface PlacedFix {
  readonly title: string
  readonly safe: boolean
  /** Whether it changes nothing but the document of the finding; only then is it applied. */
  readonly here: boolean
  /** The text that it puts in place of the passage; undefined where the rule gives none. */
  readonly expected: string | undefined
  readonly edits: readonly (PlaceIn & { readonly text: string })[]
}

/** A finding with what is needed to show it once the text is gone. */
export interface PlacedFinding extends Place {
  readonly finding: Finding
  /** The source line of `start`, without its ending. Long lines are cut around the passage. */
  readonly line: string
  /** UTF-16 index of the passage in `line`. */
  readonly lineStart: number
  /** UTF-16 index of the passage's end in `line`; the end of the line where it goes on below. */
  readonly lineEnd: number
  /** Whether something is missing at the beginning or the end of `line`. */
  readonly cut: { readonly before: boolean; readonly after: boolean }
  readonly related: readonly (PlaceIn & { readonly message: string })[]
  readonly fixes: readonly PlacedFix[]
  /** The entry of the configuration that silences the finding; undefined for a comment in the document. */
  readonly accepted: Accepted | undefined
}
