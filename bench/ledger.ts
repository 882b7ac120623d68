import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createLedger, createLinter, type Report, type RuleSettings } from '../src/core/index.js'
import { catalog, rules } from '../src/generated/index.js'

const DOCUMENTS = 1000
const EDITS = 200
const settings: RuleSettings = { severities: {}, accept: [], messageLanguage: 'document' }

function readSamples(folder: string): { readonly path: string; readonly text: string }[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md'))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(folder, path), 'utf8') }))
}

const time = (task: () => void): number => {
  const start = performance.now()
  task()
  return performance.now() - start
}

/** What it costs to compare the documents of a workspace: all of them, and again after one edit; rows of a table. */
export function measureLedger(): string[][] {
  const linter = createLinter(catalog, rules)
  const read = (path: string, text: string, index: number): Report => {
    const changed = text.replace(/\d+(?= (?:days|business days))/g, (number) => String(Number(number) + (index % 7)))
    return linter.lint({ path, text: changed, format: 'markdown' }, settings)
  }
  // The sample shop, over and over, each copy a market of its own with its own numbers.
  const samples = readSamples('media/storefront')
  const reports = Array.from({ length: DOCUMENTS }, (_, index) => {
    const sample = samples[index % samples.length]
    if (!sample) throw new Error('There are no samples')
    return read(`shop-${Math.floor(index / samples.length)}/${sample.path}`, sample.text, index)
  })
  const ledger = createLedger(catalog, rules, { today: '2026-11-22' })
  const all = time(() => {
    for (const report of reports) ledger.set(report, settings)
    ledger.update()
  })
  const stating = reports.filter(({ commitments }) => commitments.length > 0)
  const edits = Array.from({ length: EDITS }, (_, index) => {
    const report = stating[(index * 37) % stating.length]
    if (!report) throw new Error('No document states anything')
    // A number changes and everything behind it moves.
    const commitments = report.commitments.map((commitment) => ({
      ...commitment,
      value: commitment.value.type === 'duration' ? { ...commitment.value, from: index, to: index } : commitment.value,
      place: { start: commitment.place.start + 1, end: commitment.place.end + 1 },
    }))
    return time(() => {
      ledger.set({ ...report, commitments }, settings)
      ledger.update()
      ledger.findings(report.path)
    })
  }).sort((a, b) => a - b)
  const at = (share: number): string => `${(edits[Math.floor(edits.length * share)] ?? 0).toFixed(1)} ms`
  const commitments = reports.reduce((sum, report) => sum + report.commitments.length, 0)
  const found = reports.reduce((sum, { path }) => sum + ledger.findings(path).length, 0)
  return [
    ['documents, commitments, findings', `${reports.length}, ${commitments}, ${found}`],
    ['all compared', `${all.toFixed(0)} ms`],
    [`again after one edit, p50 / p99 / most of ${EDITS}`, `${at(0.5)} / ${at(0.99)} / ${at(0.9999)}`],
  ]
}
