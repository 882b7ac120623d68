import type { Words } from '../findings/lexicons.js'
import { cuesIn, distance, type Passage } from '../findings/passage.js'
import { contains, overlaps, type Span } from '../text/span.js'

/** The guard of `src/languages` whose cues stand before or behind what they leave out (except, unless) or count in besides (including). */
const ASIDE = 'aside'

/** The value of which is asked what limits it. */
interface Valued {
  /** All that states it. */
  readonly span: Span
  readonly valueSpan: Span
  /** The value that stands before it in its sentence: an exception between the two is one to that. */
  readonly before: Span | undefined
}

/** What ends an exception, wherever it stands: the end of a clause, or of the brackets around it. */
const ends = /[;\uFF1B\u2013\u2014]|^[^(\uFF08]*[)\uFF09]/
/** What else ends one that stands before its value: “Except for sale items, EU customers have 30 days”. */
const comma = /[,\uFF0C]/

/**
 * Of what may limit a value, that which words set aside: “all lamps except sale items” holds for no sale items, and “any lamp,
 * including sale items” not for these alone.
 * @param cues in order, in `within`.
 * @param value without it, all of a heading or a label is meant.
 */
export function setAside<Cue extends Span>(
  cues: readonly Cue[],
  passage: Passage,
  words: Words,
  within: Span,
  value?: Valued,
): ReadonlySet<Cue> {
  const found = new Set<Cue>()
  if (cues.length === 0) return found
  const { text } = passage.block
  const { guards, spacing } = words.language
  for (const list of guards[ASIDE] ?? []) {
    const reach = list.within ?? Number.POSITIVE_INFINITY
    for (const mark of cuesIn(passage, list, within)) {
      // “Except in remote areas” may be the name of a scope itself.
      const meant = cues.filter((cue) => !(cue.start <= mark.start && mark.start < cue.end))
      if (list.where === 'before') {
        const isAhead = value !== undefined && mark.end <= value.valueSpan.start
        if (isAhead && value.before && value.before.end <= mark.end) continue
        let last: Span = mark
        for (const cue of meant) {
          if (cue.end <= mark.start) continue
          const between = text.slice(mark.end, cue.start)
          if (ends.test(between) || distance(text, last, cue, spacing) > reach) break
          if (isAhead && (comma.test(between) || cue.start >= value.valueSpan.start)) break
          found.add(cue)
          if (!contains(mark, cue)) last = cue
        }
      } else {
        // “Sale items are excluded from returns” may be the value itself.
        if (value && overlaps(mark, value.span)) continue
        let next: Span = mark
        for (const cue of meant.toReversed()) {
          if (cue.start >= mark.start) continue
          const between = text.slice(cue.end, mark.start)
          if (ends.test(between) || comma.test(between) || distance(text, cue, next, spacing) > reach) break
          found.add(cue)
          next = cue
        }
      }
    }
  }
  return found
}
