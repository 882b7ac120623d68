import { expect, it } from 'vitest'
import { createLinter, type Meter } from '../../src/core/index.js'
import { catalogOf, defaults, ruleOf } from '../support/catalog.js'

it('the host is told of stages and rules, and what is found is the same', () => {
  const catalog = catalogOf([ruleOf('glimmer', { en: { phrases: ['glimmer now'] } }), ruleOf('coded', {})])
  const codes = {
    coded: {
      *check() {
        yield { place: { start: 0, end: 1 }, actual: 'T', locale: 'en' }
      },
    },
  }
  const told: string[] = []
  const meter: Meter = (stage, work, ruleId) => {
    told.push(ruleId ?? stage)
    return work()
  }
  const input = { path: 'a', text: 'The cat and the dog glimmer now.', format: 'markdown' } as const
  const report = createLinter(catalog, codes, { meter }).lint(input, defaults)
  expect(report).toEqual(createLinter(catalog, codes).lint(input, defaults))
  expect(report.findings).toHaveLength(2)
  for (const name of ['reading', 'locale', 'words', 'matching', 'kind', 'sentences', 'commitments', 'glimmer', 'coded'])
    expect(told).toContain(name)
})
