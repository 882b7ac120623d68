import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { placeInYaml, placeOfText, readYaml, type YamlOptions } from '../../src/build/read-yaml.js'
import { unmark } from './unmark.js'

const schema = v.strictObject({
  message: v.string('Write a text'),
  phrases: v.optional(v.array(v.strictObject({ find: v.string(), fix: v.optional(v.string()) }))),
})

function mistakeIn(text: string, options?: YamlOptions): string {
  try {
    readYaml(schema, 'en.yml', text, options)
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
  return 'none'
}

describe('a mistake is reported where it stands', () => {
  it.each([
    ['an unknown key with a value on its line', 'message: Hello\n⟦mesage: Hello'],
    ['an unknown key with a list beneath', 'message: Hello\n⟦phrasse:\n  - find: now'],
    ['an unknown key with a mapping beneath', 'message: Hello\n⟦phrasse:\n  find: now'],
    ['an unknown key without a value', 'message: Hello\n⟦phrasse:'],
    ['an unknown key in a list', 'message: Hello\nphrases:\n  - find: now\n    ⟦fiks:\n      - later'],
    ['an unknown key in quotes', "message: Hello\nphrases: [{ find: now, ⟦'fiks': later }]"],
    ['a value', 'message:\n  ⟦- Hello'],
    ['a missing key', 'message: Hello\nphrases:\n  - find: now\n  - ⟦fix: later'],
    ['a key that stands twice', 'message: Hello\n⟦message: Hello'],
    ['a comment behind a value', 'message: Hello\nphrases:\n  - find: ⟦Free # really'],
    ['an alias where a text was meant', 'message: Hello\nphrases:\n  - find: ⟦*word'],
  ])('%s', (_, marked) => {
    const { text, place } = unmark(marked)
    expect(mistakeIn(text)).toMatch(new RegExp(`^en\\.yml:${place}: `))
  })

  it('counts the lines above', () => {
    expect(mistakeIn('mesage: Hello', { line: 4 })).toMatch(/^en\.yml:5:1: /)
  })
})

describe('comments', () => {
  const text = '# why\nmessage: Hello # there\nphrases: # all of them\n  - find: now # or never\n'

  it('stand on lines of their own in data that holds prose', () => {
    expect(mistakeIn(text)).toBe('en.yml:2:10: Put the comment on its own line, or the text in quotes')
    expect(mistakeIn('# why\nmessage: "Hello # there"\n')).toBe('none')
  })

  it('may stand behind values where that is allowed', () => {
    expect(readYaml(schema, 'en.yml', text, { comments: true })).toEqual({
      message: 'Hello',
      phrases: [{ find: 'now' }],
    })
  })
})

it('finds the place of a text', () => {
  expect(placeOfText("a: (act|buy) now\nb:\n  - (act\n  - 'it''s (open'", '(act')).toEqual({ line: 3, column: 5 })
  expect(placeOfText("a: x\nb:\n  - 'it''s (open'", "it's (open")).toEqual({ line: 3, column: 6 })
})

it('finds the place of a value', () => {
  expect(placeInYaml('a: x\nb:\n  - y\n  - z', ['b', 1])).toEqual({ line: 4, column: 5 })
  expect(placeInYaml('a: x', ['gone'])).toEqual({ line: 1, column: 1 })
})
