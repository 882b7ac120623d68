import { existsSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import * as v from 'valibot'
import type { Finding } from '../core/index.js'
import type { Measured, Quality } from '../docs/quality.js'
import type { JudgedSentence } from './judged.js'
import { readJsonLines } from './labelled.js'

/** A finding that was drawn at random, and whether an editor would act on it. */
const verdictSchema = v.strictObject({
  file: v.string(),
  ruleId: v.string(),
  start: v.number(),
  end: v.number(),
  /** Of a hint, what the customer asks: several may stand at one place. */
  topic: v.optional(v.string()),
  right: v.boolean(),
  why: v.optional(v.string()),
  /** The collection of pages from which it was drawn before anybody had seen them. */
  collection: v.optional(v.number()),
})

/** So many collections tell how rules do on new pages: older ones were read by rules that have changed much since. */
const COLLECTIONS = 3

/** The findings of a document of a locale; undefined where the document is not at hand. */
export type ReadDocumentFindings = (file: string, locale: string) => readonly Finding[] | undefined

/** How a customer asks, in a language, what a rule calls by a name; by no name it is undefined where rules ask several things. */
export type ReadQuestion = (ruleId: string, locale: string, topic: string | undefined) => string | undefined

/**
 * Precision and recall of each rule in each locale. On unseen pages: verdicts of the newest three collections. Others count in the documents
 * that are at hand: verdicts where the finding is still reported, a sentence for the rule that its judge named first, where one that the
 * judge named found it.
 *
 * @param verdicts the folder of the verdicts, one file a locale
 * @throws where a verdict names what its rule does not ask
 */
export function measureQuality(
  verdicts: string,
  judged: ReadonlyMap<string, readonly JudgedSentence[]>,
  read: ReadDocumentFindings,
  questionOf: ReadQuestion,
): Quality {
  const quality: Record<string, Record<string, Measured>> = {}
  const count = (ruleId: string, locale: string, what: keyof Measured, right: boolean): void => {
    const byLocale = quality[ruleId] ?? {}
    quality[ruleId] = byLocale
    const measured = byLocale[locale] ?? {}
    const before = measured[what] ?? { right: 0, of: 0 }
    byLocale[locale] = { ...measured, [what]: { right: before.right + (right ? 1 : 0), of: before.of + 1 } }
  }
  const all = (existsSync(verdicts) ? readdirSync(verdicts).sort() : []).map(
    (file) => [basename(file, '.jsonl'), readJsonLines(verdictSchema, join(verdicts, file))] as const,
  )
  const newest = Math.max(0, ...all.flatMap(([, rows]) => rows.map(({ collection = 0 }) => collection)))
  for (const [locale, rows] of all)
    for (const verdict of rows) {
      if ((verdict.collection ?? 0) > newest - COLLECTIONS) count(verdict.ruleId, locale, 'unseen', verdict.right)
      const question = questionOf(verdict.ruleId, locale, verdict.topic)
      if (question === undefined && verdict.topic !== undefined)
        throw new Error(`${verdict.ruleId} does not ask ${verdict.topic} in ${locale}`)
      // Of several hints at one place nobody knows which was meant.
      if (question === undefined) continue
      const stands = read(verdict.file, locale)?.some(
        ({ ruleId, place, reason }) =>
          ruleId === verdict.ruleId &&
          place.start < verdict.end &&
          verdict.start < place.end &&
          reason.includes(question),
      )
      if (stands) count(verdict.ruleId, locale, 'precision', verdict.right)
    }
  for (const [locale, sentences] of judged)
    for (const { file, start, end, rules } of sentences) {
      const [named] = rules
      if (named === undefined) continue
      const found = read(file, locale)?.some(
        ({ ruleId, place }) => rules.includes(ruleId) && place.start < end && start < place.end,
      )
      if (found !== undefined) count(named, locale, 'recall', found)
    }
  return sorted(quality)
}

/** With keys in order, so that the file changes only where figures do. */
const sorted = (quality: Quality): Quality =>
  Object.fromEntries(
    Object.entries(quality)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([id, byLocale]) => [id, Object.fromEntries(Object.entries(byLocale).sort(([a], [b]) => (a < b ? -1 : 1)))]),
  )
