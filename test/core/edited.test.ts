import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Block, createMarkdownMemory, type Reading, readHtml, readMarkdown } from '../../src/core/index.js'
import { fragments } from '../support/arbitraries.js'

const guide = readFileSync('CONTRIBUTING.md', 'utf8')

/** What a reader makes of a text, with places of the source; what changed since is not of the text. */
const shown = ({ blocks, changed: _changed, keepsNumbers: _keeps, ...reading }: Reading): string => {
  const plain = ({ places, origin, ...block }: Block) => ({
    ...block,
    starts: Array.from({ length: block.text.length }, (_, unit) => places.startOf(unit) + origin.at).join(),
    ends: Array.from({ length: block.text.length }, (_, unit) => places.endOf(unit) + origin.at).join(),
  })
  return JSON.stringify({ ...reading, blocks: blocks.map(plain) })
}

const expectSame = (states: readonly string[]): void => {
  const read = createMarkdownMemory()
  for (const state of states) expect(shown(read('page.md', state))).toBe(shown(readMarkdown(state)))
}

const around = (middle: string): string =>
  `# One\n\nText with [a] link.\n\nMore.\n\n${middle}\n\nLast words.\n\n- a\n- b\n`

describe('a text that is read again', () => {
  it.each([
    ['a letter', 'word', 'words'],
    ['a heading', 'word', '## Two\n\nword'],
    ['a first heading', 'word', 'word\n\n# Other'],
    ['an open fence', 'word', '```\n\nword'],
    ['an open comment', 'word', '<!--\n\nword'],
    ['a definition', 'word', '[a]: /x'],
    ['a definition that goes', '[a]: /x', 'word'],
    ['a list behind a colon', 'These:', 'These:\n\n- a\n- b'],
    ['an address without prose', 'www.example.com', 'www.example.com\n\n- item'],
    ['a table', 'word', '| a | b |\n| - | - |\n| c | d |'],
    ['nothing', 'word', ''],
  ])('reads what %s changes', (_, before, after) => {
    expectSame([around(before), around(after), around(before)])
    expectSame([`---\ntitle: x\n---\n\n${around(before)}`, `---\ntitle: x\n---\n\n${around(after)}`])
  })

  it('knows that what is put before a paragraph may become one with it, and introduce the next', () => {
    const between = (gap: string): string => `One.\n\nTwo.\n\nThree.\n\n${gap}\nFour\n\nFive.\n\nSix.\n\nSeven.\n`
    expectSame([between(''), between('<b>'), between('')])
  })

  it('keeps what stands before an edit where it is when what stands behind an edit of the same length moves', () => {
    expectSame(['word', 'ward', 'wards', 'ward', 'w'].map(around))
  })

  it('is read like a new one, whatever was changed', () => {
    const piece = fc.oneof(
      fc.constantFrom(...fragments, '', ' ', '\n\n', '```\n', '# H\n\n', '- x\n', '<pre>', '[a]: /\n'),
    )
    const change = fc.tuple(fc.nat(), fc.nat(40), piece)
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 6 }), (changes) => {
        const states = [guide.slice(0, 4000)]
        for (const [at, length, put] of changes) {
          const last = states.at(-1) ?? ''
          const start = at % (last.length + 1)
          states.push(last.slice(0, start) + put + last.slice(start + length))
        }
        expectSame(states)
      }),
      { numRuns: 60, seed: 8 },
    )
  })

  it('is masked like a new one, however far from an edit the ends of a template stand', () => {
    const part = fc.oneof(
      fc.constantFrom('{{ ', ' }}', '{% ', ' %}', '\n\n> '),
      fc.nat(40).map((lines) => 'some words\n'.repeat(lines)),
    )
    const change = fc.tuple(fc.nat(), fc.nat(1), part)
    fc.assert(
      fc.property(
        fc.array(part, { minLength: 2, maxLength: 8 }),
        fc.array(change, { maxLength: 4 }),
        (parts, changes) => {
          const states = [parts]
          for (const [at, removed, put] of changes) {
            const last = states.at(-1) ?? []
            states.push(last.toSpliced(at % (last.length + 1), removed, put))
          }
          expectSame(states.map((state) => state.join('')))
        },
      ),
      { numRuns: 150, seed: 3 },
    )
  })
})

describe('HTML', () => {
  it.each(['<div>', '<b>', '<ul><li>', '<table><tr><td>'])('is read however deep %s nests', (tag) => {
    const { blocks } = readHtml(`${tag.repeat(3000)}word`)
    expect(blocks.map(({ text }) => text)).toEqual(['word'])
  })
})
