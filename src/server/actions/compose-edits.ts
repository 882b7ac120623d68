import type { Edit } from '../../core/index.js'

/** A part of the text as it is now: a stretch of the first text, or something put in. */
type Piece = { readonly start: number; readonly end: number } | { readonly text: string }

const lengthOf = (piece: Piece): number => ('text' in piece ? piece.text.length : piece.end - piece.start)

const partOf = (piece: Piece, from: number, to: number): Piece =>
  'text' in piece ? { text: piece.text.slice(from, to) } : { start: piece.start + from, end: piece.start + to }

/**
 * Makes one set of edits of several that are applied one after the other.
 *
 * @param length of the first text in UTF-16 units
 * @param passes each set speaks of the text that the sets before it have left
 * @returns edits of the first text, in order, that do not overlap
 */
export function composeEdits(length: number, passes: readonly (readonly Edit[])[]): readonly Edit[] {
  let pieces: readonly Piece[] = [{ start: 0, end: length }]
  for (const edits of passes) pieces = applyTo(pieces, edits)
  const result: Edit[] = []
  let done = 0
  let text = ''
  for (const piece of [...pieces, { start: length, end: length }]) {
    if ('text' in piece) {
      text += piece.text
      continue
    }
    if (piece.start > done || text !== '') result.push({ start: done, end: piece.start, text })
    done = piece.end
    text = ''
  }
  return result
}

function applyTo(pieces: readonly Piece[], edits: readonly Edit[]): readonly Piece[] {
  const result: Piece[] = []
  const sorted = [...edits].sort((a, b) => a.start - b.start || a.end - b.end)
  let at = 0
  /** Adds what stands between two offsets of the text as it is. */
  const take = (from: number, to: number): void => {
    let start = 0
    for (const piece of pieces) {
      const end = start + lengthOf(piece)
      const [first, last] = [Math.max(from, start), Math.min(to, end)]
      if (first < last) result.push(partOf(piece, first - start, last - start))
      start = end
    }
  }
  for (const { start, end, text } of sorted) {
    take(at, start)
    if (text !== '') result.push({ text })
    at = end
  }
  take(
    at,
    pieces.reduce((sum, piece) => sum + lengthOf(piece), 0),
  )
  return result
}
