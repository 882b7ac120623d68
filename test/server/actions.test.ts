import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { applyEdits } from '../../src/core/index.js'
import { composeEdits } from '../../src/server/actions/compose-edits.js'
import { addEntry } from '../../src/server/actions/config-entry.js'
import { snippetOf } from '../../src/server/actions/workspace-edit.js'

describe('composed edits', () => {
  it('give the text that the rounds give one after the other', () => {
    const cut = fc.record({ at: fc.nat(), length: fc.nat(5), text: fc.string({ maxLength: 4 }) })
    fc.assert(
      fc.property(
        fc.string({ maxLength: 30 }),
        fc.array(fc.array(cut, { maxLength: 3 }), { maxLength: 4 }),
        (text, rounds) => {
          let now = text
          const passes = rounds.map((cuts) => {
            let free = 0
            const edits = cuts.flatMap(({ at, length, text: put }) => {
              const start = free + (at % (now.length - free + 1))
              const end = Math.min(now.length, start + length)
              if (start < free || end + 1 > now.length) return []
              free = end + 1
              return [{ start, end, text: put }]
            })
            now = applyEdits(now, edits)
            return edits
          })
          expect(applyEdits(text, composeEdits(text.length, passes))).toBe(now)
        },
      ),
    )
  })

  it('leave alone what no round touched', () => {
    const passes = [
      [
        { start: 0, end: 1, text: 'xyz' },
        { start: 5, end: 6, text: '' },
      ],
      [{ start: 1, end: 2, text: 'Y' }],
    ]
    expect(composeEdits(8, passes)).toEqual([
      { start: 0, end: 1, text: 'xYz' },
      { start: 5, end: 6, text: '' },
    ])
  })
})

describe('a snippet', () => {
  it('stops at everything that is to be filled in', () => {
    expect(snippetOf('Pay $5 within [number of days] by [date].')).toBe(
      'Pay \\$5 within \x24{1:[number of days]} by \x24{2:[date]}.',
    )
  })

  it('is none without a placeholder; links are none', () => {
    expect(snippetOf('See [our terms](terms.md) or [these][1].')).toBeUndefined()
  })
})

describe('an accepted wording', () => {
  const entry = { text: 'Best: Western', reason: '[reason]' }
  const added = (source: string) => {
    const edit = addEntry(source, 'accept', entry)
    return edit && applyEdits(source, [edit])
  }

  it.each([
    ['', {}, 1],
    ['# nothing yet\n', {}, 1],
    ['locale: en', { locale: 'en' }, 1],
    ['accept:\n  - text: a\n    reason: b\nlocale: en\n', { locale: 'en' }, 2],
    ['accept:\n- text: a\n  reason: b # why\n\nlocale: en\n', { locale: 'en' }, 2],
    ['accept: [{ text: a, reason: b }]\nlocale: en\n', { locale: 'en' }, 2],
    ['accept: []\n', {}, 1],
  ])('joins %j', (source, rest, count) => {
    const result = added(source) ?? ''
    const { accept, ...others }: { accept: unknown[] } = parse(result)
    expect(others).toEqual(rest)
    expect(accept).toHaveLength(count)
    expect(accept.at(-1)).toEqual(entry)
    for (const line of source.split('\n')) expect(result).toContain(line.replace(/\].*$/, ''))
  })

  it('is not put into what is no block mapping', () => {
    expect(added('{ locale: en }')).toBeUndefined()
    expect(added('- a\n')).toBeUndefined()
  })
})
