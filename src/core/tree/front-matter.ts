import { type Block, ProseBuilder } from './prose.js'

// One key and its value on one line, as front matter is nearly always written; nested and folded values are left to hosts.
const entry =
  /^([A-Za-z_][\w-]*)[ \t]*:[ \t]*(?:"((?:[^"\\\r\n]|\\.)*)"[ \t]*$|'((?:[^'\r\n]|'')*)'[ \t]*$|([^\r\n]*)$)/gm
const comment = /(?:^|[ \t])#.*$/
/** Keys whose values readers see: in the tab, in search results, above the article. */
const shown = new Set(['title', 'subtitle', 'description', 'summary', 'excerpt', 'headline', 'tagline'])

/** The top-level entries of front matter that stand on one line, quotation marks taken off. */
export function frontMatterEntries(text: string): ReadonlyMap<string, string> {
  const entries = new Map<string, string>()
  for (const match of text.matchAll(entry)) entries.set(match[1] ?? '', textOf(match))
  return entries
}

const textOf = ([, , double, single, plain = '']: RegExpExecArray): string =>
  double ?? single ?? plain.replace(comment, '').trimEnd()

/** Whether a text may begin with front matter. */
export const opensFrontMatter: RegExp = /^\uFEFF?(?:---|\+\+\+)[ \t]*(?:[\r\n]|$)/

/** The prose of the front matter between `start` and `end` of `source`. */
export function readFrontMatter(source: string, start: number, end: number): Block[] {
  const blocks: Block[] = []
  const text = source.slice(start, end)
  for (const match of text.matchAll(entry)) {
    const [whole, key = '', double, single] = match
    const value = textOf(match)
    if (!shown.has(key) || /^[|>[{&*!]/.test(value)) continue
    const at = start + match.index + whole.indexOf(value, key.length + 1)
    const builder = new ProseBuilder(source, 'text')
    builder.addText(value, at, at + value.length)
    const block = builder.build({
      role: key === 'title' ? 'heading' : 'attribute',
      depth: key === 'title' ? 1 : 0,
      lang: undefined,
      quote: double !== undefined ? '"' : single !== undefined ? "'" : ':',
      introduction: -1,
      heading: -1,
    })
    if (block) blocks.push(block)
  }
  return blocks
}
