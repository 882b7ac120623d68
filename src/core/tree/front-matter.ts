import { type Block, ProseBuilder } from './prose.js'

/** Front matter that a text begins with. */
export interface FrontMatter {
  /** What stands between its marks, the last end of a line left out. */
  readonly text: string
  /** Where `text` begins, and where the mark that closes it ends. */
  readonly start: number
  readonly end: number
  readonly type: 'yaml' | 'toml'
}

const opening = /^\uFEFF?(---|\+\+\+)[ \t]*(?:\r\n|\r|\n)/

/** The front matter of a text that closes it. */
export function frontMatterIn(source: string): FrontMatter | undefined {
  const [whole, mark] = opening.exec(source) ?? []
  if (whole === undefined) return undefined
  const closing = mark === '---' ? /^---[ \t]*$/gm : /^\+\+\+[ \t]*$/gm
  closing.lastIndex = whole.length
  const close = closing.exec(source)
  if (!close) return undefined
  return {
    text: source.slice(whole.length, close.index).replace(/(?:\r\n|\r|\n)$/, ''),
    start: whole.length,
    end: close.index + close[0].length,
    type: mark === '---' ? 'yaml' : 'toml',
  }
}

/**
 * The same before a format that knows no front matter, as generators of sites take it off: two lines of dashes with prose between
 * them are none.
 */
export function foreignFrontMatterIn(source: string): FrontMatter | undefined {
  const found = frontMatterIn(source)
  return found && (found.text.trim() === '' || found.text.search(entry) >= 0) ? found : undefined
}

/** A source with spaces over its front matter; every UTF-16 unit stays at its place. */
export const withoutFrontMatter = (source: string, { end }: FrontMatter): string =>
  source.slice(0, end).replace(/[^\r\n]/g, ' ') + source.slice(end)

// One key and its value on one line, or a list; nested and folded values are left to hosts. YAML has `:`, TOML `=`.
const entry =
  /^([A-Za-z_][\w-]*)[ \t]*[:=][ \t]*(?:"((?:[^"\\\r\n]|\\.)*)"[ \t]*(?:#[^\r\n]*)?$|'((?:[^'\r\n]|'')*)'[ \t]*(?:#[^\r\n]*)?$|(\[[^[\]]*\])[ \t]*(?:#[^\r\n]*)?$|(?:#[^\r\n]*)?((?:[\r\n]+[ \t]*(?:-[ \t]|#)[^\r\n]*)+)|([^\r\n]*)$)/gm
const comment = /(?:^|[ \t])#.*$/
/** From here on the keys of TOML belong to a table; no line of YAML that is not indented begins like this. */
const table = /^\[/m
/** Keys whose values readers see: in the tab, in search results, above the article. */
const shown = new Set(['title', 'subtitle', 'description', 'summary', 'excerpt', 'headline', 'tagline'])

const topLevelOf = (text: string): string => text.split(table, 1)[0] ?? ''

/**
 * The top-level entries of front matter that stand on one line, quotation marks taken off, and lists as `[a, b]`. What is empty is
 * left out.
 */
export function frontMatterEntries(text: string): ReadonlyMap<string, string> {
  const entries = new Map<string, string>()
  for (const match of topLevelOf(text).matchAll(entry)) {
    const value = textOf(match)
    if (value !== '') entries.set(match[1] ?? '', value)
  }
  return entries
}

function textOf([, , double, single, list, items, plain = '']: RegExpExecArray): string {
  if (items === undefined) return double ?? single ?? list ?? withoutComment(plain)
  const written = items.split(/[\r\n]+[ \t]*/).flatMap((line) => {
    const item = line.startsWith('-') ? withoutComment(line.slice(1).trimStart()) : ''
    return item === '' ? [] : [item]
  })
  return written.length === 0 ? '' : `[${written.join(', ')}]`
}

const withoutComment = (value: string): string => value.replace(comment, '').trimEnd()

/** Whether a text may begin with front matter. */
export const opensFrontMatter: RegExp = /^\uFEFF?(?:---|\+\+\+)[ \t]*(?:[\r\n]|$)/

/** The prose of the front matter of `source`. */
export function readFrontMatter(source: string, { text, start }: Pick<FrontMatter, 'text' | 'start'>): Block[] {
  const blocks: Block[] = []
  for (const match of topLevelOf(text).matchAll(entry)) {
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
