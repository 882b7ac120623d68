import { fillSlots, matchCase, matchEnding, removeSpan, replaceSpan } from '../fixes/rewrite.js'
import { overlaps, type Span } from '../text/span.js'
import { toSource } from '../tree/prose.js'
import type { LexiconData, MessageData, PageData, PhraseData } from './catalog.js'
import type { Fix } from './finding.js'
import { isInnocent, type Surroundings } from './guards.js'
import type { Words } from './lexicons.js'
import { clauseOf, type Hit, type Passage, sentenceOf } from './passage.js'

/** A phrase of a rule that stands in a passage and that no context excuses. Offsets are those of the block's text. */
export interface PhraseHit extends Span {
  readonly phrase: PhraseData
  readonly captures: Hit['captures']
}

/** What one rule finds in one passage: the longest phrase at each place, none overlapping another. */
export function* findPhrases(
  page: PageData,
  passage: Passage,
  words: Words,
  around: Surroundings,
): Generator<PhraseHit> {
  const candidates = passage.hits
    .filter((hit) => hit.owner.type === 'phrase' && hit.owner.ruleId === page.id)
    .sort((a, b) => a.start - b.start || b.end - a.end)
  let last: Span | undefined
  for (const hit of candidates) {
    if (hit.owner.type !== 'phrase' || (last && overlaps(hit, last))) continue
    const { phrase } = hit.owner
    if (phrase.where && !phrase.where.includes(passage.block.role)) continue
    const sentence = sentenceOf(passage, hit, words.language.spacing)
    const inSentence = (type: 'unless' | 'with'): boolean =>
      passage.hits.some(
        ({ owner, start, end }) =>
          owner.type === type &&
          owner.ruleId === page.id &&
          (owner.phrase === undefined || owner.phrase === phrase) &&
          overlaps({ start, end }, sentence),
      )
    if (inSentence('unless') || (phrase.with && !inSentence('with'))) continue
    if (isInnocent(hit, passage, page.guards, words, around)) continue
    last = hit
    yield { start: hit.start, end: hit.end, phrase, captures: hit.captures }
  }
}

/** A template with its slots, as the texts that the phrase's slots stood for. */
function captured(hit: PhraseHit, text: string): Record<string, string> {
  const values: Record<string, string> = {}
  for (const { slot, start, end } of hit.captures) values[slot] ??= text.slice(start, end)
  return values
}

/**
 * What can be written instead: the phrase's own fix and replacements, then the lexicon's sentences.
 * @param labels the program's sentences in the message language.
 */
export function* fixesFor(
  hit: PhraseHit,
  passage: Passage,
  lexicon: LexiconData,
  words: Words,
  labels: MessageData,
): Generator<{ readonly fix: Fix; readonly expected: string }> {
  const { block } = passage
  const { text } = block
  const actual = text.slice(hit.start, hit.end)
  const values = captured(hit, text)
  const sentence = sentenceOf(passage, hit, 'words')
  const title = (label: string, shown: string): string => fillSlots(labels[label] ?? '<text>', { text: shown })

  const replacements = [
    ...(hit.phrase.fix === undefined ? [] : [{ template: hit.phrase.fix, safe: true }]),
    ...(hit.phrase.use ?? []).map((template) => ({ template, safe: false })),
  ]
  for (const { template, safe } of replacements) {
    const expected = template === '' ? '' : matchCase(fillSlots(template, values), actual)
    const edits = expected === '' ? removeSpan(block, hit, sentence) : replaceSpan(block, hit, expected)
    if (edits)
      yield {
        fix: { title: expected === '' ? title('remove', actual) : title('replace', expected), safe, edits },
        expected,
      }
  }
  const scope = words.language.spacing === 'phrases' ? clauseOf(text, hit) : sentence
  const replaced = text.slice(scope.start, scope.end)
  for (const template of lexicon.rewrite ?? []) {
    const expected = matchEnding(matchCase(fillSlots(template, values), replaced.slice(0, 1)), replaced)
    const edits = replaceSpan(block, scope, expected)
    if (edits) yield { fix: { title: title('rewrite', expected), safe: false, edits }, expected }
  }
}

/** The place of a hit in the source. */
export const placeOf = (hit: Span, passage: Passage): Span => toSource(passage.block, hit)
