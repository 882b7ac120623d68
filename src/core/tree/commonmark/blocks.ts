import type { BlockContent, DefinitionContent, Heading, List, Paragraph, RootContent, Table, TableCell } from 'mdast'
import { frontMatterIn } from '../front-matter.js'
import { positionAt } from './content.js'
import { definitionAt, endsHtml, type HtmlKind, htmlKindAt, isBlank, isLineEnd, normalise } from './syntax.js'

/** A node whose text is still to be read, when all definitions are known. */
export interface Pending {
  readonly node: Heading | Paragraph | TableCell
  /** Pairs of offsets: where each line of the text begins and ends. */
  readonly lines: readonly number[]
  /** The number of the node of the top level in which it stands. */
  readonly top: number
  /** Whether the box of a task may stand at its beginning. */
  readonly mayBeTask: boolean
}

/** The blocks of a text, without what stands in lines. */
export interface Outline {
  readonly children: RootContent[]
  /** For each child, where in the source its first line begins. */
  readonly starts: number[]
  readonly pending: readonly Pending[]
  /** The labels of links and of footnotes that are defined, normalised. */
  readonly links: ReadonlySet<string>
  readonly footnotes: ReadonlySet<string>
  /** The numbers of children that this reader is not sure of. */
  readonly unsure: Set<number>
  /** Whether it is uncertain somewhere what blocks there are. */
  readonly isLost: boolean
  /** Whether a fence or HTML was open when the text ended: more text would be part of it. */
  readonly isOpen: boolean
  /** The numbers of children that follow without a blank line: alone they may be read otherwise. */
  readonly joined: ReadonlySet<number>
  /** The numbers of children that nest too deep for the parser of record. */
  readonly deep: ReadonlySet<number>
}

/** So many containers may stand within each other; the marks of further ones are text. */
export const DEEPEST = 100

/** Below so many containers the time of the parser of record grows too fast. */
const DEEP = 30

type Flow = BlockContent | DefinitionContent

type Container =
  | { readonly type: 'quote'; readonly children: Flow[] }
  | { readonly type: 'footnote'; readonly children: Flow[] }
  | {
      readonly type: 'list'
      readonly list: List
      /** The character that marks its items. */
      readonly marker: number
      children: Flow[]
      /** How far the text of the item is indented, in columns. */
      size: number
      beganBlank: boolean
      isOver: boolean
    }

type Leaf =
  | {
      readonly type: 'paragraph'
      readonly lines: number[]
      readonly isFirstOfItem: boolean
      /** Whether its last line is lazy, or so far indented that it begins nothing. */
      isLastPlain: boolean
      isLastLazy: boolean
    }
  | { readonly type: 'fence'; readonly mark: number; readonly size: number }
  | { readonly type: 'html'; readonly kind: HtmlKind; readonly start: number; end: number; value: string[] }
  | { readonly type: 'code' }
  | { readonly type: 'table'; readonly table: Table }

/** A heading, or a paragraph that begins with a letter: nothing before it changes what it is if a blank line is between. */
const topBlock = /^(?:#{1,6}(?=[ \t\r\n]|$)|\p{L})/u
const delimiterRow = /^\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/

/** Reads the blocks of Markdown, line by line: CommonMark 0.31 with GFM and front matter. Its cost grows with the text. */
export function readOutline(source: string): Outline {
  return new BlockReader(source).read()
}

class BlockReader {
  readonly #source: string
  readonly #children: RootContent[] = []
  readonly #starts: number[] = []
  readonly #pending: Pending[] = []
  readonly #links = new Set<string>()
  readonly #footnotes = new Set<string>()
  readonly #unsure = new Set<number>()
  readonly #stack: Container[] = []
  #leaf: Leaf | undefined
  /** Whether it is uncertain where blocks begin, until a heading or a paragraph follows a blank line. */
  #isLost = false
  #wasLost = false
  #isAfterBlank = true
  /** Whether a paragraph or code was open when the line began, which not every container may interrupt. */
  #interrupts = false
  readonly #joined = new Set<number>()
  /** The place in the line that is read, its column, and how many columns of a tab there are still to come. */
  #at = 0
  #column = 0
  #rest = 0
  /** Where the line begins, where its text ends, and where the next one begins. */
  #lineStart = 0
  #lineEnd = 0
  #next = 0

  constructor(source: string) {
    this.#source = source
  }

  read(): Outline {
    const source = this.#source
    this.#frontMatter()
    while (this.#next < source.length) {
      this.#lineStart = this.#next
      this.#findLineEnd()
      this.#at = this.#lineStart
      this.#column = 0
      this.#rest = 0
      this.#line()
      this.#isAfterBlank = this.#firstText(this.#lineStart) >= this.#lineEnd
    }
    this.#lineStart = source.length
    const isOpen = this.#leaf?.type === 'fence' || this.#leaf?.type === 'html'
    // An empty last line goes on with lists, but with no quotation.
    this.#closeLeaf(this.#stack.some(({ type }) => type === 'quote'))
    this.#closeContainers(0)
    return {
      children: this.#children,
      starts: this.#starts,
      pending: this.#pending,
      links: this.#links,
      footnotes: this.#footnotes,
      unsure: this.#unsure,
      isLost: this.#wasLost,
      isOpen,
      joined: this.#joined,
      deep: this.#deep,
    }
  }

  #findLineEnd(): void {
    const source = this.#source
    let end = this.#lineStart
    while (end < source.length && !isLineEnd(source.charCodeAt(end))) end++
    this.#lineEnd = end
    this.#next =
      end < source.length ? end + (source.charCodeAt(end) === 13 && source.charCodeAt(end + 1) === 10 ? 2 : 1) : end
  }

  #frontMatter(): void {
    const start = this.#source.startsWith('\uFEFF') ? 1 : 0
    this.#next = start
    const found = frontMatterIn(this.#source)
    if (!found) return
    const { type, text: value, end } = found
    this.#begin(start)
    this.#children.push({ type, value, position: positionAt(start, end) })
    this.#next = end
    this.#next += this.#source.startsWith('\r\n', this.#next) ? 2 : 1
  }

  /** Skips columns of white space; a tab counts as many as it shows. */
  #skip(columns: number): void {
    let left = columns
    while (left > 0) {
      if (this.#rest > 0) {
        const step = Math.min(left, this.#rest)
        this.#rest -= step
        this.#column += step
        left -= step
        if (this.#rest === 0) this.#at++
      } else if (this.#source.charCodeAt(this.#at) === 9) this.#rest = 4 - (this.#column % 4)
      else {
        this.#at++
        this.#column++
        left--
      }
    }
  }

  /** How many columns of white space there are from here on. */
  #indent(): number {
    let at = this.#at
    let column = this.#column
    if (this.#rest > 0) {
      column += this.#rest
      at++
    }
    for (; ; at++) {
      const unit = this.#source.charCodeAt(at)
      if (unit === 32) column++
      else if (unit === 9) column += 4 - (column % 4)
      else return column - this.#column
    }
  }

  /** The offset of the first unit from here on that is no white space. */
  #textStart(): number {
    let at = this.#at
    while (isBlank(this.#source.charCodeAt(at))) at++
    return at
  }

  #line(): void {
    const stack = this.#stack
    let continued = 0
    for (; continued < stack.length; continued++) {
      const container = stack[continued]
      if (!container) break
      const outcome = this.#continues(container)
      if (outcome === 'no') break
      if (outcome === 'sibling') {
        continued++
        this.#closeContainers(continued)
        this.#closeLeaf()
        if (container.type === 'list') this.#beginItem(container)
        break
      }
    }
    const isAll = continued === stack.length
    let leaf = this.#leaf
    this.#interrupts = false
    if (isAll && leaf) {
      if (leaf.type === 'fence' || leaf.type === 'html') {
        if (this.#continueConcrete(leaf)) return
        leaf = undefined
      }
      this.#interrupts = leaf?.type === 'paragraph' || leaf?.type === 'code'
    }
    const opened = this.#openContainers(continued, this.#interrupts)
    if (opened) leaf = undefined
    const isLazy = !opened && !isAll
    const start = this.#textStart()
    if (start >= this.#lineEnd) {
      this.#blankLine(continued, opened)
      return
    }
    if (leaf) {
      if (isLazy) {
        if (leaf.type === 'paragraph' && !this.#interruptsLazily(start)) {
          this.#addLine(leaf, true, this.#indent() >= 4)
          return
        }
      } else if (this.#continueLeaf(leaf, start)) return
    }
    if (isLazy) {
      // Whether a container may interrupt code that begins with a lazy line depends on what was open before.
      if (this.#indent() >= 4) this.#lose()
      this.#closeContainers(continued, true)
    }
    this.#closeLeaf()
    this.#openLeaf(this.#textStart())
  }

  /** Whether a line belongs to an open container; what marks it so is passed over. */
  #continues(container: Container): 'yes' | 'no' | 'sibling' {
    const start = this.#textStart()
    const isBlankLine = start >= this.#lineEnd
    switch (container.type) {
      case 'quote': {
        if (isBlankLine || this.#source.charCodeAt(start) !== 62) return 'no'
        const indent = this.#indent()
        if (indent >= 4) return 'no'
        this.#skip(indent + 1)
        if (this.#isAtBlank()) this.#skip(1)
        return 'yes'
      }
      case 'footnote': {
        if (isBlankLine) return 'yes'
        if (this.#indent() < 4) return 'no'
        this.#skip(4)
        return 'yes'
      }
      default: {
        if (isBlankLine) {
          if (container.beganBlank) container.isOver = true
          this.#skip(Math.min(this.#indent(), container.size))
          return 'yes'
        }
        const { isOver } = container
        container.isOver = false
        container.beganBlank = false
        const indent = this.#indent()
        if (!isOver && indent >= container.size && indent > 0) {
          this.#skip(container.size)
          return 'yes'
        }
        return indent < 4 && this.#isSibling(start, container) ? 'sibling' : 'no'
      }
    }
  }

  #isAtBlank(): boolean {
    return this.#rest > 0 || isBlank(this.#source.charCodeAt(this.#at))
  }

  /**
   * Opens containers from here on.
   * @param known how many of those that are open go on.
   * @param interrupts whether a paragraph or code goes on unless a container interrupts it.
   */
  #openContainers(known: number, interrupts: boolean): boolean {
    let opened = false
    const stack = this.#stack
    for (;;) {
      const indent = this.#indent()
      if (indent >= 4) return opened
      const start = this.#textStart()
      const unit = this.#source.charCodeAt(start)
      const isQuote = unit === 62
      const isItem = unit === 42 || unit === 43 || unit === 45 || (unit >= 48 && unit <= 57)
      const footnote = unit === 91 && this.#source.charCodeAt(start + 1) === 94 ? this.#footnoteAt(start) : undefined
      if (!isQuote && !isItem && !footnote) return opened
      const deep = opened ? stack.length : known
      if (deep >= DEEPEST) return opened
      if (isItem && !this.#isItem(start, interrupts)) return opened
      if (!opened) {
        this.#closeContainers(known)
        this.#closeLeaf()
        opened = true
      }
      const siblings = this.#siblings()
      if (stack.length > DEEP) this.#deep.add(this.#starts.length - 1)
      if (isQuote) {
        const children: Flow[] = []
        siblings.push({ type: 'blockquote', children })
        stack.push({ type: 'quote', children })
        this.#skip(indent + 1)
        if (this.#isAtBlank()) this.#skip(1)
      } else if (footnote) {
        this.#footnotes.add(normalise(footnote.label))
        // Which lines go on with a note within a note is told otherwise there.
        if (stack.some(({ type }) => type === 'footnote')) this.#lose()
        const children: Flow[] = []
        siblings.push({ type: 'footnoteDefinition', identifier: footnote.label, children })
        stack.push({ type: 'footnote', children })
        this.#skip(indent)
        this.#column += footnote.end - this.#at
        this.#at = footnote.end
        this.#skip(this.#indent())
      } else {
        const list: List = { type: 'list', children: [] }
        siblings.push(list)
        const digits = this.#digitsAt(start)
        const container = {
          type: 'list' as const,
          list,
          marker: this.#source.charCodeAt(start + digits),
          children: [],
          size: 0,
          beganBlank: false,
          isOver: false,
        }
        stack.push(container)
        this.#beginItem(container)
      }
    }
  }

  /** The label of a footnote's definition that begins at `start`, and where what it says begins. */
  #footnoteAt(start: number): { readonly label: string; readonly end: number } | undefined {
    let size = 0
    for (let at = start + 2; at < this.#lineEnd; at++) {
      const unit = this.#source.charCodeAt(at)
      if (unit === 93) {
        if (size === 0 || this.#source.charCodeAt(at + 1) !== 58) return undefined
        return { label: this.#source.slice(start + 2, at), end: at + 2 }
      }
      if (size > 999 || unit === 91 || isBlank(unit)) return undefined
      size++
      const next = this.#source.charCodeAt(at + 1)
      if (unit === 92 && next >= 91 && next <= 93 && at + 1 < this.#lineEnd) {
        at++
        size++
      }
    }
    return undefined
  }

  #digitsAt(start: number): number {
    let digits = 0
    while (digits < 10) {
      const unit = this.#source.charCodeAt(start + digits)
      if (unit < 48 || unit > 57 || Number.isNaN(unit)) break
      digits++
    }
    return digits
  }

  #isItem(start: number, interrupts: boolean): boolean {
    const digits = this.#digitsAt(start)
    if (digits > 9) return false
    const unit = this.#source.charCodeAt(start + digits)
    if (digits > 0) {
      if (unit !== 46 && unit !== 41) return false
      if (interrupts && (digits > 1 || this.#source.charCodeAt(start) !== 49)) return false
    } else if (unit !== 42 && unit !== 43 && unit !== 45) return false
    else if (unit !== 43 && this.#isThematicBreak(start)) return false
    const behind = start + digits + 1
    if (behind < this.#lineEnd && !isBlank(this.#source.charCodeAt(behind))) return false
    return !interrupts || this.#firstText(behind) < this.#lineEnd
  }

  #firstText(from: number): number {
    let at = from
    while (at < this.#lineEnd && isBlank(this.#source.charCodeAt(at))) at++
    return at
  }

  #isSibling(start: number, { marker }: Extract<Container, { type: 'list' }>): boolean {
    const digits = this.#digitsAt(start)
    const isOrdered = marker === 46 || marker === 41
    return isOrdered === digits > 0 && this.#source.charCodeAt(start + digits) === marker && this.#isItem(start, false)
  }

  /** Begins an item of a list from here on. */
  #beginItem(list: Extract<Container, { type: 'list' }>): void {
    const indent = this.#indent()
    const start = this.#textStart()
    const width = this.#digitsAt(start) + 1
    this.#skip(indent + width)
    list.beganBlank = this.#textStart() >= this.#lineEnd
    list.isOver = false
    list.children = []
    list.list.children.push({ type: 'listItem', children: list.children })
    const space = this.#indent()
    const used = list.beganBlank || space > 4 ? 1 : space
    this.#skip(Math.min(used, space))
    list.size = indent + width + used
  }

  /** Where a node that begins with this line belongs. */
  #siblings(): { readonly push: (node: Flow) => void } {
    const inner = this.#stack.at(-1)
    if (inner) return inner.children
    this.#begin(this.#lineStart)
    return this.#children
  }

  /** Where an open leaf belongs. */
  get #container(): { readonly push: (node: Flow) => void } {
    return this.#stack.at(-1)?.children ?? this.#children
  }

  /** The numbers of children that are too deep for the parser of record. */
  readonly #deep = new Set<number>()

  /** Remembers that the node that is read, and what follows it, may be read otherwise by the parser of record. */
  #lose(): void {
    this.#isLost = true
    this.#wasLost = true
    if (this.#starts.length > 0) this.#unsure.add(this.#starts.length - 1)
  }

  /** Notes that a node of the top level begins. */
  #begin(start: number): void {
    if (this.#isLost && this.#isAfterBlank && topBlock.test(this.#source.slice(start, start + 8))) this.#isLost = false
    if (this.#isLost) this.#unsure.add(this.#starts.length)
    if (this.#interrupts || !this.#isAfterBlank) this.#joined.add(this.#starts.length)
    this.#starts.push(start)
  }

  #closeContainers(count: number, isLazy = false): void {
    if (this.#stack.length <= count) return
    this.#closeLeaf(isLazy)
    this.#stack.length = count
  }

  #blankLine(continued: number, opened: boolean): void {
    const leaf = this.#leaf
    const isLazy = !opened && continued < this.#stack.length
    if (leaf && !(leaf.type === 'code' && !isLazy)) this.#closeLeaf(isLazy)
    if (isLazy) this.#closeContainers(continued)
  }

  /** @returns whether the line was taken by the open fence or HTML. */
  #continueConcrete(leaf: Extract<Leaf, { type: 'fence' | 'html' }>): boolean {
    const start = this.#textStart()
    if (leaf.type === 'fence') {
      if (this.#indent() < 4 && this.#source.charCodeAt(start) === leaf.mark) {
        let end = start
        while (this.#source.charCodeAt(end) === leaf.mark) end++
        if (end - start >= leaf.size && this.#firstText(end) >= this.#lineEnd) this.#leaf = undefined
      }
      return true
    }
    if (leaf.kind >= 6 && start >= this.#lineEnd) {
      this.#closeLeaf()
      return false
    }
    this.#addHtml(leaf, false)
    return true
  }

  #addHtml(leaf: Extract<Leaf, { type: 'html' }>, isFirst: boolean): void {
    if (this.#rest > 0) this.#lose()
    const line = this.#source.slice(this.#at, this.#lineEnd)
    leaf.value.push(line)
    leaf.end = this.#lineEnd
    if (endsHtml(leaf.kind, line, isFirst)) {
      this.#closeLeaf()
      return
    }
    leaf.value.push(this.#source.slice(this.#lineEnd, this.#next))
  }

  #interruptsLazily(start: number): boolean {
    if (this.#indent() >= 4) return false
    if (this.#source.charCodeAt(start) === 60) {
      const kind = htmlKindAt(this.#source, start)
      if (kind === 7) this.#lose()
      return kind > 0 && kind < 7
    }
    return this.#isThematicBreak(start) || this.#headingAt(start) > 0 || this.#fenceAt(start) > 0
  }

  /** @returns whether the line was taken by the open paragraph, code or table. */
  #continueLeaf(leaf: Leaf, start: number): boolean {
    const indent = this.#indent()
    if (leaf.type === 'code') return indent >= 4
    if (leaf.type === 'table') {
      if (indent >= 4 || this.#beginsOther(start, true)) return false
      leaf.table.children.push({ type: 'tableRow', children: this.#cells(start, this.#lineEnd) })
      return true
    }
    if (leaf.type !== 'paragraph') return false
    if (indent >= 4) {
      this.#addLine(leaf, false, true)
      return true
    }
    const unit = this.#source.charCodeAt(start)
    if ((unit === 45 || unit === 58 || unit === 124) && this.#beginTable(leaf, start)) return true
    if ((unit === 61 || unit === 45) && this.#isUnderline(start, unit)) {
      if (this.#closeParagraph(leaf, unit === 61 ? 1 : 2)) return true
      return false
    }
    if (this.#beginsOther(start, false)) return false
    this.#addLine(leaf, false, false)
    return true
  }

  #beginsOther(start: number, any: boolean): boolean {
    switch (this.#source.charCodeAt(start)) {
      case 35:
        return this.#headingAt(start) > 0
      case 42:
      case 45:
      case 95:
        return this.#isThematicBreak(start)
      case 96:
      case 126:
        return this.#fenceAt(start) > 0
      case 60: {
        const kind = htmlKindAt(this.#source, start)
        return kind > 0 && (any || kind < 7)
      }
      default:
        return false
    }
  }

  #isUnderline(start: number, mark: number): boolean {
    let end = start
    while (this.#source.charCodeAt(end) === mark) end++
    return this.#firstText(end) >= this.#lineEnd
  }

  #isThematicBreak(start: number): boolean {
    const mark = this.#source.charCodeAt(start)
    if (mark !== 42 && mark !== 45 && mark !== 95) return false
    let count = 0
    for (let at = start; at < this.#lineEnd; at++) {
      const unit = this.#source.charCodeAt(at)
      if (unit === mark) count++
      else if (!isBlank(unit)) return false
    }
    return count >= 3
  }

  /** The depth of the heading that begins at `start`; 0 if none does. */
  #headingAt(start: number): number {
    let depth = 0
    while (this.#source.charCodeAt(start + depth) === 35) depth++
    if (depth > 6) return 0
    const end = start + depth
    return end >= this.#lineEnd || isBlank(this.#source.charCodeAt(end)) ? depth : 0
  }

  /** The length of the fence that begins at `start`; 0 if none does. */
  #fenceAt(start: number): number {
    const mark = this.#source.charCodeAt(start)
    if (mark !== 96 && mark !== 126) return 0
    let end = start
    while (this.#source.charCodeAt(end) === mark) end++
    if (end - start < 3) return 0
    if (mark === 96) {
      const other = this.#source.indexOf('`', end)
      if (other >= 0 && other < this.#lineEnd) return 0
    }
    return end - start
  }

  #openLeaf(start: number): void {
    const source = this.#source
    if (this.#indent() >= 4) {
      this.#leaf = { type: 'code' }
      this.#siblings().push({ type: 'code', value: '' })
      return
    }
    const unit = source.charCodeAt(start)
    const depth = unit === 35 ? this.#headingAt(start) : 0
    if (depth > 0) {
      this.#heading(start, depth)
      return
    }
    if (this.#isThematicBreak(start)) {
      this.#siblings().push({ type: 'thematicBreak' })
      return
    }
    const fence = this.#fenceAt(start)
    if (fence > 0) {
      this.#leaf = { type: 'fence', mark: unit, size: fence }
      this.#siblings().push({ type: 'code', value: '' })
      return
    }
    const kind = unit === 60 ? htmlKindAt(source, start) : 0
    if (kind > 0) {
      // White space before HTML belongs to it.
      const leaf: Leaf = { type: 'html', kind, start: this.#at, end: this.#lineEnd, value: [] }
      this.#siblings()
      this.#leaf = leaf
      this.#addHtml(leaf, true)
      return
    }
    const inner = this.#stack.at(-1)
    const isFirstOfItem = inner?.type === 'list' && inner.children.length === 0 && this.#indent() === 0
    this.#siblings()
    this.#leaf = { type: 'paragraph', lines: [start, this.#next], isFirstOfItem, isLastPlain: true, isLastLazy: false }
  }

  #addLine(leaf: Extract<Leaf, { type: 'paragraph' }>, isLazy: boolean, isIndented: boolean): void {
    leaf.lines.push(this.#at, this.#next)
    leaf.isLastPlain = !isIndented
    leaf.isLastLazy = isLazy
  }

  #heading(start: number, depth: number): void {
    const from = this.#firstText(start + depth)
    let to = this.#lineEnd
    while (to > from && isBlank(this.#source.charCodeAt(to - 1))) to--
    let close = to
    while (close > from && this.#source.charCodeAt(close - 1) === 35) close--
    if (close < to && (close === from || isBlank(this.#source.charCodeAt(close - 1)))) to = close
    while (to > from && isBlank(this.#source.charCodeAt(to - 1))) to--
    const node: Heading = { type: 'heading', depth: asDepth(depth), children: [] }
    this.#siblings().push(node)
    if (to > from) this.#read(node, [from, to], false)
  }

  #read(node: Pending['node'], lines: readonly number[], mayBeTask: boolean): void {
    this.#pending.push({ node, lines, top: this.#starts.length - 1, mayBeTask })
  }

  /** @param isLazy whether a line ends it that the containers around it do not hold. */
  #closeLeaf(isLazy = false): void {
    const leaf = this.#leaf
    this.#leaf = undefined
    if (!leaf) return
    if (leaf.type === 'paragraph') this.#closeParagraph(leaf, 0)
    else if (leaf.type === 'html') this.#closeHtml(leaf, isLazy)
  }

  #closeHtml(leaf: Extract<Leaf, { type: 'html' }>, isLazy: boolean): void {
    const { value } = leaf
    if (leaf.kind === 5) this.#lose()
    // A text that ends in the mark of a quotation: where HTML that is never closed ends there is the parser of record's to say.
    if (value.length > 2 && value.at(-1) === '' && value.at(-2) === '') this.#lose()
    if (value.length % 2 === 0) {
      const feed = value.pop() ?? ''
      // HTML that is never closed takes the end of its last line, unless a lazy line ends it.
      if (leaf.kind < 6 && !isLazy) {
        value.push(feed)
        leaf.end += feed.length
      }
    }
    this.#container.push({ type: 'html', value: value.join(''), position: positionAt(leaf.start, leaf.end) })
  }

  /**
   * Ends a paragraph. Definitions at its beginning are taken off.
   * @param depth of the heading that it becomes; 0 if it stays a paragraph.
   * @returns whether there was more in it than definitions.
   */
  #closeParagraph(leaf: Extract<Leaf, { type: 'paragraph' }>, depth: number): boolean {
    this.#leaf = undefined
    const lines = this.#source.charCodeAt(leaf.lines[0] ?? 0) === 91 ? this.#withoutDefinitions(leaf.lines) : leaf.lines
    const container = this.#container
    if (lines.length === 0) {
      // Definitions say nothing, but they keep the place of a node.
      container.push({ type: 'thematicBreak' })
      return false
    }
    const node: Heading | Paragraph =
      depth > 0 ? { type: 'heading', depth: asDepth(depth), children: [] } : { type: 'paragraph', children: [] }
    container.push(node)
    this.#read(node, lines, leaf.isFirstOfItem)
    return true
  }

  #withoutDefinitions(lines: number[]): number[] {
    const at: number[] = []
    let text = ''
    for (let i = 0; i < lines.length; i += 2) {
      at.push(text.length)
      text += this.#source.slice(lines[i], lines[i + 1])
    }
    let done = 0
    for (;;) {
      let start = done
      while (isBlank(text.charCodeAt(start))) start++
      const definition = definitionAt(text, start)
      if (!definition) break
      this.#links.add(definition.label)
      done = definition.end
      while (isLineEnd(text.charCodeAt(done))) {
        const isPair = text.charCodeAt(done) === 13 && text.charCodeAt(done + 1) === 10
        done += isPair ? 2 : 1
        break
      }
      if (done >= text.length) return []
    }
    if (done === 0) return lines
    const first = at.indexOf(done)
    const rest = first < 0 ? [] : lines.slice(2 * first)
    if (rest[0] !== undefined) while (isBlank(this.#source.charCodeAt(rest[0]))) rest[0]++
    return rest
  }

  /** Makes the last line of a paragraph the head of a table, if the line at `start` is its second. */
  #beginTable(leaf: Extract<Leaf, { type: 'paragraph' }>, start: number): boolean {
    const row = this.#source.slice(start, this.#lineEnd)
    if (!/[|:]/.test(row) || !delimiterRow.test(row) || !leaf.isLastPlain) return false
    const from = leaf.lines.at(-2) ?? 0
    let head = from
    while (isBlank(this.#source.charCodeAt(head))) head++
    let end = leaf.lines.at(-1) ?? 0
    while (end > head && isLineEnd(this.#source.charCodeAt(end - 1))) end--
    if (columnsOf(this.#source.slice(head, end)) !== columnsOf(row)) return false
    if (leaf.isLastLazy) this.#lose()
    leaf.lines.length -= 2
    if (leaf.lines.length > 0) {
      this.#closeParagraph(leaf, 0)
      if (this.#stack.length === 0) this.#begin(from)
    }
    const table: Table = { type: 'table', children: [] }
    this.#container.push(table)
    this.#leaf = { type: 'table', table }
    table.children.push({ type: 'tableRow', children: this.#cells(head, end) })
    return true
  }

  #cells(start: number, end: number): TableCell[] {
    const cells: TableCell[] = []
    const source = this.#source
    const add = (from: number, to: number): void => {
      let first = from
      let last = to
      while (first < last && isBlank(source.charCodeAt(first))) first++
      while (last > first && isBlank(source.charCodeAt(last - 1))) last--
      const cell: TableCell = { type: 'tableCell', children: [] }
      cells.push(cell)
      if (last > first) this.#read(cell, [first, last], false)
    }
    let from = start
    if (source.charCodeAt(from) === 124) from++
    for (let at = from; at < end; at++) {
      const unit = source.charCodeAt(at)
      const next = source.charCodeAt(at + 1)
      if (unit === 92 && at + 1 < end && (next === 92 || next === 124)) at++
      else if (unit === 124) {
        add(from, at)
        from = at + 1
      }
    }
    // Nothing behind the last mark is no cell, unless the row has none.
    if (!isAllBlank(source, from, end) || cells.length === 0) add(from, end)
    return cells
  }
}

function isAllBlank(source: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (!isBlank(source.charCodeAt(at))) return false
  return true
}

/** How many columns a row of a table begins. */
function columnsOf(row: string): number {
  let columns = 0
  let isNew = true
  let size = 0
  if (row.charCodeAt(0) !== 124) size++
  for (let at = 0; at < row.length; at++) {
    const unit = row.charCodeAt(at)
    if (isBlank(unit)) continue
    size++
    if (unit === 124) {
      if (isNew && at > 0) columns++
      isNew = true
      continue
    }
    if (isNew) columns++
    isNew = false
    let end = at
    while (end < row.length && row.charCodeAt(end) !== 124 && !isBlank(row.charCodeAt(end))) {
      const next = row.charCodeAt(end + 1)
      end += row.charCodeAt(end) === 92 && (next === 92 || next === 124) ? 2 : 1
    }
    at = end - 1
  }
  return size > 1 ? columns : 0
}

const asDepth = (depth: number): Heading['depth'] =>
  depth === 1 ? 1 : depth === 2 ? 2 : depth === 3 ? 3 : depth === 4 ? 4 : depth === 5 ? 5 : 6
