import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Block, readMarkdownOfRecord } from '../../src/core/index.js'

/** What a reader makes of a text, in a form that can be compared. */
const read = (source: string, segmentLength: number) => {
  const { blocks, comments } = readMarkdownOfRecord(source, segmentLength)
  const shown = ({ places, ...block }: Block) => ({
    ...block,
    starts: Array.from({ length: block.text.length }, (_, unit) => places.startOf(unit)),
    ends: Array.from({ length: block.text.length }, (_, unit) => places.endOf(unit)),
  })
  return { blocks: blocks.map(shown), comments }
}

const blocks = [
  'A paragraph\nof two lines.',
  '# Heading',
  'Heading\n===',
  '- item\n\n  more of it\n- item',
  '1. one\n2. two',
  '> quoted\nlazily',
  '```\ncode\n\n# not a heading\n```',
  '~~~~\n\nText in code\n\n~~~~',
  '<!-- a comment\n\n# in it\n-->',
  '<pre>\n\n# pre\n\n</pre>',
  '<div>\n\n# heading in a div\n\n</div>',
  '<script>if (a) {}</script>',
  '    indented code\n\n    goes on',
  '| a | b |\n| - | - |\n| c | d |',
  'See [the page][ref] and [Ref] and a note[^1].',
  '[ref]: https://example.org "Title"',
  '[^1]: The note.\n\n    Its second paragraph.',
  'A **bold\nword** and `code`.',
  '{% if x %}\n\nText\n\n{% endif %}',
]

test('a text that is read in pieces reads as it does whole', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...blocks), { minLength: 1, maxLength: 25 }),
      fc.constantFrom('\n\n', '\n', '\n\n\n', '\r\n\r\n'),
      (parts, between) => {
        const source = parts.join(between)
        expect(read(source, 8)).toEqual(read(source, Number.POSITIVE_INFINITY))
      },
    ),
    { numRuns: 150 },
  )
})

test('front matter stays whole', () => {
  const source = '---\ntitle: One\n\n# no heading\n---\n\nText\n\n# Heading\n'
  expect(read(source, 4)).toEqual(read(source, Number.POSITIVE_INFINITY))
})
