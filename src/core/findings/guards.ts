import { contains, overlaps, type Span } from '../text/span.js'
import type { Cues } from './catalog.js'
import type { Words } from './lexicons.js'
import { distance, type Hit, isQuoted, type Passage, sentenceOf } from './passage.js'

/** Guards that are seen in the structure of a text, not in its words. */
export const structuralGuards = ['quotation', 'link', 'footnote'] as const

/** What stands around a passage: the block that introduces it and the heading above it, as far as they were read. */
export interface Surroundings {
  readonly introduction: Passage | undefined
  readonly heading: Passage | undefined
}

/** Whether the context in which `hit` stands makes it innocent, by the guards that its rule names. */
export function isInnocent(
  hit: Hit,
  passage: Passage,
  guards: readonly string[],
  words: Words,
  around: Surroundings,
): boolean {
  return guards.some((guard) => {
    switch (guard) {
      case 'quotation':
        return isQuoted(passage, hit)
      case 'link':
      case 'footnote': {
        const sentence = sentenceOf(passage, hit, words.language.spacing)
        return passage.block.inlines.some(
          (inline) => inline.type === guard && overlaps(inline, { start: sentence.start, end: sentence.end + 2 }),
        )
      }
      default:
        return (words.language.guards[guard] ?? []).some((cues) => isCued(hit, passage, guard, cues, words, around))
    }
  })
}

function isCued(hit: Hit, passage: Passage, guard: string, cues: Cues, words: Words, around: Surroundings): boolean {
  const { spacing } = words.language
  if (cues.where === 'introduction') {
    return [around.introduction, around.heading].some(
      (place) => place !== undefined && cuesIn(place, guard, cues).length > 0,
    )
  }
  const found = cuesIn(passage, guard, cues)
  if (found.length === 0 || cues.where === 'block') return found.length > 0
  const sentence = sentenceOf(passage, hit, spacing)
  return found.some((cue) => {
    if (!overlaps(cue, sentence)) return false
    if (cues.where === 'sentence') return true
    const within = cues.within ?? Number.POSITIVE_INFINITY
    const [first, second] = cues.where === 'before' ? [cue, hit] : [hit, cue]
    return first.end <= second.start && distance(passage.block.text, first, second, spacing) <= within
  })
}

/** The cues of one guard entry in a passage, less those within one of its exceptions. */
function cuesIn(passage: Passage, guard: string, cues: Cues): Span[] {
  const exceptions = passage.hits.filter(
    ({ owner }) => owner.type === 'except' && owner.guard === guard && owner.cues === cues,
  )
  return passage.hits.filter(
    (hit) =>
      hit.owner.type === 'cue' &&
      hit.owner.guard === guard &&
      hit.owner.cues === cues &&
      !exceptions.some((exception) => contains(exception, hit)),
  )
}
