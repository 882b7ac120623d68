import { type Anchors, anchorsOf } from './anchors.js'
import type { Spacing } from './characters.js'
import {
  isCurrency,
  isDigit,
  isSeparator,
  isSpace,
  isTerminator,
  isThaiMark,
  isValue,
  isWordUnit,
} from './characters.js'
import { type Pattern, PhraseError, parsePhrase } from './phrase.js'
import { type PrefixIndex, readIndex, writeIndex } from './prefix-index.js'
import { compilePattern, DIGITS, Op, type Program, prefixesOf } from './program.js'
import type { Span } from './span.js'

/** What a slot of a phrase stood for. */
export interface Capture extends Span {
  readonly slot: string
}

/** A phrase that occurs in a folded text; offsets are those of the folded text. */
export interface Match<Owner> extends Span {
  readonly owner: Owner
  readonly captures: readonly Capture[]
}

/** A phrase and what it stands for. */
export interface Entry<Owner> {
  readonly phrase: string
  readonly owner: Owner
}

export interface MatcherOptions {
  readonly spacing: Spacing
  /** Reach of a gap: words, or characters where words are not spaced. */
  readonly gap: number
  readonly slots: Readonly<Record<string, readonly string[]>>
}

/** All phrases of one locale, found in one pass. */
export interface Matcher<Owner> {
  /** @returns every occurrence of every phrase, at most one for each phrase and place, by where it begins. */
  readonly match: (folded: string) => Match<Owner>[]
}

/** No match is longer than this many UTF-16 units, so that the work at each place is bounded. */
const REACH = 400
/** A slot's text is at most this long. */
const SLOT_REACH = 80

/** A phrase that is compiled when it is first tried. */
interface Compiled {
  readonly program: Program
  readonly anchors: Anchors | undefined
}

/** What phrases of one language have in common: the slots they are made of. */
function createCompiler({ spacing, gap, slots: slotPhrases }: MatcherOptions) {
  const slotNames = Object.keys(slotPhrases)
  const names = new Set([...slotNames, DIGITS])
  const slotIds = new Map(slotNames.map((name, id) => [name, id]))
  const compile = (phrase: string): Compiled => {
    const pattern = parsePhrase(phrase, names)
    return { program: compilePattern(pattern, slotIds, spacing, gap), anchors: anchorsOf(pattern, spacing) }
  }
  const slots = slotNames.map((name) => {
    rejectCycles(name, slotPhrases, [])
    return (slotPhrases[name] ?? []).map((phrase) => compile(phrase).program)
  })
  return { slotNames, slots, compile }
}

/** The same phrase often stands in several lists; it is tried once. */
const distinctPhrases = (entries: readonly Entry<unknown>[]): string[] => [
  ...new Set(entries.map(({ phrase }) => phrase)),
]

/**
 * Prepares what `createMatcher` needs to know of phrases, so that it can be made when the program is built.
 * @throws PhraseError if a phrase is not well formed.
 */
export function indexPhrases(entries: readonly Entry<unknown>[], options: MatcherOptions): string {
  const { compile, slots } = createCompiler(options)
  return writeIndex(
    distinctPhrases(entries).map((phrase) => prefixesOf(compile(phrase).program, slots, options.spacing)),
  )
}

/**
 * Compiles phrases into one matcher. A trie over the phrases' beginnings finds the candidates; each candidate is then verified
 * by its program, in which no state is visited twice at one place. The time is linear in the text.
 * @param index what `indexPhrases` made of the same entries; without it, it is made here.
 * @throws PhraseError if a phrase is not well formed (with an index, when it is first tried).
 */
export function createMatcher<Owner>(
  entries: readonly Entry<Owner>[],
  options: MatcherOptions,
  index?: string,
): Matcher<Owner> {
  const { spacing } = options
  const { compile, slots, slotNames } = createCompiler(options)
  const phrases = distinctPhrases(entries)
  const ids = new Map(phrases.map((phrase, id) => [phrase, id]))
  const owners: Owner[][] = phrases.map(() => [])
  for (const { phrase, owner } of entries) owners[ids.get(phrase) ?? -1]?.push(owner)

  const compiled: Compiled[] = []
  const compiledOf = (phrase: string, id: number): Compiled => {
    const known = compiled[id] ?? compile(phrase)
    compiled[id] = known
    return known
  }
  const makeIndex = (): string =>
    writeIndex(phrases.map((phrase, id) => prefixesOf(compiledOf(phrase, id).program, slots, spacing)))
  const read = index === undefined ? undefined : readIndex(index)
  const trie = read?.phrases === phrases.length ? read : readIndex(makeIndex())
  const anchors = createAnchorIndex(spacing)
  const run = createRunner(slots, slotNames, spacing)

  return {
    match(text) {
      const found: Match<Owner>[] = []
      const candidates: number[] = []
      run.begin(text)
      anchors.begin(text)
      for (let start = 0; start < text.length; start++) {
        const unit = text.charCodeAt(start)
        if (isSpace(unit) || isThaiMark(unit)) continue
        if (isWordUnit(unit) && start > 0 && cutsWord(text, start)) continue
        candidates.length = 0
        collectCandidates(trie, text, start, spacing, candidates)
        for (const id of trie.everywhere) candidates.push(id)
        for (const id of candidates) {
          const phrase = phrases[id]
          const tried = phrase === undefined ? undefined : compiledOf(phrase, id)
          if (!tried || !anchors.isNear(id, tried.anchors, start)) continue
          const result = run.at(tried.program, start)
          if (result === undefined) continue
          for (const owner of owners[id] ?? []) found.push({ owner, start, end: result.end, captures: result.captures })
        }
      }
      return found
    },
  }
}

/** Tells whether what a phrase cannot do without stands near a place. */
interface AnchorIndex {
  readonly begin: (text: string) => void
  /**
   * @param phrase the number of the phrase, whose anchors are always the same.
   * @param start no less than in the call before.
   * @returns false if the phrase cannot begin there.
   */
  readonly isNear: (phrase: number, anchors: Anchors | undefined, start: number) => boolean
}

function createAnchorIndex(spacing: Spacing): AnchorIndex {
  const ids = new Map<string, number>()
  const texts: string[] = []
  const byPhrase: (readonly number[] | undefined)[] = []
  /** Where each anchor stands next; -1 where that is not known yet. */
  let next: number[] = []
  let searched = ''

  const idsOf = (anchors: Anchors): readonly number[] =>
    anchors.map((anchor) => {
      const id = ids.get(anchor) ?? texts.length
      if (id === texts.length) {
        ids.set(anchor, id)
        texts.push(anchor)
      }
      return id
    })

  return {
    begin(text) {
      next = []
      // Where spaces do not matter, places in the text without them say nothing about places in the text.
      searched = spacing === 'none' ? text.replace(/[ \t\r\n]+/g, '') : text
    },
    isNear(phrase, anchors, start) {
      if (!anchors) return true
      const { length } = searched
      const from = spacing === 'none' ? 0 : start
      byPhrase[phrase] ??= idsOf(anchors)
      for (const id of byPhrase[phrase] ?? []) {
        let at = next[id] ?? -1
        if (at < from && at < length) {
          const found = searched.indexOf(texts[id] ?? '', from)
          at = found < 0 ? length : found
          next[id] = at
        }
        if (at < length && (spacing === 'none' || at <= start + REACH)) return true
      }
      return false
    },
  }
}

function rejectCycles(name: string, slots: MatcherOptions['slots'], path: readonly string[]): void {
  if (path.includes(name)) throw new PhraseError(`Slot <${name}> is made of itself: ${[...path, name].join(' → ')}`, 0)
  const names = new Set([...Object.keys(slots), DIGITS])
  const visit = (pattern: Pattern): void => {
    if (pattern.type === 'slot' && pattern.name !== DIGITS) rejectCycles(pattern.name, slots, [...path, name])
    if (pattern.type === 'sequence') pattern.parts.forEach(visit)
    if (pattern.type === 'either') pattern.options.forEach(visit)
  }
  for (const phrase of slots[name] ?? []) visit(parsePhrase(phrase, names))
}

/** Walks the trie from `start`: digits are `0`, runs of separators one space (nothing where words are not spaced). */
function collectCandidates(trie: PrefixIndex, text: string, start: number, spacing: Spacing, into: number[]): void {
  const separates = spacing === 'words' ? isSeparator : isSpace
  const walk = (node: number, index: number): void => {
    trie.collect(node, into)
    if (index >= text.length || trie.isLeaf(node)) return
    const unit = text.charCodeAt(index)
    if (isValue(unit)) {
      const next = trie.child(node, 48)
      let end = index + 1
      while (isValue(text.charCodeAt(end))) end++
      if (next >= 0) walk(next, end)
      return
    }
    if (index > start && separates(unit)) {
      let end = index + 1
      while (end - index < REACH && separates(text.charCodeAt(end))) end++
      const next = spacing === 'words' ? trie.child(node, 32) : node
      if (next >= 0) walk(next, end)
    }
    const next = isSpace(unit) ? -1 : trie.child(node, unit)
    if (next >= 0) walk(next, index + 1)
  }
  walk(trie.root, start)
}

const APOSTROPHE = 39

/**
 * Whether a word goes on across `index`: letters on both sides, or a letter, an apostrophe and a letter (can't), or a digit, a
 * point and a digit (1.5).
 */
function cutsWord(text: string, index: number): boolean {
  const before = text.charCodeAt(index - 1)
  const here = text.charCodeAt(index)
  if (isWordUnit(before)) {
    return isWordUnit(here) ? isDigit(before) === isDigit(here) : joins(before, here, text.charCodeAt(index + 1))
  }
  return isWordUnit(here) && index > 1 && joins(text.charCodeAt(index - 2), before, here)
}

function joins(before: number, mark: number, after: number): boolean {
  if (mark === APOSTROPHE) return isWordUnit(before) && isWordUnit(after)
  return (mark === 44 || mark === 46) && isDigit(before) && isDigit(after)
}

interface Runner {
  /** Starts a new text: what was remembered of slots is forgotten. */
  readonly begin: (text: string) => void
  readonly at: (
    program: Program,
    start: number,
  ) => { readonly end: number; readonly captures: readonly Capture[] } | undefined
}

function createRunner(slots: readonly (readonly Program[])[], slotNames: readonly string[], spacing: Spacing): Runner {
  // visited[pc * (REACH + 1) + offset] holds the number of the run that was there.
  let visited = new Uint32Array(0)
  let runs = 0
  let text = ''
  let slotEnds = new Map<number, readonly number[]>()

  /** Where slot `id` may end if it begins at `start`, longest first. */
  function endsOf(id: number, start: number): readonly number[] {
    const key = start * slots.length + id
    let ends = slotEnds.get(key)
    if (ends) return ends
    const set = new Set<number>()
    for (const program of slots[id] ?? []) collectEnds(program, start, set)
    ends = [...set].sort((a, b) => b - a)
    slotEnds.set(key, ends)
    return ends
  }

  /** All ends of a slot's program: states already seen at a place are not followed again. */
  function collectEnds(program: Program, start: number, ends: Set<number>): void {
    const seen = new Set<number>()
    const limit = start + SLOT_REACH
    const visit = (pc: number, index: number): void => {
      const key = pc * (SLOT_REACH + 1) + (index - start)
      if (index > limit || seen.has(key)) return
      seen.add(key)
      const x = program[pc * 3 + 1] ?? 0
      switch (program[pc * 3]) {
        case Op.match:
          ends.add(trimEnd(text, index, start))
          return
        case Op.split:
          visit(x, index)
          visit(program[pc * 3 + 2] ?? 0, index)
          return
        case Op.jump:
          visit(x, index)
          return
        case Op.slot:
          for (const end of endsOf(x, skipSpaces(index, start))) visit(pc + 1, end)
          return
        default: {
          const next = step(program, pc, index, start)
          if (next >= 0) visit(pc + 1, next)
        }
      }
    }
    visit(0, start)
  }

  const skipSpaces = (index: number, start: number): number => {
    if (spacing !== 'none' || index === start) return index
    let at = index
    while (at - index < REACH && isSpace(text.charCodeAt(at))) at++
    return at
  }

  /** Runs one operation that consumes text. @returns where it ends, or -1. */
  function step(program: Program, pc: number, index: number, start: number): number {
    switch (program[pc * 3]) {
      case Op.unit: {
        const at = skipSpaces(index, start)
        return text.charCodeAt(at) === program[pc * 3 + 1] ? at + 1 : -1
      }
      case Op.separator: {
        let at = index
        if (spacing === 'words') {
          while (at - index < REACH && isSeparator(text.charCodeAt(at))) at++
          // Beside a mark a space is no must: `source :` is found in “Source: us”.
          return at > index || !isWordUnit(text.charCodeAt(at)) || !isWordUnit(text.charCodeAt(index - 1)) ? at : -1
        }
        while (at - index < REACH && isSpace(text.charCodeAt(at))) at++
        return at
      }
      case Op.letter:
        return isWordUnit(text.charCodeAt(index)) || (index > 0 && cutsWord(text, index)) ? index + 1 : -1
      case Op.digits:
        return endOfDigits(text, skipSpaces(index, start))
      case Op.gapStart: {
        if (index > 0 && isWordUnit(text.charCodeAt(index)) && cutsWord(text, index)) return -1
        return skipBetween(index)
      }
      case Op.gapStep:
        return spacing === 'words' ? gapWord(index) : gapUnit(index)
      case Op.sentenceStart:
        return beginsSentence(text, index) ? index : -1
      case Op.sentenceEnd:
        return endsSentence(text, index) ? index : -1
      default:
        return -1
    }
  }

  /** White space and marks within a sentence. */
  function skipBetween(index: number): number {
    let at = index
    const limit = Math.min(text.length, index + REACH)
    // A sign of money belongs to the amount behind it.
    while (
      at < limit &&
      !isWordUnit(text.charCodeAt(at)) &&
      !isTerminator(text, at) &&
      !isCurrency(text.charCodeAt(at))
    ) {
      if (spacing !== 'words' && !isSpace(text.charCodeAt(at))) break
      at++
    }
    return at
  }

  function gapWord(index: number): number {
    let at = isCurrency(text.charCodeAt(index)) ? index + 1 : index
    if (!isWordUnit(text.charCodeAt(at))) return -1
    while (
      at < text.length &&
      (isWordUnit(text.charCodeAt(at)) || (cutsWord(text, at) && isWordUnit(text.charCodeAt(at + 1))))
    )
      at++
    return skipBetween(at)
  }

  function gapUnit(index: number): number {
    if (index >= text.length || isTerminator(text, index)) return -1
    let at = index + 1
    // A word of letters that are spaced counts as one character.
    if (isWordUnit(text.charCodeAt(index))) while (at - index < REACH && cutsWord(text, at)) at++
    while (isThaiMark(text.charCodeAt(at))) at++
    return skipBetween(at)
  }

  return {
    begin(next) {
      text = next
      slotEnds = new Map()
    },
    at(program, start) {
      runs++
      const states = (program.length / 3) * (REACH + 1)
      if (visited.length < states) visited = new Uint32Array(states)
      if (runs > 0xfffffff0) {
        visited.fill(0)
        runs = 1
      }
      const captures: Capture[] = []
      const limit = start + REACH
      /** @returns where the phrase ends, or -1. */
      const visit = (from: number, at: number): number => {
        let pc = from
        let index = at
        for (;;) {
          if (index > limit) return -1
          const key = pc * (REACH + 1) + (index - start)
          if (visited[key] === runs) return -1
          visited[key] = runs
          const x = program[pc * 3 + 1] ?? 0
          switch (program[pc * 3]) {
            case Op.match:
              index = trimEnd(text, index, start)
              return endsWell(text, index, start) ? index : -1
            case Op.jump:
              pc = x
              break
            case Op.split: {
              const known = captures.length
              const end = visit(x, index)
              if (end >= 0) return end
              while (captures.length > known) captures.pop()
              pc = program[pc * 3 + 2] ?? 0
              break
            }
            case Op.slot: {
              const begin = skipSpaces(index, start)
              for (const end of endsOf(x, begin)) {
                const known = captures.length
                captures.push({ slot: slotNames[x] ?? '', start: begin, end })
                const result = visit(pc + 1, end)
                if (result >= 0) return result
                while (captures.length > known) captures.pop()
              }
              return -1
            }
            case Op.digits: {
              const begin = skipSpaces(index, start)
              index = endOfDigits(text, begin)
              if (index < 0) return -1
              captures.push({ slot: DIGITS, start: begin, end: index })
              pc++
              break
            }
            default:
              index = step(program, pc, index, start)
              if (index < 0) return -1
              pc++
          }
        }
      }
      const end = visit(0, start)
      return end > start ? { end, captures } : undefined
    },
  }
}

/** A phrase whose last part is optional may have taken the white space before it. */
function trimEnd(text: string, end: number, start: number): number {
  let at = end
  while (at > start && isSpace(text.charCodeAt(at - 1))) at--
  return at
}

/** A phrase may not end within a word, nor between a Thai consonant and its marks. */
function endsWell(text: string, end: number, start: number): boolean {
  if (end <= start || end >= text.length) return end > start
  if (isThaiMark(text.charCodeAt(end))) return false
  return !(isWordUnit(text.charCodeAt(end - 1)) && cutsWord(text, end))
}

/** The end of the numeral at `index` (1,000.50 · 10 000 · an unknown value), or -1. */
function endOfDigits(text: string, index: number): number {
  let at = index
  if (!isValue(text.charCodeAt(at))) return -1
  if (index > 0 && isDigit(text.charCodeAt(index - 1))) return -1
  while (at - index <= SLOT_REACH) {
    while (at - index <= SLOT_REACH && isValue(text.charCodeAt(at))) at++
    const mark = text.charCodeAt(at)
    const next = text.charCodeAt(at + 1)
    if ((mark === 44 || mark === 46) && isDigit(next)) at++
    else if (mark === 32 && isThousands(text, at + 1)) at++
    else return at
  }
  return -1
}

const isThousands = (text: string, index: number): boolean =>
  isDigit(text.charCodeAt(index)) &&
  isDigit(text.charCodeAt(index + 1)) &&
  isDigit(text.charCodeAt(index + 2)) &&
  !isDigit(text.charCodeAt(index + 3))

/** Whether only marks and white space stand between the sentence's beginning and `index`. */
function beginsSentence(text: string, index: number): boolean {
  const from = Math.max(0, index - REACH)
  for (let at = index - 1; at >= from; at--) {
    const unit = text.charCodeAt(at)
    if (isTerminator(text, at)) return true
    if (isWordUnit(unit) || unit === 44 || unit === 59 || unit === 0x3001) return false
    // Of what lies beyond the first plane, letters that folding leaves stand in the second and third; pictures in the first.
    if (unit >= 0xd840 && unit <= 0xd8bf) return false
    if ((unit >= 0x3040 && (unit < 0xd800 || unit > 0xdfff)) || (unit >= 0xe00 && unit < 0xe80)) return false
  }
  return true
}

/** Whether the sentence ends at `index`, white space and closing marks aside; a phrase may itself end with its last mark. */
function endsSentence(text: string, index: number): boolean {
  if (index > 0 && isTerminator(text, index - 1)) return true
  let at = index
  while (at - index < REACH && (isSeparator(text.charCodeAt(at)) || text.charCodeAt(at) === 41)) at++
  return at >= text.length || isTerminator(text, at)
}
