import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createMatcher, fold, PhraseError, parsePhrase } from '../../src/core/index.js'
import { languageOf } from '../support/languages.js'
import { markedSpan, markSpans, unmark } from '../support/marks.js'

/** Marks where `phrase` is found: of those that begin at one place or overlap, the first. */
function marksOf(locale: string, phrase: string, marked: string): string {
  const text = unmark(marked)
  const folded = fold(text)
  const matches = createMatcher([{ phrase, owner: phrase }], languageOf(locale)).match(folded.text)
  let end = 0
  const spans = matches.flatMap((match) => {
    if (match.start < end) return []
    end = match.end
    return [{ start: folded.starts[match.start] ?? -1, end: folded.ends[match.end - 1] ?? -1 }]
  })
  return markSpans(text, spans)
}

describe('the phrase notation of src/rules/README.md', () => {
  const table: readonly (readonly [phrase: string, marked: string, locale?: string])[] = [
    ['order now', '{==Order now==}, {==ORDER\u00A0\n  NOW==}, {==order-now==}, {==order “now==}”'],
    ['order now', 'reorder now, order nowhere, ordernow, order. now'],
    ['risk-free', '{==risk-free==}, {==Risk free==}, {==risk – free==}, riskfree'],
    ['(act|buy) now', '{==Act now==} or {==buy now==}, not now'],
    ['(right )?now', 'come {==right now==} or {==now==}'],
    ['guarantee*', '{==guarantee==}, {==guaranteed==}, {==Guarantees==}, the {==guarantee’s==} end, guarant'],
    ['гарантир*', 'мы {==гарантируем==} и {==ГАРАНТИРУЮТ==}, негарантир', 'ru'],
    ['guarante*d', '{==guaranteed==}, guarantees'],
    ['*word', 'a {==word==}, a {==password==}, words'],
    ['*конфиденц*', '{==конфиденциально==} и {==неконфиденциально==}', 'ru'],
    ['free … shipping', '{==free shipping==}, {==free and very fast, reliable home shipping==}'],
    ['free … shipping', 'free a b c d e f g shipping, free. Shipping, free membershipping'],
    ['free … ship', 'free membership'],
    ['ฟรี … เลย', '{==ฟรีเลย==} {==ฟรีทุกวันเลย==}', 'th'],
    ['ฟรี … เลย', 'ฟรีกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกกเลย', 'th'],
    ['免費 … 寄送', '{==免費寄送==}，{==免費為您寄送==}。免費。寄送', 'zh-Hant'],
    ['免费 … 寄送', '免费一二三四五六七八九十一二三四五六寄送', 'zh-Hans'],
    ['only <number> left', '{==only 2 left==}, {==only two left==}, only few left'],
    ['only <number> left', '{==only \uFFFC\uFFFC\uFFFC left==}'],
    ['save <percent>', '{==save 30%==}, {==save 30 %==}, {==save 30 percent==}, {==save 3.5%==}'],
    ['^ hurry', '{==Hurry==} or hurry. {==Hurry==}! {==Hurry==}?'],
    ['^ hurry', '🔥 {==Hurry==}, hurry'],
    ['^ hurry', 'He said so. “{==Hurry==}!”'],
    ['^ hurry', 'He said so… {==Hurry==}!'],
    ['^ hurry', 'He said “no.” {==Hurry==}!'],
    ['^ 立即', '{==立即==}购买，立即付款。{==立即==}发货', 'zh-Hans'],
    ['no exceptions $', '{==No exceptions==}. {==No exceptions==}! No exceptions apply; {==no exceptions==}'],
    ['no exceptions $', '“{==No exceptions==}.” “{==No exceptions==}”. {==No exceptions==}...'],
    ['no exceptions $', 'No exceptions, none. No exceptions.txt'],
    ['恕不退款 $', '{==恕不退款==}。恕不退款的', 'zh-Hans'],
    ['\\(free\\)', 'It is {==(free)==}, or free'],
    ['a \\* b \\| c', '{==a * b | c==}'],
    ['sure\\?', '{==Sure?==} Sure.'],
    ['\\<3', 'We {==<3==} it'],
    ['100\\$', '{==100$==}'],
    ['สั่ง เลย', '{==สั่งเลย==} {==สั่ง เลย==}', 'th'],
    ['สั่งเลย', '{==สั่งเลย==} สั่ง เลย', 'th'],
    ['最低价', '全网{==最低价==}，{==最 低 价==}，{==最\n低价==}', 'zh-Hans'],
    ['ещё', '{==ещё==}, {==еще==}, {==ЕЩЁ==}', 'ru'],
    ['can', 'We {==can==}, we can’t, we can\'t; he said "{==can==}"'],
    ["can't", "We can, we {==can’t==}, we {==can't==}"],
    ['t', 'can’t'],
    ["customers' choice", 'our {==customers’ choice==}'],
    ['30 days', '{==30 days==}, 130 days, {==30 - days==}, 1,30 days, 1.30 days'],
    ['save 10', '{==save 10==}. save 100, save 10.5, {==save 10==}, now'],
    ['app', '下载{==app==}吧，{==APP==}，apple，snapp', 'zh-Hans'],
    ['免费 app', '{==免费app==}，{==免费 App==}，免费apple', 'zh-Hans'],
    ['vip', 'ลูกค้า{==VIP==}คน vips', 'th'],
    ['โปร', 'โปร่ง {==โปร==}', 'th'],
    ['สั่ง (เลย)?', '{==สั่ง==} {==สั่งเลย==} {==สั่ง==} ที่นี่', 'th'],
    ['save 5(,-)?', '{==save 5==}, {==save 5,-==} {==save 5==} -'],
    ['non-(binding|final)', '{==non-binding==}, {==non final==}, nonfinal'],
    ['source :', '{==Source:==} us; {==source :==} us; source us'],
    ['art( \\.)? <digits>', '{==Art. 5==}, {==art 5==}, {==art.5==}, art5'],
    ['\\$ 5', '{==$5==} {==$ 5==}'],
    ['? $', 'So{==?==} So. “So{==?==}”'],
    ['<number> days', '1️⃣ days, {==1 days==}'],
  ]
  it.each(
    table.map(([phrase, marked, locale = 'en']) => [phrase, marked, locale] as const),
  )('%s in %s', (phrase, marked, locale) => {
    expect(marksOf(locale, phrase, marked)).toBe(marked)
  })
})

describe('a phrase that is not well formed', () => {
  it.each([
    ['{==(==}act now', 'Close this bracket'],
    ['act {==(==}right|', 'Close this bracket'],
    ['act{==)==} now', 'Open a bracket'],
    ['act{==|==}now', 'Open a bracket'],
    ['act {==(==}|now)', 'instead of an empty alternative'],
    ['act {==(==})? now', 'instead of an empty alternative'],
    ['only {==<==}numbr> left', 'No slot is called <numbr>'],
    ['only {==<==}number left', 'No slot is called'],
    ['act now {==\\==}', 'Write the character'],
    ['{====}', 'at least one word'],
    ['{====}(now)?', 'at least one word'],
    ['{====}^ … $', 'at least one word'],
    ['{====}*', 'at least one word'],
    ['^ (standard|economy) {==\\$==}', 'Write $ for the end of a sentence'],
    [`{====}${'a'.repeat(2001)}`, 'more than 2000'],
    [`((((((((({====}a)))))))))`, 'nested more than 8 deep'],
  ])('%s', (marked, message) => {
    let thrown: unknown
    try {
      parsePhrase(unmark(marked), new Set(['number', 'digits']))
    } catch (error) {
      thrown = error
    }
    expect(thrown).toBeInstanceOf(PhraseError)
    if (!(thrown instanceof PhraseError)) return
    expect(thrown.message).toContain(message)
    expect(thrown.index).toBe(markedSpan(marked).start)
  })

  it('names the circle of slots that are made of each other', () => {
    const slots = { number: ['<duration>'], duration: ['<number> days'] }
    expect(() => createMatcher([], { spacing: 'words', gap: 6, slots })).toThrow('number → duration → number')
  })

  it('is a PhraseError and nothing else, whatever is written', () => {
    const notation = fc.constantFrom(
      '(',
      ')',
      '|',
      '?',
      '*',
      '…',
      '^',
      '$',
      '<',
      '>',
      '<digits>',
      '\\',
      ' ',
      'a',
      'ก',
      '价',
      '-',
    )
    fc.assert(
      fc.property(fc.array(notation, { maxLength: 24 }), (parts) => {
        try {
          const phrase = parts.join('')
          for (const spacing of ['words', 'phrases', 'none'] as const) {
            createMatcher([{ phrase, owner: 0 }], { spacing, gap: 6, slots: {} }).match('a a-a 12 กก 价 (a) $ a.')
          }
        } catch (error) {
          expect(error).toBeInstanceOf(PhraseError)
        }
      }),
      { numRuns: 500 },
    )
  })
})
