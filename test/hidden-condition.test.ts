import { expect, it } from 'vitest'
import { createLinter } from '../src/core/index.js'
import { catalog, rules } from '../src/generated/index.js'

const linter = createLinter(catalog, rules)

/** How many notes each comment on a hidden condition points to. */
const notesFound = (text: string): readonly number[] =>
  linter
    .lint(
      { path: 'page.html', text, format: 'html', locale: 'en' },
      { severities: {}, accept: [], messageLanguage: 'document' },
    )
    .findings.filter(({ ruleId }) => ruleId === 'hidden-condition')
    .map(({ related }) => related.length)

it.each([
  ['takes the promise back', '<sup>1</sup> Only in June.', [1]],
  ['explains it', '<sup>1</sup> Print the label at home.', []],
  ['is not there', '<sup>2</sup> Only in June.', [0]],
])('finds the raised number of a note in HTML: one that %s', (_, note, found) => {
  expect(notesFound(`<p>Enjoy free returns<sup>1</sup> on every order.<p>${note}`)).toEqual(found)
})
