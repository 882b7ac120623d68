import { expect, test } from 'vitest'
import { createLinter } from '../../src/core/index.js'
import { catalogOf, lint, ruleOf } from '../support/catalog.js'

const words = { en: { phrases: ['alpha'] }, ru: { phrases: ['альфа'] } }
const linter = createLinter(
  catalogOf([
    ruleOf('sure', words),
    ruleOf('unsure', words, { preview: ['ru'] }),
    ruleOf('packed', words, { pack: 'health' }),
  ]),
  {},
)

test.each([
  ['en', {}, ['sure', 'unsure']],
  ['ru', {}, ['sure']],
  ['ru', { preview: true }, ['sure', 'unsure']],
  ['ru', { severities: { unsure: 'info', sure: 'off' } }, ['unsure']],
  ['en', { severities: { packed: 'error' } }, ['packed', 'sure', 'unsure']],
] as const)('in %s with %j there are findings of %j', (locale, settings, expected) => {
  const { findings } = lint(linter, locale === 'en' ? 'Say alpha here.' : 'Слово альфа здесь.', { locale, settings })
  expect(findings.map(({ ruleId }) => ruleId)).toEqual(expected)
})
