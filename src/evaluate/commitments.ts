import { readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import * as v from 'valibot'
import { type Commitment, createLineIndex, formatCommitment, type Linter } from '../core/index.js'
import { readJsonLines } from './labelled.js'
import type { OpenDocument, RealDocument } from './real-documents.js'
import { add, noScore, type Score } from './score.js'

/**
 * A document of which people marked every commitment before anything was extracted from it, as far as it was read; or one mark in
 * it. Places are in UTF-16 code units of the document without BOM.
 */
const markSchema = v.union([
  v.strictObject({
    /** Path of the document below the folder of documents. */
    file: v.string(),
    /** So far the document was read. */
    readTo: v.number(),
    /** Whether the authors of the topics could learn from it (`dev`) or never saw it (`test`). */
    half: v.picklist(['dev', 'test']),
  }),
  v.strictObject({
    file: v.string(),
    start: v.number(),
    end: v.number(),
    topic: v.string(),
    /** In the notation of topic pages, without comparison. */
    value: v.string(),
    /** Whether two editors might disagree; it counts neither way. */
    maybe: v.optional(v.boolean()),
  }),
])
type Mark = Extract<v.InferOutput<typeof markSchema>, { topic: string }>
type ReadDocument = Extract<v.InferOutput<typeof markSchema>, { readTo: number }>

/**
 * Reads the commitments of marked documents and compares them with the marks: topic and value must be the same, in the same place or
 * on the same line.
 * @returns scores by `locale half`
 */
export function scoreCommitments(folder: string, open: OpenDocument, linter: Linter): Map<string, Score> {
  const scores = new Map<string, Score>()
  for (const name of readdirSync(folder)
    .filter((file) => file.endsWith('.jsonl'))
    .sort()) {
    const locale = basename(name, '.jsonl')
    const lines = readJsonLines(markSchema, join(folder, name))
    for (const line of lines) {
      const document = 'half' in line ? open(line.file) : undefined
      if (!('half' in line) || !document) continue
      const key = `${locale} ${line.half}`
      const marks = lines.filter((mark): mark is Mark => 'topic' in mark && mark.file === line.file)
      const score = scoreDocument(line, locale, marks, document, linter)
      scores.set(key, add(scores.get(key) ?? noScore, score))
    }
  }
  return scores
}

function scoreDocument(
  { file, readTo }: ReadDocument,
  locale: string,
  marks: readonly Mark[],
  { text, format }: RealDocument,
  linter: Linter,
): Score {
  const lines = createLineIndex(text)
  const { commitments } = linter.lint(
    { path: basename(file), text, format, locale },
    { severities: {}, accept: [], messageLanguage: 'document' },
  )
  const lineOf = (offset: number): number => lines.pointAt(offset).line
  const isNear = (mark: Mark, { place }: Commitment): boolean =>
    (mark.start < place.end && place.start < mark.end) || lineOf(mark.start) === lineOf(place.start)
  const met = new Set<Mark>()
  let wrong = 0
  for (const commitment of commitments) {
    if (commitment.place.start >= readTo) continue
    const same = marks.filter(
      (mark) => mark.topic === commitment.topic && isSameValue(mark.value, commitment) && isNear(mark, commitment),
    )
    const mark = same.find((one) => !met.has(one)) ?? same[0]
    if (mark) met.add(mark)
    // A passage of which people are not sure proves nothing.
    else if (!marks.some((one) => one.maybe && isNear(one, commitment))) wrong++
  }
  const sure = marks.filter(({ maybe }) => !maybe)
  const right = sure.filter((mark) => met.has(mark)).length
  return { ...noScore, truePositives: right, falsePositives: wrong, falseNegatives: sure.length - right }
}

const isSameValue = (value: string, commitment: Commitment): boolean =>
  plain(value) === plain(formatCommitment({ ...commitment, scopes: [] }))

const plain = (value: string): string =>
  value
    .replace(/^(?:up-to|at-least|from) /, '')
    .toLowerCase()
    .replace(/s$/, '')
