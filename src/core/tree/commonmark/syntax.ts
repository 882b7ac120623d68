/** The parts of CommonMark's syntax that blocks and inlines share: labels, destinations, titles and tags. */

const SPACE = 32
const TAB = 9
const BACKSLASH = 92

/** Whether the unit ends a line. */
export const isLineEnd = (unit: number): boolean => unit === 10 || unit === 13

/** Whether the unit is a space or a tab. */
export const isBlank = (unit: number): boolean => unit === SPACE || unit === TAB

/** Whether the unit is Markdown's white space. */
export const isGap = (unit: number): boolean => unit === SPACE || unit === TAB || unit === 10 || unit === 13

const isControl = (unit: number): boolean => unit < 32 || unit === 127

/** Whether the unit is punctuation of ASCII, which a backslash escapes. */
export const isAsciiPunctuation = (unit: number): boolean =>
  (unit >= 33 && unit <= 47) || (unit >= 58 && unit <= 64) || (unit >= 91 && unit <= 96) || (unit >= 123 && unit <= 126)

/** Whether the unit is a letter of ASCII. */
export const isAsciiLetter = (unit: number): boolean => (unit >= 97 && unit <= 122) || (unit >= 65 && unit <= 90)

/** Whether the unit is a letter or a digit of ASCII. */
export const isAsciiAlphanumeric = (unit: number): boolean => isAsciiLetter(unit) || (unit >= 48 && unit <= 57)

/** The offset behind white space and line ends from `at` on. */
export function skipGap(text: string, at: number): number {
  let end = at
  while (end < text.length && isGap(text.charCodeAt(end))) end++
  return end
}

/** The offset behind spaces and tabs from `at` on. */
export function skipBlanks(text: string, at: number): number {
  let end = at
  while (end < text.length && isBlank(text.charCodeAt(end))) end++
  return end
}

/** Labels are compared without case, their white space as one space. */
export const normalise = (label: string): string =>
  label
    .replace(/[\t\n\r ]+/g, ' ')
    .replace(/^ | $/g, '')
    .toLowerCase()
    .toUpperCase()

const LONGEST_LABEL = 999

/** @returns the offset behind the label in brackets that begins at `at`, or -1. */
export function labelEnd(text: string, at: number): number {
  let size = 0
  let seen = false
  for (let i = at + 1; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit === 93) return seen ? i + 1 : -1
    if (unit === 91 || size > LONGEST_LABEL) return -1
    if (isLineEnd(unit)) continue
    if (!isBlank(unit)) seen = true
    size++
    const next = text.charCodeAt(i + 1)
    if (unit === BACKSLASH && (next === 91 || next === 92 || next === 93)) {
      i++
      size++
    }
  }
  return -1
}

/**
 * @param depth so many brackets may be open at once
 * @returns the offset behind the destination of a link that begins at `at`, or -1.
 */
export function destinationEnd(text: string, at: number, depth: number): number {
  if (text.charCodeAt(at) === 60) {
    for (let i = at + 1; i < text.length; i++) {
      const unit = text.charCodeAt(i)
      if (unit === 62) return i + 1
      if (unit === 60 || isLineEnd(unit)) return -1
      const next = text.charCodeAt(i + 1)
      if (unit === BACKSLASH && (next === 60 || next === 62 || next === BACKSLASH)) i++
    }
    return -1
  }
  const first = text.charCodeAt(at)
  if (Number.isNaN(first) || first === 41 || first === SPACE || isControl(first)) return -1
  let balance = 0
  let i = at
  for (; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (balance === 0 && (unit === 41 || isGap(unit))) return i
    if (unit === 40 && balance < depth) balance++
    else if (unit === 41) balance--
    else if (unit === 40 || unit === SPACE || isControl(unit)) return -1
    else if (unit === BACKSLASH) {
      const next = text.charCodeAt(i + 1)
      if (next === 40 || next === 41 || next === BACKSLASH) i++
    }
  }
  return balance === 0 ? i : -1
}

/** @returns the offset behind the title that begins at `at`, or -1. */
export function titleEnd(text: string, at: number): number {
  const first = text.charCodeAt(at)
  const mark = first === 34 ? '"' : first === 39 ? "'" : first === 40 ? ')' : undefined
  if (mark === undefined) return -1
  for (let end = text.indexOf(mark, at + 1); end >= 0; end = text.indexOf(mark, end + 1)) {
    let slashes = 0
    while (text.charCodeAt(end - 1 - slashes) === BACKSLASH && end - 1 - slashes > at) slashes++
    if (slashes % 2 === 0) return end + 1
  }
  return -1
}

/**
 * Reads a definition of a link.
 * @returns the offset behind it, at the end of its line, and its label; undefined if none begins at `at`.
 */
export function definitionAt(text: string, at: number): { readonly end: number; readonly label: string } | undefined {
  if (text.charCodeAt(at) !== 91) return undefined
  const label = labelEnd(text, at)
  if (label < 0 || text.charCodeAt(label) !== 58) return undefined
  const destination = destinationEnd(text, skipGap(text, label + 1), Number.POSITIVE_INFINITY)
  if (destination < 0) return undefined
  const isOver = (end: number): boolean => end >= text.length || isLineEnd(text.charCodeAt(end))
  const between = skipGap(text, destination)
  const title = between > destination ? titleEnd(text, between) : -1
  const behindTitle = title < 0 ? -1 : skipBlanks(text, title)
  const end = behindTitle >= 0 && isOver(behindTitle) ? behindTitle : skipBlanks(text, destination)
  return isOver(end) ? { end, label: normalise(text.slice(at + 1, label - 1)) } : undefined
}

const attribute =
  '[ \\t]+[:_A-Za-z][\\w.:-]*(?:[ \\t]*=[ \\t]*(?:"[^"\\r\\n]*"|\'[^\'\\r\\n]*\'|[^ \\t\\r\\n"\'/<=>`]+|(?=/)))?'
const wholeTag = new RegExp(
  `(?:<[A-Za-z][A-Za-z0-9-]*(?:${attribute})*[ \\t]*/?>|</[A-Za-z][A-Za-z0-9-]*[ \\t]*>)[ \\t]*(?=[\\r\\n]|$)`,
  'y',
)
const rawTag = /<(?:pre|script|style|textarea)(?=[ \t\r\n>]|$)/iy
const blockTag =
  /<\/?(?:address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h1|h2|h3|h4|h5|h6|head|header|hr|html|iframe|legend|li|link|main|menu|menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul)(?=[ \t\r\n]|\/?>|$)/iy
const namedTag = /<\/?([A-Za-z][A-Za-z0-9-]*)/y

const matches = (pattern: RegExp, text: string, at: number): boolean => {
  pattern.lastIndex = at
  return pattern.test(text)
}

/** The kinds of HTML block of CommonMark 0.31, by number; 0 is none. */
export type HtmlKind = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7

/** The kind of HTML block that begins with the `<` at `at`. */
export function htmlKindAt(text: string, at: number): HtmlKind {
  const next = text.charCodeAt(at + 1)
  if (next === 33) {
    if (text.startsWith('<!--', at)) return 2
    if (text.startsWith('<![CDATA[', at)) return 5
    return isAsciiLetter(text.charCodeAt(at + 2)) ? 4 : 0
  }
  if (next === 63) return 3
  if (matches(rawTag, text, at)) return 1
  if (matches(blockTag, text, at)) return 6
  namedTag.lastIndex = at
  const name = namedTag.exec(text)?.[1]
  // A slash that closes nothing spoils the tag of a known block.
  if (name === undefined) return 0
  return !isKnownBlock(name) && matches(wholeTag, text, at) ? 7 : 0
}

const isKnownBlock = (name: string): boolean => matches(blockTag, `<${name}>`, 0)

const ends: Readonly<Record<1 | 2 | 3 | 4 | 5, RegExp>> = {
  1: /<\/(?:pre|script|style|textarea)>/i,
  2: /-->/,
  3: /\?>/,
  4: />/,
  5: /\]\]>/,
}
/** How many units of its beginning cannot be part of what ends an HTML block. */
const opening: Readonly<Record<1 | 2 | 3 | 4 | 5, number>> = { 1: 2, 2: 2, 3: 1, 4: 3, 5: 9 }

/** Whether a line ends the HTML block of a kind; `isFirst` if the block begins with it. */
export function endsHtml(kind: HtmlKind, line: string, isFirst: boolean): boolean {
  if (kind === 0 || kind > 5) return false
  if (kind === 6 || kind === 7) return false
  return ends[kind].test(isFirst ? line.slice(line.indexOf('<') + opening[kind]) : line)
}
