import { widthOf } from './cells.js'
import { clean } from './clean.js'

/** Making it takes a while, and most texts are not wrapped. */
let words: Intl.Segmenter | undefined

/**
 * Breaks a text into lines of at most `width` cells, between words; a word that is longer than a line stands alone.
 *
 * @param width in cells; undefined leaves the text on one line
 */
export function wrap(text: string, width: number | undefined): readonly string[] {
  const line = clean(text).trim()
  if (width === undefined || widthOf(line) <= width) return [line]
  const lines: string[] = []
  let current = ''
  for (const piece of piecesOf(line)) {
    if (current.trim() !== '' && widthOf(current + piece.trimEnd()) > width) {
      lines.push(current.trimEnd())
      current = piece.trimStart()
    } else current += piece
  }
  return [...lines, current.trimEnd()].filter((part) => part !== '')
}

/** Words with what clings to them: marks stay with the word before, opening marks with the word after. */
function piecesOf(line: string): readonly string[] {
  const pieces: string[] = []
  words ??= new Intl.Segmenter(undefined, { granularity: 'word' })
  for (const { segment } of words.segment(line)) {
    const last = pieces.at(-1)
    const clings =
      !/^[\p{L}\p{N}\p{Ps}\p{Pi}]/u.test(segment) || (last !== undefined && /[\p{Ps}\p{Pi}\p{Pd}'’]$/u.test(last))
    if (last !== undefined && clings) pieces[pieces.length - 1] = last + segment
    else if (last !== undefined && !/\s$/.test(last) && !unspaced.test(segment))
      pieces[pieces.length - 1] = last + segment
    else pieces.push(segment)
  }
  return pieces
}

/** Scripts in which a line may be broken between words that no space separates. */
const unspaced = /^[\p{Script=Han}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Ps}\p{Pi}]/u
