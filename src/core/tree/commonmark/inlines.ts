import type { PhrasingContent, Text } from 'mdast'
import { decodeNumericCharacterReference } from 'micromark-util-decode-numeric-character-reference'
import { decodeNamed } from '../parsers/entities.js'
import { type Content, positionAt } from './content.js'
import { type Address, addressesIn, holdsLateAddress, isPunctuation, isWhiteSpace, mayHoldAddress } from './literals.js'
import {
  destinationEnd,
  isAsciiLetter,
  isAsciiPunctuation,
  isBlank,
  isGap,
  isLineEnd,
  labelEnd,
  normalise,
  skipGap,
  titleEnd,
} from './syntax.js'

/** What is defined anywhere in a text; labels are normalised. */
export interface Definitions {
  readonly links: ReadonlySet<string>
  readonly footnotes: ReadonlySet<string>
}

/** So many emphases and links may stand within each other; the marks of further ones are text. */
const DEEPEST = 50
/** Above so many marks of emphasis, a closing mark that found none is not looked for again further back. */
const MANY = 2000
/** A longer label is none. */
const LONGEST_LABEL = 2000

interface Mark {
  readonly type: 'mark'
  readonly unit: number
  start: number
  end: number
  readonly canOpen: boolean
  readonly canClose: boolean
}

/** A node with the place it has in the content; `text` nodes are still to be joined. */
interface Placed {
  readonly type: 'node'
  readonly node: PhrasingContent
  readonly start: number
  readonly end: number
  readonly depth: number
}

interface Run {
  readonly type: 'text'
  value: string
  start: number
  end: number
}

type Item = Mark | Placed | Run

interface Bracket {
  /** The number of the item that it is. */
  readonly item: number
  readonly isImage: boolean
  /** Where in the content its text begins. */
  readonly start: number
  isInactive: boolean
}

/** What was read, and whether the reader is sure of it. */
export interface Line {
  readonly children: PhrasingContent[]
  readonly isSure: boolean
}

/**
 * Reads what stands in the lines of a paragraph, heading or cell: CommonMark 0.31 with GFM.
 * @param mayBeTask whether the box of a task may stand at the beginning.
 */
export function readLine(content: Content, definitions: Definitions, mayBeTask: boolean): Line {
  const reader = new LineReader(content, definitions)
  const children = reader.read(mayBeTask)
  return { children, isSure: reader.isSure }
}

const plain = /[^\r\n\\`*_~[\]!<&]+/y
const reference = /&(?:#[xX]([0-9a-fA-F]{1,6})|#([0-9]{1,7})|([A-Za-z0-9]{1,31}));/y
const autolink =
  /<(?:[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\x00-\x20<>\x7F]*|[#-'*+\--9=?A-Z^-~]+@[A-Za-z0-9](?:[A-Za-z0-9-]{0,62}[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,62}[A-Za-z0-9])?)*)>/y
const gap = '[ \\t\\r\\n]'
const tag = new RegExp(
  `<(?:[A-Za-z][A-Za-z0-9-]*(?:${gap}+[:_A-Za-z][\\w.:-]*(?:${gap}*=${gap}*(?:"[^"]*"|'[^']*'|[^ \\t\\r\\n"'<=>\`][^ \\t\\r\\n"'/<=>\`]*))?)*${gap}*/?>|/[A-Za-z][A-Za-z0-9-]*${gap}*>)`,
  'y',
)
const footnote = /\[\^((?:[^\][\\ \t\r\n]|\\[[\]\\]?){1,999})\]/y
const task = /\[[ \t\r\nxX]\](?=[\r\n]|[ \t]+[^ \t])/y

class LineReader {
  isSure = true
  readonly #content: Content
  readonly #text: string
  readonly #definitions: Definitions
  readonly #addresses: readonly Address[]
  #address = 0
  #items: Item[] = []
  readonly #brackets: Bracket[] = []
  #at = 0
  /** Where the last construct ended that is no plain text: white space before it does not end a line. */
  #plainStart = 0
  #tildeOpens = false
  #hasTilde = false
  #hasStar = false
  /** Lengths of runs of backticks that do not come again. */
  readonly #noFence = new Set<number>()
  /** What would end HTML, and does not come again. */
  readonly #noEnd = new Set<string>()

  constructor(content: Content, definitions: Definitions) {
    this.#content = content
    let end = content.text.length
    while (end > 0 && isGap(content.text.charCodeAt(end - 1))) end--
    this.#text = content.text.slice(0, end)
    this.#definitions = definitions
    this.#addresses = mayHoldAddress(this.#text) ? addressesIn(this.#text) : []
  }

  read(mayBeTask: boolean): PhrasingContent[] {
    const text = this.#text
    if (mayBeTask) this.#task()
    while (this.#at < text.length) this.#next()
    if (this.#hasTilde && this.#hasStar) this.isSure = false
    const children = this.#resolve(this.#items)
    if (mayHoldAddress(text) && holdsLate(children)) this.isSure = false
    return children
  }

  #task(): void {
    task.lastIndex = 0
    const found = task.exec(this.#text)
    if (!found) return
    // One unit of white space belongs to the box.
    this.#at = found[0].length + 1
    this.#plainStart = this.#at
    let next = this.#at - 1
    while (isBlank(this.#text.charCodeAt(next))) next++
    if (isLineEnd(this.#text.charCodeAt(next))) this.isSure = false
  }

  #next(): void {
    const text = this.#text
    const at = this.#at
    while ((this.#addresses[this.#address]?.start ?? at) < at) this.#address++
    const address = this.#addresses[this.#address]
    if (address?.start === at) {
      if (this.#brackets.length === 0) {
        this.#link(address)
        return
      }
      if (address.holdsMore) this.isSure = false
    }
    const unit = text.charCodeAt(at)
    switch (unit) {
      case 92:
        this.#escape()
        return
      case 96:
        this.#code()
        return
      case 42:
      case 95:
        this.#emphasis(unit)
        return
      case 126:
        this.#tilde()
        return
      case 91:
        this.#open()
        return
      case 33:
        if (text.charCodeAt(at + 1) !== 91) break
        if (text.charCodeAt(at + 2) === 94) this.isSure = false
        this.#bracket(true, 2)
        return
      case 93:
        this.#close()
        return
      case 60:
        this.#angle()
        return
      case 38:
        this.#reference()
        return
      case 10:
      case 13:
        this.#lineEnd()
        return
      default:
    }
    plain.lastIndex = at + 1
    let end = plain.test(text) ? plain.lastIndex : at + 1
    const limit = this.#nextAddress(at + 1)
    if (limit < end) end = limit
    this.#add(text.slice(at, end), at, end)
    this.#at = end
  }

  #nextAddress(from: number): number {
    if (this.#brackets.length > 0) return Number.POSITIVE_INFINITY
    let index = this.#address
    while ((this.#addresses[index]?.start ?? from) < from) index++
    return this.#addresses[index]?.start ?? Number.POSITIVE_INFINITY
  }

  /** Adds text, which joins the text before it. */
  #add(value: string, start: number, end: number): void {
    const last = this.#items.at(-1)
    if (last?.type === 'text') {
      last.value += value
      last.end = end
    } else this.#items.push({ type: 'text', value, start, end })
  }

  #push(node: PhrasingContent, start: number, end: number, depth = 0): void {
    this.#items.push({ type: 'node', node, start, end, depth })
    this.#at = end
    this.#plainStart = end
  }

  #place(start: number, end: number): ReturnType<typeof positionAt> {
    return positionAt(this.#content.startOf(start), this.#content.endOf(end))
  }

  #link({ start, end }: Address): void {
    const position = this.#place(start, end)
    const child: Text = { type: 'text', value: this.#text.slice(start, end), position }
    this.#push({ type: 'link', url: '', children: [child], position }, start, end)
  }

  #escape(): void {
    const at = this.#at
    const next = this.#text.charCodeAt(at + 1)
    if (isLineEnd(next)) {
      const end = this.#behindLineEnd(at + 1)
      this.#push({ type: 'break', position: this.#place(at, end) }, at, end)
      this.#skipIndent()
    } else if (isAsciiPunctuation(next)) {
      this.#add(this.#text.charAt(at + 1), at, at + 2)
      this.#at = at + 2
      this.#plainStart = at + 2
    } else {
      this.#add('\\', at, at + 1)
      this.#at = at + 1
    }
  }

  #behindLineEnd(at: number): number {
    return at + (this.#text.charCodeAt(at) === 13 && this.#text.charCodeAt(at + 1) === 10 ? 2 : 1)
  }

  #skipIndent(): void {
    while (isBlank(this.#text.charCodeAt(this.#at))) this.#at++
    this.#plainStart = this.#at
  }

  #lineEnd(): void {
    const text = this.#text
    const at = this.#at
    let start = at
    let hasTab = false
    while (start > this.#plainStart && isBlank(text.charCodeAt(start - 1))) {
      start--
      if (text.charCodeAt(start) === 9) hasTab = true
    }
    const end = this.#behindLineEnd(at)
    const last = this.#items.at(-1)
    if (start < at && last?.type === 'text') {
      last.value = last.value.slice(0, last.value.length - (at - start))
      last.end = start
      if (last.value === '') last.start = at
    }
    if (at - start >= 2 && !hasTab) this.#push({ type: 'break', position: this.#place(start, end) }, start, end)
    else {
      this.#add(text.slice(at, end), at, end)
      this.#at = end
    }
    this.#skipIndent()
  }

  #code(): void {
    const text = this.#text
    const at = this.#at
    let end = at
    while (text.charCodeAt(end) === 96) end++
    const size = end - at
    if (!this.#noFence.has(size)) {
      for (let from = text.indexOf('`', end); from >= 0; ) {
        let close = from
        while (text.charCodeAt(close) === 96) close++
        if (close - from === size) {
          this.#push({ type: 'inlineCode', value: '', position: this.#place(at, close) }, at, close)
          return
        }
        from = text.indexOf('`', close)
      }
      this.#noFence.add(size)
    }
    this.#add(text.slice(at, end), at, end)
    this.#at = end
  }

  #flanks(start: number, end: number): readonly [before: number, after: number] {
    return [classOf(this.#text.charCodeAt(start - 1)), classOf(this.#text.charCodeAt(end))]
  }

  #emphasis(unit: number): void {
    const text = this.#text
    const at = this.#at
    let end = at
    while (text.charCodeAt(end) === unit) end++
    const [before, after] = this.#flanks(at, end)
    const opens = after === 0 || (after === 2 && before > 0) || text.charCodeAt(end) === 126
    const closes = before === 0 || (before === 2 && after > 0) || text.charCodeAt(at - 1) === 126
    const canOpen = unit === 42 ? opens : opens && (before > 0 || !closes)
    const canClose = unit === 42 ? closes : closes && (after > 0 || !opens)
    this.#hasStar ||= canOpen || canClose
    this.#items.push({ type: 'mark', unit, start: at, end, canOpen, canClose })
    this.#at = end
  }

  #tilde(): void {
    const text = this.#text
    const at = this.#at
    let end = at
    while (text.charCodeAt(end) === 126) end++
    const isAfterEscape = text.charCodeAt(at - 1) === 126
    if (isAfterEscape && this.#plainStart !== at) this.isSure = false
    if (end - at > 2) {
      if (isAfterEscape) this.isSure = false
      this.#add(text.slice(at, end), at, end)
    } else {
      const [before, after] = this.#flanks(at, end)
      const canOpen = after === 0 || (after === 2 && before > 0)
      const canClose = before === 0 || (before === 2 && after > 0)
      this.#hasTilde ||= canClose && this.#tildeOpens
      this.#tildeOpens ||= canOpen
      this.#items.push({ type: 'mark', unit: 126, start: at, end, canOpen, canClose })
    }
    this.#at = end
  }

  #open(): void {
    const text = this.#text
    footnote.lastIndex = this.#at
    const call = text.charCodeAt(this.#at + 1) === 94 && this.#definitions.footnotes.size > 0 && footnote.exec(text)
    const label = call ? (call[1] ?? '') : ''
    if (call && this.#definitions.footnotes.has(normalise(label))) {
      const end = this.#at + call[0].length
      const position = this.#place(this.#at, end)
      this.#push({ type: 'footnoteReference', identifier: label, position }, this.#at, end)
      return
    }
    this.#bracket(false, 1)
  }

  #bracket(isImage: boolean, size: number): void {
    const at = this.#at
    const end = at + size
    this.#brackets.push({ item: this.#items.length, isImage, start: end, isInactive: false })
    this.#items.push({ type: 'text', value: this.#text.slice(at, end), start: at, end })
    // What follows must not join the bracket.
    this.#items.push({ type: 'text', value: '', start: end, end })
    this.#at = end
  }

  #close(): void {
    const text = this.#text
    const at = this.#at
    const bracket = this.#brackets.pop()
    if (!bracket || bracket.isInactive) {
      this.#add(']', at, at + 1)
      this.#at = at + 1
      return
    }
    const { links } = this.#definitions
    const isDefined =
      links.size > 0 && at - bracket.start < LONGEST_LABEL && links.has(normalise(text.slice(bracket.start, at)))
    const next = text.charCodeAt(at + 1)
    let end = -1
    let isReference = true
    if (next === 40) {
      end = this.#resourceEnd(at + 1)
      isReference = end < 0
    } else if (next === 91) {
      const label = links.size > 0 ? labelEnd(text, at + 1) : -1
      if (label > 0 && links.has(normalise(text.slice(at + 2, label - 1)))) end = label
      else if (isDefined) {
        // A reference that is not defined is none; an empty one stands for what is before it.
        if (text.charCodeAt(at + 2) === 93) end = at + 3
        else {
          this.#add(']', at, at + 1)
          this.#at = at + 1
          return
        }
      }
    }
    if (end < 0 && isDefined) end = at + 1
    if (end < 0) {
      this.#add(']', at, at + 1)
      this.#at = at + 1
      return
    }
    this.#closeLink(bracket, end, isReference)
  }

  #closeLink(bracket: Bracket, end: number, isReference: boolean): void {
    const inner = this.#items.splice(bracket.item + 1)
    this.#items.pop()
    const depth = depthOf(inner)
    const start = bracket.start - (bracket.isImage ? 2 : 1)
    const children = this.#resolve(inner)
    const position = this.#place(start, end)
    if (bracket.isImage)
      this.#push({ type: 'image', url: '', alt: this.#textOf(children), position }, start, end, depth)
    else {
      const node: PhrasingContent = isReference
        ? { type: 'linkReference', identifier: '', referenceType: 'full', children, position }
        : { type: 'link', url: '', children, position }
      this.#push(node, start, end, depth + 1)
      for (const other of this.#brackets) if (!other.isImage) other.isInactive = true
    }
  }

  /** What stands for an image is what its nodes say. */
  #textOf(nodes: readonly PhrasingContent[]): string {
    let text = ''
    for (const node of nodes) {
      if (node.type === 'text' || node.type === 'html') text += node.value
      else if (node.type === 'image') text += node.alt ?? ''
      else if (node.type === 'inlineCode') this.isSure = false
      else if ('children' in node) text += this.#textOf(node.children)
    }
    return text
  }

  #resourceEnd(at: number): number {
    const text = this.#text
    const first = skipGap(text, at + 1)
    if (text.charCodeAt(first) === 41) return first + 1
    const destination = destinationEnd(text, first, 32)
    if (destination < 0) return -1
    let end = skipGap(text, destination)
    const mark = text.charCodeAt(end)
    if (end > destination && (mark === 34 || mark === 39 || mark === 40)) {
      const title = titleEnd(text, end)
      if (title < 0) return -1
      end = skipGap(text, title)
    }
    return text.charCodeAt(end) === 41 ? end + 1 : -1
  }

  #angle(): void {
    const text = this.#text
    const at = this.#at
    autolink.lastIndex = at
    if (autolink.test(text)) {
      const end = autolink.lastIndex
      const child: Text = { type: 'text', value: text.slice(at + 1, end - 1), position: this.#place(at + 1, end - 1) }
      this.#push({ type: 'link', url: '', children: [child], position: this.#place(at, end) }, at, end)
      return
    }
    const end = this.#htmlEnd(at)
    if (end < 0) {
      this.#add('<', at, at + 1)
      this.#at = at + 1
      return
    }
    const value = text.slice(at, end).replace(/(\r\n|\r|\n)[ \t]+/g, (whole, feed: string) => {
      // Up to three columns of indentation are no part of it.
      if (whole.includes('\t')) this.isSure = false
      return feed + whole.slice(feed.length).slice(3)
    })
    this.#push({ type: 'html', value, position: this.#place(at, end) }, at, end)
  }

  /** Where the HTML that begins at `at` ends; -1 if none does. */
  #htmlEnd(at: number): number {
    const text = this.#text
    const next = text.charCodeAt(at + 1)
    if (next === 63) return this.#endBehind('?>', at + 2)
    if (next !== 33) {
      tag.lastIndex = at
      return tag.test(text) ? tag.lastIndex : -1
    }
    if (text.startsWith('<!--', at)) {
      if (text.charCodeAt(at + 4) === 62) return at + 5
      if (text.startsWith('->', at + 4)) return at + 6
      return this.#endBehind('-->', at + 4)
    }
    if (text.startsWith('<![CDATA[', at)) return this.#endBehind(']]>', at + 9)
    if (!isAsciiLetter(text.charCodeAt(at + 2))) return -1
    return this.#endBehind('>', at + 2)
  }

  #endBehind(mark: string, from: number): number {
    if (this.#noEnd.has(mark)) return -1
    const end = this.#text.indexOf(mark, from)
    if (end < 0) this.#noEnd.add(mark)
    return end < 0 ? -1 : end + mark.length
  }

  #reference(): void {
    const at = this.#at
    reference.lastIndex = at
    const [whole, hex, decimal, name] = reference.exec(this.#text) ?? []
    const value =
      whole === undefined
        ? false
        : name !== undefined
          ? decodeNamed(name)
          : decodeNumericCharacterReference(hex ?? decimal ?? '', hex === undefined ? 10 : 16)
    if (whole === undefined || value === false) {
      this.#add('&', at, at + 1)
      this.#at = at + 1
      return
    }
    this.#add(value, at, at + whole.length)
    this.#at = at + whole.length
    this.#plainStart = this.#at
  }

  /** Pairs the marks among items, and makes nodes of all. */
  #resolve(items: readonly Item[]): PhrasingContent[] {
    const out: Item[] = []
    /** The numbers in `out` of the marks that can open. */
    const openers: number[] = []
    const bottoms = items.length > MANY ? new Map<number, number>() : undefined
    for (const item of items) {
      if (item.type !== 'mark') {
        out.push(item)
        continue
      }
      if (item.canClose) this.#pair(item, out, openers, bottoms)
      if (item.end > item.start) {
        if (item.canOpen) openers.push(out.length)
        out.push(item)
      }
    }
    return this.#nodesOf(out)
  }

  #pair(closer: Mark, out: Item[], openers: number[], bottoms: Map<number, number> | undefined): void {
    while (closer.end > closer.start) {
      const size = closer.end - closer.start
      const key = closer.unit * 8 + (size % 3) * 2 + (closer.canOpen ? 1 : 0)
      const bottom = bottoms?.get(key) ?? -1
      let found = openers.length - 1
      for (; found >= 0; found--) {
        const index = openers[found] ?? 0
        if (index <= bottom) {
          found = -1
          break
        }
        const opener = out[index]
        if (opener?.type === 'mark' && opener.unit === closer.unit && matches(opener, closer)) break
      }
      if (found < 0) {
        bottoms?.set(key, out.length - 1)
        return
      }
      const index = openers[found] ?? 0
      const opener = out[index]
      if (opener?.type !== 'mark') return
      const inner = out.splice(index + 1)
      const depth = depthOf(inner) + 1
      if (depth > DEEPEST) {
        out.push(...inner)
        return
      }
      openers.length = found + 1
      const isStrike = closer.unit === 126
      const use = isStrike ? size : size > 1 && opener.end - opener.start > 1 ? 2 : 1
      opener.end -= use
      closer.start += use
      if (opener.end === opener.start) {
        out.pop()
        openers.pop()
      }
      const start = opener.end
      const end = closer.start
      const children = this.#nodesOf(inner)
      const position = this.#place(start, end)
      const type = isStrike ? 'delete' : use === 2 ? 'strong' : 'emphasis'
      out.push({ type: 'node', node: { type, children, position }, start, end, depth })
    }
  }

  /** Marks that found no partner are text; text joins text. */
  #nodesOf(items: readonly Item[]): PhrasingContent[] {
    const nodes: PhrasingContent[] = []
    let value = ''
    let start = -1
    let end = 0
    const flush = (): void => {
      if (start >= 0 && value !== '') nodes.push({ type: 'text', value, position: this.#place(start, end) })
      value = ''
      start = -1
    }
    for (const item of items) {
      if (item.type === 'node') {
        flush()
        nodes.push(item.node)
        continue
      }
      const part = item.type === 'mark' ? String.fromCharCode(item.unit).repeat(item.end - item.start) : item.value
      if (part === '') continue
      if (start < 0) start = item.start
      value += part
      end = item.end
    }
    flush()
    return nodes
  }
}

function matches(opener: Mark, closer: Mark): boolean {
  const open = opener.end - opener.start
  const close = closer.end - closer.start
  if (opener.unit === 126) return open === close
  return !((opener.canClose || closer.canOpen) && close % 3 !== 0 && (open + close) % 3 === 0)
}

/** 1 for white space and the ends of the text, 2 for punctuation, else 0. */
function classOf(unit: number): number {
  if (Number.isNaN(unit) || isWhiteSpace(unit)) return 1
  return isPunctuation(unit) ? 2 : 0
}

function depthOf(items: readonly Item[]): number {
  let depth = 0
  for (const item of items) if (item.type === 'node' && item.depth > depth) depth = item.depth
  return depth
}

const holdsLate = (nodes: readonly PhrasingContent[]): boolean =>
  nodes.some((node) => {
    if (node.type === 'text') return holdsLateAddress(node.value)
    return node.type !== 'link' && node.type !== 'linkReference' && 'children' in node && holdsLate(node.children)
  })
