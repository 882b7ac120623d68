import type { LexiconData, MessageData, PhraseCondition, PhraseData } from '../data/catalog.js'
import type { Edit, Fix } from '../data/finding.js'
import { fillSlots, matchCase, matchEnding, removeSpan, replaceSpan } from '../fixes/rewrite.js'
import { overlaps, type Span } from '../text/span.js'
import { type Block, toSource, writtenText } from '../tree/prose.js'
import { hasTemplateControl } from '../tree/template.js'
import { isInnocent, isRegistered, type Surroundings } from './guards.js'
import type { Words } from './lexicons.js'
import { clauseOf, type Hit, hasCondition, type Passage, sentenceOf, wholeOf } from './passage.js'

/** A phrase of a rule that stands in a passage and that no context excuses. Offsets are those of the block's text. */
export interface PhraseHit extends Span {
  readonly phrase: PhraseData
  readonly captures: Hit['captures']
}

/** Of two phrases for the same words, the one that knows what to write instead comes first. */
const remedies = ({ owner }: Hit): number =>
  owner.type !== 'phrase' ? 0 : (owner.phrase.fix === undefined ? 0 : 2) + (owner.phrase.use === undefined ? 0 : 1)

/** Whose phrases are looked for: a rule or a topic, and the guards that silence it. */
export interface Subject {
  readonly id: string
  readonly guards: readonly string[]
}

/**
 * What one rule finds in one passage: the longest phrase at each place, none overlapping another.
 * @param about the document's kind, and whether phrases in preview are found.
 * @param sortOf phrases of different sorts may overlap.
 */
export function* findPhrases(
  page: Subject,
  passage: Passage,
  words: Words,
  around: Surroundings,
  about: { readonly kind: string | undefined; readonly preview?: boolean | undefined },
  sortOf: (phrase: PhraseData) => string = () => '',
): Generator<PhraseHit> {
  const candidates = passage.content.hits
    .filter((hit) => hit.owner.type === 'phrase' && hit.owner.ruleId === page.id)
    .sort((a, b) => a.start - b.start || b.end - a.end || remedies(b) - remedies(a))
  const lasts = new Map<string, Span>()
  for (const hit of candidates) {
    if (hit.owner.type !== 'phrase') continue
    const { phrase } = hit.owner
    const last = lasts.get(sortOf(phrase))
    if ((phrase.preview && !about.preview) || (last && overlaps(hit, last))) continue
    if (phrase.where && !phrase.where.includes(passage.block.role)) continue
    if (phrase.kinds && !phrase.kinds.some((one) => one === about.kind)) continue
    const sentence = sentenceOf(passage, hit, words.language.spacing)
    const stands = (type: PhraseCondition, place: Passage, span: Span): boolean =>
      hasCondition(place, page.id, type, span, phrase)
    const isIn = (type: PhraseCondition, places: readonly (Passage | undefined)[]): boolean =>
      places.some((place) => place !== undefined && stands(type, place, wholeOf(place)))
    const above = [around.introduction, around.heading, ...around.labels]
    if (stands('unless', passage, sentence) || (phrase.with && !stands('with', passage, sentence))) continue
    if (phrase.under && !isIn('under', above)) continue
    const near = [passage, ...above]
    if (isIn('unlessNear', [...near, ...around.below]) || (phrase.withNear && !isIn('withNear', near))) continue
    if (isInnocent(hit, passage, page.guards, words, around)) {
      // What is proven is dealt with, also where another phrase goes on beyond it.
      if (isRegistered(hit, page.guards, around)) lasts.set(sortOf(phrase), hit)
      continue
    }
    lasts.set(sortOf(phrase), hit)
    yield { start: hit.start, end: hit.end, phrase, captures: hit.captures }
  }
}

/** The texts that a phrase's slots stood for, by slot. */
function captured(hit: PhraseHit, block: Block, source: string | undefined): Record<string, string> {
  const values: Record<string, string> = {}
  for (const capture of hit.captures) values[capture.slot] ??= writtenText(block, capture, source)
  return values
}

/**
 * What can be written instead: the phrase's own fix and replacements, then the lexicon's sentences.
 * @param labels the program's sentences in the message language.
 * @param source the text that the edits are for, where it is known.
 */
export function* fixesFor(
  hit: PhraseHit,
  passage: Passage,
  lexicon: LexiconData,
  words: Words,
  labels: MessageData,
  source?: string,
): Generator<{ readonly fix: Fix; readonly expected: string }> {
  const { block } = passage
  const { text } = block
  const actual = text.slice(hit.start, hit.end)
  const values = captured(hit, block, source)
  const sentence = sentenceOf(passage, hit, 'words')
  const title = (label: string, shown: string): string => fillSlots(labels[label] ?? '<text>', { text: shown })

  const replacements = [
    ...(hit.phrase.fix === undefined ? [] : [{ template: hit.phrase.fix, safe: true }]),
    ...(hit.phrase.use ?? []).map((template) => ({ template, safe: false })),
  ]
  for (const { template, safe } of replacements) {
    const expected = template === '' ? '' : matchCase(fillSlots(template, values), actual)
    const edits = expected === '' ? removeSpan(block, hit, sentence) : replaceSpan(block, hit, expected)
    if (edits && keepsTemplates(edits, source))
      yield {
        fix: { title: expected === '' ? title('remove', actual) : title('replace', expected), safe, edits },
        expected,
      }
  }
  const isClause = words.language.spacing === 'phrases'
  if (sentence.isPart && !isClause) return
  const scope = isClause ? clauseOf(text, hit) : sentence
  const replaced = text.slice(scope.start, scope.end)
  for (const template of lexicon.rewrite ?? []) {
    const expected = matchEnding(matchCase(fillSlots(template, values), replaced.slice(0, 1)), replaced)
    const edits = replaceSpan(block, scope, expected)
    if (edits && keepsTemplates(edits, source))
      yield { fix: { title: title('rewrite', expected), safe: false, edits }, expected }
  }
}

/**
 * Whether no edit takes away a template tag such as `{% if … %}`, whose other half stands elsewhere, or what a backslash is written for:
 * it belongs to no text.
 */
const keepsTemplates = (edits: readonly Edit[], source: string | undefined): boolean =>
  source === undefined ||
  !edits.some(
    ({ start, end }) =>
      hasTemplateControl(source.slice(start, end)) || /^\\[!-/:-@[-`{-~]/.test(source.slice(start - 1, start + 1)),
  )

/** The place of a hit in the source. */
export const placeOf = (hit: Span, passage: Passage): Span => toSource(passage.block, hit)
