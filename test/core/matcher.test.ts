import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createMatcher, fold, type MatcherOptions } from '../../src/core/index.js'
import { Units } from '../../src/core/text/units.js'
import { languageOf } from '../support/languages.js'
import { markSpans, unmark } from '../support/marks.js'

/** A phrase of words, alternatives and optional parts, as a tree: what the reference understands. */
type Part = string | { readonly either: readonly (readonly string[])[]; readonly optional: boolean }

const partOf = (word: fc.Arbitrary<string>): fc.Arbitrary<Part> =>
  fc.oneof(
    { weight: 2, arbitrary: word },
    fc.record({
      either: fc.array(fc.array(word, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 3 }),
      optional: fc.boolean(),
    }),
  )

/** A phrase that ends with a word, so that every optional part has something behind it. */
const phraseOf = (word: fc.Arbitrary<string>): fc.Arbitrary<Part[]> =>
  fc.tuple(fc.array(partOf(word), { maxLength: 3 }), word).map(([parts, last]) => [...parts, last])

/** The phrase in our notation; `space` stands between words. */
function notation(parts: readonly Part[], space: string): string {
  return parts
    .map((part, i) => {
      const glue = i < parts.length - 1 ? space : ''
      if (typeof part === 'string') return part + glue
      const options = part.either.map((words) => words.join(space))
      return part.optional ? `(${options.map((option) => option + glue).join('|')})?` : `(${options.join('|')})${glue}`
    })
    .join('')
}

/** All that a phrase can stand for, as lists of words. */
function expand(parts: readonly Part[]): string[][] {
  return parts.reduce<string[][]>(
    (known, part) => {
      const ways = typeof part === 'string' ? [[part]] : [...part.either, ...(part.optional ? [[]] : [])]
      return known.flatMap((before) => ways.map((way) => [...before, ...way]))
    },
    [[]],
  )
}

/** For each place in `text` where one of `patterns` matches, the ends it may have. */
function endsByStart(text: string, patterns: readonly RegExp[]): Map<number, Set<number>> {
  const ends = new Map<number, Set<number>>()
  for (const pattern of patterns) {
    for (let at = 0; at < text.length; at++) {
      pattern.lastIndex = at
      if (!pattern.test(text)) continue
      const known = ends.get(at) ?? new Set()
      ends.set(at, known.add(pattern.lastIndex))
    }
  }
  return ends
}

function expectSameAsReference(phrase: string, text: string, options: MatcherOptions, patterns: readonly RegExp[]) {
  const found = createMatcher([{ phrase, owner: phrase }], options).match(text)
  const expected = endsByStart(text, patterns)
  expect(found.map(({ start }) => start)).toEqual([...expected.keys()].sort((a, b) => a - b))
  for (const { start, end } of found) expect(expected.get(start)).toContain(end)
}

describe('a matcher finds what a regular expression of all readings finds', () => {
  const spaced: readonly (readonly [locale: string, words: readonly string[]])[] = [
    ['en', ['a', 'ab', 'abc', 'b', "b's", '7', '77']],
    ['ru', ['я', 'яб', 'ябв', 'б', '7']],
    ['id', ['ku', 'kuku', 'k']],
  ]
  it.each(spaced)('%s', (locale, vocabulary) => {
    const options: MatcherOptions = { spacing: languageOf(locale).spacing, gap: 3, slots: {} }
    const word = fc.constantFrom(...vocabulary)
    const separator = fc.constantFrom(' ', ' ', '  ', '-', '\n', ' "', "' ", '. ', ', ', '')
    const text = fc
      .array(fc.tuple(word, separator), { maxLength: 14 })
      .map((parts) => parts.map((part) => part.join('')).join(''))
    const patternOf = (words: readonly string[]): RegExp =>
      new RegExp(
        `(?<!\\p{L}'?)(?<![7])${words.join('[\\s"\'«»-]+')}(?!'?\\p{L})(?![7])|` +
          `(?<!\\p{L}'?)(?<![7])${words.join('[\\s"\'«»-]+')}(?=7)(?<!7)|` +
          `(?<=7)(?!7)${words.join('[\\s"\'«»-]+')}(?!'?\\p{L})`,
        'uy',
      )
    fc.assert(
      fc.property(phraseOf(word), text, (parts, source) => {
        // Digits and letters that touch are two words; the reference leaves that to the tables.
        fc.pre(!/\p{L}'?7|7'?\p{L}/u.test(source))
        expectSameAsReference(notation(parts, ' '), source, options, expand(parts).map(patternOf))
      }),
      { numRuns: 100 },
    )
  })

  it('th', () => {
    const vocabulary = ['ก', 'กา', 'ที่', 'ท', 'นํ้า']
    const options: MatcherOptions = { spacing: 'phrases', gap: 3, slots: {} }
    const word = fc.constantFrom(...vocabulary)
    const text = fc
      .array(fc.constantFrom(...vocabulary, ' ', '  ', '\n', '"'), { maxLength: 20 })
      .map((parts) => fold(parts.join('')).text)
    fc.assert(
      fc.property(phraseOf(word), text, fc.boolean(), (parts, source, hasSpaces) => {
        const patterns = expand(parts).map(
          (words) => new RegExp(`${words.map((one) => fold(one).text).join(hasSpaces ? '\\s*' : '')}(?![ัิ-ฺ็-๎])`, 'uy'),
        )
        expectSameAsReference(notation(parts, hasSpaces ? ' ' : ''), source, options, patterns)
      }),
      { numRuns: 100 },
    )
  })

  it('zh', () => {
    const vocabulary = ['价', '低价', '价低', '最', '最低']
    const options: MatcherOptions = { spacing: 'none', gap: 3, slots: {} }
    const word = fc.constantFrom(...vocabulary)
    const text = fc
      .array(fc.constantFrom(...vocabulary, ' ', '\n', '，', '。'), { maxLength: 20 })
      .map((parts) => fold(parts.join('')).text)
    fc.assert(
      fc.property(phraseOf(word), text, fc.constantFrom('', ' '), (parts, source, space) => {
        const patterns = expand(parts).map((words) => new RegExp([...words.join('')].join('\\s*'), 'uy'))
        expectSameAsReference(notation(parts, space), source, options, patterns)
      }),
      { numRuns: 100 },
    )
  })

  it('whatever other phrases are in the matcher', () => {
    const word = fc.constantFrom('a', 'ab', 'b', 'c')
    const options: MatcherOptions = { spacing: 'words', gap: 3, slots: {} }
    const phrase = phraseOf(word).map((parts) => notation(parts, ' '))
    const text = fc.array(word, { maxLength: 16 }).map((words) => words.join(' '))
    fc.assert(
      fc.property(fc.array(phrase, { maxLength: 6 }), text, (phrases, source) => {
        const entries = phrases.map((one, owner) => ({ phrase: one, owner }))
        const together = createMatcher(entries, options).match(source)
        const alone = entries.flatMap((entry) => createMatcher([entry], options).match(source))
        const keys = (matches: typeof together): string[] =>
          matches.map(({ owner, start, end }) => `${owner} ${start} ${end}`).sort()
        expect(keys(together)).toEqual(keys(alone))
        expect(together.map(({ start }) => start)).toEqual(together.map(({ start }) => start).sort((a, b) => a - b))
      }),
      { numRuns: 100 },
    )
  })
})

describe('slots', () => {
  /** Marks what the first slot of each match stood for. */
  function slotsIn(locale: string, phrase: string, marked: string): string {
    const text = unmark(marked)
    const folded = fold(text)
    const matches = createMatcher([{ phrase, owner: 0 }], languageOf(locale)).match(folded.text)
    const spans = matches.flatMap(({ captures: [first] }) =>
      first ? [{ start: folded.starts[first.start] ?? -1, end: folded.ends[first.end - 1] ?? -1 }] : [],
    )
    return markSpans(text, spans)
  }

  const template = '\uFFFC'.repeat(120)
  const table: readonly (readonly [locale: string, phrase: string, marked: string])[] = [
    [
      'en',
      'glim <number> now',
      'glim {==3==} now, glim {==three==} now, glim {==1,000==} now, glim {==１２==} now, glim x now',
    ],
    ['en', 'glim <number> now', `glim {==${template}==} now`],
    ['en', 'glim <percent>', 'glim {==5%==}, glim {==5 %==}, glim {==2.5 percent==}, glim {==5–10%==}, glim 5 pears'],
    [
      'en',
      'glim <money> now',
      'glim {==$1,000.50==} now, glim {==20 €==} now, glim {==20 dollars==} now, glim {==USD 20==} now',
    ],
    [
      'en',
      'glim <duration>',
      'glim {==30 days==}, glim {==one week==}, glim {==24 hours==}, glim {==2 business days==}',
    ],
    ['en', 'in <duration> glim', 'in {==1 to 3 days==} glim'],
    ['en', 'glim <multiple>', 'glim {==10x==}, glim {==10 ×==}, glim {==three times==}'],
    ['en', '<percent> glim', '{==100%==} glim; {==3.5%==} glim'],
    ['en', '<money>', 'Pay {==$5==} or {==€1.50==}'],
    ['id', 'glim <number> lagi', 'glim {==3==} lagi, glim {==tiga==} lagi'],
    ['id', 'glim <percent>', 'glim {==5%==}, glim {==5 persen==}'],
    ['id', 'glim <money>', 'glim {==Rp1.000.000==}, glim {==Rp 50.000==}, glim {==Rp50 ribu==}'],
    ['id', 'glim <duration>', 'glim {==30 hari==}, glim {==tiga hari kerja==}, glim {==setahun==}'],
    ['ru', 'сияй <number> раз', 'сияй {==3==} раз, сияй {==три==} раз, сияй {==10 000==} раз, сияй {==трёх==} раз'],
    ['ru', 'сияй <percent>', 'сияй {==5%==}, сияй {==5 процентов==}'],
    ['ru', 'сияй <money>', 'сияй {==1 000 ₽==}, сияй {==500 рублей==}, сияй {==$5==}'],
    ['ru', 'сияй <duration>', 'сияй {==30 дней==}, сияй {==10 рабочих дней==}, сияй {==три месяца==}'],
    ['th', 'ขวับ <number> ที', 'ขวับ {==3==} ที ขวับ{==๓==}ที ขวับ {==สาม==} ที'],
    ['th', 'ขวับ <percent>', 'ขวับ {==5%==} ขวับ{==๕ เปอร์เซ็นต์==} ขวับ {==ร้อยละ 5==}'],
    ['th', 'ขวับ <money>', 'ขวับ {==1,000 บาท==} ขวับ {==฿100==}'],
    ['th', 'ขวับ <duration>', 'ขวับ {==30 วัน==} ขวับ{==๓๐วัน==} ขวับ {==7 วันทำการ==}'],
    ['zh-Hans', '闪<number>次', '闪{==3==}次，闪 {==3==} 次，闪{==三==}次，闪{==１０万==}次'],
    ['zh-Hans', '闪<percent>', '闪{==5%==}，闪{==百分之五==}'],
    ['zh-Hans', '闪<money>', '闪{==100元==}，闪{==¥100==}，闪 {==100 元==}'],
    ['zh-Hans', '闪<duration>', '闪{==30天==}，闪{==三个月==}，闪{==7 个工作日==}'],
    ['zh-Hant', '閃<number>次', '閃{==3==}次，閃{==兩==}次'],
    ['zh-Hant', '閃<percent>', '閃{==5%==}，閃{==百分之五==}'],
    ['zh-Hant', '閃<money>', '閃{==100元==}，閃{==NT$100==}'],
    ['zh-Hant', '閃<duration>', '閃{==30天==}，閃{==三個月==}，閃{==7 個工作天==}'],
  ]
  it.each(table)('%s: %s in %s', (locale, phrase, marked) => {
    expect(slotsIn(locale, phrase, marked)).toBe(marked)
  })

  it.each(['en', 'id', 'ru', 'th', 'zh-Hans', 'zh-Hant'])('%s has the slots that the notation names', (locale) => {
    const { slots } = languageOf(locale)
    expect(Object.keys(slots)).toEqual(
      expect.arrayContaining(['number', 'percent', 'money', 'duration', 'multiple', 'year']),
    )
    for (const name of Object.keys(slots))
      expect(createMatcher([{ phrase: `<${name}>`, owner: 0 }], languageOf(locale)).match('')).toEqual([])
  })

  it('fill any template value', () => {
    for (const name of ['number', 'year']) {
      const [match] = createMatcher([{ phrase: `<${name}>`, owner: 0 }], languageOf('en')).match('\uFFFC')
      expect(match?.captures[0]?.slot).toBe(name)
    }
  })

  it('are those of the alternative that was taken', () => {
    const options: MatcherOptions = { spacing: 'words', gap: 6, slots: { number: ['<digits>', 'one'] } }
    const phrase = '(<digits> a <number> b|<digits> <number> c|<digits> <digits> (a|b))'
    const [match] = createMatcher([{ phrase, owner: 0 }], options).match('7 8 b')
    expect(match?.captures.map(({ start, end }) => '7 8 b'.slice(start, end))).toEqual(['7', '8'])
  })
})

describe('work', () => {
  /** Runs `work` and counts how often it looks at a unit of any text. */
  function countLooks(work: () => void): number {
    const { at, is } = Units.prototype
    let looks = 0
    Units.prototype.at = function (this: Units, ...args) {
      looks++
      return at.apply(this, args)
    }
    Units.prototype.is = function (this: Units, ...args) {
      looks++
      return is.apply(this, args)
    }
    try {
      work()
    } finally {
      Object.assign(Units.prototype, { at, is })
    }
    return looks
  }

  /** Looks at each unit of a text of so many, in which what the phrase cannot do without stands time and again. */
  function looksPerUnit(locale: string, phrase: string, unit: string, needed: string, length: number): number {
    const matcher = createMatcher([{ phrase, owner: 0 }], languageOf(locale))
    const stretch = `${unit.repeat(Math.ceil(40 / unit.length))}${needed}`
    const text = stretch.repeat(Math.ceil(length / stretch.length)).slice(0, length)
    return countLooks(() => matcher.match(text)) / length
  }

  const hostile: readonly (readonly [what: string, phrase: string, unit: string])[] = [
    ['nested optionals', '((((a )?(a )?)?(a )?)?((a )?(a )?)?(a )?)?a b', 'a '],
    ['optionals in a row', `${'(a )?'.repeat(12)}b`, 'a '],
    ['nested optionals, no match and no end', '(a(a(a(a(a)?)?)?)?)?(a|aa|aaa)(a|aa|aaa)b', 'a'],
    ['gaps', 'a … a … a … a … b', 'a '],
    ['gaps at both ends', '… a …', 'a '],
    ['gaps over marks', '… a', '-'],
    ['gaps over stops', '… a', '.'],
    ['letters at the beginning', '*b', 'a'],
    ['letters at the beginning of many words', '*b', 'a '],
    ['letters on and on', 'a* a* a* a* b', 'a '],
    ['letters and apostrophes', '*a*a*b', "a'"],
    ['slots', '<duration> <duration> <money> b', '30 days '],
    ['slots of alternatives', '(<number> |<money> |<percent> )?(<number> )?(<number> )?b', '30 '],
    ['numerals without end', '<number> b', '000 '],
    ['numerals with points', '<number> b', '0.'],
    ['sentence marks', '^ <number> b', '- '],
    ['sentence ends', '<number> b $', '1 - '],
    ['template values', '<number> b', '\uFFFC'],
    ['separators', 'a b', 'a-'],
    ['separators on and on', '* b', '"'],
    ['slots of a text without any', '<number> b', '"'],
    ['white space', 'a b', '                '],
  ]
  it.each(hostile)('is linear in the text: %s', (_, phrase, unit) => {
    // With and without what anchors ask for, so that what verifies them is at work, too.
    for (const needed of ['', '. b! ']) {
      const looks = (length: number): number => looksPerUnit('en', phrase, unit, needed, length)
      expect(looks(1600)).toBeLessThan(looks(800) * 1.25 + 1)
    }
  })

  it.each([
    ['th', '(ก(ก)?)?(ก)? … (ก)?(ก)?ข', 'ก', ' ข '],
    ['th', '<duration> … ข', '30 วัน ', ' ข '],
    ['zh-Hans', '(价(价)?)?(价)? … (价)?(价)?低', '价', '。低。'],
    ['zh-Hans', '<duration><money>低', '30 天 ', '。低。'],
  ])('is linear in the text: %s, %s', (locale, phrase, unit, needed) => {
    for (const one of ['', needed]) {
      const looks = (length: number): number => looksPerUnit(locale, phrase, unit, one, length)
      expect(looks(1600)).toBeLessThan(looks(800) * 1.25 + 1)
    }
  })

  it('counts what a phrase that is looked for everywhere costs', () => {
    expect(looksPerUnit('en', '<number> … <number> … b', '30 ', '. b! ', 800)).toBeGreaterThan(
      2 * looksPerUnit('en', 'zzz', '30 ', '. b! ', 800),
    )
  })

  it('takes no match longer than its reach', () => {
    const matcher = createMatcher([{ phrase: 'a … b', owner: 0 }], { spacing: 'words', gap: 6, slots: {} })
    expect(matcher.match(`a ${'c'.repeat(1000)} b`)).toEqual([])
  })
})
