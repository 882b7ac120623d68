import { isDigit, isSeparator, isWordUnit, type Spacing } from './characters.js'
import type { Pattern } from './phrase.js'
import { DIGITS, SLOT_REACH } from './program.js'

/**
 * Texts of which at least one stands in whatever a phrase matches. A space at an end stands for the end of a word, or of a number;
 * `ANY_NUMBER` for any number.
 */
export interface Anchors {
  readonly texts: readonly string[]
  /** At most so many steps begin from where the match begins to where the anchor does; `EXACT` where both begin at the same place. */
  readonly reach: number
}

/** More alternatives than this tell too little, and more lists of one part add too little. */
const MOST = 400
const MOST_LISTS = 3
/** Stands for any number of steps. */
export const ANY_REACH = 255
/** Stands for no step and no mark. */
export const EXACT = 0
/** The end of a word, in anchors. */
export const WORD_END = ' '
/** Any number or unknown value, in anchors. */
export const ANY_NUMBER = '\uFFFF'

/** Tells what a phrase cannot do without: one list for each of its parts that must be there, the most telling first. */
export type AnchorReader = (pattern: Pattern) => Anchors[]

/**
 * @param gap the reach of `…`: words, or characters where words are not spaced.
 * @param slots what the slots stand for, but `digits`; none is made of itself.
 */
export function createAnchorReader(
  spacing: Spacing,
  gap: number,
  slots: (name: string) => readonly Pattern[],
): AnchorReader {
  const { read, firstsOf } = createReader(spacing, gap, slots)
  return (pattern) => {
    const { lists } = read(pattern, true, true)
    const firsts: Firsts = { texts: new Set(), areExact: true }
    const isKnown = firstsOf([pattern], true, firsts) === 'known' && firsts.texts.size <= MOST
    const all = isKnown ? [{ texts: [...firsts.texts], reach: firsts.areExact ? EXACT : 1 }, ...lists] : lists
    return byWorth(all).map(({ texts, reach }) => ({ texts, reach: Math.min(reach, ANY_REACH) }))
  }
}

/** With what a phrase may begin. */
interface Firsts {
  readonly texts: Set<string>
  /** Whether the match begins there, too; else marks and white space may stand before it. */
  areExact: boolean
}

/** What a part of a phrase cannot do without, and how many steps it takes at most. */
interface Part {
  readonly lists: readonly Anchors[]
  readonly steps: number
}

/** Reads a part of a phrase, before and behind which a word ends, or may go on. */
function createReader(spacing: Spacing, gap: number, slots: (name: string) => readonly Pattern[]) {
  const known = new Map<string, Part>()

  /** Where words are not spaced, a text stands as a whole; else its words, its numbers and its marks do. */
  function readText(text: string, afterEnd: boolean, beforeEnd: boolean): Part {
    if (spacing !== 'words') return { lists: text === '' ? [] : [{ texts: [text], reach: 1 }], steps: text.length }
    const lists: Anchors[] = []
    let steps = 0
    for (let start = 0, end = 0; start < text.length; start = end) {
      const unit = text.charCodeAt(start)
      const kind = kindOf(unit)
      for (end = start + 1; end < text.length && kind !== 'mark' && kindOf(text.charCodeAt(end)) === kind; ) end++
      if (kind === 'mark') {
        if (!isSeparator(unit)) lists.push({ texts: [text.charAt(start)], reach: steps })
        continue
      }
      if (start === 0 || kindOf(text.charCodeAt(start - 1)) === 'mark') steps++
      const before = start > 0 || afterEnd ? WORD_END : ''
      const behind = end < text.length || beforeEnd ? WORD_END : ''
      lists.push({ texts: [before + text.slice(start, end) + behind], reach: steps })
    }
    return { lists, steps }
  }

  function readSlot(name: string, afterEnd: boolean, beforeEnd: boolean): Part {
    if (name === DIGITS) return { lists: [{ texts: [ANY_NUMBER], reach: 1 }], steps: 1 }
    const key = `${name} ${afterEnd} ${beforeEnd}`
    const made = known.get(key)
    if (made) return made
    const part = either(slots(name), afterEnd, beforeEnd)
    const short = { ...part, steps: Math.min(part.steps, SLOT_REACH + 1) }
    known.set(key, short)
    return short
  }

  /** Whichever option it is, the first of its lists has an anchor there, and so has the second. */
  function either(options: readonly Pattern[], afterEnd: boolean, beforeEnd: boolean): Part {
    const parts = options.map((option) => read(option, afterEnd, beforeEnd))
    const steps = Math.max(0, ...parts.map((part) => part.steps))
    const sorted = parts.map(({ lists }) => byWorth(lists))
    const most = sorted.some((lists) => lists.length === 0) ? 0 : Math.max(...sorted.map((lists) => lists.length))
    const lists: Anchors[] = []
    for (let at = 0; at < Math.min(most, MOST_LISTS); at++) {
      const own = sorted.flatMap((all) => all[Math.min(at, all.length - 1)] ?? [])
      const texts = new Set(own.flatMap((list) => list.texts))
      if (texts.size <= MOST) lists.push({ texts: [...texts], reach: Math.max(...own.map(({ reach }) => reach)) })
    }
    return { lists, steps }
  }

  function read(pattern: Pattern, afterEnd: boolean, beforeEnd: boolean): Part {
    switch (pattern.type) {
      case 'text':
        return readText(pattern.text, afterEnd, beforeEnd)
      case 'sequence': {
        const { parts } = pattern
        const lists: Anchors[] = []
        let steps = 0
        parts.forEach((part, at) => {
          const own = read(
            part,
            endsWord(parts.slice(0, at).reverse(), false, afterEnd),
            endsWord(parts.slice(at + 1), true, beforeEnd),
          )
          for (const { texts, reach } of own.lists) lists.push({ texts, reach: steps + reach })
          steps += own.steps
        })
        return { lists, steps }
      }
      case 'either': {
        const part = either(pattern.options, afterEnd, beforeEnd)
        return pattern.optional ? { lists: [], steps: part.steps } : part
      }
      case 'slot':
        return readSlot(pattern.name, afterEnd, beforeEnd)
      case 'gap':
        return { lists: [], steps: gap }
      case 'letters':
        return { lists: [], steps: 1 }
      default:
        return { lists: [], steps: 0 }
    }
  }

  /**
   * Collects with what parts at the beginning of a phrase may begin.
   * @returns `open` where that may be anything, `nothing` where they may be nothing.
   */
  function firstsOf(parts: readonly Pattern[], beforeEnd: boolean, firsts: Firsts): 'known' | 'open' | 'nothing' {
    for (const [at, part] of parts.entries()) {
      const begins = firstsOfPart(part, endsWord(parts.slice(at + 1), true, beforeEnd), firsts)
      if (begins !== 'nothing') return begins
    }
    return 'nothing'
  }

  function firstsOfPart(part: Pattern, beforeEnd: boolean, firsts: Firsts): ReturnType<typeof firstsOf> {
    switch (part.type) {
      case 'text': {
        if (part.text === '') return 'nothing'
        const [first] = isSeparator(part.text.charCodeAt(0)) ? [] : readText(part.text, true, beforeEnd).lists
        for (const text of first?.texts ?? []) firsts.texts.add(text)
        return first ? 'known' : 'open'
      }
      case 'sequence':
        return firstsOf(part.parts, beforeEnd, firsts)
      case 'either':
        return firstsOfAny(part.options, part.optional, beforeEnd, firsts)
      case 'slot':
        if (part.name !== DIGITS) return firstsOfAny(slots(part.name), false, beforeEnd, firsts)
        firsts.texts.add(ANY_NUMBER)
        return 'known'
      case 'start':
      case 'space':
        firsts.areExact = false
        return 'nothing'
      default:
        return 'open'
    }
  }

  function firstsOfAny(
    options: readonly Pattern[],
    optional: boolean,
    beforeEnd: boolean,
    firsts: Firsts,
  ): ReturnType<typeof firstsOf> {
    const all = options.map((option) => firstsOfPart(option, beforeEnd, firsts))
    if (all.includes('open')) return 'open'
    return optional || all.includes('nothing') ? 'nothing' : 'known'
  }

  /** Whether a word surely ends where some parts begin, the nearest first. @param isBehind whether they are read from their beginnings. */
  function endsWord(parts: readonly Pattern[], isBehind: boolean, otherwise: boolean): boolean {
    for (const part of parts) {
      const edge = edgeOf(part, isBehind)
      if (edge !== 'nothing') return edge === 'end'
    }
    return otherwise
  }

  /** Whether a word ends where a part begins, or ends; `nothing` if that is so wherever the part is more than nothing. */
  function edgeOf(pattern: Pattern, isBehind: boolean): 'end' | 'open' | 'nothing' {
    switch (pattern.type) {
      case 'text': {
        if (pattern.text === '') return 'nothing'
        return isWordUnit(pattern.text.charCodeAt(isBehind ? 0 : pattern.text.length - 1)) ? 'open' : 'end'
      }
      case 'sequence': {
        const parts = isBehind ? pattern.parts : [...pattern.parts].reverse()
        for (const part of parts) {
          const edge = edgeOf(part, isBehind)
          if (edge !== 'nothing') return edge
        }
        return 'nothing'
      }
      case 'either': {
        const edges = pattern.options.map((option) => edgeOf(option, isBehind))
        if (edges.includes('open')) return 'open'
        return pattern.optional || edges.includes('nothing') ? 'nothing' : 'end'
      }
      case 'slot':
      case 'letters':
        return 'open'
      default:
        return 'end'
    }
  }

  return { read, firstsOf }
}

const kindOf = (unit: number): 'word' | 'number' | 'mark' =>
  isDigit(unit) ? 'number' : isWordUnit(unit) ? 'word' : 'mark'

/** Those that tell most first. */
const byWorth = (lists: readonly Anchors[]): readonly Anchors[] =>
  lists
    .map((anchors) => ({ anchors, worth: worth(anchors) }))
    .sort((a, b) => b.worth - a.worth)
    .map(({ anchors }) => anchors)

/** The shortest text counts, as it is found most often; each alternative takes something away. */
function worth({ texts }: Anchors): number {
  let shortest = 10
  for (const { length } of texts) if (length < shortest) shortest = length
  return shortest - texts.length / 4
}
