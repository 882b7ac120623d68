import { describe, expect, it } from 'vitest'
import { type Reading, readHtml, readMarkdown, readMdx, readPlain, sourceOf, toSource } from '../../src/core/index.js'
import { markedSpan, unmark } from '../support/marks.js'

/** The prose of a reading, a line for each block: its role, its depth if it is a heading, its language, its text. */
const proseOf = ({ blocks }: Reading): string[] =>
  blocks.map(({ role, depth, lang, text }) => {
    const about = `${role}${depth > 0 ? ` ${depth}` : ''}${lang === undefined ? '' : ` ${lang}`}`
    return `${about}: ${text.replaceAll('\uFFFC', '◊').replaceAll('\uFFFA', '□').replaceAll('\uFFF9', '@').replaceAll('\u200B', '')}`
  })

type Table = readonly (readonly [what: string, source: string, prose: readonly string[]])[]

describe('Markdown', () => {
  const table: Table = [
    ['a paragraph', 'One\ntwo', ['paragraph: One\ntwo']],
    ['headings of both kinds', '# One\n\nTwo\n---', ['heading 1: One', 'heading 2: Two']],
    ['a list', '- One\n- two\n\n  three', ['list-item: One', 'list-item: two', 'list-item: three']],
    ['a task list', '- [ ] One\n- [x] two', ['list-item: One', 'list-item: two']],
    ['a nested list', '1. One\n   - two', ['list-item: One', 'list-item: two']],
    ['a quotation', '> One\n> two', ['quotation: One\ntwo']],
    ['a list in a quotation', '> - One', ['list-item: One']],
    [
      'a table',
      '| One | **two** |\n| - | - |\n| three \\| four | |',
      ['table-cell: One', 'table-cell: two', 'table-cell: three | four'],
    ],
    ['a footnote', 'One[^a].\n\n[^a]: Two', ['paragraph: One.', 'paragraph: Two']],
    ['a link alone', '[One](/a)', ['link: One']],
    ['a link in a sentence', '[One](/a "title") two', ['paragraph: One two']],
    ['a reference', '[One][a] two\n\n[a]: /b "title"', ['paragraph: One two']],
    ['an address', 'See https://a.example/one and <b@c.example> or www.a.example.', ['paragraph: See □ and @ or □.']],
    ['an image', 'One ![two](/a.png) three', ['attribute: two', 'paragraph: One □ three']],
    ['inline code', 'Run `one two` now', ['paragraph: Run □ now']],
    ['code blocks', '```\nOne\n```\n\n    two\n\n~~~md\nthree\n~~~', []],
    ['deleted text', 'One ~~two~~ three', ['paragraph: One □ three']],
    ['definitions, rules', '[a]: /b "One"\n\n***', []],
    ['a comment', '<!-- One -->\n\nTwo <!-- three -->four', ['paragraph: Two four']],
    ['HTML blocks', '<div>\n<p>One <b>two</b></p>\n<pre>three</pre>\n</div>', ['paragraph: One two']],
    ['HTML in a quotation', '> <div>One\n> two</div>', ['paragraph: One two']],
    ['inline HTML', 'One <b title="x">two</b><br>three', ['attribute: x', 'paragraph: One two\nthree']],
    [
      'inline HTML that is not read',
      'One <del>two</del> <s>*three* <!-- c --></s> <CODE>four</code> <kbd>five</kbd> <s>six</del>',
      ['paragraph: One □ □ □ □ six'],
    ],
    [
      'attributes of inline HTML',
      '> One <img alt="two &amp;\n> 2" src=x> <input placeholder=three> <a aria-label=\'four\'>five</a>',
      ['attribute: two & 2', 'attribute: three', 'attribute: four', 'quotation: One □ □ five'],
    ],
    ['a hard break', 'One\\\ntwo  \nthree', ['paragraph: One\ntwo\nthree']],
    [
      'references and escapes',
      'AT&amp;T \\*one\\* &lt;two&gt; &copy; &nosuch; &copy',
      ['paragraph: AT&T *one* <two> © &nosuch; &copy'],
    ],
    ['Liquid', '{% if a %}\n\nOne {{ b | c: "d" }} two\n\n{% endif %}', ['paragraph: One ◊◊◊◊◊◊◊◊◊◊◊◊◊◊◊◊ two']],
    ['Liquid before a line', '{% if a %}One{% endif %} two', ['paragraph: One            two']],
    ['Liquid before a list item', '- {% if a %}One{% endif %}', ['list-item: One']],
    ['Liquid around a list', '{% for a in b %}\n- One\n{% endfor %}\n- two', ['list-item: One', 'list-item: two']],
    ['Handlebars', '{{#if a}}One {{b}}{{else}}two{{/if}}', ['paragraph: One ◊◊◊◊◊        two']],
    ['a placeholder', 'Dear {name}, {0} of {1}', ['paragraph: Dear ◊◊◊◊◊◊, ◊◊◊ of ◊◊◊']],
    ['printf', 'Dear %s, %1$s, %(name)s, 100%sure', ['paragraph: Dear ◊◊, ◊◊◊◊, ◊◊◊◊◊◊◊◊, 100%sure']],
    ['ICU', 'You have {n, plural, one {# item} other {# items}}.', [`paragraph: You have ${'◊'.repeat(41)}.`]],
    ['attributes of kramdown', '# One {#a}\n\nTwo {: .b}', ['heading 1: One', 'paragraph: Two']],
    [
      'front matter',
      '---\ntitle: One\ndescription: "Two # three" \nlayout: x\nsummary: \'four\' \ntagline: five # six\n---\n\nSeven',
      ['heading 1: One', 'attribute: Two # three', 'attribute: four', 'attribute: five', 'paragraph: Seven'],
    ],
    ['folded and nested front matter', '---\ntitle: >\n  One\na:\n  title: two\ndescription: [a]\n---\n', []],
    ['front matter with CR', '---\rtitle: One\r---\rTwo', ['heading 1: One', 'paragraph: Two']],
    [
      'front matter in TOML',
      '+++\ntitle = "One"\n[a]\ntitle = "three"\n+++\n\nTwo',
      ['heading 1: One', 'paragraph: Two'],
    ],
    ['an empty text', '', []],
    ['emphasis only', '****\n\n**\u200B**', []],
  ]
  it.each(table)('%s', (_, source, prose) => {
    expect(proseOf(readMarkdown(source))).toEqual(prose)
  })

  it('keeps the comments with their places', () => {
    const source = '<!-- a -->\n\n- b <!-- c\nd -->\n\n> <!-- e -->\n\n<div><!-- f --></div>'
    const { comments } = readMarkdown(source)
    expect(comments.map(({ text }) => text)).toEqual([' a ', ' c\nd ', ' e ', ' f '])
    for (const { text, start, end } of comments) expect(source.slice(start, end)).toBe(`<!--${text}-->`)
  })

  it('marks what is more than text', () => {
    const [block] = readMarkdown('A **b** [c](/d) `e` f[^g]\n\n[^g]: h').blocks
    expect(block?.inlines.map(({ type, start, end }) => `${type} ${block.text.slice(start, end)}`)).toEqual([
      'emphasis b',
      'link c',
      'code \uFFFA',
      'footnote \u200B',
    ])
  })
})

describe('within a line, the tags of HTML count in Markdown and MDX as in HTML', () => {
  it.each([
    ['a link', 'A <a class=x href="https://a.example">b</a>.'],
    ['a link within the site, and none', 'A <a href=\'/x\'>b</a> <a title="c">d</a>.'],
    ['emphasis', 'A <b>b <em>c</em></b> <i>d</i> <strong>e</strong> <u>f</u>.'],
    ['emphasis in a link', 'A <a href="https://a.example">b <b>c</b></a>.'],
    ['notes', 'A<sup>1</sup> b<sup><a href="#n">[2]</a></sup> c<sup>*</sup> m<sup>th</sup>.'],
    ['code', 'A <code>b</code> <kbd>c</kbd>.'],
  ])('%s', (_, line) => {
    const inlinesOf = ({ blocks }: Reading) =>
      blocks.map((block) => [block.text, block.inlines, sourceOf(block).start, sourceOf(block).end])
    const expected = inlinesOf(readHtml(line))
    expect(inlinesOf(readMarkdown(line))).toEqual(expected)
    expect(inlinesOf(readMdx(line.replaceAll('class=x ', '')))).toEqual(
      inlinesOf(readHtml(line.replaceAll('class=x ', ''))),
    )
  })

  it('with the places of what stands in them', () => {
    const source = 'A<sup>1</sup> <s>b</s> <a href="x">c &amp; d</a>.'
    const [block] = readMarkdown(source).blocks
    const at = (text: string): string => {
      const start = block?.text.indexOf(text) ?? -1
      const place = block && toSource(block, { start, end: start + text.length })
      return source.slice(place?.start, place?.end)
    }
    expect(['\u200B', '\uFFFA', 'c & d'].map(at)).toEqual(['<sup>1</sup>', '<s>b</s>', 'c &amp; d'])
  })
})

it('an e-mail address alone is something to read, that of a page is not', () => {
  expect(proseOf(readMarkdown('help@shop.example\n\nhttps://shop.example\n\nAsk help@shop.example'))).toEqual([
    'link: @',
    'paragraph: Ask @',
  ])
})

it('spans that follow each other are shown apart, but for letters of a word', () => {
  const source = '<p><span>Name</span><span>from 5 €</span></p><p><span>W</span><span>ord</span></p>'
  expect(proseOf(readHtml(source))).toEqual(['paragraph: Name from 5 €', 'paragraph: Word'])
})

describe('MDX', () => {
  const table: Table = [
    [
      'elements',
      '<Box>\n  One\n\n  ## Two\n</Box>\n\n<Button>three</Button>',
      ['paragraph: One', 'heading 2: Two', 'paragraph: three'],
    ],
    [
      'attributes',
      '<Img alt="One" src="two" title={three} />\n\na <B placeholder=\'four &amp; five\'>six</B>',
      ['attribute: One', 'attribute: four & five', 'paragraph: a six'],
    ],
    ['modules', 'import a from "b"\n\nexport const c = "One"\n\nTwo', ['paragraph: Two']],
    ['expressions', 'One {two} {/* three */}four\n\n{five}', ['paragraph: One ◊ four']],
    ['front matter', '---\ntitle: One\n---\n\nTwo', ['heading 1: One', 'paragraph: Two']],
    ['code', '<code>One</code> two\n\n<pre>three</pre>', ['paragraph: □ two']],
  ]
  it.each(table)('%s', (_, source, prose) => {
    expect(proseOf(readMdx(source))).toEqual(prose)
  })

  it('keeps the comments with their places', () => {
    const source = '{/* a */}\n\nb {/* c */}\n\n- {/* d */}'
    const { comments } = readMdx(source)
    expect(comments.map(({ text }) => text)).toEqual([' a ', ' c ', ' d '])
    for (const { text, start, end } of comments) expect(source.slice(start, end)).toBe(`{/*${text}*/}`)
  })
})

describe('HTML', () => {
  const table: Table = [
    ['paragraphs', '<p>One\n  two</p><p>three', ['paragraph: One two', 'paragraph: three']],
    ['text around elements', 'One<div>two</div>three', ['paragraph: One', 'paragraph: two', 'paragraph: three']],
    [
      'inline elements',
      '<p>One <b>two</b> <a href="#">three</a><span>four</span></p>',
      ['paragraph: One two threefour'],
    ],
    ['a block in an inline element', '<a href="#">One<div>two</div></a>', ['paragraph: One', 'paragraph: two']],
    ['line breaks', '<p>One<br>two<br/>three</p>', ['paragraph: One two three']],
    ['headings', '<h1>One</h1><h6>two</h6>', ['heading 1: One', 'heading 6: two']],
    [
      'lists',
      '<ul><li>One<li>two<ul><li>three</ul></ul><dl><dt>four<dd>five</dl>',
      ['list-item: One', 'list-item: two', 'list-item: three', 'list-item: four', 'list-item: five'],
    ],
    [
      'tables',
      '<table><caption>One</caption><tr><th>two<td>three</table>',
      ['caption: One', 'table-cell: two', 'table-cell: three'],
    ],
    ['a component’s template', '<template><p>One</p></template><script>two</script>', ['paragraph: One']],
    ['a template behind code', '<script>one</script>\n<template><p>Two</p></template>', ['paragraph: Two']],
    ['quotations', '<blockquote><p>One</p></blockquote>', ['quotation: One']],
    [
      'buttons',
      '<button>One</button><input type="submit" value="two"><input value="three">',
      ['button: One', 'button: two'],
    ],
    [
      'labels, options, summaries',
      '<label>One</label><select><option>two</select><details><summary>three</summary>four</details>',
      ['caption: One', 'list-item: two', 'heading: three', 'paragraph: four'],
    ],
    [
      'attributes',
      '<img alt="One" src="x"><a title=\'two\' href="x">three</a><input placeholder=four>',
      ['attribute: One', 'attribute: two', 'attribute: four', 'paragraph: □three□'],
    ],
    ['aria labels of controls', '<a aria-label="One">two</a>', ['attribute: One', 'paragraph: two']],
    ['no aria labels of regions', '<section aria-label="One">two</section>', ['paragraph: two']],
    [
      'no prose',
      '<script>One</script><style>two</style><pre>three</pre><template>four</template><svg><text>five</text></svg><textarea>six</textarea>',
      [],
    ],
    [
      'attributes of no prose',
      '<textarea placeholder="One">two</textarea><iframe title="three"></iframe>',
      ['attribute: One', 'attribute: three'],
    ],
    ['code', '<p>One <code>two</code> <kbd>three</kbd></p>', ['paragraph: One □ □']],
    ['deleted text', '<p>One <del>two</del> <s>three</s> four</p>', ['paragraph: One four']],
    [
      'a document',
      '<!doctype html><html><head><title>One</title><meta name="description" content="Two"><meta name="viewport" content="three"></head><body>Four</body></html>',
      ['heading 1: One', 'attribute: Two', 'paragraph: Four'],
    ],
    [
      'languages',
      '<p lang="th">One</p><div lang="en"><p>two</p><p lang="">three</p></div>',
      ['paragraph th: One', 'paragraph en: two', 'paragraph en: three'],
    ],
    ['the language of attributes', '<p lang="th" title="One">Two</p>', ['attribute th: One', 'paragraph th: Two']],
    ['references', '<p>AT&amp;T &copy 1 &#150; &notit; &nosuch;</p>', ['paragraph: AT&T © 1 – ¬it; &nosuch;']],
    [
      'templates',
      '<p>{{ one }} {% if a %}two{% endif %} <a href="{{ b }}">three</a></p>',
      ['paragraph: ◊◊◊◊◊◊◊◊◊ two three'],
    ],
    [
      'front matter',
      '---\nlayout: a\ntitle: One\ndescription: "two"\n---\n<!doctype html><p>Three',
      ['heading 1: One', 'attribute: two', 'paragraph: Three'],
    ],
    ['empty front matter', '---\n---\n<p>One', ['paragraph: One']],
    ['front matter in TOML', "+++\ntitle = 'One'\n+++\n<p>Two", ['heading 1: One', 'paragraph: Two']],
    ['front matter that is never closed', '---\n<p>One', ['paragraph: ---', 'paragraph: One']],
    ['white space', '<p>\n\tOne\n\n\ttwo\u00A0three </p>', ['paragraph: One two\u00A0three']],
    ['an empty text', '', []],
  ]
  it.each(table)('%s', (_, source, prose) => {
    expect(proseOf(readHtml(source))).toEqual(prose)
  })

  it.each([
    ['th', '<!doctype html><html lang="th"><p>One'],
    [undefined, '<p lang="th">One'],
    [undefined, '<html><p>One'],
  ])('says the document is in %s: %s', (lang, source) => {
    expect(readHtml(source).lang).toBe(lang)
  })

  it('names the cells of a table whose cells take several columns or rows', () => {
    const rows = [
      '<th>what<th colspan="2">price<th>note',
      '<th rowspan="2">car<td>a day<td>10<td>x',
      '<td>a week<td>50<td>y',
      '<th>bus<td>a day<td>20<td>z',
    ]
    const { blocks } = readHtml(`<table>${rows.map((row) => `<tr>${row}`).join('')}</table>`)
    const named = blocks.map(({ text, labels }) =>
      [text, ...labels.map((label) => blocks[label]?.text ?? '')].join(' < '),
    )
    expect(named).toEqual([
      ...['what <  < ', 'price < what < ', 'note < what < '],
      ...['car <  < what', 'a day < car < price', '10 < car < price', 'x < car < note'],
      ...['a week < car < price', '50 < car < price', 'y < car < note'],
      ...['bus <  < what', 'a day < bus < price', '20 < bus < price', 'z < bus < note'],
    ])
  })

  it('keeps the comments with their places', () => {
    const source = '<!-- a --><p>b <!-- c\nd --></p><table><!-- e --><tr><td>f</table>'
    const { comments } = readHtml(source)
    expect(comments.map(({ text }) => text)).toEqual([' a ', ' c\nd ', ' e '])
    for (const { text, start, end } of comments) expect(source.slice(start, end)).toBe(`<!--${text}-->`)
  })
})

describe('plain text', () => {
  const table: Table = [
    ['paragraphs', 'One\n\ntwo\n \nthree', ['paragraph: One', 'paragraph: two', 'paragraph: three']],
    ['lines of a paragraph', 'One\r\ntwo', ['paragraph: One\ntwo']],
    [
      'lines that end a sentence',
      'One.\ntwo!\n“three?”\nfour',
      ['paragraph: One.', 'paragraph: two!', 'paragraph: “three?”', 'paragraph: four'],
    ],
    [
      'lists',
      'One\n- two\n• three\n4. five\n  six',
      ['paragraph: One', 'list-item: two', 'list-item: three', 'list-item: five\n  six'],
    ],
    [
      'other marks of lists',
      'a) one\nb. two\n– three\n10、四\n2.Five\n3)หก\n-seven',
      [
        ...['list-item: one', 'list-item: two', 'list-item: three', 'list-item: 四', 'list-item: Five'],
        ...['list-item: หก', 'list-item: seven'],
      ],
    ],
    [
      'no lists',
      'One\n4.95 EUR\n\n3.5 h\n\ne.g. two\n\n-20%\n\n–5 °C\n\n–-–\n\n12.example.com\n\n10.',
      [
        ...[
          'paragraph: One\n4.95 EUR',
          'paragraph: 3.5 h',
          'paragraph: e.g. two',
          'paragraph: -20%',
          'paragraph: –5 °C',
        ],
        ...['paragraph: –-–', 'paragraph: 12.example.com', 'paragraph: 10.'],
      ],
    ],
    [
      'lines in scripts without spaces',
      '一二\n三四\nกข\nคง',
      ['paragraph: 一二', 'paragraph: 三四', 'paragraph: กข', 'paragraph: คง'],
    ],
    ['comments', 'One <!-- two --> three\n<!-- four\nfive -->', ['paragraph: One              three']],
    ['a comment without end', 'One <!-- two', ['paragraph: One <!-- two']],
    ['markup, as it stands', '**One** <b>two</b> &amp;', ['paragraph: **One** <b>two</b> &amp;']],
    ['templates', 'Dear {{ name }}, {% if a %}b{% endif %}', ['paragraph: Dear ◊◊◊◊◊◊◊◊◊◊,           b']],
    ['front matter', '---\r\ntitle: One\r\n---\r\nTwo', ['heading 1: One', 'paragraph: Two']],
    ['lines of dashes', '---\nOne\n---\nTwo', ['paragraph: ---\nOne\n---\nTwo']],
    ['an empty text', '\n \r\n', []],
  ]
  it.each(table)('%s', (_, source, prose) => {
    expect(proseOf(readPlain(source))).toEqual(prose)
  })
})

describe('what stands around a block', () => {
  /** For each block: the heading it stands under and the block that introduces it. */
  const surroundingsOf = ({ blocks }: Reading): string[] =>
    blocks.map(
      ({ text, heading, introduction }) =>
        `${text} < ${blocks[heading]?.text ?? '–'}, ${blocks[introduction]?.text ?? '–'}`,
    )

  it('in Markdown', () => {
    const source = '# A\n\nb\n\n## C\n\nd:\n\n- e\n- f:\n  - g\n\nh\n\n1. i\n\n| j |\n| - |\n| k： |\n\n- l'
    expect(surroundingsOf(readMarkdown(source))).toEqual([
      ...[
        'A < –, –',
        'b < A, –',
        'C < A, –',
        'd: < C, –',
        'e < C, d:',
        'f: < C, d:',
        'g < C, f:',
        'h < C, –',
        'i < C, –',
      ],
      ...['j < C, –', 'k： < C, –', 'l < C, –'],
    ])
  })

  it('questions and bold lines introduce what follows', () => {
    const source = 'May I?\n\nYes.\n\n**When**\n\nSoon.\n\n**No.**\n\n- a\n\nWhich?\n\n| b |\n| - |'
    expect(surroundingsOf(readMarkdown(source)).map((one) => one.replace(' –,', ''))).toEqual([
      ...['May I? < –', 'Yes. < May I?', 'When < –', 'Soon. < When', 'No. < –', 'a < –', 'Which? < –', 'b < Which?'],
    ])
    const html = '<div>May I?</div><div>Yes.</div><p><b>When</b></p><p>Soon.</p><p><b>a</b> b</p><p>c</p>'
    expect(surroundingsOf(readHtml(html)).map((one) => one.replace(' –,', ''))).toEqual([
      ...['May I? < –', 'Yes. < May I?', 'When < –', 'Soon. < When', 'a b < –', 'c < –'],
    ])
    expect(surroundingsOf(readPlain('May I?\nYes.\n\nNo.')).map((one) => one.replace(' –,', ''))).toEqual([
      ...['May I? < –', 'Yes. < May I?', 'No. < –'],
    ])
  })

  it('in HTML', () => {
    const source = '<h1>A</h1><p>b:</p><ul><li>c<li>d:<ul><li>e</ul></ul><h2>F</h2><ul><li>g</ul>'
    expect(surroundingsOf(readHtml(source))).toEqual([
      ...['A < –, –', 'b: < A, –', 'c < A, b:', 'd: < A, b:', 'e < A, d:', 'F < A, –', 'g < F, –'],
    ])
  })
})

it.each([
  'One _{==a@b.example==}_ two',
  '![ see {==www.example.org==} or that',
  '![ see www.example.org {==or==} that',
  '/www.&#1; {==or==} that',
])('an address that GFM finds late has a place, and what stands around it: %s', (marked) => {
  const { start, end } = markedSpan(marked)
  const [block] = readMarkdown(unmark(marked)).blocks
  const [from = -1, to = -1] = [block?.places.unitFrom(start), block?.places.unitTo(end)]
  expect(to).toBeGreaterThanOrEqual(from)
  expect(from).toBeGreaterThanOrEqual(0)
})
