import { readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { readMarks } from '../src/build/critic-markup.js'
import type { Catalog, Format, Input } from '../src/core/index.js'
import { fragments } from '../test/support/arbitraries.js'
import type { Random } from './random.js'

/** Folders of the repository with real and made-up documents. */
const folders = [join('test', 'corpus', 'documents'), join('media', 'storefront'), join('test', 'fixtures', 'shop')]
const texts = new Set(['.md', '.mdx', '.html', '.txt'])

/** Pieces from which documents are put together, by locale. */
export type Pieces = ReadonlyMap<string, readonly string[]>

/** Examples of all rules, and the paragraphs of the repository's documents. */
export function readPieces({ rules, languages }: Catalog): Pieces {
  const paragraphs = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => texts.has(extname(path)))
      .map((path) => ({ path: path.replaceAll('\\', '/'), text: readFileSync(join(folder, path), 'utf8') })),
  )
  return new Map(
    Object.keys(languages).map((locale) => [
      locale,
      [
        ...rules.flatMap(({ page }) =>
          page.examples.filter((example) => example.locale === locale).map(({ text }) => readMarks(text).text),
        ),
        ...paragraphs
          .filter(({ path }) => path.startsWith(`${locale}/`))
          .flatMap(({ text }) => text.split(/\n{2,}/).filter((part) => part.length > 20)),
      ],
    ]),
  )
}

const joints = ['\n\n', '\n\n', '\n\n', '\n', '\r\n\r\n', ' ', '', '\n\n- ', '\n> ', '\n\n## ', ' | ', '\n\n1. ']
const odd = ['\uD800', '\uDC00', '\uFEFF', '\u200D', '\u0E31', '\u0301', '\u0000', '\u{1F600}', '\u202E', 'ß', 'İ', 'ﬁ']

const formats: readonly Format[] = ['markdown', 'markdown', 'markdown', 'markdown', 'html', 'text', 'mdx']

/** A document put together at random from pieces, and spoiled at random. */
export function drawDocument(random: Random, pieces: Pieces, catalog: Catalog): Input {
  const locale = random.pick([...pieces.keys()])
  const format = random.pick(formats)
  // One mistake and MDX is not read at all, so that nothing else would be tried.
  const isWhole = format === 'mdx' && random.chance(0.8)
  let text = ''
  const length = 530 + random.below(random.chance(0.02) ? 8000 : 800)
  while (text.length < length) {
    const from = random.chance(0.9) ? locale : random.pick([...pieces.keys()])
    const piece = !isWhole && random.chance(0.1) ? random.pick(fragments) : random.pick(pieces.get(from) ?? [])
    if (!isWhole || !/[<{}]|^(?:import|export)\b/m.test(piece)) text += piece.slice(0, 1500) + random.pick(joints)
  }
  // All that is found in a long sentence says something of all else there.
  if (!isWhole && random.chance(0.001))
    text += random
      .pick(pieces.get(locale) ?? [])
      .replace(/[.!?。！？\s]+/gu, ' ')
      .repeat(40)
  if (!isWhole) for (let count = random.below(12); count > 0; count--) text = spoil(random, text)
  return {
    path: random.pick(['page', `${locale}/page`, 'legal/returns', 'landing']),
    text,
    format,
    locale: random.chance(0.7) ? locale : undefined,
    kind: random.chance(0.3) ? random.pick(Object.keys(catalog.kinds)) : undefined,
    standing: random.chance(0.1) ? { market: 'EU' } : {},
  }
}

/** One change of a text: something taken out, put in, doubled or moved. */
export function spoil(random: Random, text: string): string {
  const at = random.below(text.length + 1)
  const end = Math.min(text.length, at + 1 + random.below(random.chance(0.2) ? 300 : 12))
  const put = (piece: string): string => text.slice(0, at) + piece + text.slice(at)
  switch (random.below(6)) {
    case 0:
      return text.slice(0, at) + text.slice(end)
    case 1:
      return put(text.slice(at, end))
    case 2:
      return put(random.pick(odd))
    case 3:
      return text.slice(0, at) + random.pick(fragments) + text.slice(end)
    default:
      return put(random.pick(fragments))
  }
}
