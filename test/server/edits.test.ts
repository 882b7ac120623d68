import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { createLedger, createLinter, type RuleSettings } from '../../src/core/index.js'
import { catalog, rules } from '../../src/generated/index.js'
import type { DiagnosticData } from '../../src/server/protocol.js'
import { jsonFinding, localDate, placeFindings, withFindings } from '../../src/workspace/index.js'
import { fragments } from '../support/arbitraries.js'
import { missing, patient, withClient } from './client.js'
import { uriIn } from './uri-in.js'

// Every edit is linted twice, on machines that may be busy.
vi.setConfig({ testTimeout: 1_800_000 })

/** FORTHRIGHT_EDITS=200 is the whole of it; a part of it is enough for every day. */
const edits = Number(process.env.FORTHRIGHT_EDITS ?? (process.env.CI ? 60 : 10))

const storefront = resolve('media/storefront')
const samples = ['en', 'id', 'ru', 'th', 'zh-Hans', 'zh-Hant'].flatMap((locale) =>
  ['landing.md', 'returns.md'].map((name) => readFileSync(join(storefront, locale, name), 'utf8')),
)

/** A document of 50 KB: the samples in all languages, then prose in which little is found. */
function longDocument(): string {
  const prose = ['README.md', 'CONTRIBUTING.md', 'src/README.md'].map((name) => readFileSync(name, 'utf8')).join('\n\n')
  const parts = [...samples]
  while (Buffer.byteLength(parts.join('\n\n')) < 50 * 1024) parts.push(prose)
  return parts.join('\n\n')
}

describe.skipIf(missing !== '')(`incremental changes${missing}`, () => {
  it(`leave after each of ${edits} edits what a fresh check finds`, async () => {
    const linter = createLinter(catalog, rules)
    const pieces = fc.oneof(
      fc.constantFrom(...fragments, '', '\r\n', '\n\n', 'risk-free trial', '<!-- forthright-ignore-file -- x -->'),
      fc.constantFrom(...samples).map((sample) => sample.slice(0, 400)),
    )
    const changes = fc.sample(fc.tuple(fc.nat(), fc.nat(300), pieces), { numRuns: edits, seed: 4 })
    await withClient({ folder: '/nowhere', capabilities: patient }, async (client) => {
      const uri = uriIn('/nowhere', 'en/long.md')
      await client.open(uri, longDocument())
      for (const [at, length, put] of changes) {
        const { length: total } = client.document(uri).getText()
        const start = at % (total + 1)
        await client.edit(uri, start, Math.min(total, start + length), put)
        // The server reads while the fresh check runs.
        const pulled = client.diagnostics(uri)
        const text = client.document(uri).getText()
        const settings: RuleSettings = { severities: {}, accept: [], messageLanguage: 'document' }
        const own = linter.lint({ path: 'en/long.md', text, format: 'markdown' }, settings)
        const ledger = createLedger(catalog, rules, { today: localDate(new Date()) })
        ledger.set(own, settings)
        const report = withFindings(own, ledger.findings('en/long.md'))
        const fresh = placeFindings(report, { path: 'en/long.md', text }, [], new Map())
          .filter(({ finding }) => finding.suppressed === null)
          .map((placed) => JSON.stringify(jsonFinding(placed)))
        const shown = (await pulled).flatMap(({ data }) => {
          const { finding }: DiagnosticData = data
          return finding ? JSON.stringify(finding) : []
        })
        expect(shown).toEqual(fresh)
      }
    })
  })
})
