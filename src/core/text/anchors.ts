import { isDigit, isWordUnit, type Spacing } from './characters.js'
import type { Pattern } from './phrase.js'

/** Texts of which at least one stands in whatever a phrase matches. */
export type Anchors = readonly string[]

/** More alternatives than this tell too little. */
const MOST = 80

/**
 * The texts that a phrase cannot do without, one list for each of its parts that must be there; the most telling first, which is
 * the one with the fewest and longest alternatives.
 */
export function anchorsOf(pattern: Pattern, spacing: Spacing): Anchors[] {
  const clauses = clausesOf(pattern, spacing)
  if (clauses.length < 2) return clauses
  return clauses
    .map((anchors) => ({ anchors, worth: worth(anchors) }))
    .sort((a, b) => b.worth - a.worth)
    .map(({ anchors }) => anchors)
}

/** The first of those that tell most. */
function mostTelling(clauses: readonly Anchors[]): Anchors | undefined {
  if (clauses.length < 2) return clauses[0]
  let best: Anchors | undefined
  let most = Number.NEGATIVE_INFINITY
  for (const anchors of clauses) {
    const own = worth(anchors)
    if (own <= most) continue
    best = anchors
    most = own
  }
  return best
}

/** What must be there: of each list at least one. */
function clausesOf(pattern: Pattern, spacing: Spacing): Anchors[] {
  switch (pattern.type) {
    case 'text':
      return runsOf(pattern.text, spacing).map((run) => [run])
    case 'sequence':
      return pattern.parts.flatMap((part) => clausesOf(part, spacing))
    case 'either': {
      if (pattern.optional) return []
      const all: string[] = []
      for (const option of pattern.options) {
        const anchors = mostTelling(clausesOf(option, spacing))
        if (!anchors) return []
        all.push(...anchors)
      }
      return all.length > MOST ? [] : [[...new Set(all)]]
    }
    default:
      return []
  }
}

/** The parts of a text between which separators may stand otherwise: words, or characters where words are not spaced. */
function runsOf(text: string, spacing: Spacing): string[] {
  const runs: string[] = []
  let run = ''
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    const isPlain = spacing === 'words' ? isWordUnit(unit) && !isDigit(unit) : unit > 0x7f
    if (isPlain) run += text.charAt(index)
    if ((!isPlain || index === text.length - 1) && run !== '') {
      runs.push(run)
      run = ''
    }
  }
  return runs
}

/** The shortest text counts, as it is found most often; each alternative takes something away. */
function worth(anchors: Anchors): number {
  let shortest = 8
  for (const { length } of anchors) if (length < shortest) shortest = length
  return shortest - anchors.length / 4
}
