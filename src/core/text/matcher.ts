import { anchorsOf } from './anchors.js'
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
import { compilePattern, DIGITS, firstUnitsOf, Op, type Program, prefixesOf, type SlotPrograms } from './program.js'
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

/** Phrases that are looked for only where somebody asks for them, group by group. */
export interface Finder {
  /** Prepares phrases when they are first looked for. */
  readonly group: <Owner>(entries: readonly Entry<Owner>[]) => Group<Owner>
}

/** Some phrases of a language. */
export interface Group<Owner> {
  /**
   * @param from and `to`: where in the folded text an occurrence may begin.
   * @returns what `Matcher.match` would find of these phrases there.
   */
  readonly find: (folded: string, from: number, to: number) => Match<Owner>[]
}

/** No match is longer than this many UTF-16 units, so that the work at each place is bounded. */
export const REACH = 400
/** A slot's text is at most this long. */
const SLOT_REACH = 80

/** A phrase that is read when it is first asked for, and compiled when it is first tried. */
interface Prepared {
  readonly pattern: Pattern
  /** The numbers of the anchors of each of its parts that must be there. */
  readonly anchors: readonly (readonly number[])[]
  program: Program | undefined
}

/** What phrases of one language have in common: the slots they are made of. */
function createCompiler({ spacing, gap, slots: slotPhrases }: MatcherOptions) {
  const slotNames = Object.keys(slotPhrases)
  const names = new Set([...slotNames, DIGITS])
  const slotIds = new Map(slotNames.map((name, id) => [name, id]))
  const parse = (phrase: string): Pattern => parsePhrase(phrase, names)
  const compile = (pattern: Pattern): Program => compilePattern(pattern, slotIds, spacing, gap)
  // Most phrases need few slots, and some none.
  const programs: (readonly Program[] | undefined)[] = slotNames.map(() => undefined)
  const slots = (id: number): readonly Program[] => {
    const known = programs[id] ?? (slotPhrases[slotNames[id] ?? ''] ?? []).map((phrase) => compile(parse(phrase)))
    programs[id] = known
    return known
  }
  const check = (): void => {
    for (const name of slotNames) rejectCycles(name, slotPhrases, [])
  }
  return { slotNames, slots, parse, compile, check }
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
  const { parse, compile, slots, check } = createCompiler(options)
  check()
  return writeIndex(
    distinctPhrases(entries).map((phrase) => prefixesOf(compile(parse(phrase)), slots, options.spacing)),
  )
}

/**
 * Reads phrases without keeping anything of them.
 * @throws PhraseError if one is not well formed.
 */
export function checkPhrases(entries: readonly Entry<unknown>[], options: MatcherOptions): void {
  const { parse } = createCompiler(options)
  for (const phrase of distinctPhrases(entries)) parse(phrase)
}

/** Looks for few phrases at a time; what all groups need to know of a text is made once for it. */
export function createFinder(options: MatcherOptions): Finder {
  const { spacing } = options
  const { parse, compile, slots, slotNames } = createCompiler(options)
  const anchors = createAnchorIndex(spacing)
  const run = createRunner(slots, slotNames, spacing)
  let text: string | undefined
  let first = 0
  let last = 0

  /** Makes the units from `from` to `to` those in which phrases are looked for. */
  function begin(folded: string, from: number, to: number): void {
    if (folded !== text) run.begin(folded)
    if (folded === text && from === first && to === last) anchors.rewind()
    else anchors.begin(from === 0 && to === folded.length ? folded : folded.slice(from, to))
    text = folded
    first = from
    last = to
  }

  return {
    group<Owner>(entries: readonly Entry<Owner>[]): Group<Owner> {
      const owners = new Map<string, Owner[]>()
      for (const { phrase, owner } of entries) {
        const known = owners.get(phrase)
        if (known) known.push(owner)
        else owners.set(phrase, [owner])
      }
      let known: (Prepared & { readonly owners: readonly Owner[] })[] | undefined
      const prepare = (): NonNullable<typeof known> =>
        [...owners].map(([phrase, list]) => {
          const pattern = parse(phrase)
          return { pattern, anchors: anchors.idsOf(anchorsOf(pattern, spacing)), program: undefined, owners: list }
        })
      return {
        find(folded, from, to) {
          known ??= prepare()
          begin(folded, from, Math.min(folded.length, to + REACH + 1))
          const there = known.filter((phrase) => anchors.hasAll(phrase.anchors, 0))
          const found: Match<Owner>[] = []
          if (there.length === 0) return found
          for (let start = from; start < to; start++) {
            if (!mayBegin(folded, start)) continue
            for (const phrase of there) {
              if (!anchors.isNear(phrase.anchors[0], start - from)) continue
              phrase.program ??= compile(phrase.pattern)
              const result = run.at(phrase.program, start)
              if (result === undefined) continue
              for (const owner of phrase.owners)
                found.push({ owner, start, end: result.end, captures: result.captures })
            }
          }
          return found
        },
      }
    },
  }
}

/** Whether a phrase may begin at a place: not within a word, nor at white space. */
function mayBegin(text: string, start: number): boolean {
  const unit = text.charCodeAt(start)
  if (isSpace(unit) || isThaiMark(unit)) return false
  return !(isWordUnit(unit) && start > 0 && cutsWord(text, start))
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
  const { parse, compile, slots, slotNames, check } = createCompiler(options)
  // Whoever made an index has checked them.
  if (index === undefined) check()
  const phrases = distinctPhrases(entries)
  const ids = new Map(phrases.map((phrase, id) => [phrase, id]))
  const owners: Owner[][] = phrases.map(() => [])
  for (const { phrase, owner } of entries) owners[ids.get(phrase) ?? -1]?.push(owner)

  const anchors = createAnchorIndex(spacing)
  const prepared: (Prepared | undefined)[] = phrases.map(() => undefined)
  const prepare = (id: number): Prepared => {
    const known = prepared[id]
    if (known) return known
    const pattern = parse(phrases[id] ?? '')
    const made = { pattern, anchors: anchors.idsOf(anchorsOf(pattern, spacing)), program: undefined }
    prepared[id] = made
    return made
  }
  const programOf = (phrase: Prepared): Program => {
    phrase.program ??= compile(phrase.pattern)
    return phrase.program
  }
  const makeIndex = (): string => writeIndex(phrases.map((_, id) => prefixesOf(programOf(prepare(id)), slots, spacing)))
  const read = index === undefined ? undefined : readIndex(index)
  const trie = read?.phrases === phrases.length ? read : readIndex(makeIndex())
  const run = createRunner(slots, slotNames, spacing)
  /** For each phrase, the last text that lacks what it cannot do without, the last that has it, and the last place it was tried at. */
  const lacking = new Uint32Array(phrases.length)
  const having = new Uint32Array(phrases.length)
  const tried = new Uint32Array(phrases.length)
  let texts = 0
  let places = 0

  return {
    match(text) {
      const found: Match<Owner>[] = []
      const candidates: number[] = []
      if (texts > 0xfffffff0 || places > 0xf0000000) {
        for (const numbers of [lacking, having, tried]) numbers.fill(0)
        texts = 0
        places = 0
      }
      texts++
      run.begin(text)
      anchors.begin(text)
      for (let start = 0; start < text.length; start++) {
        if (!mayBegin(text, start)) continue
        candidates.length = 0
        places++
        collectCandidates(trie, text, start, spacing, candidates)
        for (const id of trie.everywhere) candidates.push(id)
        for (const id of candidates) {
          if (lacking[id] === texts || tried[id] === places) continue
          tried[id] = places
          const phrase = prepare(id)
          if (having[id] !== texts) {
            if (!anchors.hasAll(phrase.anchors, start)) {
              lacking[id] = texts
              continue
            }
            having[id] = texts
          }
          if (!anchors.isNear(phrase.anchors[0], start)) continue
          const result = run.at(programOf(phrase), start)
          if (result === undefined) continue
          for (const owner of owners[id] ?? []) found.push({ owner, start, end: result.end, captures: result.captures })
        }
      }
      return found
    },
  }
}

/** Tells whether what a phrase cannot do without stands in a text, and near a place. */
interface AnchorIndex {
  /** Gives numbers to anchors. */
  readonly idsOf: (parts: readonly (readonly string[])[]) => number[][]
  readonly begin: (text: string) => void
  /** Places may be asked for from the beginning of the text again. */
  readonly rewind: () => void
  /** Whether of each list at least one stands in the text at or behind `start`, which is no less than in the call before. */
  readonly hasAll: (parts: readonly (readonly number[])[], start: number) => boolean
  /**
   * @param start no less than in the call before.
   * @returns false if none of the anchors stands where a phrase that begins at `start` would have it.
   */
  readonly isNear: (anchors: readonly number[] | undefined, start: number) => boolean
}

/** Which pairs of units stand in a text is remembered by so many numbers. */
const PAIRS = 1 << 14
/** Stands for a pair that every text has. */
const ANY = PAIRS

const pairOf = (text: string, at: number): number =>
  (Math.imul(text.charCodeAt(at), 0x9e5f) + text.charCodeAt(at + 1)) & (PAIRS - 1)

function createAnchorIndex(spacing: Spacing): AnchorIndex {
  const ids = new Map<string, number>()
  const texts: string[] = []
  /** Where each anchor stands next in the text of a number; what is known of another text counts for nothing. */
  const next: number[] = []
  const knownOf: number[] = []
  /** The last text in which each pair of units stands. */
  const pairs = new Uint32Array(PAIRS + 1)
  /** The pairs with which each anchor begins and ends; `ANY` where it is too short for one. */
  const firstPairs: number[] = []
  const lastPairs: number[] = []
  let number = 0
  let pass = 0
  let searched = ''

  /** The offset of an anchor at or behind `from`; the text's length if there is none. */
  function nextOf(id: number, from: number): number {
    const { length } = searched
    const known = knownOf[id] === pass ? (next[id] ?? 0) : -1
    if (known >= from) return known
    let at = length
    if (known >= 0 || mayHold(id)) {
      const found = searched.indexOf(texts[id] ?? '', from)
      if (found >= 0) at = found
    }
    knownOf[id] = pass
    next[id] = at
    return at
  }

  const mayHold = (id: number): boolean => pairs[firstPairs[id] ?? 0] === number && pairs[lastPairs[id] ?? 0] === number

  return {
    idsOf: (parts) =>
      parts.map((anchors) =>
        anchors.map((anchor) => {
          const id = ids.get(anchor) ?? texts.length
          if (id === texts.length) {
            ids.set(anchor, id)
            texts.push(anchor)
            firstPairs.push(anchor.length < 2 ? ANY : pairOf(anchor, 0))
            lastPairs.push(anchor.length < 2 ? ANY : pairOf(anchor, anchor.length - 2))
            next.push(0)
            knownOf.push(0)
          }
          return id
        }),
      ),
    begin(text) {
      // Where spaces do not matter, places in the text without them say nothing about places in the text.
      searched = spacing === 'none' ? text.replace(/[ \t\r\n]+/g, '') : text
      if (++number > 0xfffffff0) {
        pairs.fill(0)
        number = 1
      }
      pass++
      pairs[ANY] = number
      for (let at = 0; at + 1 < searched.length; at++) pairs[pairOf(searched, at)] = number
    },
    rewind() {
      pass++
    },
    hasAll(parts, start) {
      const { length } = searched
      const from = spacing === 'none' ? 0 : start
      for (const anchors of parts) {
        let isThere = false
        for (const id of anchors) {
          if (nextOf(id, from) < length) {
            isThere = true
            break
          }
        }
        if (!isThere) return false
      }
      return true
    },
    isNear(anchors, start) {
      if (!anchors) return true
      const { length } = searched
      const from = spacing === 'none' ? 0 : start
      for (const id of anchors) {
        const at = nextOf(id, from)
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

const none: readonly number[] = []

interface Runner {
  /** Starts a new text: what was remembered of slots is forgotten. */
  readonly begin: (text: string) => void
  readonly at: (
    program: Program,
    start: number,
  ) => { readonly end: number; readonly captures: readonly Capture[] } | undefined
}

function createRunner(slots: SlotPrograms, slotNames: readonly string[], spacing: Spacing): Runner {
  // visited[pc * (REACH + 1) + offset] holds the number of the run that was there.
  let visited = new Uint32Array(0)
  let runs = 0
  let text = ''
  let slotEnds = new Map<number, readonly number[]>()

  const firstUnits: ({ readonly units: ReadonlySet<number> | undefined } | undefined)[] = []

  /** Whether slot `id` may begin at `start`, by the unit that stands there. */
  function mayFill(id: number, start: number): boolean {
    const first = firstUnits[id] ?? { units: firstUnitsOf(slots(id), slots, spacing) }
    firstUnits[id] = first
    const unit = text.charCodeAt(start)
    return first.units === undefined || isSeparator(unit) || isSpace(unit) || first.units.has(isValue(unit) ? 48 : unit)
  }

  /** Where slot `id` may end if it begins at `start`, longest first. */
  function endsOf(id: number, start: number): readonly number[] {
    const key = start * slotNames.length + id
    if (!mayFill(id, start)) return none
    let ends = slotEnds.get(key)
    if (ends) return ends
    const set = new Set<number>()
    for (const program of slots(id)) collectEnds(program, start, set)
    ends = [...set].sort((a, b) => b - a)
    slotEnds.set(key, ends)
    return ends
  }

  /** All ends of a slot's program: states already seen at a place are not followed again. */
  function collectEnds(program: Program, start: number, ends: Set<number>): void {
    const seen = new Set<number>()
    const limit = start + SLOT_REACH
    const visit = (from: number, at: number): void => {
      let pc = from
      let index = at
      for (;;) {
        if (index > limit) return
        const x = program[pc * 3 + 1] ?? 0
        switch (program[pc * 3]) {
          case Op.match:
            ends.add(trimEnd(text, index, start))
            return
          case Op.split: {
            // Paths part only here: what lies between is followed as often as this is.
            if (mayPass(program, x, index)) {
              const key = pc * (SLOT_REACH + 1) + (index - start)
              if (seen.has(key)) return
              seen.add(key)
              visit(x, index)
            }
            pc = program[pc * 3 + 2] ?? 0
            break
          }
          case Op.jump:
            pc = x
            break
          case Op.slot:
            for (const end of endsOf(x, skipSpaces(index, start))) visit(pc + 1, end)
            return
          default:
            index = step(program, pc, index, start)
            if (index < 0) return
            pc++
        }
      }
    }
    visit(0, start)
  }

  /** Whether the operation at `pc` may go on at `index`; false only where it surely cannot. */
  function mayPass(program: Program, pc: number, index: number): boolean {
    if (program[pc * 3] !== Op.unit) return true
    const unit = text.charCodeAt(index)
    return unit === program[pc * 3 + 1] || (spacing === 'none' && isSpace(unit))
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

  /** What the slots of the phrase that is tried stand for. */
  let captures: Capture[] = []

  /** @returns where the phrase that begins at `start` ends if it goes on at operation `from` and offset `at`, or -1. */
  function visit(program: Program, start: number, from: number, at: number): number {
    const limit = start + REACH
    let pc = from
    let index = at
    for (;;) {
      if (index > limit) return -1
      const x = program[pc * 3 + 1] ?? 0
      switch (program[pc * 3]) {
        case Op.match:
          index = trimEnd(text, index, start)
          return endsWell(text, index, start) ? index : -1
        case Op.jump:
          pc = x
          break
        case Op.split: {
          // Paths part here and at slots: what lies between is followed as often as they are.
          if (mayPass(program, x, index)) {
            const key = pc * (REACH + 1) + (index - start)
            if (visited[key] === runs) return -1
            visited[key] = runs
            const known = captures.length
            const end = visit(program, start, x, index)
            if (end >= 0) return end
            captures.length = known
          }
          pc = program[pc * 3 + 2] ?? 0
          break
        }
        case Op.slot: {
          const key = pc * (REACH + 1) + (index - start)
          if (visited[key] === runs) return -1
          visited[key] = runs
          const begin = skipSpaces(index, start)
          for (const end of endsOf(x, begin)) {
            const known = captures.length
            captures.push({ slot: slotNames[x] ?? '', start: begin, end })
            const result = visit(program, start, pc + 1, end)
            if (result >= 0) return result
            captures.length = known
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
      captures = []
      const end = visit(program, start, 0, start)
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
