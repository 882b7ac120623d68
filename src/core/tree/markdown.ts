import type {
  Heading,
  Html,
  Link,
  LinkReference,
  Nodes,
  Paragraph,
  PhrasingContent,
  Root,
  RootContent,
  Table,
  TableCell,
} from 'mdast'
import type { Role } from '../data/catalog.js'
import { FOOTNOTE_MARK, MAIL, OPAQUE, VALUE } from '../text/characters.js'
import { detached } from '../text/detached.js'
import { createRecent, REMEMBERED } from '../text/recent.js'
import { createLineIndex, lineStart, type Span } from '../text/span.js'
import { type Labels, labelsIn, type Parsed, parse } from './commonmark/index.js'
import { type Cut, Cuts, changedPart, isCut, keepBlocks, Origins, renumber, touched } from './edited.js'
import { frontMatterIn, opensFrontMatter, readFrontMatter } from './front-matter.js'
import { createGrid } from './grid.js'
import { emphasising, isFootnoteMark, opaque, readEmbeddedHtml, shownAttributes, skipped } from './html.js'
import { Masked } from './masked.js'
import { parseMarkdown, parseMdx } from './parsers/markdown.js'
import { type Block, type Inline, introduces, ProseBuilder } from './prose.js'
import { type Changed, type Comment, ReadError, type Reading } from './reading.js'
import { SEGMENT, segment } from './segments.js'
import { LONGEST_TEMPLATE, maskMarkdownTemplates, mayHaveTemplates } from './template.js'

/** A part that the fast parser is not sure of is left to the parser of record up to this many UTF-16 units. */
const LONGEST_UNSURE = 20_000
/** Stands before a part that is parsed by itself: front matter and code belong to no part but the first. */
const SEPARATOR = '\n\n***\n\n'

/** Reads Markdown: CommonMark with GFM and front matter. Offsets are those of `source`. */
export const readMarkdown = (source: string): Reading => readWhole(Masked.of(source)).reading

/** A text that was read, and where it may be cut when it is read again. */
interface Known {
  readonly masked: Masked
  readonly reading: Reading
  /** None where it cannot be cut. */
  readonly cuts: Cuts
  readonly labels: Labels
  /** Undefined as long as the text was not edited. */
  readonly origins?: Origins
}

const noCuts = Cuts.of([])
const noLabels: Labels = { links: new Set(), footnotes: new Set() }

function readWhole(masked: Masked): Known {
  const { text } = masked
  const parsed = parse(text)
  // Where it is uncertain what blocks there are, definitions are uncertain, and so is every reference.
  if (parsed.isLost && text.length <= LONGEST_UNSURE && text.includes(']:'))
    return { masked, reading: readMaskedOfRecord(text, SEGMENT), cuts: noCuts, labels: noLabels }
  const reader = new MarkdownReader(text)
  const cuts = readParts(reader, text, parsed, parsed, 0)
  const isClear = !parsed.isLost && (!opensFrontMatter.test(text) || frontMatterIn(text) !== undefined)
  return { masked, reading: reader.reading, cuts: isClear ? Cuts.of(cuts) : noCuts, labels: parsed }
}

/**
 * Reads the nodes of a part of a text.
 * @param labels what the whole text defines.
 * @param offset where the part begins.
 * @returns where it may be cut.
 */
function readParts(reader: MarkdownReader, masked: string, parsed: Parsed, labels: Labels, offset: number): Cut[] {
  const { children } = parsed.root
  const startOf = (index: number): number =>
    index < children.length ? (parsed.starts[index] ?? 0) + offset : offset + parsed.length
  const cuts: Cut[] = []
  let definitions: string | undefined
  for (let index = 0; index < children.length; ) {
    const begin = index
    do index++
    while (index < children.length && !isCut(masked, startOf(index)))
    const cut = { start: begin === 0 ? offset : startOf(begin), block: reader.count, heading: reader.heading }
    let isSolid = false
    for (let at = begin; at < index; ) {
      const first = at
      const isUnsure = parsed.unsure.has(at)
      while (at < index && parsed.unsure.has(at) === isUnsure) at++
      const start = startOf(first)
      const end = startOf(at)
      if (isUnsure && end - start <= LONGEST_UNSURE) {
        definitions ??= definitionsOf(labels)
        const before = definitions + SEPARATOR
        // The line that follows decides where some parts end.
        const next = /[^\r\n]*/y
        next.lastIndex = end
        const after = next.exec(masked)?.[0] ?? ''
        reader.read(parseMarkdown(before + masked.slice(start, end) + after), start - before.length, start, end)
      } else {
        reader.flow(children.slice(first, first + 1), offset)
        if (first === begin) isSolid = reader.count > cut.block
        reader.flow(children.slice(first + 1, at), offset)
      }
    }
    cuts.push({ ...cut, isSolid })
  }
  return cuts
}

/** Reads a text again of which a part was changed. @returns undefined where it must be read as a whole. */
function readEdited(known: Known, masked: Masked, changed: Changed): Known | undefined {
  const { cuts, labels, reading } = known
  const opens = (): boolean => [known.masked, masked].some(({ text }) => opensFrontMatter.test(text))
  const again = touched(changed, cuts, known.masked, opens)
  const from = again && cuts.at(again.first)
  if (!again || !from) return undefined
  const to = cuts.at(again.last)
  const end = to ? to.start + changed.growth : masked.source.length
  const part = detached(masked.part(from.start, end))
  const parsed = parse(part, labels)
  if (parsed.isLost || (to && parsed.isOpen)) return undefined
  // A definition may be used anywhere.
  const isAny = (all: Labels): boolean => all.links.size > 0 || all.footnotes.size > 0
  if (isAny(labels) || isAny(parsed)) {
    const { links, footnotes } = labelsIn(known.masked.part(from.start, to?.start ?? known.masked.source.length))
    if (!isSame(links, parsed.links) || !isSame(footnotes, parsed.footnotes)) return undefined
  }
  // The lines before and behind a part decide where it begins and ends.
  const text = masked.around(lineStart(masked.source, from.start - 2), lineEnd(masked.source, end))
  const reader = new MarkdownReader(text, reading.blocks.slice(0, from.block), from.heading)
  const partCuts = readParts(reader, text, parsed, labels, from.start)
  const { heading } = reader
  const { blocks, comments, frontMatter } = reader.reading
  const before = reading.comments.filter(({ end }) => end <= from.start)
  const all = { masked, labels }
  const origins = known.origins ?? Origins.of(reading.blocks)
  if (!to) {
    const by = { growth: 0, blocks: blocks.length - reading.blocks.length, heading: -1 }
    return {
      ...all,
      origins: origins.moved(blocks, from.block, reading.blocks.length, by),
      reading: {
        ...reading,
        blocks,
        comments: [...before, ...comments],
        keepsNumbers: true,
        ...(again.first === 0 && { frontMatter }),
      },
      cuts: cuts.replaced(again.first, cuts.length, partCuts, { ...by, blocks: 0 }),
    }
  }
  // Blocks without a heading cannot be told from those that never have one.
  if (to.heading < 0 && heading >= 0) return undefined
  const { growth } = changed
  const by = { growth, blocks: blocks.length - to.block, heading }
  const behind = reading.comments
    .filter(({ start }) => start >= to.start)
    .map((comment) => ({ ...comment, start: comment.start + growth, end: comment.end + growth }))
  const kept = keepBlocks(reading.blocks.slice(from.block, to.block), blocks.slice(from.block), growth)
  const rest = reading.blocks.slice(to.block)
  const isRenumbered = by.blocks !== 0 || heading !== to.heading
  if (isRenumbered) renumber(rest, to, by)
  const together = blocks.slice(0, from.block).concat(kept.blocks, rest)
  return {
    ...all,
    origins: origins.moved(together, from.block, to.block, by),
    reading: {
      ...reading,
      blocks: together,
      comments: [...before, ...comments, ...behind],
      keepsNumbers: kept.keepsNumbers && !isRenumbered,
      ...(again.first === 0 && { frontMatter }),
    },
    cuts: cuts.replaced(again.first, again.last, partCuts, by),
  }
}

/** Where the line ends in which an offset is. */
function lineEnd(source: string, offset: number): number {
  const end = source.indexOf('\n', offset)
  return end < 0 ? source.length : end
}

const isSame = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean =>
  a.size === b.size && [...a].every((label) => b.has(label))

/** Masks a text of which a part was changed: of the rest it is known. @returns what of the masked text is changed, too */
function maskEdited(
  masked: Masked,
  source: string,
  changed: Changed,
): { readonly masked: Masked; readonly changed: Changed } {
  const { start, end, growth } = changed
  const near = (text: string, to: number): string =>
    text.slice(
      Math.max(0, text.lastIndexOf('\n', start - 1) - LONGEST_TEMPLATE),
      (text.indexOf('\n', to) + 1 || text.length) + LONGEST_TEMPLATE,
    )
  // Where no template is near, none is changed.
  if (mayHaveTemplates(near(masked.source, end)) || mayHaveTemplates(near(source, end + growth))) {
    const anew = Masked.of(source)
    return { masked: anew, changed: changedPart(masked.text, anew.text) }
  }
  return { masked: masked.edited(source, end, growth), changed }
}

/** Reads a text of which a part was changed. */
function readAgain(last: Known, source: string, inSource: Changed): Known {
  const { masked, changed } = maskEdited(last.masked, source, inSource)
  if (changed.growth === 0 && changed.start === changed.end) return { ...last, masked }
  return readEdited(last, masked, changed) ?? readWhole(masked)
}

/**
 * @returns a reader that reads of a document what changed since it was last read. The outcome is that of `readMarkdown`; it stands
 * until the document is read again, as its blocks are moved then.
 */
export function createMarkdownMemory(): (path: string, source: string) => Reading {
  const texts = createRecent<Known>(REMEMBERED)
  return (path, source) => {
    const last = texts.get(path)
    const changed = last && changedPart(last.masked.source, source)
    const known = changed ? readAgain(last, source, changed) : readWhole(Masked.of(source))
    texts.set(path, known)
    return changed ? { ...known.reading, changed } : known.reading
  }
}

/** Defines again what a whole text defines, for a part of it. */
function definitionsOf({ links, footnotes }: Labels): string {
  return [...[...footnotes].map((label) => `[^${label}]: .`), ...[...links].map((label) => `[${label}]: #`)].join(
    '\n\n',
  )
}

/**
 * Reads Markdown with the parser of record, against which the other is measured: the outcome is the same, the cost is not.
 * @param segmentLength texts of twice as many UTF-16 units are read in pieces; the outcome is the same.
 */
export const readMarkdownOfRecord = (source: string, segmentLength = SEGMENT): Reading =>
  readMaskedOfRecord(maskMarkdownTemplates(source), segmentLength)

function readMaskedOfRecord(masked: string, segmentLength: number): Reading {
  const reader = new MarkdownReader(masked)
  const mark = markOf(masked)
  // Where front matter is never closed, the parser sees no list and no quotation: a line before keeps it from looking for any.
  const before = opensFrontMatter.test(masked) && !frontMatterIn(masked) ? '\n' : ''
  const { spans, definitions } = segment(masked.slice(mark), segmentLength)
  for (const span of spans) {
    const [start, end] = [span.start + mark, span.end + mark]
    const isFirst = start === mark
    const beginning = isFirst ? masked.slice(0, mark) + before : ''
    const root = parseMarkdown(beginning + masked.slice(start, end) + definitions)
    reader.read(root, isFirst ? start - before.length : start, start, end)
  }
  return reader.reading
}

/** How long the byte order mark is: the parser of record leaves it out, and does not count it. */
const markOf = (source: string): number => (source.startsWith('\uFEFF') ? 1 : 0)

/**
 * Reads MDX 3; expressions are unknown values.
 * @throws ReadError where the MDX is not well formed.
 */
export function readMdx(source: string): Reading {
  const mark = markOf(source)
  const written = source.slice(mark)
  const root = parseMdx(written)
  if ('reason' in root) throw new ReadError(root.reason, mark + (root.offset ?? placeNamedIn(root.reason, written)))
  const reader = new MarkdownReader(source)
  reader.read(root, mark, mark, source.length)
  return reader.reading
}

/** Where an element is never closed, remark-mdx says only in words where it was opened: `<Box>` (3:1-3:6). */
function placeNamedIn(reason: string, source: string): number {
  const [, line, column] = /\((\d+):(\d+)-/.exec(reason) ?? []
  if (line === undefined || column === undefined) return source.length
  return Math.min(source.length, createLineIndex(source).lineSpan(Number(line)).start + Number(column) - 1)
}

/** The source with spaces over the markers of quotations and lists that stand at the beginning of lines of HTML. */
function withoutMarkers(source: string, value: string, start: number, end: number): string {
  if (value.length === end - start) return source
  const read = value.split(/\r\n|\r|\n/)
  let line = 0
  const html = source.slice(start, end).replace(/[^\r\n]+|\r\n|\r|\n/g, (piece) => {
    if (/^[\r\n]/.test(piece)) {
      line++
      return piece
    }
    const width = piece.length - (read[line]?.length ?? piece.length)
    return ' '.repeat(Math.max(0, width)) + piece.slice(Math.max(0, width))
  })
  return source.slice(0, start) + html + source.slice(end)
}

class MarkdownReader {
  readonly #source: string
  readonly #blocks: Block[]
  readonly #comments: Comment[] = []
  #frontMatter: Reading['frontMatter']
  /** Where the part that is being read begins. */
  #offset = 0
  #heading: number
  #introduction = -1

  /** @param blocks and `heading`: what was read before, of which the reader goes on. */
  constructor(source: string, blocks: Block[] = [], heading = -1) {
    this.#source = source
    this.#blocks = blocks
    this.#heading = heading
  }

  /** How many blocks there are by now. */
  get count(): number {
    return this.#blocks.length
  }

  /** The number of the last heading, or -1. */
  get heading(): number {
    return this.#heading
  }

  get reading(): Reading {
    return { blocks: this.#blocks, comments: this.#comments, frontMatter: this.#frontMatter, lang: undefined }
  }

  /**
   * Reads the tree of a part of the source.
   * @param offset what is added to the tree's offsets to get those of the source.
   * @param start and `end`: what stands before and behind them is not the text's own.
   */
  read(root: Root, offset: number, start: number, end: number): void {
    this.#offset = offset
    const nodes = root.children.filter((node) => {
      const place = this.#placeOf(node)
      return place.start >= start && place.start < end
    })
    this.flow(nodes, offset)
  }

  /** Reads nodes of the top level. @param offset as in `read`. */
  flow(nodes: readonly RootContent[], offset = 0): void {
    this.#offset = offset
    this.#flow(nodes, 'paragraph')
    this.#offset = 0
  }

  #placeOf(node: Pick<Nodes, 'position'>): Span {
    const { start, end } = node.position ?? {}
    return { start: this.#offset + (start?.offset ?? 0), end: this.#offset + (end?.offset ?? 0) }
  }

  #flow(nodes: readonly RootContent[], role: Role): void {
    for (const node of nodes) this.#block(node, role)
  }

  #block(node: RootContent, role: Role): void {
    switch (node.type) {
      case 'yaml':
      case 'toml': {
        const { start: from, end } = this.#placeOf(node)
        const start = from + (/^[^\r\n]*(?:\r\n|\r|\n)/.exec(this.#source.slice(from, end))?.[0].length ?? 0)
        const frontMatter = { text: node.value, start }
        this.#frontMatter ??= frontMatter
        this.#blocks.push(...readFrontMatter(this.#source, frontMatter))
        break
      }
      case 'heading':
        this.#prose(node, 'heading', node.depth)
        break
      case 'paragraph':
        this.#prose(node, role, 0)
        break
      case 'blockquote':
        this.#flow(node.children, 'quotation')
        break
      case 'list':
        this.#introduced(() => {
          for (const item of node.children) this.#flow(item.children, 'list-item')
        })
        break
      case 'table':
        this.#introduced(() => this.#table(node))
        break
      case 'footnoteDefinition':
        this.#flow(node.children, role)
        break
      case 'html':
        this.#html(node)
        break
      case 'mdxJsxFlowElement':
        this.#jsxAttributes(node)
        if (!skipped.has(node.name ?? '')) this.#flow(node.children, role)
        break
      case 'mdxFlowExpression':
        this.#expression(node)
        break
      default:
        break
    }
  }

  /** The number of the block that introduces what comes next, or what introduces all of which it is a part. */
  get #introducing(): number {
    const last = this.#blocks.at(-1)
    return last && introduces(last) ? this.#blocks.length - 1 : this.#introduction
  }

  /** Reads what the last block introduces. */
  #introduced(read: () => void): void {
    const known = this.#introduction
    this.#introduction = this.#introducing
    read()
    this.#introduction = known
  }

  #table({ children: rows }: Table): void {
    const grid = createGrid()
    for (const row of rows) {
      grid.beginRow()
      for (const cell of row.children) {
        const known = this.#blocks.length
        this.#prose(cell, 'table-cell', 0, grid.beginCell())
        // The texts of images come before the cell's own.
        grid.endCell(this.#blocks.length > known ? this.#blocks.length - 1 : -1)
      }
    }
  }

  #html(node: Html): void {
    const { start, end } = this.#placeOf(node)
    const source = withoutMarkers(this.#source, node.value, start, end)
    this.#comments.push(...readEmbeddedHtml(source, start, end, this.#blocks))
  }

  #jsxAttributes({ attributes }: Extract<Nodes, { type: 'mdxJsxFlowElement' | 'mdxJsxTextElement' }>): void {
    for (const attribute of attributes) {
      if (attribute.type !== 'mdxJsxAttribute' || typeof attribute.value !== 'string') continue
      if (!shownAttributes.has(attribute.name.toLowerCase())) continue
      const { start, end } = this.#placeOf(attribute)
      const mark = /["']/.exec(this.#source.slice(start, end))
      if (mark) this.#attribute(attribute.value, start + mark.index + 1, end - 1, mark[0])
    }
  }

  /** An MDX expression; `{/* … *​/}` is a comment. */
  #expression(node: Nodes & { readonly value: string }): 'comment' | 'value' {
    const comment = /^\s*\/\*([\s\S]*)\*\/\s*$/.exec(node.value)
    if (comment) this.#comments.push({ text: comment[1] ?? '', ...this.#placeOf(node) })
    return comment ? 'comment' : 'value'
  }

  #prose(node: Heading | Paragraph | TableCell, role: Role, depth: number, labels: readonly number[] = []): void {
    const { children: nodes } = node
    const builder = new ProseBuilder(this.#source, 'markdown')
    const [first, last] = [nodes[0], nodes.at(-1)]
    this.#inline(nodes, builder, {
      start: this.#placeOf(first?.position ? first : node).start,
      end: this.#placeOf(last?.position ? last : node).end,
    })
    const only = nodes.length === 1 ? nodes[0]?.type : undefined
    const isLink = role === 'paragraph' && (only === 'link' || only === 'linkReference')
    const block = builder.build({
      role: isLink ? 'link' : role,
      depth,
      lang: undefined,
      introduction: role === 'paragraph' ? this.#introducing : this.#introduction,
      heading: this.#heading,
      labels,
    })
    if (!block) return
    if (depth > 0) this.#heading = this.#blocks.length
    this.#blocks.push(block)
  }

  /**
   * Where a node stands. Addresses that GFM finds in text that was read already have no place of their own, nor has the text around
   * them; they stand one after the other between their neighbours.
   * @param read where in the source ends what was added before.
   */
  #placeAmong(nodes: readonly PhrasingContent[], at: number, parent: Span, read: number): Span {
    const node = nodes[at]
    if (node?.position) return this.#placeOf(node)
    const before = nodes.slice(0, at).findLast(({ position }) => position)
    const after = nodes.slice(at).find(({ position }) => position)
    const start = Math.max(before ? this.#placeOf(before).end : parent.start, read)
    const end = after ? this.#placeOf(after).start : parent.end
    const address = node?.type === 'link' && node.children[0]?.type === 'text' ? node.children[0].value : ''
    if (address === '') return { start, end }
    const found = this.#source.indexOf(address, start)
    if (found >= 0 && found + address.length <= end) return { start: found, end: found + address.length }
    // With a character reference in it, it is longer than what it shows.
    const written = new ProseBuilder(this.#source, 'markdown')
    written.addText(address, start, end)
    return { start, end: written.sourceEnd ?? end }
  }

  #inline(nodes: readonly PhrasingContent[], builder: ProseBuilder, parent: Span): void {
    const pairs = pairsOf(nodes)
    const opened = new Map<number, { readonly type: Inline['type']; readonly from: number; readonly url?: string }>()
    let behind = 0
    for (const [at, node] of nodes.entries()) {
      if (at < behind) continue
      const { start, end } = this.#placeAmong(nodes, at, parent, builder.sourceEnd ?? 0)
      const from = builder.length
      switch (node.type) {
        case 'text':
          builder.addText(node.value, start, end)
          break
        case 'emphasis':
        case 'strong':
          this.#inline(node.children, builder, { start, end })
          builder.addInline('emphasis', from)
          break
        case 'link':
        case 'linkReference':
          this.#link(node, builder, { start, end })
          builder.addInline('link', from, this.#urlOf(node, { start, end }))
          break
        case 'footnoteReference':
          builder.addAt(FOOTNOTE_MARK, start, end)
          builder.addInline('footnote', from)
          break
        case 'break':
          builder.addBreak('\n', start, this.#nextLine(start))
          break
        case 'inlineCode':
          builder.addAt(OPAQUE, start, end)
          builder.addInline('code', from)
          break
        case 'delete':
          builder.addAt(OPAQUE, start, end)
          break
        case 'image':
        case 'imageReference':
          builder.addAt(OPAQUE, start, end)
          if (node.alt) this.#attribute(node.alt, start + 2, end)
          break
        case 'html': {
          const ending = opened.get(at)
          if (ending) builder.addInline(ending.type, ending.from, ending.url)
          const closing = pairs.get(at)
          const close = closing === undefined ? undefined : nodes[closing]
          const name = tagNameOf(node.value)
          const place = { start, end: close ? this.#placeOf(close).end : end }
          const standIn = standInFor(name, close && nodes.slice(at + 1, closing))
          if (standIn) {
            this.#tagAttributes(node.value, start, end)
            builder.addAt(standIn, place.start, place.end)
            if (standIn === FOOTNOTE_MARK) builder.addInline('footnote', from)
            behind = (closing ?? at) + 1
          } else {
            const type = inlineOf(name)
            if (closing !== undefined && type) opened.set(closing, { type, from, ...hrefIn(node.value) })
            this.#inlineHtml(node.value, start, end, builder)
          }
          break
        }
        case 'mdxTextExpression':
          if (this.#expression(node) === 'value') builder.addAt(VALUE, start, end)
          break
        case 'mdxJsxTextElement':
          this.#jsxAttributes(node)
          this.#jsxElement(node, builder, { start, end })
          break
        default:
          break
      }
    }
  }

  #jsxElement(node: Extract<Nodes, { type: 'mdxJsxTextElement' }>, builder: ProseBuilder, place: Span): void {
    const name = node.name ?? ''
    const from = builder.length
    const standIn = standInFor(name, node.children)
    if (standIn) {
      builder.addAt(standIn, place.start, place.end)
      if (standIn === FOOTNOTE_MARK) builder.addInline('footnote', from)
      return
    }
    this.#inline(node.children, builder, place)
    const type = inlineOf(name)
    if (type) builder.addInline(type, from, hrefIn(this.#source.slice(place.start, place.end)).url)
  }

  /** The offset behind the line end that follows; a parser may count the marks of containers behind it, too. */
  #nextLine(start: number): number {
    const source = this.#source
    let end = start
    while (end < source.length && source.charAt(end) !== '\n' && source.charAt(end) !== '\r') end++
    return end + (source.startsWith('\r\n', end) ? 2 : 1)
  }

  #link(node: Link | LinkReference, builder: ProseBuilder, place: Span): void {
    // An address is no prose, though it is shown.
    const address = bareAddress(node)
    if (address) builder.addAt(address === 'mail' ? MAIL : OPAQUE, place.start, place.end)
    else this.#inline(node.children, builder, place)
  }

  /** Where a link leads, as it is written: the fast parser takes no addresses apart. Those of definitions are not looked up. */
  #urlOf(node: Link | LinkReference, place: Span): string | undefined {
    if (node.type !== 'link') return undefined
    const last = node.children.at(-1)
    const address = bareAddress(node)
    if (address && last?.type === 'text')
      return address === 'mail' ? last.value.replace(/^(?:mailto:)?/i, 'mailto:') : last.value
    const rest = this.#source.slice(last?.position ? this.#placeOf(last).end : place.start + 1, place.end)
    return /^\]\(\s*<?([^\s<>)]+)/.exec(rest)?.[1]
  }

  #inlineHtml(value: string, start: number, end: number, builder: ProseBuilder): void {
    if (/^<br\s*\/?>$/i.test(value)) builder.addBreak('\n', start, end)
    else if (value.startsWith('<!--')) this.#comments.push({ text: value.slice(4, -3), start, end })
    else this.#tagAttributes(value, start, end)
  }

  /** Reads what the attributes of a tag show. */
  #tagAttributes(tag: string, start: number, end: number): void {
    if (!mayShow.test(tag)) return
    const source = withoutMarkers(this.#source, tag, start, end)
    readEmbeddedHtml(source, start, end, this.#blocks, this.#heading)
  }

  /** A text that stands beside the prose, such as the one in place of an image. */
  #attribute(text: string, start: number, end: number, quote?: string): void {
    const builder = new ProseBuilder(this.#source, 'markdown')
    builder.addText(text, start, end)
    const block = builder.build({
      role: 'attribute',
      quote,
      depth: 0,
      lang: undefined,
      introduction: -1,
      heading: this.#heading,
    })
    if (block) this.#blocks.push(block)
  }
}

const mayShow = new RegExp(`^<[a-z][^]*\\s(?:${[...shownAttributes, 'value'].join('|')})\\s*=`, 'i')

/** The name of the tag that a text begins with, in lower case; a tag that closes has `/` before it. */
const tagNameOf = (tag: string): string => /^<(\/?[a-z][a-z0-9-]*)/i.exec(tag)?.[1]?.toLowerCase() ?? ''

/** Of tags that open an element among nodes and those that close it: the numbers of these by those. Unlike in HTML, all must be closed. */
function pairsOf(nodes: readonly PhrasingContent[]): ReadonlyMap<number, number> {
  const pairs = new Map<number, number>()
  const open: { readonly name: string; readonly at: number }[] = []
  const counts = new Map<string, number>()
  const count = (name: string, by: number): unknown => counts.set(name, (counts.get(name) ?? 0) + by)
  for (const [at, node] of nodes.entries()) {
    const name = node.type === 'html' ? tagNameOf(node.value) : ''
    if (name === '') continue
    if (!name.startsWith('/')) {
      open.push({ name, at })
      count(name, 1)
      continue
    }
    const closed = name.slice(1)
    // What closes nothing is passed over without a search.
    while ((counts.get(closed) ?? 0) > 0) {
      const last = open.pop()
      if (!last) break
      count(last.name, -1)
      if (last.name !== closed) continue
      pairs.set(last.at, at)
      break
    }
  }
  return pairs
}

/** What stands in prose for an element of which nothing is read. @param content undefined where it is never closed */
function standInFor(name: string, content: readonly Nodes[] | undefined): string | undefined {
  if (content ? opaque.has(name) || skipped.has(name) : name === 'img' || name === 'input') return OPAQUE
  return name === 'sup' && content && isFootnoteMark(content.map(toText).join('')) ? FOOTNOTE_MARK : undefined
}

const toText = (node: Nodes): string =>
  node.type === 'text' ? node.value : 'children' in node ? node.children.map(toText).join('') : ''

const inlineOf = (name: string): Inline['type'] | undefined =>
  name === 'a' ? 'link' : emphasising.has(name) ? 'emphasis' : undefined

/** Where a tag leads. */
function hrefIn(tag: string): { readonly url?: string } {
  const [, double, single, bare] = /^<a\s(?:[^>]*\s)?href\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/i.exec(tag) ?? []
  const url = double ?? single ?? bare
  return url === undefined ? {} : { url }
}

/** What a link shows that is nothing but an address. */
function bareAddress(node: Link | LinkReference): 'mail' | 'page' | undefined {
  const [only] = node.children
  if (node.type !== 'link' || node.children.length !== 1 || only?.type !== 'text') return undefined
  if (/^(?:mailto:)?[\w.+-]+@[\w-]+\./i.test(only.value)) return 'mail'
  return /^(?:https?:|www\.)/i.test(only.value) ? 'page' : undefined
}
