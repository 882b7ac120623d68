import type { Cues, PhraseCondition, PhraseData } from '../data/catalog.js'
import type { Claim } from '../data/claim.js'
import { firstAt, groupBy } from '../text/arrays.js'
import type { Spacing } from '../text/characters.js'
import { type Folded, fold } from '../text/fold.js'
import type { Group, Match, Matcher } from '../text/matcher.js'
import { REACH } from '../text/runner.js'
import { contains, overlaps, type Span } from '../text/span.js'
import { SpanIndex } from '../text/span-index.js'
import type { SentenceReader } from '../tree/nlcst.js'
import type { Block, Inline } from '../tree/prose.js'
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
  #sentences: readonly Sentence[] | undefined
  #quoted: SpanIndex<Span> | undefined
  /** The conditions of subjects in the whole text, and in parts of it. */
  #conditions: Map<Subject, Conditions> | undefined
  #conditionsInParts: Map<Subject, Parts> | undefined
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

  /** None where neither a phrase nor a claim was found in a text of usual length. A sentence without an end is cut into several. */
  get sentences(): readonly Sentence[] {
    if (!this.hasSentences && this.#text.length <= LONGEST_SENTENCE) return []
    this.#sentences ??= this.#readSentences(this.#text).flatMap((sentence) => cutSentence(this.#text, sentence))
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
  get quoted(): SpanIndex<Span> {
    this.#quoted ??= new SpanIndex(quotedSpans(this.#text, this.#words.language.quotes))
    return this.#quoted
  }

  /** The hits of a subject's conditions that share a unit with `span`, and maybe others. */
  conditionsAt(subject: Subject, span: Span): Conditions | undefined {
    const whole = this.#conditions?.get(subject)
    if (whole) return whole
    const group = this.#words.conditions(subject)
    if (!group) return undefined
    const { length } = this.#text
    if (length <= WHOLE) return this.#keepWhole(subject, this.#conditionsBetween(group))
    const parts = this.#conditionsInParts?.get(subject) ?? { known: new Map<string, Conditions>(), read: 0 }
    const key = `${span.start} ${span.end}`
    const found = parts.known.get(key)
    if (found) return found
    parts.read += span.end - span.start
    if (parts.read >= length) return this.#keepWhole(subject, this.#conditionsBetween(group))
    const made = this.#conditionsBetween(group, span)
    parts.known.set(key, made)
    this.#conditionsInParts ??= new Map()
    this.#conditionsInParts.set(subject, parts)
    return made
  }

  #keepWhole(subject: Subject, made: Conditions): Conditions {
    this.#conditions ??= new Map()
    this.#conditions.set(subject, made)
    return made
  }

  /** The hits of a group that share a unit with `span`, and maybe others; all without it. */
  #conditionsBetween(group: Group<Owner>, span?: Span): Conditions {
    const folded = this.#folded ?? fold(this.#text)
    if (this.hasPhrases) this.#folded = folded
    const { starts, text } = folded
    const from = span ? Math.max(0, firstAt(starts, (start) => start >= span.start) - REACH - 1) : 0
    const to = span
      ? Math.min(
          firstAt(starts, (start) => start >= span.end),
          text.length,
        )
      : text.length
    return new Conditions(toHits(folded, group.find(text, from, to)))
  }

  /** All hits of a subject's conditions, looked for anew: what is asked once of each text is not kept. */
  allConditions(subject: Subject): readonly Hit[] {
    const group = this.#words.conditions(subject)
    if (!group) return noHits
    const folded = this.#folded ?? fold(this.#text)
    return new SpanIndex(toHits(folded, group.find(folded.text, 0, folded.text.length))).items
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

/** The conditions of a subject that were found in parts of a text, by the parts' ends, and how many units those have together. */
interface Parts {
  readonly known: Map<string, Conditions>
  read: number
}

/** So many hits are looked through as they are; more are grouped, so that long passages stay quick. */
const FEW = 24

/** What stands in a text of the conditions of a subject. */
class Conditions extends SpanIndex<Hit> {
  #cues: SpanIndex<Span> | undefined
  #all: ReadonlySet<Owner> | undefined
  /** What was asked last: all phrases of a sentence ask the same. */
  #asked: { readonly span: Span; readonly owners: ReadonlySet<Owner> } | undefined

  /** Whose conditions share a unit with `span`. Where there are many, each is given once: they are far fewer than their hits. */
  ownersAt(span: Span): Iterable<Owner> {
    const { items } = this
    if (items.length <= FEW) return ownersOf(this.at(span))
    if (span.start <= (items[0]?.start ?? 0) && span.end > (items.at(-1)?.start ?? 0)) {
      this.#all ??= new Set(ownersOf(items))
      return this.#all
    }
    if (this.#asked?.span.start !== span.start || this.#asked.span.end !== span.end)
      this.#asked = { span, owners: new Set(ownersOf(this.at(span))) }
    return this.#asked.owners
  }

  /** The cues of a guard, less those within one of its exceptions. */
  get cues(): SpanIndex<Span> {
    this.#cues ??= new SpanIndex(this.items.filter((hit) => hit.owner.type === 'cue' && !this.#isExcepted(hit)))
    return this.#cues
  }

  #isExcepted(cue: Span): boolean {
    for (const hit of this.at(cue)) if (hit.owner.type === 'except' && contains(hit, cue)) return true
    return false
  }
}

function* ownersOf(hits: Iterable<Hit>): Generator<Owner> {
  for (const { owner } of hits) yield owner
}

const indexesByHits = new WeakMap<readonly Hit[], ReadonlyMap<string | undefined, SpanIndex<Hit>>>()

/** The hits of each type and subject in order. */
function indexesOf(hits: readonly Hit[]): ReadonlyMap<string | undefined, SpanIndex<Hit>> {
  const known = indexesByHits.get(hits)
  if (known) return known
  const groups = groupBy(hits, ({ owner }) => ('cues' in owner ? undefined : `${owner.type} ${owner.ruleId}`))
  const indexes = new Map([...groups].map(([key, group]) => [key, new SpanIndex(group)]))
  indexesByHits.set(hits, indexes)
  return indexes
}

/** All of a passage's text. */
export const wholeOf = ({ block }: Passage): Span => ({ start: 0, end: block.text.length })

const inlinesByBlock = new WeakMap<Block['inlines'], Partial<Record<Inline['type'], SpanIndex<Inline>>>>()

/** What stands in a passage of one kind of inline. */
export function inlinesOf({ block: { inlines } }: Passage, type: Inline['type']): SpanIndex<Inline> {
  const known = inlinesByBlock.get(inlines) ?? {}
  inlinesByBlock.set(inlines, known)
  known[type] ??= new SpanIndex(inlines.filter((inline) => inline.type === type))
  return known[type]
}

/** Whether anything of a type was found in a passage. */
export const hasAny = ({ content }: Passage, type: FoundType): boolean =>
  content.hits.some(({ owner }) => owner.type === type)

/** The hits of a type and a subject that share a unit with `span`, in order. */
export function hitsIn({ content: { hits } }: Passage, type: FoundType, subject: string, span: Span): Iterable<Hit> {
  if (hits.length > FEW) return indexesOf(hits).get(`${type} ${subject}`)?.at(span) ?? noHits
  const found: Hit[] = []
  for (const hit of hits) {
    const { owner } = hit
    if (owner.type === type && owner.ruleId === subject && overlaps(hit, span)) found.push(hit)
  }
  return found.length > 1 ? found.sort((a, b) => a.start - b.start) : found
}

/** Whether a condition stands in a part of a passage: one of a phrase, or of all that are meant, or one of its subject as a whole. */
export function hasCondition(
  { content }: Passage,
  subject: Subject,
  type: PhraseCondition,
  span: Span,
  phrase?: PhraseData | ((phrase: PhraseData) => boolean),
): boolean {
  const isMeant = typeof phrase === 'function' ? phrase : (one: PhraseData): boolean => one === phrase
  for (const owner of content.conditionsAt(subject, span)?.ownersAt(span) ?? [])
    if (owner.type === type && (owner.phrase === undefined || isMeant(owner.phrase))) return true
  return false
}

/** The cues of a guard in a part of a passage, less those within one of its exceptions. */
export const cuesIn = ({ content }: Passage, cues: Cues, span: Span): Iterable<Span> =>
  content.conditionsAt(cues, span)?.cues.at(span) ?? noSpans

/** All hits of a subject's conditions in a passage, in order. */
export const allConditions = ({ content }: Passage, subject: Subject): readonly Hit[] => content.allConditions(subject)

/** What is looked for everywhere. */
type FoundType = Exclude<Owner['type'], PhraseCondition | 'cue' | 'except' | 'answered' | 'asked' | 'applies' | 'named'>

const noHits: readonly Hit[] = []

const noSpans: readonly Span[] = []

/** No sentence is taken to be longer: what stands further away says nothing of a passage. In UTF-16 units. */
const LONGEST_SENTENCE = 1000
/** The second half of a part that is cut off has the end of a clause, or at least of a word. */
const clauses = /^[\s\S]{500,}[,;:\u3001\uFF0C\uFF1A\uFF1B](?!\d)/
const spaced = /^[\s\S]{500,}\s/

/** A sentence, or a part of one that is too long. */
export interface Sentence extends Span {
  readonly isPart?: boolean
}

/** The parts of a sentence that is too long. */
function cutSentence(text: string, sentence: Span): Sentence[] {
  const { start, end } = sentence
  if (end - start <= LONGEST_SENTENCE) return [sentence]
  const parts: Sentence[] = []
  let from = start
  while (end - from > LONGEST_SENTENCE) {
    const part = text.slice(from, from + LONGEST_SENTENCE)
    const [{ length }] = clauses.exec(part) ?? spaced.exec(part) ?? [part]
    const isSplit = /^[\uDC00-\uDFFF]/.test(text.charAt(from + length))
    const to = from + length - (isSplit ? 1 : 0)
    parts.push({ start: from, end: to, isPart: true })
    from = to
  }
  return [...parts, { start: from, end, isPart: true }]
}

/** Thai marks sentences by spaces at best: what counts as one sentence reaches this many characters around a passage. */
const PHRASED_REACH = 80

/** The sentence in which a span stands, or the part of a very long one; the union of several if it stands in several. */
export function sentenceOf(passage: Pick<Passage, 'content'>, span: Span, spacing: Spacing): Sentence {
  let { start, end } = span
  let isPart = false
  const { sentences } = passage.content
  for (let at = firstAt(sentences, (sentence) => sentence.end > span.start); at < sentences.length; at++) {
    const sentence = sentences[at]
    if (!sentence || sentence.start >= span.end) break
    start = Math.min(start, sentence.start)
    end = Math.max(end, sentence.end)
    isPart ||= sentence.isPart ?? false
  }
  if (spacing !== 'phrases') return { start, end, isPart }
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
  [...passage.content.quoted.at(span)].some((quote) => contains(quote, span))

/** How far apart two spans are, in words or, where words are not spaced, in characters. */
export function distance(text: string, first: Span, second: Span, spacing: Spacing): number {
  const between = text.slice(first.end, Math.max(first.end, second.start))
  return spacing === 'words' ? (between.match(/[\p{L}\p{M}\p{N}]+/gu)?.length ?? 0) : between.replace(/\s/g, '').length
}
