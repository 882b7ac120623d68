import { describe, expect, it } from 'vitest'
import { ruleDataOf } from '../../src/build/rule-data.js'
import { catalog } from '../../src/generated/index.js'
import { unmark } from '../config/unmark.js'

const page = (head: string, fence = 'md en'): string =>
  `---\ndescription: Jargon\nseverity: info\nguards: []\n${head}---\n\n# Jargon\n\nNobody knows it.\n\n## Examples\n\n\`\`\`${fence}\n{==synergy==}\n\`\`\`\n\n## How to fix it\n\nSay it plainly.\n`

const known = {
  languages: catalog.languages,
  kinds: Object.keys(catalog.kinds),
  markets: Object.keys(catalog.markets),
  topics: [],
}

function mistakeIn(text: string, lexicon: string): string {
  try {
    const files = { folder: 'house/jargon', id: 'jargon', group: 'house', page: text, lexicons: { en: lexicon } }
    ruleDataOf(files, known)
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
  return 'none'
}

const message = 'message: Plain words, please\nphrases:\n'

describe('a name that there is not is told with its line', () => {
  it.each([
    [
      'kind',
      page('kinds: [return-policy]\n'),
      /^house\/jargon\/rule\.md:5:1: No document kind is called return-policy; /,
    ],
    ['language', page('preview: [enn]\n'), /^house\/jargon\/rule\.md:5:1: No language is called enn; /],
    [
      'kind of an example',
      page('', 'md en kind=return-policy'),
      /^house\/jargon\/rule\.md:13:1: No document kind is called /,
    ],
    ['language of an example', page('', 'md enn'), /^house\/jargon\/rule\.md:13:1: No language is called enn; /],
  ])('%s', (_, text, told) => {
    expect(mistakeIn(text, `${message}  - synergy`)).toMatch(told)
  })

  it('and one that there is is taken', () => {
    expect(mistakeIn(page('kinds: [returns-policy]\npreview: [en]\n'), `${message}  - synergy`)).toBe('none')
  })
})

describe('a phrase that is not well formed is told where it stands', () => {
  it.each([
    ['after one that begins alike', `${message}  - (act|buy) now\n  - ⟦(act`],
    ['in quotes', `${message}  - '⟦(it''s open'`],
  ])('%s', (_, marked) => {
    const { text, place } = unmark(marked)
    expect(mistakeIn(page(''), text)).toMatch(new RegExp(`^house/jargon/en\\.yml:${place.split(':')[0]}:\\d+: `))
  })
})
