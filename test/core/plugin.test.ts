import * as fc from 'fast-check'
import type { Root } from 'nlcst'
import { ParseEnglish } from 'parse-english'
import { ParseLatin } from 'parse-latin'
import { type Plugin, unified } from 'unified'
import { VFile } from 'vfile'
import type { VFileMessage } from 'vfile-message'
import { describe, expect, it } from 'vitest'
import { createRetextPlugin, type RetextOptions } from '../../src/core/index.js'
import { lint, linterOf, ruleOf } from '../support/catalog.js'
import { markSpans, unmark } from '../support/marks.js'

const linter = linterOf([
  ruleOf('glimmer', {
    en: { phrases: [{ find: ['glimmer now'], fix: 'shine today' }, 'only <number> left'], note: 'A note.' },
    ru: { phrases: ['сияй ещё'] },
    th: { phrases: ['ขวับเขียว'] },
  }),
  ruleOf('flicker', { en: { phrases: ['flicker'] } }, { severity: 'error' }),
  ruleOf('twinkle', { en: { phrases: ['twinkle'] } }, { severity: 'hint', kinds: ['terms'] }),
])
const retextForthright = createRetextPlugin(() => linter)

/** A parser as retext attaches it: text in, nlcst out. */
const retextEnglish: Plugin<[], string, Root> = function () {
  this.parser = (text) => new ParseEnglish().parse(text)
}
const retextLatin: Plugin<[], string, Root> = function () {
  this.parser = (text) => new ParseLatin().parse(text)
}

async function messagesOf(text: string, options: RetextOptions = {}, parser = retextEnglish): Promise<VFileMessage[]> {
  const file = new VFile({ path: 'copy/page.txt', value: text })
  const pipeline = unified()
    .use(parser)
    .use(retextForthright, { locale: 'en', ...options })
  const tree = pipeline.parse(file)
  await pipeline.run(tree, file)
  return file.messages
}

const spanOf = ({ place }: VFileMessage) =>
  place && 'start' in place ? { start: place.start.offset ?? -1, end: place.end.offset ?? -1 } : { start: -1, end: -1 }

describe('in a foreign pipeline', () => {
  it('messages say what findings say', async () => {
    const text = 'Hello.\n\nWe glimmer now,\nthey say. A flicker.'
    const [glimmer, flicker, ...rest] = await messagesOf(text)
    expect(rest).toEqual([])
    expect(glimmer).toMatchObject({
      ...{ ruleId: 'glimmer', source: 'forthright', reason: '“glimmer now” in en.', actual: 'glimmer now' },
      ...{ expected: ['shine today'], note: 'A note.', url: 'https://example.org/rules/glimmer', fatal: false },
      ...{ file: 'copy/page.txt', line: 3, column: 4 },
    })
    expect(flicker).toMatchObject({ ruleId: 'flicker', fatal: true, line: 4, expected: [] })
  })

  it.each([
    ['words', 'We {==glimmer now==}, they say. We {==glimmer\nnow==}.'],
    ['several paragraphs', 'We {==glimmer now==}\n\nWe {==GLIMMER NOW==}.'],
    ['figures', 'There are {==only 3 left==}; {==only three left==}.'],
    ['emoji', '👩‍👩‍👧 {==glimmer now==} 😀'],
    ['CRLF', 'Hello.\r\n\r\nWe {==glimmer\r\nnow==}.'],
    ['another language', 'Hello to you and to all of them.\n\nЭто так, и мы это знаем: {==сияй ещё==}.'],
    ['a language without spaces', 'Hello to you and to all of them.\n\nทุกวันนี้{==ขวับเขียว==}ครับ'],
    ['nothing', 'Hello.'],
    ['an empty file', ''],
  ])('messages have the right places: %s', async (_, marked) => {
    for (const parser of [retextEnglish, retextLatin]) {
      const text = unmark(marked)
      expect(markSpans(text, (await messagesOf(text, {}, parser)).map(spanOf))).toBe(marked)
    }
  })

  it('the tree may say of its own where it stands', async () => {
    // As mdast-util-to-nlcst makes it of `We **glimmer** now &amp; so`.
    const source = 'We **glimmer** now &amp; so'
    const at = (value: string, from = 0) => {
      const start = source.indexOf(value, from)
      const point = (offset: number) => ({ line: 1, column: offset + 1, offset })
      return { start: point(start), end: point(start + value.length) }
    }
    const word = (value: string) => ({
      ...{ type: 'WordNode' as const, position: at(value) },
      children: [{ type: 'TextNode' as const, value, position: at(value) }],
    })
    const space = (from: string) => ({
      type: 'WhiteSpaceNode' as const,
      value: ' ',
      position: at(' ', source.indexOf(from)),
    })
    const symbol = { type: 'SymbolNode' as const, value: '&', position: at('&amp;') }
    const tree: Root = {
      type: 'RootNode',
      children: [
        {
          type: 'ParagraphNode',
          children: [
            {
              type: 'SentenceNode',
              children: [word('We'), space('We'), word('glimmer'), space('** now'), word('now'), space('now'), symbol],
            },
          ],
        },
      ],
    }
    const file = new VFile({ value: source })
    await unified().use(retextForthright, { locale: 'en' }).run(tree, file)
    expect(markSpans(source, file.messages.map(spanOf))).toBe('We **{==glimmer** now==} &amp; so')
  })

  it('nodes without positions are left alone', async () => {
    const tree: Root = {
      type: 'RootNode',
      children: [
        { type: 'ParagraphNode', children: [] },
        { type: 'WhiteSpaceNode', value: '\n' },
      ],
    }
    const file = new VFile({ value: 'glimmer now' })
    await unified().use(retextForthright).run(tree, file)
    expect(file.messages).toEqual([])
  })

  it('options are those of the rules', async () => {
    const idsWith = async (options: RetextOptions) =>
      (await messagesOf('A twinkle, a flicker.', options)).map(({ ruleId, fatal }) => `${ruleId} ${fatal}`)
    expect(await idsWith({})).toEqual(['twinkle undefined', 'flicker true'])
    expect(await idsWith({ kind: 'marketing' })).toEqual(['flicker true'])
    expect(await idsWith({ severities: { flicker: 'off', twinkle: 'warning' } })).toEqual(['twinkle false'])
    expect(await idsWith({ accept: [{ text: 'a flicker', reason: 'a brand' }] })).toEqual(['twinkle undefined'])
  })

  it('rules in preview are on where they are asked for', async () => {
    const shy = createRetextPlugin(() =>
      linterOf([ruleOf('glimmer', { en: { phrases: ['glimmer'] } }, { preview: ['en'] })]),
    )
    const foundWith = async (options: RetextOptions) => {
      const file = new VFile('A glimmer.')
      const pipeline = unified()
        .use(retextEnglish)
        .use(shy, { locale: 'en', ...options })
      await pipeline.run(pipeline.parse(file), file)
      return file.messages.map(({ ruleId }) => ruleId)
    }
    expect(await foundWith({})).toEqual([])
    expect(await foundWith({ preview: true })).toEqual(['glimmer'])
  })

  it.each(['en', 'en-GB', 'EN_us'])('the locale may have a region: %s', async (locale) => {
    expect((await messagesOf('A flicker.', { locale })).map(({ ruleId }) => ruleId)).toEqual(['flicker'])
  })

  it('a locale that is not known is a message', async () => {
    const [message, ...rest] = await messagesOf('Hello.', { locale: 'tlh' })
    expect(rest).toEqual([])
    expect(message).toMatchObject({
      source: 'forthright',
      reason: expect.stringMatching(/^unknown locale “tlh”; known are en, /),
    })
  })

  it('a failure is a message', async () => {
    const broken = createRetextPlugin(() => linterOf([ruleOf('broken', { en: { phrases: ['(open'] } })]))
    const file = new VFile({ value: 'The cat and the dog are on the mat.' })
    const pipeline = unified().use(retextEnglish).use(broken, { locale: 'en' })
    await pipeline.run(pipeline.parse(file), file)
    expect(file.messages).toHaveLength(1)
    expect(file.messages[0]).toMatchObject({
      source: 'forthright',
      reason: expect.stringContaining('Close this bracket'),
    })
  })
})

describe('in our own pipeline and in a foreign one', () => {
  it('the same is found', async () => {
    const piece = fc.constantFrom(
      'glimmer now',
      'Glimmer',
      'now',
      'only 3 left',
      'a flicker',
      '.',
      ',',
      '!',
      '“',
      '”',
      '\n',
      '😀',
      "can't",
      'it is',
    )
    const copy = fc.array(piece, { maxLength: 20 }).map((pieces) => pieces.join(' '))
    await fc.assert(
      fc.asyncProperty(copy, async (text) => {
        // One paragraph, so that both readers see the same.
        const own = lint(linter, text, { format: 'markdown', locale: 'en' }).findings
        const foreign = await messagesOf(text)
        expect(
          foreign.map((message) => ({
            ruleId: message.ruleId,
            ...spanOf(message),
            reason: message.reason,
            expected: message.expected,
          })),
        ).toEqual(own.map(({ ruleId, place, reason, expected }) => ({ ruleId, ...place, reason, expected })))
      }),
      { numRuns: 100 },
    )
  })
})
