import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  applyEdits,
  type Block,
  type Edit,
  type Finding,
  fold,
  overlaps,
  readMarkdown,
  type Span,
  selectFixes,
} from '../../src/core/index.js'
import { type LintOptions, lint, linterOf, ruleOf } from '../support/catalog.js'

const linter = linterOf([
  ruleOf('replaced', {
    en: { phrases: [{ find: ['glimmer now'], fix: 'shine today' }] },
    th: { phrases: [{ find: ['ขวับเขียว'], fix: 'ช้าแดง' }] },
    'zh-Hans': { phrases: [{ find: ['闪亮价'], fix: '原价' }] },
  }),
  ruleOf('removed', {
    en: { phrases: [{ find: ['truly', 'hurry up', 'once and for all'], fix: '' }] },
    ru: { phrases: [{ find: ['поистине'], fix: '' }] },
    'zh-Hans': { phrases: [{ find: ['闪闪地'], fix: '' }] },
  }),
  ruleOf('chosen', {
    en: {
      phrases: [
        { find: ['only <number> left'], use: ['<number> in stock', '[number] in stock'] },
        { find: ['quoted'], use: ['"said"', "it's said"] },
      ],
    },
  }),
  ruleOf('rewritten', {
    en: { phrases: ['twinkle'], rewrite: ['order by [date].', 'we have <number>'] },
    th: { phrases: ['วับวาว'], rewrite: ['แจ้ง[วันที่]'] },
    'zh-Hans': { phrases: ['闪闪闪'], rewrite: ['请在[日期]前下单。'] },
  }),
])

/** The text after the first fix or suggestion of its first finding. */
function firstFix(text: string, options: LintOptions = {}): string | undefined {
  const { findings, problems } = lint(linter, text, { locale: 'en', ...options })
  expect(problems).toEqual([])
  expect(findings.length).toBeGreaterThan(0)
  const [fix] = findings[0]?.fixes ?? []
  return fix && applyEdits(text, fix.edits)
}

describe('a fix', () => {
  const table: readonly (readonly [what: string, before: string, after: string | undefined, options?: LintOptions])[] =
    [
      ['puts a text in place of the passage', 'We glimmer now, they say.', 'We shine today, they say.'],
      ['keeps a capital', 'Glimmer now, they say.', 'Shine today, they say.'],
      ['keeps capitals', 'GLIMMER NOW, they say.', 'SHINE TODAY, they say.'],
      ['in Thai', 'ของเราขวับเขียวทุกวัน', 'ของเราช้าแดงทุกวัน', { locale: 'th' }],
      ['in Chinese', '全场闪亮价！', '全场原价！', { locale: 'zh-Hans' }],
      ['takes a pinyin note along', '全场闪亮价(jià)！', '全场原价！', { locale: 'zh-Hans' }],
      ['leaves a trade mark sign', 'We glimmer now™', 'We shine today™'],
      ['leaves a footnote mark', 'We glimmer now[^1].\n\n[^1]: So.', 'We shine today[^1].\n\n[^1]: So.'],
      ['within emphasis', 'We **glimmer now** so', 'We **shine today** so'],
      ['out of emphasis, where the emphasis goes on', 'We glimmer **now or later** so', undefined],
      ['into emphasis', 'We **glimmer** now so', 'We **shine today** so'],
      ['out of emphasis that began before', 'We **so glimmer** now so', 'We **so shine today** so'],
      ['not where emphasis would be left empty', 'We glimmer **now**', undefined],
      ['not where only marks would be left of a link', 'We glimmer [now!](/x)', undefined],
      [
        'not where a letter would come beside an underscore',
        '全场闪亮价(jià)_很好_！',
        undefined,
        { locale: 'zh-Hans' },
      ],
      ['over a soft line break in a quotation', '> We glimmer\n> now so', '> We shine today so'],
      ['over a line break with CRLF', '> We glimmer\r\n> now so', '> We shine today so'],
      ['over references', 'We glimmer&nbsp;now &amp; so', 'We shine today &amp; so'],
      ['in an attribute', '<img alt="We glimmer now">', '<img alt="We shine today">', { format: 'html' }],
      [
        'not with the quotation mark of the attribute',
        '<img alt="We quoted">',
        '<img alt="We it\'s said">',
        { format: 'html' },
      ],
      [
        'not with the other quotation mark of the attribute',
        "<img alt='We quoted'>",
        '<img alt=\'We "said"\'>',
        { format: 'html' },
      ],
      [
        'not with white space where an attribute has no quotation marks',
        '<img alt=quoted>',
        '<img alt="said">',
        { format: 'html' },
      ],
      ['in front matter', "---\ntitle: 'We quoted'\n---\n", '---\ntitle: \'We "said"\'\n---\n'],
      ['repeats what a slot stood for', 'There are only 3 left.', 'There are 3 in stock.'],
      ['repeats a word for a number', 'Only three left.', 'Three in stock.'],
      ['repeats a template value', 'There are only {{ count | x }} left.', 'There are {{ count | x }} in stock.'],
      ['leaves a variable small', 'Only {{ count }} left.', '{{ count }} in stock.'],
      [
        'leaves a variable in HTML small',
        '<p>Only <%= n %> left.</p>',
        '<p><%= n %> in stock.</p>',
        { format: 'html' },
      ],
      ['leaves a variable among capitals', 'ONLY {{ count }} LEFT.', '{{ count }} IN STOCK.'],
      ['leaves the name of a property', `Only \${product.count} left.`, `\${product.count} in stock.`],
      ['leaves the sort of a placeholder', 'Only %d left.', '%d in stock.'],
      ['not over an expression, which is no text', 'There are only {count} left.', undefined, { format: 'mdx' }],
      ['not over emphasis', 'There are only **3** left.', undefined],
      ['rewrites the sentence', 'So it is. Twinkle, they say. Yes.', 'So it is. Order by [date]. Yes.'],
      ['rewrites a heading without full stop', '# Twinkle so', '# Order by [date]'],
      ['rewrites a sentence that begins small', '- twinkle so', '- order by [date]'],
      ['rewrites a sentence with an exclamation mark', 'Twinkle!', 'Order by [date].'],
      ['rewrites a clause in Thai', 'วันนี้ วับวาวมาก ครับ', 'วันนี้ แจ้ง[วันที่] ครับ', { locale: 'th' }],
      [
        'rewrites a clause in Thai at the end of a line',
        'วันนี้\r\nวับวาวมาก\r\nครับ',
        'วันนี้\r\nแจ้ง[วันที่]\r\nครับ',
        { locale: 'th' },
      ],
      [
        'rewrites a sentence in Chinese',
        '您好。闪闪闪的。谢谢。',
        '您好。请在[日期]前下单。谢谢。',
        { locale: 'zh-Hans' },
      ],
      ['rewrites around a link: not', 'Twinkle [here](/x) or there.', undefined],
      [
        'rewrites a sentence within template control',
        '{% if a %}Twinkle so.{% endif %}',
        '{% if a %}Order by [date].{% endif %}',
      ],
      ['rewrites a sentence with template control in it: not', 'Twinkle {% if a %}so{% endif %} it is.', undefined],
      [
        'rewrites a sentence within tags of Go',
        '{{- range .Items }} Twinkle so. {{- end -}}',
        '{{- range .Items }} Order by [date]. {{- end -}}',
      ],
      [
        'rewrites a sentence within shortcodes',
        '{{% a %}}\nTwinkle so.\n{{% /a %}}\n{{< b >}}',
        '{{% a %}}\nOrder by [date].\n{{% /a %}}\n{{< b >}}',
      ],
      ['rewrites a sentence with a trimmed value in it', 'Twinkle {{- .Name -}} so.', 'Order by [date].'],
      [
        'rewrites a sentence with a value that has a word of Go for its name',
        'Twinkle {{ template }} so.',
        'Order by [date].',
      ],
      ['rewrites a sentence with a tag of Go in it: not', 'Twinkle {{ if .A }}so{{ end }} it is.', undefined],
      ['rewrites a sentence with a directive: not', ':::tip\nTwinkle so.\n:::', undefined],
      ['rewrites a sentence before the end of a directive: not', '::: tip\n\nTwinkle so\n:::', undefined],
      ['rewrites a sentence with the mark of an alert: not', '> [!NOTE]\n> Twinkle so.', undefined],
      ['rewrites a sentence with a table of contents: not', '[[toc]]\nTwinkle so.', undefined],
      [
        'rewrites a sentence with tags of Blade: not',
        '<p>@if($a) Twinkle so. @endif</p>',
        undefined,
        { format: 'html' },
      ],
      ['rewrites a sentence with the end of Blade: not', '<p>Twinkle so @endif</p>', undefined, { format: 'html' }],
      [
        'rewrites a sentence with tags of FreeMarker: not',
        '<p>[#if a]Twinkle so[/#if]</p>',
        undefined,
        { format: 'html' },
      ],
      ['rewrites a sentence that begins with an escape: not', '\\* Twinkle so.', undefined],
      ['rewrites a sentence with an escape in it', 'Twinkle \\* so.', 'Order by [date].'],
      ['rewrites a sentence with a value in it', 'Twinkle {{ a }} so.', 'Order by [date].'],
    ]
  it.each(
    table.map(([what, before, after, options = {}]) => [what, before, after, options] as const),
  )('%s: %s', (_, before, after, options) => {
    expect(firstFix(before, options)).toBe(after)
  })

  it.each([
    ['in the middle', 'It is truly good.', 'It is good.'],
    ['at the beginning', 'Truly good it is.', 'Good it is.'],
    ['at the beginning, small', 'truly good it is.', 'good it is.'],
    ['at the beginning, with comma', 'Truly, it is good.', 'It is good.'],
    ['at the beginning of the second sentence', 'So. Truly, it is good.', 'So. It is good.'],
    ['at the end', 'It is good truly.', 'It is good.'],
    ['at the end, with comma', 'It is good, truly.', 'It is good.'],
    ['at the end, with dash', 'It is good – once and for all!', 'It is good!'],
    ['between commas', 'It is, truly, good.', 'It is, good.'],
    ['a whole sentence', 'It is good. Hurry up! Yes.', 'It is good. Yes.'],
    ['the first sentence', 'Hurry up! It is good.', 'It is good.'],
    ['the last sentence', 'It is good. Hurry up!', 'It is good.'],
    ['with emphasis around', 'It is **truly good** so.', 'It is **good** so.'],
    ['at the end of emphasis', 'It is **good truly** so.', 'It is **good** so.'],
    ['over a line break', '> It is truly\n> good.', '> It is\n> good.'],
    ['before emphasis', 'Truly, **only 3** are here.', '**Only 3** are here.'],
    ['before emphasis with underscores', 'Truly, _only 3_ are here.', '_Only 3_ are here.'],
    ['before emphasis twice', 'Truly, __*only 3*__ are here.', '__*Only 3*__ are here.'],
    ['before a link', 'Truly, [see it](/x) here.', '[See it](/x) here.'],
    ['before HTML', 'Truly, <em>only 3</em> are here.', '<em>Only 3</em> are here.'],
    ['all of emphasis before its comma', '**Truly**, only 3 are here.', undefined],
    ['all of emphasis with its comma', '**Truly,** only 3 are here.', undefined],
    ['all of a link', '[Truly](/x), and [so](/y) it is.', undefined],
    ['all of emphasis but a mark', 'It is **truly!** good.', undefined],
    ['in Chinese before emphasis between letters', '我们闪闪地**服务**好。', '我们**服务**好。', 'zh-Hans'],
    ['in brackets', 'It is (truly) good.', undefined],
    ['all of emphasis', 'It is **truly** good.', undefined],
    ['all of a heading', '# Hurry up', undefined],
    ['beside marks that would become emphasis', 'So**we _**truly', undefined],
    ['before what would begin a quotation', 'truly> so it is\n> so', undefined],
    ['before what would begin a list', 'Hurry up + order it', undefined],
    ['all of a list item', '- Hurry up!\n- It is', undefined],
    ['in Russian', 'Поистине, это хорошо.', 'Это хорошо.', 'ru'],
    ['in the middle, in Russian', 'Это поистине хорошо.', 'Это хорошо.', 'ru'],
    ['in Chinese', '我们闪闪地服务。', '我们服务。', 'zh-Hans'],
    ['in an item of a list', '- Truly good\n- it is', '- Good\n- it is'],
  ])('removes a passage, %s: %s', (_, before, after, locale = 'en') => {
    expect(firstFix(before, { locale })).toBe(after)
  })

  it('is safe where only the wording changes', () => {
    const { findings } = lint(linter, 'We glimmer now, truly. Only 3 left. Twinkle.', { locale: 'en' })
    expect(
      findings.map(({ ruleId, fixes }) => `${ruleId} ${fixes.map(({ safe }) => (safe ? 'fix' : 'choice'))}`),
    ).toEqual([...['replaced fix', 'removed fix', 'chosen choice,choice', 'rewritten choice,choice']])
    expect(findings.map(({ fixes }) => fixes[0]?.title)).toEqual([
      ...['Replace with shine today', 'Remove truly', 'Replace with 3 in stock', 'Rewrite: Order by [date].'],
    ])
    expect(findings.map(({ expected }) => expected[0])).toEqual(['shine today', '', '3 in stock', 'Order by [date].'])
  })
})

describe('fixes together', () => {
  const parts = [
    'We ',
    'glimmer now',
    ', ',
    '. ',
    '! ',
    'truly',
    ' good ',
    '**',
    '_',
    '[',
    '](/x)',
    '> ',
    '\n',
    '\n\n- ',
    'only 3 left',
    'Twinkle',
    ' 😀 ',
    '&amp; ',
  ]
  const copy = fc.array(fc.constantFrom(...parts), { maxLength: 24 }).map((all) => all.join(''))
  const bit = fc.constantFrom('truly', 'Truly', 'hurry up', 'glimmer', 'now', 'glimmer now', 'good', 'only 3 left')
  const joined = (one: fc.Arbitrary<string>) =>
    fc
      .array(fc.tuple(one, fc.constantFrom(' ', ' ', ', ', '! ', ' – ', '!')), { minLength: 1, maxLength: 4 })
      .map((all) => all.flat().join('').trim())
  const within = (inner: fc.Arbitrary<string>, ...marks: (readonly [string, string])[]) =>
    fc.tuple(fc.constantFrom(...marks), inner).map(([[open, close], text]) => `${open}${text}${close}`)
  const linked = within(joined(bit), ['[', '](/x)'], ['<em>', '</em>'])
  const marked = within(joined(fc.oneof(bit, linked)), ['**', '**'], ['_', '_'], ['__', '__'], ['*', '*'])
  /** Passages beside and across emphasis, links and HTML, one in the other. */
  const inline = joined(fc.oneof(bit, linked, marked))
  /** The letters and digits of a text: what a reader would call its words. */
  const wordsOf = (text: string): string => (fold(text).text.match(/[\p{L}\p{N}]+/gu) ?? []).join(' ')

  it.each([true, false])('never overlap, and leave the rest as it is; suggestions: %j', (suggestions) => {
    fc.assert(
      fc.property(fc.oneof(copy, inline), (text) => {
        const { findings } = lint(linter, text, { locale: 'en' })
        const edits = selectFixes(findings, { suggestions }).flatMap((fix) => fix.edits)
        const sorted = [...edits].sort((a, b) => a.start - b.start)
        sorted.forEach((edit, i) => {
          const next = sorted[i + 1]
          if (next) expect(overlaps(edit, next)).toBe(false)
        })
        const result = applyEdits(text, edits)
        let shift = 0
        let done = 0
        for (const edit of sorted) {
          expect(result.slice(done + shift, edit.start + shift)).toBe(text.slice(done, edit.start))
          shift += edit.text.length - (edit.end - edit.start)
          done = edit.end
        }
        expect(result.slice(done + shift)).toBe(text.slice(done))
      }),
      { numRuns: 80 },
    )
  })

  it('alone do to the prose what they say', () => {
    fc.assert(
      fc.property(fc.oneof(copy, inline), (text) => {
        const before = readMarkdown(text).blocks.map((block) => block.text)
        for (const finding of lint(linter, text, { locale: 'en' }).findings) {
          const [fix] = finding.fixes
          if (!fix || finding.ruleId === 'rewritten') continue
          const after = readMarkdown(applyEdits(text, fix.edits)).blocks.map((block) => block.text)
          // One block is other than before, by this passage.
          const changed = before.findIndex((one, i) => one !== after[i])
          expect(changed).toBeGreaterThanOrEqual(0)
          const [old = '', now = ''] = [before[changed], after[changed]]
          expect(after.toSpliced(changed, 1)).toEqual(before.toSpliced(changed, 1))
          const ways = old.split(finding.actual)
          const possible = ways.slice(1).map((_, i) => {
            const [head, tail] = [ways.slice(0, i + 1), ways.slice(i + 1)]
            return wordsOf(`${head.join(finding.actual)} ${finding.expected[0] ?? ''} ${tail.join(finding.actual)}`)
          })
          expect(possible).toContain(wordsOf(now))
        }
      }),
      { numRuns: 150 },
    )
  })

  /** The letters of a block's text, each with the markup around it; capitals count as small letters. */
  const lettersOf = ({ text, inlines }: Block, { start, end }: Span): string[] =>
    [...text.slice(start, end)].flatMap((letter, i) => {
      const at = start + i
      const around = inlines.filter((one) => one.start <= at && at < one.end).map(({ type }) => type)
      return /[\p{L}\p{N}]/u.test(letter) ? [`${letter.toLowerCase()} ${around.join(' ')}`] : []
    })

  it('leave each other letter in its markup', () => {
    fc.assert(
      fc.property(inline, (text) => {
        const [block] = readMarkdown(text).blocks
        if (!block) return
        for (const { place, fixes, ruleId } of lint(linter, text, { locale: 'en' }).findings) {
          for (const { edits } of ruleId === 'rewritten' ? [] : fixes) {
            const fixed = applyEdits(text, edits)
            const [now] = readMarkdown(fixed).blocks
            const all = now ? lettersOf(now, { start: 0, end: now.text.length }) : []
            const [start, end] = [block.places.unitFrom(place.start), block.places.unitTo(place.end) + 1]
            const head = lettersOf(block, { start: 0, end: start })
            const tail = lettersOf(block, { start: end, end: block.text.length })
            expect([fixed, ...all.slice(0, head.length)]).toEqual([fixed, ...head])
            expect([fixed, ...all.slice(all.length - tail.length)]).toEqual([fixed, ...tail])
          }
        }
      }),
      { numRuns: 500 },
    )
  })

  const finding = (fixes: Finding['fixes'], suppressed: string | null = null): Finding => ({
    ...{
      ruleId: 'a',
      group: 'b',
      source: 'forthright',
      severity: 'info',
      reason: '',
      note: undefined,
      url: '',
      locale: 'en',
    },
    ...{ place: { start: 0, end: 0 }, actual: '', expected: [], related: [] },
    fixes,
    suppressed,
  })
  const fixOf = (safe: boolean, ...edits: Edit[]) => ({ title: '', safe, edits })

  it('are the first safe ones, of findings that stand', () => {
    const [one, two, three] = [
      fixOf(false, { start: 0, end: 1, text: 'a' }),
      fixOf(true, { start: 0, end: 1, text: 'b' }),
      fixOf(true, { start: 3, end: 4, text: 'c' }),
    ]
    expect(selectFixes([finding([one, two]), finding([three], 'because')], { suggestions: true })).toEqual([two])
    expect(selectFixes([finding([one])], { suggestions: false })).toEqual([])
    expect(selectFixes([finding([one])], { suggestions: true })).toEqual([one])
    expect(selectFixes([finding([]), finding([two]), finding([three])], { suggestions: false })).toEqual([two, three])
  })

  it('are taken as a whole or not at all', () => {
    const first = fixOf(true, { start: 2, end: 4, text: '' })
    const second = fixOf(true, { start: 0, end: 1, text: '' }, { start: 3, end: 5, text: '' })
    const third = fixOf(true, { start: 0, end: 1, text: 'x' })
    expect(selectFixes([finding([first]), finding([second]), finding([third])], { suggestions: false })).toEqual([
      first,
      third,
    ])
  })
})

describe('applyEdits', () => {
  it('does what replacing from the end does', () => {
    const edits = fc
      .tuple(
        fc.string({ maxLength: 20 }),
        fc.array(fc.tuple(fc.nat(4), fc.nat(4), fc.string({ maxLength: 3 })), { maxLength: 5 }),
      )
      .map(([text, steps]) => {
        let at = 0
        const list: Edit[] = []
        for (const [skip, width, put] of steps) {
          const start = at + skip
          const end = start + width
          if (end > text.length) break
          list.push({ start, end, text: put })
          at = end + 1
        }
        return { text, list }
      })
    fc.assert(
      fc.property(edits, fc.infiniteStream(fc.nat()), ({ text, list }, order) => {
        const expected = list
          .toReversed()
          .reduce((now, { start, end, text: put }) => now.slice(0, start) + put + now.slice(end), text)
        const shuffled = list.map((edit) => ({ edit, key: Number(order.next().value) })).sort((a, b) => a.key - b.key)
        expect(
          applyEdits(
            text,
            shuffled.map(({ edit }) => edit),
          ),
        ).toBe(expected)
      }),
    )
  })

  it.each([
    [
      'overlap',
      [
        { start: 0, end: 2, text: '' },
        { start: 1, end: 3, text: '' },
      ],
    ],
    ['lie outside', [{ start: 2, end: 9, text: '' }]],
    ['end before they begin', [{ start: 2, end: 1, text: '' }]],
  ])('refuses edits that %s', (_, edits) => {
    expect(() => applyEdits('abcd', edits)).toThrow(RangeError)
  })
})
