import type { Span } from '../text/span.js'

/** A long Markdown text, cut where blocks surely end, and what every piece must know of the others. */
export interface Segments {
  readonly spans: readonly Span[]
  /** Link and footnote definitions of the whole text: without them a reference elsewhere would be read as text. */
  readonly definitions: string
}

/** A piece has at least this many UTF-16 units, so that texts of usual length stay whole. */
export const SEGMENT = 32_768

const fence = /^ {0,3}(`{3,}|~{3,})/
/** HTML that goes on over blank lines (CommonMark 0.31, HTML blocks 1 to 5), with what ends it. */
const longHtml: readonly (readonly [RegExp, RegExp])[] = [
  [/^ {0,3}<(?:script|pre|style|textarea)(?=[\s>]|$)/i, /<\/(?:script|pre|style|textarea)>/i],
  [/^ {0,3}<!--/, /-->/],
  [/^ {0,3}<\?/, /\?>/],
  [/^ {0,3}<![A-Za-z]/, />/],
  [/^ {0,3}<!\[CDATA\[/, /\]\]>/],
]
const tag = /^ {0,3}<\/?[A-Za-z]/
/** A heading, or a paragraph that begins with a letter. */
const topBlock = /^(?:#{1,6}(?=[ \t\r\n]|$)|\p{L})/u
const definition = /^ {0,3}\[(\^?)((?:[^\][\\]|\\.){1,300})\]:.*/

/**
 * Cuts a Markdown text before headings and paragraphs that follow a blank line and stand at the left edge: they end every list,
 * quotation and footnote. Fences and HTML that may hold such lines are passed over. The parser's time and memory grow faster
 * than its text; ours is linear.
 */
export function segment(source: string, length: number): Segments {
  if (source.length < 2 * length) return uncut(source)
  const spans: Span[] = []
  const definitions = new Map<string, string>()
  let start = 0
  let before: 'blank' | 'definition' | 'other' = 'blank'
  let ends: RegExp | undefined
  let isHtml = false
  let at = 0
  // Front matter may hold anything.
  if (/^---[ \t]*\r?\n/.test(source)) at = Math.max(0, source.search(/\n---[ \t]*(?:\r?\n|$)/) + 1)
  while (at < source.length) {
    const feed = source.indexOf('\n', at)
    const next = feed < 0 ? source.length : feed + 1
    const whole = source.slice(at, next)
    const line = whole.slice(0, 400)
    const [text, mark = '', label = ''] = ends ? [] : (definition.exec(line) ?? [])
    if (ends) {
      if (ends.test(whole)) ends = undefined
    } else if (text !== undefined) {
      // Within a paragraph this is text, elsewhere it is not: too close to call, so nothing is cut.
      if (before === 'other') return uncut(source)
      const key = `${mark}${label.toLowerCase()}`
      if (!definitions.has(key)) definitions.set(key, mark === '' ? text.trim() : `[^${label}]: .`)
    } else if (before === 'blank' && at - start >= length && topBlock.test(line)) {
      spans.push({ start, end: at })
      start = at
    } else {
      ends = opening(line, whole)
      // Within other HTML a fence is none; where that HTML begins is too close to call as well.
      if (ends && isHtml) return uncut(source)
    }
    isHtml = !/^\s*$/.test(line) && (isHtml || tag.test(line))
    before = text !== undefined ? 'definition' : /^\s*$/.test(line) ? 'blank' : 'other'
    at = next
  }
  spans.push({ start, end: source.length })
  const all = [...definitions.values()]
  return { spans, definitions: all.length === 0 || spans.length === 1 ? '' : `\n\n${all.join('\n\n')}\n` }
}

const uncut = (source: string): Segments => ({ spans: [{ start: 0, end: source.length }], definitions: '' })

/** What will end the fence or HTML that a line opens; undefined if it opens none, or ends it again. */
function opening(line: string, whole: string): RegExp | undefined {
  const marks = fence.exec(line)?.[1]
  if (marks) {
    if (marks.startsWith('`') && line.slice(line.indexOf(marks) + marks.length).includes('`')) return undefined
    return new RegExp(`^ {0,3}${marks.charAt(0)}{${marks.length},}[ \\t]*\\r?\\n?$`)
  }
  const html = longHtml.find(([begin]) => begin.test(line))
  return html && !html[1].test(whole.replace(html[0], '')) ? html[1] : undefined
}
