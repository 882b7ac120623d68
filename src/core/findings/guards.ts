import type { Cues } from '../data/catalog.js'
import { firstAt } from '../text/arrays.js'
import { contains, type Span } from '../text/span.js'
import { introduces } from '../tree/prose.js'
import type { Words } from './lexicons.js'
import { cuesIn, distance, inlinesOf, isQuoted, type Passage, type Passages, sentenceOf, wholeOf } from './passage.js'
import { BELOW } from './since.js'

/** Guards that are seen in the structure of a text or in the claims register, not in the words of a language. */
export const structuralGuards = ['quotation', 'link', 'footnote', 'registered'] as const

/**
 * What stands around a passage, as far as something was found there: the block that introduces it, the heading above it,
 * and the cells that name its row and its column.
 */
export interface Surroundings {
  readonly introduction: Passage | undefined
  readonly heading: Passage | undefined
  readonly labels: readonly Passage[]
  /** Of a heading or a text that introduces: the first texts that stand below it. */
  readonly below: readonly Passage[]
  /** Where the passage itself states claims that are registered, with proof in date: in order, none within another. */
  readonly registered: readonly Span[]
}

/**
 * @param passages all that was read of the document.
 * @param number the passage's own, where what stands below it matters.
 */
export function surroundingsOf(
  { block }: Passage,
  passages: Passages,
  registered: readonly Span[] = [],
  number?: number,
): Surroundings {
  return {
    below: number !== undefined && (block.depth > 0 || introduces(block)) ? belowOf(number, passages) : [],
    introduction: passages[block.introduction],
    heading: passages[block.heading],
    labels: block.labels.flatMap((label) => passages[label] ?? []),
    registered,
  }
}

function belowOf(number: number, passages: Passages): Passage[] {
  const below: Passage[] = []
  for (let next = number + 1; next <= number + BELOW; next++) {
    const passage = passages[next]
    if (passage && passage.block.depth > 0) break
    if (passage) below.push(passage)
  }
  return below
}

/** Whether the context in which `hit` stands makes it innocent, by the guards that its rule names. */
export function isInnocent(
  hit: Span,
  passage: Passage,
  guards: readonly string[],
  words: Words,
  around: Surroundings,
): boolean {
  return guards.some((guard) => {
    switch (guard) {
      case 'quotation':
        return isQuoted(passage, hit)
      case 'registered':
        return isRegistered(hit, guards, around)
      case 'link':
      case 'footnote': {
        const { start, end } = sentenceOf(passage, hit, words.language.spacing)
        // A footnote mark behind a full stop belongs to the sentence before it.
        const from = guard === 'footnote' ? start + 1 : start
        return inlinesOf(passage, guard).hasAt({ start: from, end: end + 2 })
      }
      default:
        return (words.language.guards[guard] ?? []).some((cues) => isCued(hit, passage, cues, words, around))
    }
  })
}

/** Whether `hit` is part of a registered claim, and its rule's guards let that count as proof. */
export function isRegistered(hit: Span, guards: readonly string[], { registered }: Surroundings): boolean {
  const claim = guards.includes('registered') && registered[firstAt(registered, ({ start }) => start > hit.start) - 1]
  return claim ? contains(claim, hit) : false
}

function isCued(hit: Span, passage: Passage, cues: Cues, words: Words, around: Surroundings): boolean {
  const { spacing } = words.language
  if (cues.where === 'introduction') {
    return [around.introduction, around.heading].some((place) => place !== undefined && hasCue(place, cues))
  }
  if (cues.where === 'block') return hasCue(passage, cues)
  for (const cue of cuesIn(passage, cues, sentenceOf(passage, hit, spacing))) {
    if (cues.where === 'sentence') return true
    const within = cues.within ?? Number.POSITIVE_INFINITY
    const [first, second] = cues.where === 'before' ? [cue, hit] : [hit, cue]
    if (first.end <= second.start && distance(passage.block.text, first, second, spacing) <= within) return true
  }
  return false
}

/** Whether one of the cues stands anywhere in a passage. */
function hasCue(passage: Passage, cues: Cues): boolean {
  for (const _ of cuesIn(passage, cues, wholeOf(passage))) return true
  return false
}
