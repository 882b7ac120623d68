import fc from 'fast-check'
import stringWidth from 'string-width'
import { describe, expect, it } from 'vitest'
import { cellsOf, widthOf } from '../../src/cli/terminal/cells.js'
import { clean } from '../../src/cli/terminal/clean.js'
import { excerptOf } from '../../src/cli/terminal/excerpt.js'
import { wrap } from '../../src/cli/terminal/wrap.js'

const whole = { before: false, after: false }

/** Shows a line whose passage stands between ⟦ and ⟧, with the mark beneath. */
function drawn(marked: string, width = 80, cut = whole): string {
  const lineStart = marked.indexOf('⟦')
  const lineEnd = marked.indexOf('⟧') - 1
  const excerpt = excerptOf({ line: marked.replace(/[⟦⟧]/g, ''), lineStart, lineEnd, cut }, width)
  return `${excerpt.before}${excerpt.passage}${excerpt.after}\n${' '.repeat(excerpt.indent)}${'~'.repeat(excerpt.width)}`
}

describe('the line under a passage', () => {
  it.each([
    ['plain words', 'Act ⟦now⟧ please', 'Act now please\n    ~~~'],
    ['wide characters', '请⟦立刻⟧下单', '请立刻下单\n  ~~~~'],
    ['full width', 'ＡＢ⟦Ｃ⟧', 'ＡＢＣ\n    ~~'],
    ['Thai marks', 'ซื้อ⟦เร็ว⟧ๆ', 'ซื้อเร็วๆ\n  ~~~'],
    ['Thai AM, which takes a cell', 'น้ำ⟦ใจ⟧', 'น้ำใจ\n  ~~'],
    ['accents of their own', 'cafe\u0301 ⟦now⟧', 'cafe\u0301 now\n     ~~~'],
    ['emoji of several code points', '👨‍👩‍👧 ⟦now⟧ 🇹🇭', '👨‍👩‍👧 now 🇹🇭\n   ~~~'],
    ['tabs, which go to the next stop', 'a\tb\t⟦now⟧', 'a   b   now\n        ~~~'],
    ['indentation, which is left out', '\t  ⟦now⟧', 'now\n~~~'],
    ['an empty passage', 'Act ⟦⟧now', 'Act now\n    ~'],
    ['an empty passage at the end', 'Act⟦⟧', 'Act\n   ~'],
    ['an empty line', '⟦⟧', '\n~'],
    ['a passage that begins within a character with marks', 'ก⟦ำ⟧', 'กำ\n~~'],
  ])('stands right under %s', (_, marked, expected) => {
    expect(drawn(marked)).toBe(expected)
  })

  it('cuts long lines around the passage', () => {
    const line = `${'before '.repeat(20)}⟦now⟧${' after'.repeat(20)}`
    expect(drawn(line, 40)).toBe('…ore before now after after after after…\n            ~~~')
    expect(drawn(`⟦now⟧${' after'.repeat(20)}`, 20)).toBe('now after after af…\n~~~')
    expect(drawn(`${'before '.repeat(20)}⟦now⟧`, 20)).toBe('… before before now\n                ~~~')
  })

  it('shows the beginning of a passage that is wider than the line', () => {
    expect(drawn(`x ⟦${'立刻'.repeat(40)}⟧ y`, 20)).toBe('…立刻立刻立刻立刻立…\n ~~~~~~~~~~~~~~~~~~')
  })

  it('marks what was cut before', () => {
    expect(drawn('words ⟦now⟧ words', 40, { before: true, after: true })).toBe('…words now words…\n       ~~~')
  })

  it('never is wider than asked, and the mark never leaves the line', () => {
    const text = fc.string({ unit: fc.constantFrom('a', ' ', '立', 'ก', 'ำ', '\u0301', '👨‍👩‍👧', '\t', '\u001B', 'й') })
    fc.assert(
      fc.property(text, text, text, fc.integer({ min: 20, max: 60 }), (before, passage, after, width) => {
        const [shown = '', mark = ''] = drawn(`${before}⟦${passage}⟧${after}`, width).split('\n')
        expect(widthOf(shown)).toBeLessThanOrEqual(width + 1)
        expect(mark.length).toBeLessThanOrEqual(widthOf(shown) + 1)
      }),
    )
  })
})

describe('cells', () => {
  it('cover the whole line', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (line) => {
        const cells = cellsOf(line)
        expect(cells.map(({ start, end }) => line.slice(start, end)).join('')).toBe(line)
      }),
    )
  })

  it('agree with string-width but for spacing marks', () => {
    expect(widthOf('Скидка 立刻 ก็')).toBe(stringWidth('Скидка 立刻 ก็'))
    expect(widthOf('ทำ')).toBe(2)
  })
})

describe('text from documents', () => {
  it('cannot command the terminal', () => {
    expect(clean('a\u001B[31mb\u0007\u202Ec\nd\ud800')).toBe('a\uFFFD[31mb\uFFFD\uFFFDc d\uFFFD')
    expect(drawn('\u001B]0;title\u0007⟦now⟧').includes('\u001B')).toBe(false)
  })
})

describe('wrap', () => {
  it.each([
    ['Say what is true, and until when.', ['Say what is', 'true, and', 'until when.']],
    ['(a) “quoted words” stay whole', ['(a) “quoted', 'words” stay', 'whole']],
    ['请写清楚截止日期，不要催促读者。', ['请写清楚截止', '日期，不要', '催促读者。']],
    ['well-known up-to-date', ['well-known', 'up-to-date']],
  ])('%s', (text, lines) => {
    expect(wrap(text, 12)).toEqual(lines)
  })

  it('leaves the line whole where no width is given', () => {
    expect(wrap('a '.repeat(200), undefined)).toHaveLength(1)
  })

  it('breaks no line wider than asked where words fit', () => {
    for (const line of wrap('Покупатель вправе вернуть товар в течение 14 дней без объяснения причин', 20))
      expect(widthOf(line)).toBeLessThanOrEqual(20)
  })
})
