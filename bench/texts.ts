import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { type Catalog, type Reading, readMarkdown } from '../src/core/index.js'

/** Where generated texts and installed peers are kept; ignored by git. */
export const workFolder = join('bench', '.work')

/** The prose of the repository in one language: documents, and what the pages of rules say, without their examples. */
function paragraphsOf(locale: string, catalog: Catalog): string[] {
  const folders = [
    join('test', 'corpus', 'documents', locale),
    join('media', 'storefront', locale),
    join('test', 'fixtures', 'shop', locale),
  ]
  const documents = folders.flatMap((folder) => {
    try {
      return readdirSync(folder)
        .filter((name) => ['.md', '.txt'].includes(extname(name)))
        .sort()
        .map((name) => readFileSync(join(folder, name), 'utf8').replace(/^---\n[\s\S]*?\n---\n/, ''))
    } catch {
      return []
    }
  })
  const pages =
    locale === 'en'
      ? [
          ...['README.md', 'CONTRIBUTING.md', 'src/README.md', 'src/rules/README.md'].map((path) =>
            readFileSync(path, 'utf8'),
          ),
          ...catalog.rules.flatMap(({ page: { why, sections } }) => [why, ...Object.values(sections)]),
        ]
      : catalog.rules.flatMap(({ lexicons }) => {
          const { note, rewrite = [] } = lexicons[locale] ?? {}
          return [[note ?? '', ...rewrite].join(locale === 'th' ? ' ' : '')]
        })
  return [...documents, ...pages].flatMap((text) => text.split(/\n{2,}/)).filter(isProse)
}

/** Whether a part is read as prose, and all that follows it, too: half of a code block would hide the rest of a document. */
function isProse(part: string): boolean {
  if (part.trim().length <= 30 || part.includes('forthright-ignore')) return false
  const { blocks } = readMarkdown(`${part} 1\n\n${END}`)
  return blocks.at(-1)?.text === END && shareOf(blocks, part) > 0.5
}

const END = 'Here it ends.'

/** How much of a text is prose. */
const shareOf = (blocks: Reading['blocks'], text: string): number =>
  blocks.reduce((sum, block) => sum + block.text.length, 0) / text.length

/**
 * Prose of about so many bytes: the paragraphs in a mixed order, over and over, each with a number of its own, so that nothing stands
 * there twice.
 */
export function prose(locale: string, bytes: number, catalog: Catalog): string {
  const paragraphs = paragraphsOf(locale, catalog)
  const parts: string[] = []
  for (let size = 0, index = 0; size < bytes; index++) {
    const paragraph = paragraphs[(index * 7919) % paragraphs.length] ?? ''
    const part = index % 12 === 0 ? `## ${index}\n\n${paragraph}` : `${paragraph} ${index}`
    parts.push(part)
    size += Buffer.byteLength(part) + 2
  }
  const text = `${parts.join('\n\n')}\n`
  if (shareOf(readMarkdown(text).blocks, text) < 0.8) throw new Error(`Most of the text in ${locale} would not be read`)
  return text
}

/** Writes a text as files of about 9 KB each. @returns their folder. */
export function writeFiles(name: string, text: string): string {
  const folder = join(workFolder, name)
  mkdirSync(folder, { recursive: true })
  const parts = text.split('\n\n')
  const size = Math.ceil(parts.length / Math.ceil(Buffer.byteLength(text) / 9000))
  for (let at = 0; at < parts.length; at += size)
    writeFileSync(
      join(folder, `${String(at / size).padStart(4, '0')}.md`),
      `${parts.slice(at, at + size).join('\n\n')}\n`,
    )
  return folder
}

/** Writes one file. @returns its path. */
export function writeText(name: string, text: string): string {
  mkdirSync(workFolder, { recursive: true })
  const path = join(workFolder, name)
  writeFileSync(path, text)
  return path
}

/** Texts on which parsers of Markdown have been slow, and texts in which everything is found, by what they are. */
export const adversarial: Readonly<Record<string, string>> = {
  '10,000 quotation marks': `${'>'.repeat(10_000)} a\n`,
  '5,000 × *a_': `${'*a_ '.repeat(5000)}\n`,
  '10,000 × [a](b': `${'[a](b '.repeat(10_000)}\n`,
  '10,000 [ and ]': `${'['.repeat(10_000)}${']'.repeat(10_000)}\n`,
  'a list 1,000 deep': Array.from({ length: 1000 }, (_, depth) => `${'  '.repeat(depth)}- a`).join('\n'),
  '20,000 *': `${'*'.repeat(20_000)}\n`,
  '100,000 list items': '- only a line of a list\n'.repeat(100_000),
  'a line of 5 MB': `${'only words in one line and '.repeat(190_000)}\n`,
  'a paragraph of 100,000 lines': 'a line of a very long paragraph\n'.repeat(100_000),
  '10,000 prices in a sentence': `${'$5 '.repeat(10_000)}\n`,
  '2,000 × two terms in a sentence': `${'EU customers have 14 days to return, sale items 7 days, '.repeat(2000)}\n`,
  '3,000 lines in a paragraph, each with a price': 'Price: $5 for a day of it  \n'.repeat(3000),
  'a table of 5,000 times of delivery': `# Delivery\n\n| City | Delivery time |\n|-|-|\n${Array.from({ length: 5000 }, (_, row) => `| ${row} | ${row % 30} days |`).join('\n')}\n`,
}
