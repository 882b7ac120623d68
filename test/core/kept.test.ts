import { expect, it } from 'vitest'
import { createLinter, type RuleSettings } from '../../src/core/index.js'
import { catalog, rules } from '../../src/generated/index.js'

const fresh = createLinter(catalog, rules)
const remembering = createLinter(catalog, rules, { remember: 1e6 })
const settings: RuleSettings = { severities: {}, accept: [], messageLanguage: 'document' }

const page = (changed: string): string => `# Returns

First words of the page.

${changed}

More words that nobody edits.

## Sale items

You may return sale items within 14 days. Hurry, only 2 left! {% raw %}

| What | Lamps | {{ other }} |
| --- | --- | --- |
| Returns | 30 days | {{ days }} days |
| Refund | within 5 days | 100% |

Returns:

- 60 days
- No receipt, no return, unless {{ name }} says so.
`

it.each([
  ['words before it', [page('a'), page('ab'), page('a longer text')]],
  ['a heading above it', [page('a'), page('## For members'), page('a'), page('# Terms for business customers')]],
  [
    'the name of a row',
    [page('a'), page('a').replace('| Returns', '| Shipping'), page('a').replace('| Refund', '| x')],
  ],
  ['a template of the same length', [page('a'), page('a').replaceAll('days }}', 'time }}').replace('name', 'nobody')]],
  [
    'a tag of the same length',
    [page('a'), page('a').replace('{% raw %}', '{% end %}'), page('a').replace('{% raw %}', '.')],
  ],
  [
    'the cell beside it',
    ['14 days ', ''].map(
      (days) => `| | Home | Bar |\n| --- | --- | --- |\n| Trial | ${days}| 30 days |\n\n## Changes\n\nMore words.\n`,
    ),
  ],
  [
    'the title',
    ['# Warranty period', '# Lamps', '# Warranty period'].map(
      (title) => `${title}\n\n## Lamps\n\nWords.\n\n2 years\n\n## End\n\nWords.\n`,
    ),
  ],
  [
    'what introduces it',
    [page('a'), page('a').replace('Returns:', 'Shipping:'), page('a').replace('Returns:', 'Returns.')],
  ],
])('what was kept of a document is what a new reading finds, whatever %s does', (_, states) => {
  const read = (linter: typeof fresh, text: string) =>
    linter.lint({ path: 'returns.md', text, format: 'markdown', locale: 'en' }, settings)
  for (const state of [...states, ...states.toReversed()]) expect(read(remembering, state)).toEqual(read(fresh, state))
})
