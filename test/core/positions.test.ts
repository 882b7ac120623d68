import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Format, readMarkdown } from '../../src/core/index.js'
import { lint, linterOf, marksFound, ruleOf } from '../support/catalog.js'
import { unmark } from '../support/marks.js'

const linter = linterOf([
  ruleOf('glimmer', {
    en: { phrases: ['glimmer now', 'glim & glow', 'glim <number> glow'] },
    ru: { phrases: ['сияй ещё'] },
    th: { phrases: ['ขวับน้ำเงี่ยง'] },
    'zh-Hans': { phrases: ['闪亮规则'] },
    'zh-Hant': { phrases: ['閃亮規則'] },
  }),
])

/** A piece of a line with its passages marked; `\n` in it is a soft line break. */
type Inline = fc.Arbitrary<{ readonly text: string; readonly locale: string }>

const fillers = {
  markdown: [
    ...[
      'Hello ',
      'A 👩‍👩‍👧 of 🇹🇭, ',
      'é e\u0301 ',
      '`glimmer now` ',
      '\\*plain\\* ',
      '&amp; &copy &lt; ',
      '{{ glimmer now }} ',
    ],
    ...[
      '{% if glimmer now %}',
      '{name}, ',
      'ขวับ น้ำ ',
      '规则。',
      '**bold** ',
      '[a](/b "glimmer now") ',
      '𝐛 ',
      '<b>x</b> ',
    ],
    ...[
      'https://example.org/glimmer-now ',
      '![ www.example.org/glimmer-now ',
      '![](/x.png) ',
      '~~glimmer now~~ ',
      '&#x1F600; ',
      '&nbsp;',
      '\u00A0',
      'a[^1] ',
      'x\ny ',
    ],
    ...[
      '{count, plural, one {glimmer now} other {# x}} ',
      '<%= glimmer now %> ',
      '<?= $glimmer->now() ?> ',
      `$\{glimmer now} `,
      'a <!-- glimmer now --> b ',
      '\0 ',
      '"',
    ],
  ],
  html: [
    ...[
      'Hello ',
      'A 👩‍👩‍👧 of 🇹🇭, ',
      'é e\u0301 ',
      '<code>glimmer now</code> ',
      '&amp; &copy; &lt; ',
      '{{ glimmer now }} ',
      '\u00A0',
    ],
    ...[
      '{% if glimmer now %}',
      '{name}, ',
      'ขวับ น้ำ ',
      '规则。',
      '<b>bold</b> ',
      '<a href="/b">a</a> ',
      '𝐛 ',
      '<img src="/x.png"> ',
    ],
    ...[
      '<del>glimmer now</del> ',
      '&#x1F600; ',
      '&nbsp;',
      'x\n  y ',
      'a <!-- glimmer now --> b ',
      'a</i> ',
      '&#150; ',
      '& ',
      '&copy 1 ',
      '< ',
      '<table><tr></tr><5 b <tr></tr></table> ',
    ],
    ...[
      '<script>glimmer now</script> ',
      '<%= glimmer now %> ',
      '<?= $glimmer->now() ?> ',
      '<?php if ($glimmer > now): ?>',
      `$\{glimmer now} `,
      '<br>',
      '<span title="x">y</span> ',
      '&notit; ',
    ],
  ],
  mdx: [
    ...[
      'Hello ',
      'A 👩‍👩‍👧 of 🇹🇭, ',
      '`glimmer now` ',
      '\\*plain\\* ',
      '&amp; ',
      '{glimmer.now} ',
      '{/* glimmer now */} ',
    ],
    ...[
      '**bold** ',
      '<b>x</b> ',
      '<Icon name="glimmer now" /> ',
      'ขวับ น้ำ ',
      '规则。',
      '𝐛 ',
      '{`glimmer now`} ',
      'x\ny ',
    ],
  ],
  text: [
    ...[
      'Hello ',
      'A 👩‍👩‍👧 of 🇹🇭, ',
      'é e\u0301 ',
      '{{ glimmer now }} ',
      '{name}, ',
      '& ',
      '&amp; ',
      '𝐛 ',
      'a * b ',
      '< ',
    ],
    ...['{% if glimmer now %}', '\u00A0', 'a <!-- glimmer now --> b ', 'x\ny ', '\0 '],
  ],
} satisfies Record<Format, readonly string[]>

const passages = {
  markdown: [
    [
      'en',
      '{==glimmer now==}',
      '**{==glimmer now==}**',
      '_{==glimmer now==}_',
      '***{==glimmer now==}***',
      '{==glimmer *now==}*',
      '*{==glimmer* now==}',
    ],
    [
      'en',
      '[{==glimmer now==}](/x)',
      '[{==glimmer](/x) now==}',
      '{==glimmer [now==}](/x "t")',
      '[**{==glimmer** now==}][r]',
      '![{==glimmer now==}](/x.png)',
    ],
    [
      'en',
      '{==glimmer&nbsp;now==}',
      '{==gl&#105;mmer now==}',
      '{==gl&#x69;mmer n&#x6F;w==}',
      '{==glimmer\nnow==}',
      '{==glimmer \nnow==}',
      '{==glimmer  \nnow==}',
      '{==glimmer\\\nnow==}',
    ],
    [
      'en',
      '{==glim & glow==}',
      '{==glim &amp; glow==}',
      '{==glim \\& glow==}',
      '{==glim &#38; glow==}',
      '{==gl\u00ADimmer now==}',
      '{==glimmer now==}[^1]',
      '{==glimmer[^1] now==}',
    ],
    [
      'en',
      '{==glimmer <b>now==}</b>',
      '<b>{==glimmer now==}</b>',
      '{==glimmer<br>now==}',
      '{==glimmer <!-- x -->now==}',
      '{==GLIMMER NOW==}',
      '“{==glimmer now==}”',
      '{==glimmer “now==}”',
      '{==glimmer now==}™',
    ],
    [
      'en',
      '{==glim 3 glow==}',
      '{==glim {{ x }} glow==}',
      '{==glim {n} glow==}',
      '{==glim **3** glow==}',
      '{==glim &#x33; glow==}',
      '{==glim **{{ x | y }}** glow==}',
    ],
    [
      'ru',
      '{==Сияй ещё==}',
      '{==сияй еще==}',
      '{==сия\u0438\u0306==}'.replace('сия\u0438\u0306', 'сия\u0439 еще\u0308'),
      '**{==сияй** ещё==}',
      '{==сияй\nещё==}',
    ],
    [
      'th',
      '{==ขวับน้ำเงี่ยง==}',
      '{==ขวับน\u0E49\u0E4D\u0E32เงี่ยง==}',
      '{==ขวับ\u200Bน้ำเงี่ยง==}',
      '**{==ขวับ**น้ำเงี่ยง==}',
      '{==ขวับน้ำเง\u0E48\u0E35ยง==}',
      '{==ขวับ&#3609;้ำเงี่ยง==}',
    ],
    [
      'zh-Hans',
      '{==闪亮规则==}',
      '**{==闪亮规则==}**',
      '{==闪亮\n规则==}',
      '{==闪 亮规则==}',
      '{==闪亮规(guī)则==}',
      '[{==闪亮](/x)规则==}',
      '{==闪亮规(guī)则(zé)==}',
    ],
    ['zh-Hant', '{==閃亮規則==}', '{==閃亮規(guī)則==}', '{==閃亮規（guī）則==}'],
  ],
  html: [
    [
      'en',
      '{==glimmer now==}',
      '<b>{==glimmer now==}</b>',
      '{==glimmer <i>now==}</i>',
      '<a href="/x">{==glimmer</a> now==}',
      '<img alt="{==glimmer now==}">',
      "<img alt='a {==glimmer now==} b'>",
      '<b title="{==glimmer now==}">x</b>',
    ],
    [
      'en',
      '{==glimmer&nbsp;now==}',
      '{==gl&#105;mmer now==}',
      '{==gl&#x69;mmer n&#x6F;w==}',
      '{==glimmer\nnow==}',
      '{==glimmer \n   now==}',
      '{==glimmer<br>now==}',
      '{==glimmer<br />\nnow==}',
      '{==glimmer <!-- x -->now==}',
    ],
    [
      'en',
      '{==glim & glow==}',
      '{==glim &amp; glow==}',
      '{==glim &amp glow==}',
      '{==glim &#38; glow==}',
      '{==gl&shy;immer now==}',
      '{==glimmer</i> now==}',
      '<button>{==glimmer now==}</button>',
      '<input type=submit value="{==glimmer now==}">',
    ],
    [
      'en',
      '{==glim 3 glow==}',
      '{==glim {{ x }} glow==}',
      '{==glim <?= $x ?>3 glow==}',
      '{==glim <b>{{ x }}</b> glow==}',
      '<img alt="{==glimmer&#10;now==}">',
      '<img alt={==glimmer&nbsp;now==}>',
    ],
    ['th', '{==ขวับน้ำเงี่ยง==}', '<b>{==ขวับ</b>น้ำเงี่ยง==}', '{==ขวับ&#3609;้ำเงี่ยง==}', '{==ขวับ<wbr>น้ำเงี่ยง==}'],
    ['zh-Hans', '{==闪亮规则==}', '{==闪亮\n  规则==}', '{==闪<b>亮规</b>则==}', '{==闪亮规(guī)则==}'],
  ],
  mdx: [
    [
      'en',
      '{==glimmer now==}',
      '**{==glimmer now==}**',
      '{==glimmer *now==}*',
      '[{==glimmer](/x) now==}',
      '<b>{==glimmer now==}</b>',
      '{==glimmer <b>now==}</b>',
      '{==glimmer\nnow==}',
    ],
    [
      'en',
      '{==glim {n} glow==}',
      '{==glim {x.map((y) => <b>{y}</b>)} glow==}',
      '{==glim 3 glow==}',
      '{==glimmer {/* x */}now==}',
      '{==glim &amp; glow==}',
      '<Img alt="{==glimmer now==}" />',
      "<Img alt='{==glimmer now==}' />",
    ],
    ['th', '{==ขวับน้ำเงี่ยง==}', '<b>{==ขวับ</b>น้ำเงี่ยง==}'],
    ['zh-Hans', '{==闪亮规则==}', '<b>{==闪</b>亮规则==}'],
  ],
  text: [
    [
      'en',
      '{==glimmer now==}',
      '{==glimmer\nnow==}',
      '{==glimmer   now==}',
      '{==glimmer\u00A0now==}',
      '{==glim & glow==}',
      '{==glimmer <!-- x --> now==}',
      '{==GLIMMER NOW==}',
    ],
    [
      'en',
      '{==glim 3 glow==}',
      '{==glim {{ x }} glow==}',
      '{==glim %d glow==}',
      '{==glim %1$s glow==}',
      '{==glim {n} glow==}',
      '{==glim {n, number} glow==}',
      '*{==glimmer now==}*',
    ],
    ['ru', '{==Сияй ещё==}', '{==сияй\nещё==}'],
    ['th', '{==ขวับน้ำเงี่ยง==}', '{==ขวับ\u200Bน้ำเงี่ยง==}'],
    ['zh-Hans', '{==闪亮规则==}', '{==闪 亮规则==}'],
    ['en', '{==glimmer\n\u00AD\nnow==}'],
  ],
} satisfies Record<Format, readonly (readonly [string, ...string[]])[]>

/** Blocks in which the lines of a passage stand: each line but the first gets the marker of continued lines. */
type Frame = (inline: string) => string

const continued =
  (first: string, marker: string, last = ''): Frame =>
  (inline) =>
    `${first}${inline.replaceAll('\n', `\n${marker}`)}${last}`

const oneLine =
  (frame: Frame): Frame =>
  (inline) =>
    frame(inline.replaceAll('  \n', ' ').replaceAll('\\\n', ' ').replaceAll('\n', ' '))

const frames = {
  markdown: [
    ...[
      continued('', ''),
      continued('  ', '   '),
      oneLine(continued('# ', '')),
      oneLine(continued('## ', '', ' ##')),
      continued('', '', '\n==='),
    ],
    ...[
      continued('- ', '  '),
      continued('- ', ''),
      continued('1. a\n   - ', '     '),
      continued('- [ ] ', '  '),
      continued('* a\n\n  b\n  1) ', '     '),
    ],
    ...[
      continued('> ', '> '),
      continued('> ', ''),
      continued('> > ', '>> '),
      continued('- > ', '  > '),
      continued('> 1. ', '>    '),
      continued('> - > ', '>   > '),
    ],
    ...[
      continued('[^2]: ', '    '),
      continued('[^2]: a\n\n    - ', '      '),
      oneLine(continued('| a | b |\n| - | - |\n| ', '', ' | c |')),
      oneLine(continued('a | b\n-|-\nc | ', '')),
    ],
    ...[
      oneLine(continued('> | a |\n> | - |\n> | ', '', ' |')),
      oneLine(continued('- | a |\n  | - |\n  | ', '', ' |')),
      continued('---\ntitle: x\n---\n\n', ''),
      continued('Term\n\n\t\n\n', '\t'),
    ],
    ...[continued('```\nglimmer now\n```\n\n', ''), continued('    glimmer now\n\n', ''), continued('\uFEFFx\n\n', '')],
  ],
  html: [
    ...[
      continued('<p>', '', '</p>'),
      continued('<p>\n  ', '\t', '\n</p>'),
      continued('<ul><li>', '', '<li>x</ul>'),
      continued('<table><tr><td>', '', '</table>'),
    ],
    ...[
      continued('<h1>', '', '</h1>'),
      continued('<blockquote><p>', '', '</blockquote>'),
      continued('<!DOCTYPE html>\n<html lang="">\n<body><p>', '', ''),
    ],
    ...[
      continued('<div><span>', '', '</span></div>'),
      continued('a<div>b</div>', ''),
      continued('<html><head><title>t</title></head><body>', '', '</body></html>'),
      continued('<dl><dt>a<dd>', ''),
    ],
  ],
  mdx: [
    ...[
      continued('', ''),
      oneLine(continued('# ', '')),
      continued('- ', '  '),
      continued('> ', '> '),
      continued('import x from "y"\n\n', ''),
      continued('<Box title="x">\n  ', '  ', '\n</Box>'),
    ],
    ...[
      continued('<Box a={{b: 1}}>\n\n', '', '\n\n</Box>'),
      oneLine(continued('| a |\n| - |\n| ', '', ' |')),
      continued('export const a = "glimmer now"\n\n', ''),
      continued('\uFEFF', ''),
      continued('\uFEFF\n\nHello.\n\n- ', '  '),
    ],
  ],
  text: [
    continued('', ''),
    continued('- ', '  '),
    continued('1. ', ''),
    continued('  ', '  '),
    continued('Title\n\n', ''),
  ],
} satisfies Record<Format, readonly Frame[]>

/** Enough of each language that no filler makes it another. */
const prose: Readonly<Record<string, string>> = {
  en: 'this is what we have for you and for all of them',
  ru: 'это то, что у нас есть для вас и для всех остальных людей, а также для наших друзей',
  th: 'นี่คือสิ่งที่เรามีให้กับคุณและทุกคนในครอบครัวของคุณรวมทั้งเพื่อนของเราทุกคน',
  'zh-Hans': '这是我们为您和所有家人准备的东西还有我们的朋友们',
  'zh-Hant': '這是我們為您和所有家人準備的東西還有我們的朋友們',
}

const inlineOf = (format: Format): Inline => {
  const filler = fc.array(fc.constantFrom(...fillers[format]), { maxLength: 3 }).map((parts) => parts.join(''))
  const passage = fc.constantFrom(
    ...passages[format].flatMap(([locale, ...variants]) => variants.map((variant) => ({ locale, variant }))),
  )
  return fc.tuple(filler, passage, filler).map(([before, { locale, variant }, after]) => {
    const own = prose[locale] ?? ''
    return { locale, text: `${before}${own} ${variant} ${after}${own}` }
  })
}

const definitions: Readonly<Record<Format, string>> = {
  markdown: '\n\n[r]: /r "glimmer now"\n[^1]: note\n',
  html: '',
  mdx: '',
  text: '',
}

/** Line endings as the text has them: LF, CRLF, CR, or one after the other. */
function withEndings(text: string, endings: readonly string[]): string {
  let count = 0
  let last = ''
  return text.replace(/\n/g, (_, at: number) => {
    const isBlank = text.charAt(at - 1) === '\n'
    // CR and LF that follow each other would be one line ending.
    last = isBlank ? last : (endings[count++ % endings.length] ?? '\n')
    return last
  })
}

const endings = fc.constantFrom(['\n'], ['\r\n'], ['\r'], ['\r\n', '\n'], ['\n', '\r', '\r\n'])

describe.each(['markdown', 'html', 'mdx', 'text'] as const)('places in %s', (format) => {
  // Every passage stands in some of the frames, and every frame has some of the passages.
  const casesOf = (turn: number) =>
    passages[format].flatMap(([locale, ...variants], line) =>
      variants.flatMap((variant, column) =>
        frames[format]
          .filter((_, i) => (i + line + column + turn) % 8 === 0)
          .map((frame) => ({ locale, marked: frame(`a ${variant} b`) })),
      ),
    )

  it.each([
    ['LF', '\n', 0],
    ['CRLF', '\r\n', 3],
    ['CR', '\r', 6],
  ])('are those of the passage, in every frame, with %s', (_, ending, turn) => {
    for (const { locale, marked } of casesOf(turn)) {
      const source = withEndings(`${marked}${definitions[format]}`, [ending])
      expect(marksFound(linter, source, { format, locale })).toBe(source)
    }
  })

  it('are those of the passage, in random surroundings', () => {
    fc.assert(
      fc.property(inlineOf(format), fc.constantFrom(...frames[format]), endings, ({ text, locale }, frame, ends) => {
        const source = withEndings(`${frame(text)}${definitions[format]}`, ends)
        expect(marksFound(linter, source, { format, locale })).toBe(source)
      }),
      { numRuns: 100 },
    )
  })

  it('and what is said of them do not depend on line endings', () => {
    fc.assert(
      fc.property(fc.array(inlineOf(format), { maxLength: 3 }), (inlines) => {
        const source = unmark(inlines.map(({ text }) => text).join('\n\n'))
        const said = (text: string): readonly string[] =>
          lint(linter, text, { format, locale: 'en' }).findings.map(({ reason }) => reason)
        expect(said(source.replaceAll('\n', '\r\n'))).toEqual(said(source))
      }),
      { numRuns: 40 },
    )
  })
})

describe('a numeric character reference', () => {
  const code = fc.oneof(fc.integer({ min: 0, max: 0x11ffff }), fc.integer({ min: 0, max: 0xff }), fc.constant(1e12))
  const reference = fc
    .tuple(code, fc.boolean(), fc.integer({ min: 0, max: 12 }), fc.constantFrom(';', ''))
    .map(([number, isHex, zeros, end]) => {
      const digits = number.toString(isHex ? 16 : 10)
      return `&#${isHex ? 'x' : ''}${'0'.repeat(zeros)}${digits}${end}`
    })

  it.each(['html', 'markdown'] as const)('of any number shifts nothing behind it in %s', (format) => {
    fc.assert(
      fc.property(fc.array(reference, { minLength: 1, maxLength: 4 }), (references) => {
        const marked = `<p lang="en">a ${references.join(' ')} {==glimmer now==} b</p>`
        expect(marksFound(linter, marked, { format, locale: 'en' })).toBe(marked)
      }),
      { numRuns: 300 },
    )
  })
})

describe('places in MDX that cannot be read', () => {
  it.each([
    ['an open element', 'a\n\n<Box>\n\n{====}'],
    ['an expression without end', 'a {====}{b'],
    ['an expression that is no JavaScript', 'a {{====}b c}'],
    ['a comment of HTML', 'a\n\n<{====}!-- b -->'],
  ])('are told: %s', (_, marked) => {
    const { findings, problems } = lint(linter, unmark(marked), { format: 'mdx', locale: 'en' })
    expect(findings).toEqual([])
    expect(problems).toHaveLength(1)
    const [problem] = problems
    expect(problem?.message).not.toBe('')
    expect(problem?.place?.start).toBeGreaterThan(0)
    expect(problem?.place?.end).toBeLessThanOrEqual(unmark(marked).length)
  })
})

it('of templates do not depend on line endings, however many lines they have', () => {
  const textOf = (source: string): string =>
    readMarkdown(source)
      .blocks.map(({ text }) => text.replace(/\s+/g, ' '))
      .join('|')
  for (const [open, close] of [
    ['<%', '%>'],
    ['{%', '%}'],
    ['{{', '}}'],
    ['{count, plural, other {', '}}'],
  ] as const)
    for (const lines of [200, 400, 800, 1600]) {
      const source = `We ${open}${'a\n'.repeat(lines)}${close} glimmer.`
      expect(textOf(source.replaceAll('\n', '\r\n')), `${open} ${lines}`).toBe(textOf(source))
    }
})
