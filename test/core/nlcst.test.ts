import * as fc from 'fast-check'
import type { Nodes, Paragraph } from 'nlcst'
import { describe, expect, it } from 'vitest'
import { createLineIndex, createProseParser, readMarkdown } from '../../src/core/index.js'
import { createSentenceReader, placeInSource, sentenceSpans } from '../../src/core/tree/nlcst.js'
import { anyText } from '../support/arbitraries.js'
import { markSpans, unmark } from '../support/marks.js'

const spacings = { en: 'words', ru: 'words', th: 'phrases', 'zh-Hans': 'none', 'zh-Hant': 'none' } as const
const locales = ['en', 'ru', 'th', 'zh-Hans', 'zh-Hant'] as const
const parse = (locale: (typeof locales)[number], text: string): Paragraph =>
  createProseParser(locale, spacings[locale])(text)

function leavesOf(node: Nodes): Extract<Nodes, { value: string }>[] {
  if ('children' in node) return node.children.flatMap((child) => leavesOf(child))
  return [node]
}
const offsetsOf = (node: Nodes) => [node.position?.start.offset, node.position?.end.offset]

/** Every node stands where its values stand, and nothing is left out. */
function expectWhole(paragraph: Paragraph, text: string): void {
  let at = 0
  const visit = (node: Nodes): void => {
    const start = at
    if ('children' in node) for (const child of node.children) visit(child)
    else {
      expect(text.slice(at, at + node.value.length)).toBe(node.value)
      at += node.value.length
    }
    if (node !== paragraph) expect(offsetsOf(node)).toEqual([start, at])
  }
  visit(paragraph)
  expect(at).toBe(text.length)
}

describe('sentences', () => {
  it.each(locales)('are those of the parser: %s', (locale) => {
    const read = createSentenceReader(locale, spacings[locale])
    const piece = fc.constantFrom(
      'Word',
      ' ',
      '. ',
      '.',
      '! ',
      '… ',
      '\n',
      '\n\n',
      'Mr. ',
      '3.5',
      '(',
      ')',
      '”',
      'слово',
      '你好。',
    )
    const text = fc.oneof(
      anyText,
      fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join('')),
    )
    fc.assert(
      fc.property(text, (one) => {
        expect(read(one)).toEqual(sentenceSpans(parse(locale, one)))
      }),
    )
  })
})

describe('our own parser of prose without spaces', () => {
  it.each(['th', 'zh-Hans', 'zh-Hant'] as const)('gives back every text, each node at its place: %s', (locale) => {
    fc.assert(
      fc.property(anyText, (text) => expectWhole(parse(locale, text), text)),
      { numRuns: 100 },
    )
  })

  it.each([
    [
      'th',
      'ซื้อเลย 3 ชิ้น!',
      [
        'WordNode ซื้อ',
        'WordNode เลย',
        'WhiteSpaceNode  ',
        'WordNode 3',
        'WhiteSpaceNode  ',
        'WordNode ชิ้น',
        'PunctuationNode !',
      ],
    ],
    ['zh-Hans', '立即购买😀。', ['WordNode 立即', 'WordNode 购买', 'SymbolNode 😀', 'PunctuationNode 。']],
    ['zh-Hant', 'iPhone 特價', ['WordNode iPhone', 'WhiteSpaceNode  ', 'WordNode 特價']],
  ] as const)('tells words, spaces, marks and symbols apart: %s %s', (locale, text, nodes) => {
    const [sentence] = parse(locale, text).children
    const children = sentence && 'children' in sentence ? sentence.children : []
    expect(
      children.map(
        (node) =>
          `${node.type} ${leavesOf(node)
            .map(({ value }) => value)
            .join('')}`,
      ),
    ).toEqual(nodes)
  })

  it.each([
    ['th', 'ก'],
    ['zh-Hans', '立即购买。'],
    ['zh-Hant', '特價\n'],
  ] as const)('reads long texts: %s, %s', (locale, unit) => {
    const text = unit.repeat(Math.ceil(100_000 / unit.length))
    const paragraph = parse(locale, text)
    const values = leavesOf(paragraph).map(({ value }) => value)
    expect(values.join('') === text).toBe(true)
    for (const value of values) expect(/^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/.test(value)).toBe(false)
  })
})

describe('sentences', () => {
  it.each([
    ['en', '{==Buy it.==} {==It is, e.g., good!==} {==Dr. Who said “no.”==} {==Really?==}'],
    ['en', '{==One.==}\n{==Two.==}\r\n{==Three==}'],
    ['ru', '{==Это так.==} {==Да!==} {==Правда?==}'],
    ['zh-Hans', '{==您好。==}{==立即购买！==}{==真的吗？==}{==好==}'],
    ['zh-Hant', '{==「您好。」==}{==立即購買！==}'],
    ['th', '{==ซื้อเลย วันนี้==}\n{==ราคาพิเศษ==}'],
  ] as const)('%s: %s', (locale, marked) => {
    const text = unmark(marked)
    // Where a sentence ends at a line break, the break may belong to it.
    const spans = sentenceSpans(parse(locale, text)).map(({ start, end }) => {
      const trimmed = text.slice(start, end).trimEnd()
      return { start, end: start + trimmed.length }
    })
    expect(markSpans(text, spans)).toBe(marked)
  })

  it.each(locales)('lie in the text, one after the other: %s', (locale) => {
    fc.assert(
      fc.property(anyText, (text) => {
        let done = 0
        for (const { start, end } of sentenceSpans(parse(locale, text))) {
          expect(start).toBeGreaterThanOrEqual(done)
          expect(end).toBeGreaterThan(start)
          done = end
        }
        expect(done).toBeLessThanOrEqual(text.length)
      }),
      { numRuns: 40 },
    )
  })
})

describe('a paragraph placed in its source', () => {
  it('has lines, columns and offsets of the source', () => {
    const source = '# A\n\n> Hello **big**\r\n> world &amp; so.\n'
    const [, block] = readMarkdown(source).blocks
    if (!block) throw new Error('no block')
    const paragraph = parse('en', block.text)
    placeInSource(paragraph, block, createLineIndex(source))
    const written = leavesOf(paragraph).map(({ position }) =>
      source.slice(position?.start.offset, position?.end.offset),
    )
    expect(written).toEqual(['Hello', ' ', 'big', '\r\n', 'world', ' ', '&amp;', ' ', 'so', '.'])
    const points = leavesOf(paragraph).map(({ position }) => `${position?.start.line}:${position?.start.column}`)
    expect(points).toEqual(['3:3', '3:8', '3:11', '3:16', '4:3', '4:8', '4:9', '4:14', '4:15', '4:17'])
  })
})
