import { existsSync } from 'node:fs'
import * as v from 'valibot'
import type { Report } from '../core/index.js'
import { readJsonLines } from './labelled.js'
import { add, decision, noScore, type Score } from './score.js'

const kindSchema = v.strictObject({
  file: v.string(),
  /** Where it stands in its own repository. */
  path: v.string(),
  locale: v.string(),
  /** What a person takes the document for; null where it is none of the kinds. */
  kind: v.nullable(v.string()),
})

const coverageSchema = v.strictObject({
  file: v.string(),
  locale: v.string(),
  kind: v.string(),
  ruleId: v.string(),
  topic: v.string(),
  /** Whether a person finds the answer in the document. */
  covered: v.boolean(),
})

/** Reads a document as if nothing were configured, or with the kind and under the path that are given; undefined where it is not at hand. */
export type ReadReport = (
  file: string,
  locale: string,
  known?: { readonly kind?: string; readonly path?: string },
) => Report | undefined

/** Shares of documents or questions that were decided as people did, by locale. */
export type Agreement = ReadonlyMap<string, { readonly right: number; readonly of: number }>

/** How often the kind of a document is told as people tell it. @param path of the labelled list. */
export function agreementOnKinds(path: string, read: ReadReport): Agreement {
  const rows = existsSync(path) ? readJsonLines(kindSchema, path) : []
  return agreement(
    rows.flatMap(({ file, path, locale, kind }) => {
      const report = read(file, locale, { path })
      return report ? [{ locale, right: (report.kind ?? null) === kind }] : []
    }),
  )
}

/** How often a question counts as answered where people find the answer. @param path of the labelled list. */
export function agreementOnCoverage(path: string, read: ReadReport): { agreement: Agreement; open: Score } {
  const rows = existsSync(path) ? readJsonLines(coverageSchema, path) : []
  let open: Score = noScore
  const results = rows.flatMap(({ file, locale, kind, ruleId, topic, covered }) => {
    const found = read(file, locale, { kind })?.coverage.find((one) => one.ruleId === ruleId && one.topic === topic)
    if (!found) return []
    open = add(open, decision(!covered, !found.covered))
    return [{ locale, right: found.covered === covered }]
  })
  return { agreement: agreement(results), open }
}

function agreement(results: readonly { readonly locale: string; readonly right: boolean }[]): Agreement {
  const shares = new Map<string, { right: number; of: number }>()
  for (const { locale, right } of results)
    for (const key of [locale, 'all']) {
      const share = shares.get(key) ?? { right: 0, of: 0 }
      shares.set(key, { right: share.right + (right ? 1 : 0), of: share.of + 1 })
    }
  return shares
}
