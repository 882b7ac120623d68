import { describe, expect, it } from 'vitest'
import { createLinter, type LanguageData, type PageData } from '../../src/core/index.js'
import { catalogOf, lint, linterOf, marksFound, ruleOf } from '../support/catalog.js'

const guards: Readonly<Record<string, LanguageData['guards']>> = {
  en: {
    near: [{ where: 'before', within: 2, cues: ['not', "can't"], except: ['not only'] }],
    far: [{ where: 'after', within: 3, cues: ['or so'] }],
    same: [{ where: 'sentence', cues: ['? $', 'if'] }],
    block: [{ where: 'block', cues: ['source :'] }],
    list: [{ where: 'introduction', cues: ['never say'] }],
  },
  th: {
    near: [{ where: 'before', within: 6, cues: ['ไม่'], except: ['ไม่เพียง'] }],
    same: [{ where: 'sentence', cues: ['ไหม'] }],
  },
  'zh-Hans': {
    near: [{ where: 'before', within: 3, cues: ['不'], except: ['不仅'] }],
    same: [{ where: 'sentence', cues: ['(吗|呢) $'] }],
  },
}

/** A linter of one rule that the named guards may silence. */
const guarded = (...names: string[]) => {
  const page: Partial<PageData> = { guards: names }
  const lexicons = { en: { phrases: ['glimmer'] }, th: { phrases: ['ขวับเขียว'] }, 'zh-Hans': { phrases: ['闪亮价'] } }
  return createLinter(catalogOf([ruleOf('glimmer', lexicons, page)], guards), {})
}

describe('a guard silences a passage', () => {
  const table: readonly (readonly [guard: string, marked: string, locale?: string])[] = [
    // before, within so many words
    ['near', 'It is not glimmer.'],
    ['near', 'It is not a true glimmer.'],
    ['near', 'It is not such a true {==glimmer==}.'],
    ['near', 'We can’t glimmer. We {==glimmer==} not.'],
    ['near', 'It is not. {==Glimmer==}'],
    ['near', 'It is not only {==glimmer==}.'],
    ['near', 'It is **not** glimmer.'],
    ['near', '> It is not\n> a glimmer.'],
    ['near', 'It is not `x` glimmer, and it is all {==glimmer==}.'],
    ['near', 'ของเราไม่ใช่ขวับเขียว', 'th'],
    ['near', 'ของเราไม่ใช่ของที่เป็น{==ขวับเขียว==}', 'th'],
    ['near', 'ของเราไม่เพียง{==ขวับเขียว==}', 'th'],
    ['near', '这不是闪亮价。不。{==闪亮价==}', 'zh-Hans'],
    ['near', '这不仅是{==闪亮价==}', 'zh-Hans'],
    // after
    ['far', 'A glimmer or so.'],
    ['far', 'A glimmer of one, two, or so.'],
    ['far', 'A {==glimmer==} of one, two, three, four or so.'],
    ['far', 'Or so a {==glimmer==}.'],
    ['far', 'A {==glimmer==}. Or so.'],
    // in the sentence
    ['same', 'Is it a glimmer? It is a {==glimmer==}.'],
    ['same', 'If you like, there is a glimmer. It is a {==glimmer==}.'],
    ['same', 'A {==glimmer==}! If you like.'],
    ['same', '是闪亮价吗？是{==闪亮价==}！', 'zh-Hans'],
    ['same', 'นี่คือขวับเขียวไหม', 'th'],
    // in the block
    ['block', 'A glimmer. It is so. Source: us.'],
    ['block', 'A {==glimmer==}.\n\nSource: us.'],
    // introduction, heading
    ['list', 'Never say:\n\n- glimmer\n- x\n  - glimmer'],
    ['list', 'Never say.\n\n- {==glimmer==}'],
    ['list', '## Never say\n\nglimmer\n\n## Say\n\n{==glimmer==}'],
    ['list', 'Never say {==glimmer==}'],
    // quotation
    ['quotation', 'Do you say “a glimmer” or not?'],
    ['quotation', '“{==Glimmer==}”'],
    ['quotation', 'So “it is” {==glimmer==} “or” not'],
    ['quotation', 'So "it is" {==glimmer==} "or" not'],
    ['quotation', 'So "it is glimmer" or not'],
    ['quotation', 'So “it is” or **“glimmer”**'],
    ['quotation', '他们说「闪亮价」，我们说{==闪亮价==}', 'zh-Hans'],
    ['quotation', '我们读《闪亮价》，{==闪亮价==}', 'zh-Hans'],
    ['quotation', 'So “it is {==glimmer==}'],
    ['quotation', `So “it is {==glimmer==} ${'and so on '.repeat(40)}” it is`],
    // link
    ['link', 'A glimmer, [see here](/x). A {==glimmer==}.'],
    ['link', '[A glimmer](/x)'],
    ['link', 'A glimmer: https://a.example/x. A {==glimmer==}.'],
    ['link', 'A glimmer ([source](/x)). A glimmer [`x`](/y). A {==glimmer==}.'],
    // footnote
    ['footnote', 'A glimmer[^1]. A {==glimmer==}.\n\n[^1]: note'],
    ['footnote', 'A glimmer.[^1] A {==glimmer==}.\n\n[^1]: note'],
    ['footnote', 'So. A glimmer.[^1]\n\n[^1]: note'],
    ['footnote', 'A glimmer[^1]\n\n[^1]: note'],
    ['footnote', 'A {==glimmer==}. So.[^1]\n\n[^1]: note'],
  ]
  it.each(
    table.map(([guard, marked, locale = 'en']) => [guard, marked, locale] as const),
  )('%s: %s', (guard, marked, locale) => {
    expect(marksFound(guarded(guard), marked, { locale })).toBe(marked)
  })

  it('only of the rules that name it', () => {
    const marked = 'It is not {==glimmer==}?'
    expect(marksFound(guarded(), marked, { locale: 'en' })).toBe(marked)
    expect(marksFound(guarded('far', 'block', 'unknown'), marked, { locale: 'en' })).toBe(marked)
  })

  it('in HTML as well', () => {
    const marked = '<p>A glimmer <sup>1</sup>. A {==glimmer==}.<p>A glimmer <a href=x>y</a>.'
    expect(marksFound(guarded('footnote', 'link'), marked, { format: 'html', locale: 'en' })).toBe(marked)
  })
})

describe('phrases', () => {
  const linter = linterOf([
    ruleOf('one', {
      en: {
        phrases: [
          'glimmer',
          'glimmer now and then',
          'now and',
          { find: ['flicker'], unless: ['of hope'] },
          { find: ['shimmer'], with: ['tonight', 'very'] },
          { find: ['glow'], unlessNear: ['embers'] },
          { find: ['blaze'], withNear: ['candle'] },
          { find: ['ember'], under: ['hearth'] },
          { find: ['spark'], kinds: ['warranty'] },
          { find: ['sparkle'], where: ['heading', 'button'] },
          { find: ['twinkle', 'twinkle star'] },
        ],
        unless: ['for example'],
      },
      th: { phrases: ['ขวับ', 'ขวับเขียว'], unless: ['เช่น'] },
    }),
    ruleOf('two', { en: { phrases: ['and then some'] } }),
  ])

  it.each([
    ['the longest at one place', 'A {==glimmer now and then==}, a {==glimmer==} {==now and==}'],
    ['none that overlaps an earlier one', 'A {==glimmer now and then==}.'],
    ['the longest of one entry', '{==Twinkle star==}, {==twinkle==}'],
    [
      'all but those with an exception in the sentence',
      'A {==flicker==}. A flicker of hope. A flicker and then of hope.',
    ],
    ['no phrase of a sentence with the rule’s exception', 'For example, a flicker. A {==flicker==}.'],
    ['exceptions of a phrase for that phrase only', 'A {==glimmer==} of hope.'],
    ['what needs company in its sentence', 'A shimmer. A {==shimmer==} tonight. Very much {==shimmer==}. Tonight.'],
    [
      'what is explained nearby',
      'A {==glow==}.\n\nA glow. The embers of it.\n\n## Embers\n\nA glow.\n\n## Two\n\nEmbers:\n\n- A glow.\n\n| Embers | |\n| - | - |\n| a | {==glow==} |\n| embers | glow |',
    ],
    [
      'what is explained below a heading',
      '## Glow\n\nIt is so.\n\nThe embers of it.\n\n## A {==glow==}\n\n## Two\n\nThe embers of it.\n\n**A glow**\n\n- embers\n\nA {==glow==}.\n\nThe embers of it.',
    ],
    [
      'what needs company nearby',
      'A blaze.\n\nA {==blaze==}. A candle.\n\n## Candle\n\nA {==blaze==}.\n\n## Two\n\n| One | Candle |\n| - | - |\n| blaze | {==blaze==} |',
    ],
    [
      'what needs company above or beside it',
      'An ember of the hearth.\n\n## Hearth\n\nAn {==ember==}.\n\n## Two\n\nA hearth:\n\n- an {==ember==}\n\nA hearth?\n\nAn {==ember==}.',
    ],
    ['nothing that belongs to another kind of document', 'A spark.'],
    [
      'what belongs elsewhere',
      'A sparkle.\n\n# A {==sparkle==}\n\n<div><button>A {==sparkle==}</button></div>\n\n- A sparkle',
    ],
  ])('are found, %s', (_, marked) => {
    expect(marksFound(linter, marked, { locale: 'en' })).toBe(marked)
  })

  it('in preview are found where preview is on', () => {
    const unsure = linterOf([ruleOf('one', { en: { phrases: [{ find: ['gleam'], preview: true }, 'glint'] } })])
    const found = (preview: boolean): string[] =>
      lint(unsure, 'A gleam, a glint.', { locale: 'en', settings: { preview } }).findings.map(({ actual }) => actual)
    expect([found(false), found(true)]).toEqual([['glint'], ['gleam', 'glint']])
  })

  it('are found by each rule without regard to another', () => {
    const { findings } = lint(linter, 'A glimmer now and then some.', { locale: 'en' })
    expect(findings.map(({ ruleId, actual }) => `${ruleId}: ${actual}`)).toEqual([
      'one: glimmer now and then',
      'two: and then some',
    ])
  })

  it.each([
    ['en', 'and so on, ', 'A {==flicker==}, ', 'of hope'],
    ['en', 'andsoonandso', 'A {==flicker==} ', ' of hope'],
  ])('in a sentence that never ends, exceptions reach only so far (%s, %s)', (locale, filler, hit, exception) => {
    expect(marksFound(linter, `${hit}${filler.repeat(100)}${exception}.`, { locale })).toContain('{==flicker==}')
    const near = `${hit.replace(/[{}=]/g, '')}${filler.repeat(10)}${exception}.`
    expect(marksFound(linter, near, { locale })).toBe(near)
  })

  it('are not rewritten with half a sentence', () => {
    const rewriting = linterOf([ruleOf('one', { en: { phrases: ['gleam'], rewrite: ['[date].'] } })])
    const fixesOf = (text: string) => lint(rewriting, text, { locale: 'en' }).findings.map(({ fixes }) => fixes.length)
    expect(fixesOf('A gleam, and so on.')).toEqual([1])
    expect(fixesOf(`A gleam${', and so on'.repeat(100)}.`)).toEqual([0])
  })

  it('in Thai, exceptions reach only so far, since nothing marks the end of a sentence', () => {
    const far = 'ก'.repeat(90)
    const marked = `{==ขวับเขียว==}${far} เช่น ขวับ`
    expect(marksFound(linter, marked, { locale: 'th' })).toBe(marked)
  })
})
