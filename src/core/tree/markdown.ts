import type { Html, Nodes, PhrasingContent, Root, RootContent, Table } from 'mdast'
import remarkFrontmatter from 'remark-frontmatter'
import remarkGfm from 'remark-gfm'
import remarkMdx from 'remark-mdx'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { VFileMessage } from 'vfile-message'
import type { Role } from '../data/catalog.js'
import { FOOTNOTE_MARK, OPAQUE, VALUE } from '../text/characters.js'
import { createLineIndex, type Span } from '../text/span.js'
import { readFrontMatter } from './front-matter.js'
import { createGrid } from './grid.js'
import { opaque, readEmbeddedHtml, shownAttributes, skipped } from './html.js'
import { type Block, ProseBuilder } from './prose.js'
import { type Comment, ReadError, type Reading } from './reading.js'
import { SEGMENT, segment } from './segments.js'
import { maskMarkdownTemplates } from './template.js'

const markdown = unified().use(remarkParse).use(remarkGfm).use(remarkFrontmatter, ['yaml', 'toml']).freeze()
const mdx = unified().use(remarkParse).use(remarkGfm).use(remarkFrontmatter, ['yaml', 'toml']).use(remarkMdx).freeze()

/**
 * Reads Markdown: CommonMark with GFM and front matter. Offsets are those of `source`.
 * @param segmentLength texts of twice as many UTF-16 units are read in pieces; the outcome is the same.
 */
export function readMarkdown(source: string, segmentLength = SEGMENT): Reading {
  const masked = maskMarkdownTemplates(source)
  const reader = new MarkdownReader(masked)
  const { spans, definitions } = segment(masked, segmentLength)
  for (const { start, end } of spans) reader.read(markdown.parse(masked.slice(start, end) + definitions), start, end)
  return reader.reading
}

/**
 * Reads MDX 3; expressions are unknown values.
 * @throws ReadError where the MDX is not well formed.
 */
export function readMdx(source: string): Reading {
  try {
    const reader = new MarkdownReader(source)
    reader.read(mdx.parse(source), 0, source.length)
    return reader.reading
  } catch (error) {
    // The MDX parser itself fails on some texts, and then knows no place.
    if (!(error instanceof VFileMessage)) throw new ReadError(error instanceof Error ? error.message : String(error), 0)
    const { place, reason } = error
    const point = place && 'start' in place ? place.start : place
    throw new ReadError(reason, point?.offset ?? placeNamedIn(reason, source))
  }
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
  readonly #blocks: Block[] = []
  readonly #comments: Comment[] = []
  #frontMatter: Reading['frontMatter']
  /** Where the part that is being read begins. */
  #offset = 0
  #heading = -1
  #introduction = -1

  constructor(source: string) {
    this.#source = source
  }

  get reading(): Reading {
    return { blocks: this.#blocks, comments: this.#comments, frontMatter: this.#frontMatter, lang: undefined }
  }

  /** Reads the tree of the part of the source between two offsets; what stands behind that part is not the text's own. */
  read(root: Root, start: number, end: number): void {
    this.#offset = start
    this.#flow(
      root.children.filter((node) => this.#placeOf(node).start < end),
      'paragraph',
    )
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
      case 'yaml': {
        const { start: from, end } = this.#placeOf(node)
        const start = from + (/^[^\r\n]*(?:\r\n|\r|\n)/.exec(this.#source.slice(from, end))?.[0].length ?? 0)
        this.#frontMatter ??= { text: node.value, start }
        this.#blocks.push(...readFrontMatter(this.#source, start, start + node.value.length))
        break
      }
      case 'heading':
        this.#prose(node.children, 'heading', node.depth)
        break
      case 'paragraph':
        this.#prose(node.children, role, 0)
        break
      case 'blockquote':
        this.#flow(node.children, 'quotation')
        break
      case 'list': {
        const known = this.#introduction
        const last = this.#blocks.length - 1
        const introduces = /[:：]$/.test(this.#blocks[last]?.text ?? '')
        this.#introduction = introduces ? last : known
        for (const item of node.children) this.#flow(item.children, 'list-item')
        this.#introduction = known
        break
      }
      case 'table':
        this.#table(node)
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

  #table({ children: rows }: Table): void {
    const grid = createGrid()
    for (const row of rows) {
      grid.beginRow()
      for (const cell of row.children) {
        const known = this.#blocks.length
        this.#prose(cell.children, 'table-cell', 0, grid.beginCell())
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

  #prose(nodes: readonly PhrasingContent[], role: Role, depth: number, labels: readonly number[] = []): void {
    const builder = new ProseBuilder(this.#source, 'markdown')
    const [first, last] = [nodes[0], nodes.at(-1)]
    this.#inline(nodes, builder, {
      start: first ? this.#placeOf(first).start : 0,
      end: last ? this.#placeOf(last).end : 0,
    })
    const only = nodes.length === 1 ? nodes[0]?.type : undefined
    const isLink = role === 'paragraph' && (only === 'link' || only === 'linkReference')
    const block = builder.build({
      role: isLink ? 'link' : role,
      depth,
      lang: undefined,
      introduction: this.#introduction,
      heading: this.#heading,
      labels,
    })
    if (!block) return
    if (depth > 0) this.#heading = this.#blocks.length
    this.#blocks.push(block)
  }

  /**
   * Where a node stands. Addresses that GFM finds in text that was read already have no place of their own; they stand between
   * their neighbours.
   */
  #placeAmong(nodes: readonly PhrasingContent[], at: number, parent: Span): Span {
    const node = nodes[at]
    if (node?.position) return this.#placeOf(node)
    const before = nodes.slice(0, at).findLast(({ position }) => position)
    const after = nodes.slice(at).find(({ position }) => position)
    return {
      start: before ? this.#placeOf(before).end : parent.start,
      end: after ? this.#placeOf(after).start : parent.end,
    }
  }

  #inline(nodes: readonly PhrasingContent[], builder: ProseBuilder, parent: Span): void {
    for (const [at, node] of nodes.entries()) {
      const { start, end } = this.#placeAmong(nodes, at, parent)
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
          // An address is no prose, though it is shown.
          if (this.#isBareAddress(node)) builder.addAt(OPAQUE, start, end)
          else this.#inline(node.children, builder, { start, end })
          builder.addInline('link', from)
          break
        case 'footnoteReference':
          builder.addAt(FOOTNOTE_MARK, start, end)
          builder.addInline('footnote', from)
          break
        case 'break':
          builder.addAt('\n', start, end)
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
        case 'html':
          this.#inlineHtml(node.value, start, end, builder)
          break
        case 'mdxTextExpression':
          if (this.#expression(node) === 'value') builder.addAt(VALUE, start, end)
          break
        case 'mdxJsxTextElement':
          this.#jsxAttributes(node)
          if (opaque.has(node.name ?? '') || skipped.has(node.name ?? '')) builder.addAt(OPAQUE, start, end)
          else this.#inline(node.children, builder, { start, end })
          break
        default:
          break
      }
    }
  }

  #isBareAddress(node: Extract<PhrasingContent, { type: 'link' | 'linkReference' }>): boolean {
    const [only] = node.children
    return (
      node.type === 'link' &&
      node.children.length === 1 &&
      only?.type === 'text' &&
      /^(?:https?:|mailto:|www\.|[\w.+-]+@[\w-]+\.)/i.test(only.value)
    )
  }

  #inlineHtml(value: string, start: number, end: number, builder: ProseBuilder): void {
    if (/^<br\s*\/?>$/i.test(value)) builder.addAt('\n', start, end)
    else if (value.startsWith('<!--')) this.#comments.push({ text: value.slice(4, -3), start, end })
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
