import { readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'
import * as v from 'valibot'
import { createLinter, type Linter } from '../core/index.js'
import { catalog, rules } from '../generated/index.js'
import { scoreCommitments } from './commitments.js'
import { scoreJudged } from './judged.js'
import { type LabelledSet, readJsonLines, readLabelledSets } from './labelled.js'
import { add, decision, noScore, type Score, scoreTable } from './score.js'

const home = join('test', 'evaluation')

const sentenceSchema = v.strictObject({
  text: v.string(),
  rule: v.string(),
  /** Whether the rule should find something in it. */
  find: v.boolean(),
})

/** @returns the ids of the rules that find something in a sentence that stands alone. */
function rulesFinding(text: string, locale: string, linter: Linter): Set<string> {
  const { findings } = linter.lint(
    { path: 'sentence.txt', text, format: 'text', locale },
    { severities: {}, accept: [], messageLanguage: 'document' },
  )
  return new Set(findings.map(({ ruleId }) => ruleId))
}

/** Precision and recall on the sentences of the repository, by rule group and locale. */
function evaluateSentences(linter: Linter): string {
  const groups = new Map(catalog.rules.map(({ page }) => [page.id, page.group]))
  const scores = new Map<string, Score>()
  const folder = join(home, 'sentences')
  for (const file of readdirSync(folder).sort()) {
    const locale = basename(file, '.jsonl')
    for (const { text, rule, find } of readJsonLines(sentenceSchema, join(folder, file))) {
      const score = decision(find, rulesFinding(text, locale, linter).has(rule))
      for (const key of [`${locale} ${groups.get(rule) ?? rule}`, `${locale} all`])
        scores.set(key, add(scores.get(key) ?? noScore, score))
    }
  }
  return scoreTable('locale, group', new Map([...scores].sort(([a], [b]) => (a < b ? -1 : 1))))
}

/** Precision and recall on a labelled set, by class. Rows of no mapped class should be found by none of the set's rules. */
function evaluateSet(set: LabelledSet, linter: Linter): string {
  const scores = new Map<string, Score>()
  const mapped = new Set(Object.values(set.classes).flat())
  for (const row of set.rows) {
    const found = rulesFinding(row.text, row.locale, linter)
    const flagged = [...found].some((id) => mapped.has(id))
    const isPositive = row.classes.some((name) => name in set.classes)
    scores.set('(any class)', add(scores.get('(any class)') ?? noScore, decision(isPositive, flagged)))
    for (const [name, ids] of Object.entries(set.classes)) {
      scores.set(
        name,
        add(
          scores.get(name) ?? noScore,
          decision(
            row.classes.includes(name),
            ids.some((id) => found.has(id)),
          ),
        ),
      )
    }
  }
  return scoreTable(set.name, scores)
}

const { values, positionals } = parseArgs({ allowPositionals: true, options: { documents: { type: 'string' } } })
const linter = createLinter(catalog, rules)
console.log(`## Sentences of this repository (known to the authors of the lexicons)\n\n${evaluateSentences(linter)}\n`)
if (values.documents !== undefined) {
  const scores = [...scoreJudged(join(home, 'judged'), values.documents, linter)]
  console.log(
    `## Sentences of real documents, judged blind\n\nFlagged by any rule:\n\n${scoreTable('locale', new Map(scores.map(([locale, { flagged }]) => [locale, flagged])))}\n`,
  )
  console.log(
    `Flagged by a rule that the judge named:\n\n${scoreTable('locale', new Map(scores.map(([locale, { sameRule }]) => [locale, sameRule])))}\n`,
  )
  const commitments = scoreCommitments(join(home, 'commitments'), values.documents, linter)
  console.log(`## Commitments of real documents, marked by hand\n\n${scoreTable('locale, half', commitments)}\n`)
}
for (const folder of positionals) {
  for (const set of readLabelledSets(folder, join(home, 'mappings')))
    console.log(`## ${set.name}\n\n${evaluateSet(set, linter)}\n`)
}
