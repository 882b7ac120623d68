import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import * as v from 'valibot'
import type { Finding, Linter } from '../core/index.js'
import { readJsonLines } from './labelled.js'
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

/** Lints the documents of the judged sentences of every locale. Locales are the names of the files in `judged`. */
export function scoreJudged(judged: string, documents: string, linter: Linter): Map<string, JudgedScore> {
  const scores = new Map<string, JudgedScore>()
  for (const file of readdirSync(judged)
    .filter((name) => name.endsWith('.jsonl'))
    .sort()) {
    const locale = basename(file, '.jsonl')
    const sentences = readJsonLines(judgedSchema, join(judged, file))
    const findingsOf = cached((path: string) => lintFile(join(documents, path), locale, linter))
    let score: JudgedScore = { flagged: noScore, sameRule: noScore }
    for (const sentence of sentences) {
      const within = findingsOf(sentence.file).filter(
        ({ place }) => place.start < sentence.end && sentence.start < place.end,
      )
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

function lintFile(path: string, locale: string, linter: Linter): readonly Finding[] {
  if (!existsSync(path)) throw new Error(`${path}: no such document; name the folder with --documents`)
  const text = readFileSync(path, 'utf8').replace(/^\uFEFF/, '')
  const report = linter.lint(
    { path: basename(path), text, format: 'markdown', locale },
    { severities: {}, accept: [], messageLanguage: 'document' },
  )
  if (report.problems[0]) throw new Error(`${path}: ${report.problems[0].message}`)
  return report.findings.filter((finding) => finding.locale === locale)
}

function cached<T>(make: (key: string) => T): (key: string) => T {
  const known = new Map<string, T>()
  return (key) => {
    const value = known.get(key) ?? make(key)
    known.set(key, value)
    return value
  }
}
