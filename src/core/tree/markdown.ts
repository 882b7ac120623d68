import type { Nodes, PhrasingContent, Root, RootContent } from 'mdast'
import remarkFrontmatter from 'remark-frontmatter'
import remarkGfm from 'remark-gfm'
import remarkMdx from 'remark-mdx'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { VFileMessage } from 'vfile-message'
import type { Role } from '../findings/catalog.js'
import { OPAQUE, VALUE } from '../text/characters.js'
import { readFrontMatter } from './front-matter.js'
import { readEmbeddedHtml } from './html.js'
import { type Block, ProseBuilder } from './prose.js'
import { type Comment, ReadError, type Reading } from './reading.js'
import { maskTemplates } from './template.js'

const markdown = unified().use(remarkParse).use(remarkGfm).use(remarkFrontmatter, ['yaml', 'toml']).freeze()
const mdx = unified().use(remarkParse).use(remarkGfm).use(remarkFrontmatter, ['yaml', 'toml']).use(remarkMdx).freeze()

/** Shown in place of a footnote mark: folding removes it, so that a phrase may go on across it. */
const FOOTNOTE_MARK = '\u200B'

/** Reads Markdown: CommonMark with GFM and front matter. Offsets are those of `source`. */
export function readMarkdown(source: string): Reading {
  const masked = maskTemplates(source)
  return new MarkdownReader(masked).read(markdown.parse(masked))
}

/**
 * Reads MDX 3; expressions are unknown values.
 * @throws ReadError where the MDX is not well formed.
 */
export function readMdx(source: string): Reading {
  try {
    return new MarkdownReader(source).read(mdx.parse(source))
  } catch (error) {
    if (!(error instanceof VFileMessage)) throw error
    const { place } = error
    const point = place && 'start' in place ? place.start : place
    throw new ReadError(error.reason, point?.offset ?? 0)
  }
}

class MarkdownReader {
  readonly #source: string
  readonly #blocks: Block[] = []
  readonly #comments: Comment[] = []
  #frontMatter: Reading['frontMatter']
  #heading = -1
  #introduction = -1

  constructor(source: string) {
    this.#source = source
  }

  read(root: Root): Reading {
    this.#flow(root.children, 'paragraph')
    return { blocks: this.#blocks, comments: this.#comments, frontMatter: this.#frontMatter, lang: undefined }
  }

  #flow(nodes: readonly RootContent[], role: Role): void {
    for (const node of nodes) this.#block(node, role)
  }

  #block(node: RootContent, role: Role): void {
    switch (node.type) {
      case 'yaml': {
        const start = this.#source.indexOf('\n', placeOf(node).start) + 1
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
        for (const row of node.children) for (const cell of row.children) this.#prose(cell.children, 'table-cell', 0)
        break
      case 'footnoteDefinition':
        this.#flow(node.children, role)
        break
      case 'html':
        this.#html(node)
        break
      case 'mdxJsxFlowElement':
        this.#flow(node.children, role)
        break
      case 'mdxFlowExpression':
        this.#expression(node)
        break
      default:
        break
    }
  }

  #html(node: Nodes): void {
    const { start, end } = placeOf(node)
    this.#comments.push(...readEmbeddedHtml(this.#source, start, end, this.#blocks))
  }

  /** An MDX expression; `{/* … *​/}` is a comment. */
  #expression(node: Nodes & { readonly value: string }): void {
    const comment = /^\s*\/\*([\s\S]*)\*\/\s*$/.exec(node.value)
    if (comment) this.#comments.push({ text: comment[1] ?? '', ...placeOf(node) })
  }

  #prose(nodes: readonly PhrasingContent[], role: Role, depth: number): void {
    const builder = new ProseBuilder(this.#source)
    this.#inline(nodes, builder)
    const only = nodes.length === 1 ? nodes[0]?.type : undefined
    const isLink = role === 'paragraph' && (only === 'link' || only === 'linkReference')
    const block = builder.build({
      role: isLink ? 'link' : role,
      depth,
      lang: undefined,
      introduction: this.#introduction,
      heading: this.#heading,
    })
    if (!block) return
    if (depth > 0) this.#heading = this.#blocks.length
    this.#blocks.push(block)
  }

  #inline(nodes: readonly PhrasingContent[], builder: ProseBuilder): void {
    for (const node of nodes) {
      const { start, end } = placeOf(node)
      const from = builder.length
      switch (node.type) {
        case 'text':
          builder.addText(node.value, start, end)
          break
        case 'emphasis':
        case 'strong':
          this.#inline(node.children, builder)
          builder.addInline('emphasis', from)
          break
        case 'link':
        case 'linkReference':
          // An address is no prose, though it is shown.
          if (this.#isBareAddress(node)) builder.addAt(OPAQUE, start, end)
          else this.#inline(node.children, builder)
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
          if (node.alt) this.#alternative(node.alt, start, end)
          break
        case 'html':
          this.#inlineHtml(node.value, start, end, builder)
          break
        case 'mdxTextExpression':
          builder.addAt(VALUE, start, end)
          this.#expression(node)
          break
        case 'mdxJsxTextElement':
          this.#inline(node.children, builder)
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

  /** The text that stands for an image. */
  #alternative(text: string, start: number, end: number): void {
    const builder = new ProseBuilder(this.#source)
    builder.addText(text, start + 2, end)
    const block = builder.build({
      role: 'attribute',
      depth: 0,
      lang: undefined,
      introduction: -1,
      heading: this.#heading,
    })
    if (block) this.#blocks.push(block)
  }
}

function placeOf(node: Nodes): { readonly start: number; readonly end: number } {
  return { start: node.position?.start.offset ?? 0, end: node.position?.end.offset ?? 0 }
}
