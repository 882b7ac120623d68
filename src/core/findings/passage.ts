import type { PhraseCondition, PhraseData } from '../data/catalog.js'
import type { Claim } from '../data/claim.js'
import { firstAt } from '../text/arrays.js'
import type { Spacing } from '../text/characters.js'
import { type Folded, fold } from '../text/fold.js'
import type { Match, Matcher } from '../text/matcher.js'
import { REACH } from '../text/runner.js'
import { contains, overlaps, type Span } from '../text/span.js'
import type { SentenceReader } from '../tree/nlcst.js'
import type { Block } from '../tree/prose.js'
import type { ClaimHit } from './claims.js'
import { isSubjectOfTopic, type Owner, type Subject, type Words } from './lexicons.js'

/** A match whose offsets are those of the block's text. */
export interface Hit extends Span {
  readonly owner: Owner
  readonly captures: Match<Owner>['captures']
}

/** A block of prose in one locale with all that was found in it. Offsets are those of the block's text. */
export interface Passage {
  readonly block: Block
  readonly locale: string
  readonly content: Content
}

/** The passages of a document, by the numbers of their blocks; none where the language has no rules. */
export type Passages = readonly (Passage | undefined)[]

/** What the hits of a text say of it to those who ask all texts of a document. */
export interface Summary {
  /** The rules of which it has phrases, by their ids, and the topics, by their subjects. */
  readonly rules: readonly string[]
  readonly topics: readonly string[]
  /** The subjects of the topics that it speaks of. */
  readonly mentions: readonly string[]
  /** Whether it has a value, or an answer to what the name of a topic asks. */
  readonly hasValues: boolean
  /** What kinds of documents say such things. */
  readonly signs: readonly Extract<Owner, { readonly type: 'kind' }>[]
}

const noSummary: Summary = { rules: [], topics: [], mentions: [], hasValues: false, signs: [] }

function summaryOf(hits: readonly Hit[]): Summary {
  const rules = new Set<string>()
  const topics = new Set<string>()
  const mentions = new Set<string>()
  const signs: Extract<Owner, { readonly type: 'kind' }>[] = []
  let hasValues = false
  for (const hit of hits) {
    const { owner } = hit
    if (owner.type === 'phrase') {
      const isTopic = isSubjectOfTopic(owner.ruleId)
      const ids = isTopic ? topics : rules
      ids.add(owner.ruleId)
      if (isTopic && !isValueAlone(hit) && !needsContext(owner.phrase)) mentions.add(owner.ruleId)
    } else if (owner.type === 'mention') mentions.add(owner.ruleId)
    else if (owner.type === 'kind') signs.push(owner)
    else if (owner.type === 'value' || owner.type === 'answer') hasValues = true
  }
  const list = (ids: ReadonlySet<string>): readonly string[] => (ids.size === 0 ? none : [...ids])
  return { rules: list(rules), topics: list(topics), mentions: list(mentions), hasValues, signs }
}

const none: readonly string[] = []

/** A phrase may be nothing but a value that means something under some heading; alone it speaks of nothing. */
const isValueAlone = (hit: Hit): boolean => hit.captures.some((capture) => contains(capture, hit))

/** “Within 14 days” may mean something beside other words; alone it speaks of nothing, either. */
const needsContext = (phrase: PhraseData): boolean => (phrase.with ?? phrase.withNear ?? phrase.under) !== undefined

/** So long a text is searched as a whole for the conditions of a passage; of a longer one, the sentence. In UTF-16 units. */
const WHOLE = 1000

/** What was found in a text, and what is looked for only when somebody asks. */
export class Content {
  /** Phrases of rules and topics, and signs. */
  readonly hits: readonly Hit[]
  readonly locale: string
  readonly #text: string
  readonly #words: Words
  readonly #readSentences: SentenceReader
  #folded: Folded | undefined
  #sentences: readonly Span[] | undefined
  #quoted: readonly Span[] | undefined
  /** The conditions of subjects in the whole text, and in parts of it. */
  #conditions: Map<Subject, Group> | undefined
  #conditionsInParts: Map<Subject, Map<string, Group>> | undefined
  #claims: { readonly by: Matcher<Claim>; readonly hits: readonly ClaimHit[] } | undefined

  constructor(text: string, words: Words, readSentences: SentenceReader) {
    this.#text = text
    this.locale = words.locale
    this.#words = words
    this.#readSentences = readSentences
    const folded = fold(text)
    this.hits = toHits(folded, words.matcher.match(folded.text))
    this.summary = this.hits.length === 0 ? noSummary : summaryOf(this.hits)
    if (this.hasPhrases) this.#folded = folded
  }

  readonly summary: Summary

  /** Whether a phrase of a rule or a topic was found. */
  get hasPhrases(): boolean {
    return this.summary.rules.length > 0 || this.summary.topics.length > 0
  }

  /** Whether a phrase or a claim was found; elsewhere nothing but a value may stand. */
  get hasSentences(): boolean {
    return this.hasPhrases || (this.#claims?.hits.length ?? 0) > 0
  }

  /** None where neither a phrase nor a claim was found. */
  get sentences(): readonly Span[] {
    if (!this.hasSentences) return []
    this.#sentences ??= this.#readSentences(this.#text)
    return this.#sentences
  }

  /** Where claims stand; kept for the matcher that was asked last. */
  claims(matcher: Matcher<Claim>): readonly ClaimHit[] {
    if (this.#claims?.by === matcher) return this.#claims.hits
    const folded = this.#folded ?? fold(this.#text)
    const hits = toHits(folded, matcher.match(folded.text))
    this.#claims = { by: matcher, hits }
    return hits
  }

  /** Spans between quotation marks, marks left out. */
  get quoted(): readonly Span[] {
    this.#quoted ??= quotedSpans(this.#text, this.#words.language.quotes)
    return this.#quoted
  }

  /** The hits of a subject's conditions that share a unit with `span`, and maybe others. */
  conditionsAt(subject: Subject, span: Span): Group | undefined {
    const whole = this.#conditions?.get(subject)
    if (whole) return whole
    const group = this.#words.conditions(subject)
    if (!group) return undefined
    const { length } = this.#text
    const isWhole = length <= WHOLE || (span.start <= 0 && span.end >= length)
    const key = `${span.start} ${span.end}`
    const parts = isWhole ? undefined : (this.#conditionsInParts?.get(subject) ?? new Map<string, Group>())
    const found = parts?.get(key)
    if (found) return found
    const folded = this.#folded ?? fold(this.#text)
    if (this.hasPhrases) this.#folded = folded
    const { starts } = folded
    const from = isWhole ? 0 : Math.max(0, firstAt(starts, (start) => start >= span.start) - REACH - 1)
    const to = isWhole ? folded.text.length : firstAt(starts, (start) => start >= span.end)
    const made = groupHits(toHits(folded, group.find(folded.text, from, Math.min(to, folded.text.length))))
    if (parts) {
      parts.set(key, made)
      this.#conditionsInParts ??= new Map()
      this.#conditionsInParts.set(subject, parts)
    } else {
      this.#conditions ??= new Map()
      this.#conditions.set(subject, made)
    }
    return made
  }

  /** All hits of a subject's conditions, looked for anew: what is asked once of each text is not kept. */
  allConditions(subject: Subject): readonly Hit[] {
    const group = this.#words.conditions(subject)
    if (!group) return noHits
    const folded = this.#folded ?? fold(this.#text)
    return groupHits(toHits(folded, group.find(folded.text, 0, folded.text.length))).hits
  }
}

const noCaptures: Hit['captures'] = []

/** Puts matches of folded text back into the text. Documents have tens of thousands: written out, each takes half the memory. */
function toHits<Of>({ starts, ends }: Folded, matches: readonly Match<Of>[]): (Span & Omit<Match<Of>, keyof Span>)[] {
  const startOf = (at: number): number => starts[at] ?? 0
  const endOf = (at: number): number => ends[at - 1] ?? 0
  return matches.map(({ owner, start, end, captures }) => ({
    owner,
    start: startOf(start),
    end: endOf(end),
    captures:
      captures.length === 0
        ? noCaptures
        : captures.map((capture) => ({
            slot: capture.slot,
            start: startOf(capture.start),
            end: endOf(capture.end),
          })),
  }))
}

/** Hits of one kind in order of their places. */
interface Group {
  readonly hits: Hit[]
  longest: number
}

/** So many hits are looked through as they are; more are grouped, so that long passages stay quick. */
const FEW = 24

const groupsByHits = new WeakMap<readonly Hit[], Map<string, Group>>()

/** The hits of a type and a subject in order. */
function groupOf(hits: readonly Hit[], type: FoundType, subject: string): Group | undefined {
  let groups = groupsByHits.get(hits)
  if (!groups) {
    groups = new Map()
    groupsByHits.set(hits, groups)
    for (const hit of [...hits].sort((a, b) => a.start - b.start)) {
      const { owner } = hit
      if ('cues' in owner) continue
      const key = `${owner.type} ${owner.ruleId}`
      const group = groups.get(key) ?? { hits: [], longest: 0 }
      groups.set(key, group)
      group.hits.push(hit)
      group.longest = Math.max(group.longest, hit.end - hit.start)
    }
  }
  return groups.get(`${type} ${subject}`)
}

const noGroup: Group = { hits: [], longest: 0 }

/** Hits as they are looked for at places. */
const groupHits = (hits: Hit[]): Group =>
  hits.length === 0
    ? noGroup
    : {
        hits: hits.sort((a, b) => a.start - b.start),
        longest: hits.reduce((longest, { start, end }) => Math.max(longest, end - start), 0),
      }

/** Whether anything of a type was found in a passage. */
export const hasAny = ({ content }: Passage, type: FoundType): boolean =>
  content.hits.some(({ owner }) => owner.type === type)

/** The hits of a type and a subject that share a unit with `span`, in order. */
export function hitsIn({ content: { hits } }: Passage, type: FoundType, subject: string, span: Span): Iterable<Hit> {
  if (hits.length > FEW) return at(groupOf(hits, type, subject), span)
  const found: Hit[] = []
  for (const hit of hits) {
    const { owner } = hit
    if (owner.type === type && owner.ruleId === subject && overlaps(hit, span)) found.push(hit)
  }
  return found.length > 1 ? found.sort((a, b) => a.start - b.start) : found
}

/** The hits of a subject's conditions that share a unit with `span`, in order. */
export function conditionsIn({ content }: Passage, subject: Subject, span: Span): Iterable<Hit> {
  return at(content.conditionsAt(subject, span), span)
}

/** All hits of a subject's conditions in a passage, in order. */
export const allConditions = ({ content }: Passage, subject: Subject): readonly Hit[] => content.allConditions(subject)

/** What is looked for everywhere. */
type FoundType = Exclude<Owner['type'], PhraseCondition | 'cue' | 'except' | 'answered' | 'asked' | 'applies' | 'named'>

const noHits: readonly Hit[] = []

const at = (group: Group | undefined, span: Span): Iterable<Hit> =>
  group === undefined || group.hits.length === 0 ? noHits : hitsAt(group, span)

function* hitsAt({ hits, longest }: Group, span: Span): Generator<Hit> {
  for (let at = firstAt(hits, (hit) => hit.start >= span.start - longest); at < hits.length; at++) {
    const hit = hits[at]
    if (!hit || hit.start >= span.end) return
    if (overlaps(hit, span)) yield hit
  }
}

/** Thai marks sentences by spaces at best: what counts as one sentence reaches this many characters around a passage. */
const PHRASED_REACH = 80

/** The sentence in which a span stands; the union of several if it stands in several. */
export function sentenceOf(passage: Pick<Passage, 'content'>, span: Span, spacing: Spacing): Span {
  let start = span.start
  let end = span.end
  const { sentences } = passage.content
  for (let at = firstAt(sentences, (sentence) => sentence.end > span.start); at < sentences.length; at++) {
    const sentence = sentences[at]
    if (!sentence || sentence.start >= span.end) break
    start = Math.min(start, sentence.start)
    end = Math.max(end, sentence.end)
  }
  if (spacing !== 'phrases') return { start, end }
  return { start: Math.max(start, span.start - PHRASED_REACH), end: Math.min(end, span.end + PHRASED_REACH) }
}

/** The stretch between spaces in which a span stands: the smallest unit that Thai writers replace as one. */
export function clauseOf(text: string, span: Span): Span {
  let { start, end } = span
  while (start > 0 && !/\s/.test(text.charAt(start - 1))) start--
  while (end < text.length && !/\s/.test(text.charAt(end))) end++
  return { start, end }
}

const MAX_QUOTE = 300

/** The spans between quotation marks. A text that is quoted as a whole is no quotation but a testimonial or a title. */
export function quotedSpans(text: string, pairs: readonly string[]): Span[] {
  const spans: Span[] = []
  for (const pair of pairs) {
    const [open = '', close = open] = [...pair]
    let from = text.indexOf(open)
    let to = -1
    while (from >= 0) {
      if (to < from + open.length) to = text.indexOf(close, from + open.length)
      if (to < 0) break
      if (to - from <= MAX_QUOTE) spans.push({ start: from + open.length, end: to })
      from = text.indexOf(open, open === close ? to + close.length : from + open.length)
    }
  }
  return spans.filter(({ start, end }) => hasWords(text.slice(0, start)) || hasWords(text.slice(end)))
}

const hasWords = (text: string): boolean => /[\p{L}\p{N}]/u.test(text)

/** Whether a span stands within quotation marks. */
export const isQuoted = (passage: Passage, span: Span): boolean =>
  passage.content.quoted.some((quote) => contains(quote, span))

/** How far apart two spans are, in words or, where words are not spaced, in characters. */
export function distance(text: string, first: Span, second: Span, spacing: Spacing): number {
  const between = text.slice(first.end, Math.max(first.end, second.start))
  return spacing === 'words' ? (between.match(/[\p{L}\p{M}\p{N}]+/gu)?.length ?? 0) : between.replace(/\s/g, '').length
}
