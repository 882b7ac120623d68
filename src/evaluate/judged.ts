import { readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import * as v from 'valibot'
import { readJsonLines } from './labelled.js'
import type { ReadDocumentFindings } from './quality.js'
import { add, decision, noScore, type Score } from './score.js'

/**
 * A sentence of a document that a person judged before any rule was run on it. It is named by its place, so that texts of others
 * need not be copied.
 */
const judgedSchema = v.strictObject({
  /** Path of the document below the folder of documents. */
  file: v.string(),
  /** Where the passage that should be flagged (else the sentence) stands, in UTF-16 code units of the document without BOM. */
  start: v.number(),
  end: v.number(),
  /** The rules one of which should find it; empty where nothing should be found. */
  rules: v.array(v.string()),
})
export type JudgedSentence = v.InferOutput<typeof judgedSchema>

/** What was found of the sentences that people flagged. */
export interface JudgedScore {
  /** Whether any rule found something in it. */
  readonly flagged: Score
  /** Whether one of the rules that the judge named did. */
  readonly sameRule: Score
}

/** The judged sentences of every locale. Locales are the names of the files. */
export const readJudged = (folder: string): ReadonlyMap<string, readonly JudgedSentence[]> =>
  new Map(
    readdirSync(folder)
      .filter((name) => name.endsWith('.jsonl'))
      .sort()
      .map((name) => [basename(name, '.jsonl'), readJsonLines(judgedSchema, join(folder, name))]),
  )

/** How the judged sentences of every locale were decided. */
export function scoreJudged(
  judged: ReadonlyMap<string, readonly JudgedSentence[]>,
  read: ReadDocumentFindings,
): Map<string, JudgedScore> {
  const scores = new Map<string, JudgedScore>()
  for (const [locale, sentences] of judged) {
    let score: JudgedScore = { flagged: noScore, sameRule: noScore }
    for (const sentence of sentences) {
      const within = read(sentence.file, locale)?.filter(
        ({ place }) => place.start < sentence.end && sentence.start < place.end,
      )
      if (!within) continue
      const expected = sentence.rules.length > 0
      score = {
        flagged: add(score.flagged, decision(expected, within.length > 0)),
        sameRule: add(
          score.sameRule,
          decision(
            expected,
            within.some(({ ruleId }) => !expected || sentence.rules.includes(ruleId)),
          ),
        ),
      }
    }
    scores.set(locale, score)
  }
  return scores
}
