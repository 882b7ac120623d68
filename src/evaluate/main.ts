import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'
import * as v from 'valibot'
import { createLinter, type Report, type RuleSettings } from '../core/index.js'
import { qualityPath } from '../docs/read-quality.js'
import { catalog, rules } from '../generated/index.js'
import { type Agreement, agreementOnCoverage, agreementOnKinds, type ReadReport } from './about-documents.js'
import { scoreCommitments } from './commitments.js'
import { readJudged, scoreJudged } from './judged.js'
import { type LabelledRow, readJsonLines, readLabelledSets } from './labelled.js'
import { measureQuality, type ReadQuestion } from './quality.js'
import { type OpenDocument, openDocumentsOf } from './real-documents.js'
import { add, decision, f1, noScore, precision, recall, type Score, scoreTable } from './score.js'
import { confusions, scoreLabelled } from './score-labelled.js'

const home = join('test', 'evaluation')
const usage = `npm run evaluate -- [FOLDER…] [options]

FOLDER                labelled JSONL that has a mapping in ${join(home, 'mappings')}
--documents FOLDER    the documents that sentences, findings and commitments are places of; may be given several times
--write               put precision and recall by rule and locale into ${qualityPath} (needs --documents)
--list SET:CLASS      the rows of a set that are decided otherwise than their label says; never those held out
--save FILE           keep the figures
--compare FILE        show what changed since they were kept
--preview             with the rules that are in preview`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    documents: { type: 'string', multiple: true },
    write: { type: 'boolean' },
    list: { type: 'string' },
    save: { type: 'string' },
    compare: { type: 'string' },
    preview: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  },
})

const linter = createLinter(catalog, rules)
const settings: RuleSettings = {
  severities: {},
  accept: [],
  messageLanguage: 'document',
  preview: values.preview === true,
}
/** By the name of the table and the row. */
const figures: Record<string, { readonly precision: number; readonly recall: number; readonly f1: number }> = {}

const sentenceSchema = v.strictObject({
  text: v.string(),
  rule: v.string(),
  /** Whether the rule should find something in it. */
  find: v.boolean(),
})

/** What is found in a sentence that stands alone. */
const readSentence = cached(({ text, locale }: Pick<LabelledRow, 'text' | 'locale'>) => {
  const { findings } = linter.lint({ path: 'sentence.txt', text, format: 'text', locale }, settings)
  return findings
})

const documentIn: OpenDocument = openDocumentsOf(values.documents ?? [], join(home, 'documents.jsonl'))
/** What evaluation data are places of, and is in none of the folders as it was then. */
const missing = new Set<string>()

const openDocument: OpenDocument = (file) => {
  const document = documentIn(file)
  if (!document) missing.add(file)
  return document
}

/** A document, and what is taken as known of it. */
interface Wanted {
  readonly file: string
  readonly locale: string
  readonly kind?: string
  /** Where it stands in its own repository. */
  readonly path?: string
}

const readReport = cached(({ file, locale, kind, path: name }: Wanted): Report | undefined => {
  const document = openDocument(file)
  if (!document) return undefined
  const report = linter.lint({ path: name ?? basename(file), ...document, locale, kind }, settings)
  if (report.problems[0]) throw new Error(`${file}: ${report.problems[0].message}`)
  return report
})

const readFindings = (file: string, locale: string) =>
  readReport({ file, locale })?.findings.filter((finding) => finding.locale === locale)

function cached<Key extends object, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const known = new Map<string, Value>()
  return (key) => {
    const name = JSON.stringify(key)
    const value = known.get(name) ?? make(key)
    known.set(name, value)
    return value
  }
}

/** Prints a table and keeps its figures. */
function show(title: string, heading: string, scores: ReadonlyMap<string, Score>): void {
  for (const [name, score] of scores)
    figures[`${title}: ${name}`] = { precision: precision(score), recall: recall(score), f1: f1(score) }
  console.log(`## ${title}\n\n${scoreTable(heading, scores)}\n`)
}

function showAgreement(title: string, agreement: Agreement): void {
  if (agreement.size === 0) return
  const lines = [...agreement].map(([name, { right, of }]) => `- ${name}: ${right} of ${of}`)
  console.log(`## ${title}\n\n${lines.join('\n')}\n`)
}

/** Precision and recall on the sentences of the repository, by rule group and locale. */
function evaluateSentences(): void {
  const groups = new Map(catalog.rules.map(({ page }) => [page.id, page.group]))
  const scores = new Map<string, Score>()
  const folder = join(home, 'sentences')
  for (const file of readdirSync(folder).sort()) {
    const locale = basename(file, '.jsonl')
    for (const { text, rule, find } of readJsonLines(sentenceSchema, join(folder, file))) {
      const score = decision(
        find,
        readSentence({ text, locale }).some(({ ruleId }) => ruleId === rule),
      )
      for (const key of [`${locale} ${groups.get(rule) ?? rule}`, `${locale} all`])
        scores.set(key, add(scores.get(key) ?? noScore, score))
    }
  }
  const sorted = [...scores].sort(([a], [b]) => (a < b ? -1 : 1))
  show('Sentences of this repository, known to the authors of the lexicons', 'locale, group', new Map(sorted))
}

const questionOf: ReadQuestion = (ruleId, locale, topic) => {
  const rule = catalog.rules.find(({ page }) => page.id === ruleId)
  const asksNothing = Object.keys(rule?.page.questions ?? {}).length === 0
  return topic === undefined ? (asksNothing ? '' : undefined) : rule?.lexicons[locale]?.answers?.[topic]?.question
}

function evaluateDocuments(): void {
  const judged = readJudged(join(home, 'judged'))
  const scores = [...scoreJudged(judged, readFindings)]
  show(
    'Sentences of real documents, judged blind: flagged by any rule',
    'locale',
    new Map(scores.map(([locale, { flagged }]) => [locale, flagged])),
  )
  show(
    'Sentences of real documents, judged blind: flagged by a rule that the judge named',
    'locale',
    new Map(scores.map(([locale, { sameRule }]) => [locale, sameRule])),
  )
  const commitments = scoreCommitments(join(home, 'commitments'), openDocument, linter)
  show('Commitments of real documents, marked by hand', 'locale, half', commitments)
  const read: ReadReport = (file, locale, known = {}) => readReport({ file, locale, ...known })
  showAgreement('Kinds of documents, told as people tell them', agreementOnKinds(join(home, 'kinds.jsonl'), read))
  const coverage = agreementOnCoverage(join(home, 'coverage.jsonl'), read)
  showAgreement('Questions that a document answers, decided as people did', coverage.agreement)
  if (coverage.agreement.size > 0) show('Questions left open', '', new Map([['all', coverage.open]]))
  if (values.write)
    writeFileSync(
      qualityPath,
      `${JSON.stringify(measureQuality(join(home, 'findings'), judged, readFindings, questionOf), null, 2)}\n`,
    )
  const [first] = missing
  if (first !== undefined)
    console.log(
      `${missing.size} documents are in no folder that --documents names, or not as they were (${first} and others): what stands in them is left out.\n`,
    )
}

function evaluateSets(folder: string): void {
  const [listedSet, listedClass] = values.list?.split(':') ?? []
  for (const set of readLabelledSets(folder, join(home, 'mappings'))) {
    for (const { split, flagged, classes, macroF1, clean, cleanFlagged } of scoreLabelled(set, readSentence)) {
      show(`${set.name}, ${split}`, 'class', new Map([['(flagged at all)', flagged], ...classes]))
      console.log(
        `Macro F1 ${macroF1.toFixed(3)}; flagged ${cleanFlagged} of ${clean} rows that nobody flagged (${((100 * cleanFlagged) / Math.max(1, clean)).toFixed(2)} %)\n`,
      )
    }
    const disputed = Object.keys(set.disputed).length
    if (disputed > 0) console.log(`${disputed} rows are left out; the mapping says why.\n`)
    if (listedSet !== set.name || listedClass === undefined) continue
    for (const { row, missed, found } of confusions(set, listedClass, readSentence))
      console.log(
        `${missed ? 'missed' : `false (${found.map(({ actual }) => actual).join(' | ')})`}\t${row.id}\t${row.text}`,
      )
  }
}

/** Figures that are not the same as those kept in a file. */
function compareWith(path: string): void {
  const kept = v.parse(
    v.record(v.string(), v.record(v.string(), v.nullable(v.number()))),
    JSON.parse(readFileSync(path, 'utf8')),
  )
  const percent = (value: number | null | undefined): string =>
    value === null || value === undefined || Number.isNaN(value) ? '–' : (100 * value).toFixed(1)
  const lines = Object.entries(figures).flatMap(([name, now]) => {
    const before = kept[name]
    const changes = (['precision', 'recall', 'f1'] as const)
      .filter((figure) => percent(before?.[figure]) !== percent(now[figure]))
      .map((figure) => `${figure} ${percent(before?.[figure])} → ${percent(now[figure])}`)
    return changes.length > 0 ? [`- ${name}: ${changes.join(', ')}`] : []
  })
  console.log(`## Since ${path}\n\n${lines.join('\n') || 'Nothing changed.'}\n`)
}

if (values.help) console.log(usage)
else {
  if (values.write && values.documents === undefined) throw new Error(`--write needs --documents\n\n${usage}`)
  evaluateSentences()
  if (values.documents !== undefined) evaluateDocuments()
  for (const folder of positionals) evaluateSets(folder)
  if (values.compare !== undefined) compareWith(values.compare)
  if (values.save !== undefined) writeFileSync(values.save, `${JSON.stringify(figures, null, 2)}\n`)
}
