import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Block, type Reading, readMarkdown, readMarkdownOfRecord } from '../../src/core/index.js'
import { anyText } from '../support/arbitraries.js'

const root = fileURLToPath(new URL('../..', import.meta.url))

const unitsOf = (text: string, of: (unit: number) => unknown): string =>
  Array.from({ length: text.length }, (_, unit) => of(unit)).join()

/** What a reader makes of a text, in a form that is compared in a moment. */
const shown = ({ blocks, ...reading }: Reading): string => {
  const plain = ({ places, ...block }: Block) => ({
    ...block,
    starts: unitsOf(block.text, (unit) => places.startOf(unit)),
    ends: unitsOf(block.text, (unit) => places.endOf(unit)),
    nodes: unitsOf(block.text, (unit) => places.nodeOf(unit)),
  })
  return JSON.stringify({ ...reading, blocks: blocks.map(plain) })
}

const expectSame = (source: string): void => {
  expect(shown(readMarkdown(source))).toBe(shown(readMarkdownOfRecord(source, Number.POSITIVE_INFINITY)))
}

const pages = ['.', 'src', 'test', 'media'].flatMap((folder) =>
  readdirSync(`${root}/${folder}`, { recursive: folder !== '.', encoding: 'utf8' })
    .filter((path) => path.endsWith('.md'))
    .map((path) => `${folder}/${path}`),
)

test('every Markdown file of the project is read as the parser of record reads it', () => {
  expect(pages.length).toBeGreaterThan(80)
  for (const page of pages) expectSame(readFileSync(`${root}/${page}`, 'utf8'))
})

describe('what only looks simple', () => {
  test.each([
    ['code that an item may not interrupt', '    code\n\n2. x\n-\n\nfoo'],
    ['a container that interrupts, and another within', 'foo\n> 2. bar\n\n- 2. x'],
    ['lazy lines of all kinds', '> a\nb\n===\n> c\n    d\n# e\n> f\n<x>\n> g'],
    ['items that begin blank', '-\n\n  foo\n-\n  bar\n1.\n   baz'],
    ['tabs before and behind markers', '-\tfoo\n\n\tbar\n\n>\t\tcode\n\n1.\t- x\n\t\ty'],
    ['tables, their ends and their cells', 'x\na | b\n-|-\n| `c \\| d` | e | f\n||\n|\n2. x\n| a |\n| - |\n> b'],
    ['front matter that is never closed', '---\n\n- item\n> quote\n'],
    ['front matter behind a byte order mark', '\uFEFF---\ntitle: Hello\n---\n\n*b*\n'],
    ['front matter in TOML', '+++\ntitle = "Hello"\n+++\n\n*b*\n'],
    ['front matter in TOML, other line ends', '\uFEFF+++ \r\ntitle = "Hello"\r\n+++\r\n*b*\r\n'],
    ['a byte order mark', '\uFEFFHello *world*'],
    ['definitions before a heading', '[a]: b\n[c]:\n<d>\n"e\nf" \nHeading [a]\n---\n[a]: x\n---'],
    ['footnotes and their paragraphs', 'a[^1] ![^1] [^2]\n\n[^1]: note\n\n    more\n\n  [^x y]: z\nb'],
    ['addresses', 'See www.a.b/c). a@b.co, <a@b.co>, [a@b.co](x), _a@b.co_ https://e.org/(f)*, [ http://x.y'],
    ['emphasis that overlaps', '*a **b* c** ***d** e* _f_g_ **h*i*** ~~j *k~~ l* ~m~ **~3%**'],
    ['links in links and images in links', '[a [b](c) d](e) [![f *g*](h)](i) ![j [k](l) `m`](n)'],
    ['hard breaks', '> a  \n> b\\\n> c \t\n> `d`  \n>   e'],
    ['tasks', '- [ ] a\n- [x]  *b*\n- [x]\n- [ ] \n  c\n- [ ] d\n  ==='],
    [
      'HTML in blocks and lines',
      '<div>\na\n\n- <b>x</b> <!-- c\n   d --> <br/> e\n\n> <!-- f\n> g\n\nh <a b="c\nd"> i',
    ],
    [
      'elements in lines',
      'a<sup>1</sup> <a href="x:y">*b* https://c.d</a> <s>`e` a@b.co</s> <b>f <i>g</b></i> <img alt="h">',
    ],
    ['HTML that is never closed', '- <!-- a\n\nb\n\n> <script>\n> c\n- d\n\n<?x\n'],
    ['references and escapes', '&amp; &copy &#35; \\& \\a \\\\ &#0; &notit; a&#32;\nb'],
    ['HTML without end in a quotation', '> <!--\n> '],
    ['other line ends', 'a\r\rb  \rc\r\n- d\r\n  e\r\n\r\n    f\n'],
    ['templates', '{% if x %}\n- {{ a }} *b*\n{% endif %}\n{{ c }}: %s\n'],
  ])('%s', (_, source) => expectSame(source))
})

const inline = [
  ...['a', 'b c', 'word', '*', '**', '***', '_', '__', '`', '``', '~', '~~', '[', ']', '](', ')', '(', '![', '[a]'],
  ...['[b][a]', '[a][]', '[^n]', '[x](u)', '[x](<u v> "t")', '![alt *x*](u)', '<b>', '</b>', '<br>', '<!-- c -->'],
  ...['<a href="x:y" title="z">', '</a>', '<sup>', '</sup>', '1', '<s>', '</s>', '<img alt="a &amp; b">'],
  ...['<http://x.y>', '<a@b.c>', 'http://x.y/z', 'www.x.y', 'a@b.co', '&amp;', '&', '\\', '\\*', '\\[', '  ', ' ', ' '],
  ...['\t', '!', '.', ':', '“q”', 'ไทย', '中文', '（', '<', '>', '|', '\\|', '{{ x }}', '{% if %}', '"', 'x_y_z', '🙂'],
]
const beginnings = [
  ...['', '', '', '- ', '* ', '-', '1. ', '2) ', '> ', '>', '# ', '##', '    ', '  ', ' ', '\t', '---', '***', '==='],
  ...[
    '| a | b |',
    '|-|-|',
    '- | -',
    'a | b',
    ':-- | --',
    '```',
    '~~~',
    '<div>',
    '<!--',
    '-->',
    '<pre>',
    '</pre>',
    '<x>',
  ],
  ...[
    '[a]: /u',
    '[b]: <u> "t',
    't"',
    '[^n]: note',
    '[^n]:',
    '- [ ] ',
    '-     ',
    '>\t',
    '-\t',
    '+++',
    '<?',
    '[c]:',
    '/u',
  ],
]
const pieces = (of: readonly string[], maxLength: number): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom(...of), { maxLength }).map((parts) => parts.join(''))
const line = fc.tuple(pieces(beginnings, 3), pieces(inline, 6)).map(([before, text]) => before + text)
const lines = fc
  .tuple(fc.array(line, { maxLength: 9 }), fc.constantFrom('\n', '\n\n', '\r\n', '\r'), fc.constantFrom('', '> ', '  '))
  .map(([all, between, before]) => all.map((each) => before + each).join(between))

test.each([
  ['lines', lines],
  ['marks within a line', pieces(inline, 25)],
  ['anything', anyText],
])('%s are read as the parser of record reads them', (_, texts) => {
  fc.assert(fc.property(texts, expectSame), { numRuns: 150 })
})

test('nesting has its limits, and ends', () => {
  const deep = readMarkdown(`${'> '.repeat(20_000)}text`)
  expect(deep.blocks.map(({ role }) => role)).toEqual(['quotation'])
  const nested = Array.from({ length: 300 }, (_, depth) => `${'  '.repeat(depth)}- item\n`).join('')
  expect(readMarkdown(nested).blocks.length).toBeGreaterThanOrEqual(100)
})
