import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fold, type Span } from '../../src/core/index.js'
import { anyText } from '../support/arbitraries.js'
import { markSpans, unmark } from '../support/marks.js'

/** Where `wanted` stands in `text` when both are folded. */
function findFolded(text: string, wanted: string): Span[] {
  const folded = fold(text)
  const needle = fold(wanted).text
  const at = folded.text.indexOf(needle)
  return at < 0 ? [] : [{ start: folded.starts[at] ?? -1, end: folded.ends[at + needle.length - 1] ?? -1 }]
}

describe('fold', () => {
  const table: readonly (readonly [what: string, marked: string, wanted: string])[] = [
    ['case', 'Buy {==NOW==}!', 'now'],
    ['case of Cyrillic', '{==СКИДКА==} дня', 'скидка'],
    ['full width', '{==Ｂｕｙ　１００％==}', 'buy 100%'],
    ['ё, composed', 'И {==ещё==} раз', 'еще'],
    ['ё, capital', '{==ЕЩЁ==} раз', 'еще'],
    ['ё, decomposed', 'И {==еще\u0308==} раз', 'еще'],
    ['ё in the phrase', 'И {==еще==} раз', 'ещё'],
    ['й, decomposed', '{==свои\u0306==} круг', 'свой'],
    ['é, decomposed', 'le {==cafe\u0301==} noir', 'café'],
    ['soft hyphens within', '{==guar\u00ADan\u00ADtee==} it', 'guarantee'],
    ['a soft hyphen behind', '{==guarantee==}\u00AD it', 'guarantee'],
    ['zero width within', '{==guar\u200Ban\u2060tee==}\u200B', 'guarantee'],
    ['a trade mark sign behind', '{==Trustly==}™ works', 'trustly'],
    ['a copyright sign before', '©{==Trustly==}', 'trustly'],
    ['a ligature', '{==oﬃce==}', 'office'],
    ['curly quotes', 'It {==can’t==} fail', "can't"],
    ['dashes', '{==risk–free==}', 'risk-free'],
    ['no-break space', '{==act\u00A0now==}', 'act now'],
    ['an ellipsis', '{==wait…==}', 'wait...'],
    ['Thai digits', 'ภายใน {==๓๐==} วัน', '30'],
    ['a Thai tone mark typed before the vowel mark', '{==ท\u0E48\u0E35==}สุด', 'ที่'],
    ['sara am', 'ดื่ม{==น้ำ==}', 'น\u0E4D\u0E49\u0E32'],
    ['sara am taken apart', 'ดื่ม{==น\u0E4D\u0E49\u0E32==}', 'น้ำ'],
    ['sara am taken apart, tone first', 'ดื่ม{==น\u0E49\u0E4D\u0E32==}', 'น้ำ'],
    ['a tone mark typed after sara am', 'ดื่ม{==น\u0E33\u0E49==}', 'น้ำ'],
    ['two sara e for one sara ae', '{==\u0E40\u0E40พง==}', 'แพง'],
    ['a footnote mark behind a number', 'costs {==£9==}¹ per month', '£9'],
    ['a number and what follows its footnote mark', 'within {==60¹ days==}', '60 days'],
    ['two digits of a footnote mark', 'within {==60¹² days==}', '60 days'],
    ['a square behind a letter', '{==9 m²==}', '9 m2'],
    ['a fraction behind a number', 'a {==2½-year==} warranty', '2.5-year'],
    ['a fraction behind a number and a space', '{==1 ¼ hours==}', '1.25 hours'],
    ['a fraction alone', '{==½==} an hour', '0.5'],
    ['an emoji before', '👩‍👩‍👧{==now==}', 'now'],
    ['letters beyond the first plane', '{==𝐍𝐨𝐰==}', 'now'],
    ['pinyin notes', '({==規(guī)則的最終解釋權(quán)==}歸屬本網(wǎng)站所有)', '規則的最終解釋權'],
    ['pinyin notes throughout', '(規(guī)則的{==最終解釋權(quán)歸屬本網(wǎng)站所有==})', '最終解釋權歸屬本網站所有'],
    ['pinyin notes before a comma', '{==一項(xiàng)數(shù)據(jù)調(diào)查顯示==}, 67%', '一項數據調查顯示'],
    ['pinyin without tone', '我{==們(men)知道==}', '們知道'],
    ['pinyin in brackets of full width', '{==現（xiàn）在==}', '現在'],
  ]
  it.each(table)('%s: %s', (_, marked, wanted) => {
    const text = unmark(marked)
    expect(markSpans(text, findFolded(text, wanted))).toBe(marked)
  })

  it.each([
    ['й and и', 'свой', 'свои'],
    ['an English word in brackets and nothing', '应用(app)下载', '应用下载'],
    ['another English word in brackets and nothing', '客服(chat)在线', '客服在线'],
    ['a note behind a Latin word', 'Ana(men)', 'Ana'],
    ['a word and the word with a letter more', 'now', 'no w'],
  ])('tells %s apart', (_, a, b) => {
    expect(fold(a).text).not.toBe(fold(b).text)
  })

  it.each([
    ['tab', 'a\tb', 'a b'],
    ['vertical tab and form feed', 'a\vb\fc', 'a b c'],
    ['carriage return', 'a\rb', 'a b'],
    ['line feed, kept', 'a\nb', 'a\nb'],
    ['line separator', 'a\u2028b', 'a b'],
    ['ideographic space', 'a\u3000b', 'a b'],
  ])('makes one kind of white space: %s', (_, text, folded) => {
    expect(fold(text).text).toBe(folded)
  })

  it('maps every unit into the text, in order', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const folded = fold(text)
        expect(folded.starts).toHaveLength(folded.text.length + 1)
        expect(folded.ends).toHaveLength(folded.text.length)
        expect(folded.starts.at(-1)).toBe(text.length)
        for (let i = 0; i < folded.text.length; i++) {
          const [start = -1, end = -1] = [folded.starts[i], folded.ends[i]]
          expect(start).toBeGreaterThanOrEqual(i > 0 ? (folded.starts[i - 1] ?? 0) : 0)
          expect(end).toBeGreaterThanOrEqual(i > 0 ? (folded.ends[i - 1] ?? 0) : 0)
          expect(end).toBeGreaterThan(start)
          expect(end).toBeLessThanOrEqual(text.length)
        }
      }),
      { numRuns: 200 },
    )
  })

  it('never maps into the middle of a surrogate pair', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { starts, ends } = fold(text)
        for (const place of [...starts, ...ends]) {
          const isInside = /[\uD800-\uDBFF]/.test(text.charAt(place - 1)) && /[\uDC00-\uDFFF]/.test(text.charAt(place))
          expect(isInside).toBe(false)
        }
      }),
      { numRuns: 200 },
    )
  })

  it('leaves lone surrogates as they are', () => {
    expect(fold('a\uD83D b\uDE00').text).toBe('a\uD83D b\uDE00')
  })

  it('folds nothing away but what has no width', () => {
    expect(fold('').text).toBe('')
    expect(fold('\u200B\u00AD').text).toBe('')
  })
})
