import type { Element, ElementContent, Root, RootContent } from 'hast'
import type { Position } from 'unist'
import type { Role } from '../data/catalog.js'
import { FOOTNOTE_MARK, OPAQUE } from '../text/characters.js'
import { foreignFrontMatterIn, readFrontMatter, withoutFrontMatter } from './front-matter.js'
import { createGrid, type Grid } from './grid.js'
import { parseHtml } from './parsers/html.js'
import { type Block, introduces, ProseBuilder } from './prose.js'
import type { Comment, Reading } from './reading.js'
import { maskTemplates } from './template.js'

const headings = /^h[1-6]$/
const roles: Readonly<Record<string, Role>> = {
  li: 'list-item',
  dt: 'list-item',
  dd: 'list-item',
  td: 'table-cell',
  th: 'table-cell',
  blockquote: 'quotation',
  button: 'button',
  figcaption: 'caption',
  caption: 'caption',
  title: 'heading',
  summary: 'heading',
  option: 'list-item',
  label: 'caption',
}
/** Elements whose content is no prose. */
export const skipped: ReadonlySet<string> = new Set([
  'script',
  'style',
  'template',
  'noscript',
  'pre',
  'svg',
  'math',
  'iframe',
  'object',
  'textarea',
  'del',
  's',
])
/** Elements that stand in prose for something that is not prose. */
export const opaque: ReadonlySet<string> = new Set([
  'code',
  'kbd',
  'samp',
  'var',
  'img',
  'input',
  'video',
  'audio',
  'canvas',
])
/** Elements that do not end the line of prose they stand in (HTML Standard, phrasing content). */
const phrasing = new Set([
  'a',
  'abbr',
  'b',
  'bdi',
  'bdo',
  'cite',
  'data',
  'dfn',
  'em',
  'font',
  'i',
  'ins',
  'mark',
  'q',
  'ruby',
  'rp',
  'rt',
  'small',
  'span',
  'strong',
  'sub',
  'sup',
  'time',
  'u',
  'wbr',
  'big',
  'tt',
  'nobr',
  ...opaque,
])
/** Elements that emphasise what stands in them. */
export const emphasising: ReadonlySet<string> = new Set(['b', 'em', 'i', 'strong'])
const proseAttributes = ['alt', 'title', 'placeholder']
/** Elements whose label is copy: what a button says when it shows no words. Labels of regions name the furniture of a page. */
const labelled: ReadonlySet<string> = new Set(['a', 'button'])
/** The names, in lower case, of the attributes whose values are read or heard. */
export const shownAttributes: ReadonlySet<string> = new Set(['alt', 'title', 'placeholder', 'aria-label'])

/** So many elements are read within each other: the parser's time and stack grow with the depth. */
const DEEPEST = 200
/** Elements that end by themselves where another begins, or at once: without their end they nest no deeper. */
const endless =
  /^(?:p|li|dt|dd|tr|t[dh]|thead|tbody|tfoot|colgroup|option|optgroup|rp|rt|html|head|body|area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr)$/i

/** Puts spaces over the tags of elements that nest too deep; what stands in them belongs to the deepest that is read. */
function flatten(source: string): string {
  if (source.split('<', DEEPEST + 1).length <= DEEPEST) return source
  let depth = 0
  return source.replace(/<(\/?)([a-z][a-z0-9-]*)(?=[\s/>])[^<>]*>/gi, (tag, slash: string, name: string) => {
    if (tag.endsWith('/>') || endless.test(name)) return tag
    if (slash === '') depth++
    const isDeep = depth > DEEPEST
    if (slash !== '' && depth > 0) depth--
    return isDeep ? tag.replace(/[^\r\n]/g, ' ') : tag
  })
}

/** Reads HTML: a whole document, or a part of one. Offsets are those of `source`. */
export function readHtml(source: string): Reading {
  const templated = maskTemplates(source)
  const frontMatter = foreignFrontMatterIn(templated)
  const masked = flatten(frontMatter ? withoutFrontMatter(templated, frontMatter) : templated)
  const isWhole = /<!doctype|<html[\s>]|<body[\s>]/i.test(masked)
  const root = parseHtml(masked, isWhole)
  const reader = new HtmlReader(masked, 0, frontMatter ? readFrontMatter(templated, frontMatter) : [])
  reader.read(root)
  return { blocks: reader.blocks, comments: reader.comments, frontMatter, lang: reader.lang }
}

/**
 * Reads HTML that stands within another format.
 * @param source the whole text of the host, masked; `start` and `end` bound the HTML.
 * @param blocks blocks found so far, to which those of the HTML are added.
 * @param heading the number of the heading that the HTML stands under, or -1.
 */
export function readEmbeddedHtml(
  source: string,
  start: number,
  end: number,
  blocks: Block[],
  heading = -1,
): readonly Comment[] {
  const reader = new HtmlReader(source, start, blocks, heading)
  reader.read(parseHtml(flatten(source.slice(start, end)), false))
  return reader.comments
}

class HtmlReader {
  readonly comments: Comment[] = []
  lang: string | undefined
  readonly #source: string
  readonly #offset: number
  #heading: number
  #introduction = -1
  #grid: Grid | undefined
  #labels: readonly number[] = []

  constructor(
    source: string,
    offset: number,
    readonly blocks: Block[],
    heading = -1,
  ) {
    this.#source = source
    this.#offset = offset
    this.#heading = heading
  }

  read(root: Root): void {
    this.#children(shownBy(root), 'paragraph', undefined)
  }

  /** Reads a run of siblings: prose goes into blocks, which end where an element that breaks the line begins. */
  #children(nodes: readonly (RootContent | ElementContent)[], role: Role, lang: string | undefined, depth = 0): void {
    let builder = this.#builder()
    const flush = (): void => {
      this.#push(builder, role, lang, depth)
      builder = this.#builder()
    }
    const inline = (node: RootContent | ElementContent): void => {
      if (node.type === 'text') {
        const place = this.#place(node.position)
        if (place) builder.addText(node.value, place.start, place.end)
      } else if (node.type === 'comment') this.#comment(node.value, node.position)
      else if (node.type === 'element') {
        this.#attributes(node, lang)
        const start = builder.length
        if (skipped.has(node.tagName)) return
        const footnote = node.tagName === 'sup' && isFootnoteMark(toText(node)) ? this.#place(node.position) : undefined
        if (footnote) {
          builder.addAt(FOOTNOTE_MARK, footnote.start, footnote.end)
          builder.addInline('footnote', start)
        } else if (node.tagName === 'br') this.#lineBreak(builder, node)
        else if (opaque.has(node.tagName)) this.#opaque(builder, node)
        else if (phrasing.has(node.tagName) && !node.children.some(breaksLine)) {
          inlines(node.children)
          if (node.tagName === 'a') builder.addInline('link', start, hrefOf(node))
          else if (emphasising.has(node.tagName)) builder.addInline('emphasis', start)
        } else {
          flush()
          this.#element(node, role, lang)
        }
      }
    }
    const inlines = (siblings: readonly (RootContent | ElementContent)[]): void => {
      for (const [at, node] of siblings.entries()) {
        inline(node)
        const place = standApart(node, siblings[at + 1]) ? this.#place(node.position) : undefined
        if (place && builder.length > 0) builder.addAt(' ', place.end, place.end)
      }
    }
    inlines(nodes)
    flush()
  }

  #element(element: Element, outer: Role, outerLang: string | undefined): void {
    const lang = langOf(element) ?? outerLang
    if (element.tagName === 'html' && lang) this.lang = lang
    const isHeading = headings.test(element.tagName)
    const role = isHeading ? 'heading' : (roles[element.tagName] ?? outer)
    const known = this.#introduction
    if (element.tagName === 'ul' || element.tagName === 'ol') {
      this.#introduction = this.#introducing
    }
    const outerGrid = this.#grid
    const outerLabels = this.#labels
    const blocks = this.blocks.length
    const isCell = element.tagName === 'td' || element.tagName === 'th'
    if (element.tagName === 'table') this.#grid = createGrid()
    else if (element.tagName === 'tr') this.#grid?.beginRow()
    else if (isCell) {
      const { colSpan, rowSpan } = element.properties
      this.#labels = this.#grid?.beginCell(spanOf(colSpan), spanOf(rowSpan)) ?? []
    }
    this.#children(
      element.children,
      role,
      element.tagName === 'html' ? undefined : lang,
      isHeading ? Number(element.tagName.charAt(1)) : element.tagName === 'title' ? 1 : 0,
    )
    this.#introduction = known
    if (isCell) {
      this.#grid?.endCell(this.blocks.length > blocks ? blocks : -1)
      this.#labels = outerLabels
    }
    if (element.tagName === 'table') this.#grid = outerGrid
  }

  #builder(): ProseBuilder {
    return new ProseBuilder(this.#source, 'html')
  }

  /** The number of the block that introduces what comes next, or -1. */
  get #introducing(): number {
    const last = this.blocks.at(-1)
    return last && introduces(last) ? this.blocks.length - 1 : -1
  }

  #push(builder: ProseBuilder, role: Role, lang: string | undefined, depth: number, quote?: string): void {
    const introduction = role === 'paragraph' ? this.#introducing : this.#introduction
    const around = { introduction, heading: this.#heading, labels: this.#labels }
    const block = builder.build({ role, lang, depth, quote, ...around })
    if (!block) return
    if (depth > 0) this.#heading = this.blocks.length
    this.blocks.push(block)
  }

  #place(position: Position | undefined): { readonly start: number; readonly end: number } | undefined {
    const { start, end } = position ?? {}
    if (start?.offset === undefined || end?.offset === undefined) return undefined
    // What is never closed ends for the parser one unit behind the text.
    return { start: start.offset + this.#offset, end: Math.min(end.offset + this.#offset, this.#source.length) }
  }

  #comment(text: string, position: Position | undefined): void {
    const place = this.#place(position)
    if (place) this.comments.push({ text, ...place })
  }

  #lineBreak(builder: ProseBuilder, element: Element): void {
    const place = this.#place(element.position)
    if (place) builder.addBreak(' ', place.start, place.end)
  }

  #opaque(builder: ProseBuilder, element: Element): void {
    const place = this.#place(element.position)
    if (place) builder.addAt(OPAQUE, place.start, place.end)
  }

  #attributes(element: Element, outerLang: string | undefined): void {
    const lang = langOf(element) ?? outerLang
    const places = element.data?.position?.properties
    if (!places) return
    const isButton =
      element.tagName === 'input' && /^(?:submit|button|reset)$/i.test(String(element.properties.type ?? ''))
    const isDescription = element.tagName === 'meta' && /description$/i.test(String(element.properties.name ?? ''))
    const isLabelled = labelled.has(element.tagName)
    const names = [
      ...proseAttributes,
      ...(isLabelled ? ['ariaLabel'] : []),
      ...(isButton ? ['value'] : []),
      ...(isDescription ? ['content'] : []),
    ]
    for (const name of names) {
      const value = element.properties[name]
      const place = this.#place(places[name])
      if (typeof value !== 'string' || value.trim() === '' || !place) continue
      const written = this.#source.slice(place.start, place.end)
      const mark = /=\s*["']?/.exec(written)
      if (!mark) continue
      const quote = /["']$/.exec(written)?.[0]
      const builder = this.#builder()
      builder.addText(value, place.start + mark.index + mark[0].length, quote ? place.end - 1 : place.end)
      this.#push(builder, isButton ? 'button' : 'attribute', lang, 0, quote ?? ' ')
    }
  }
}

/**
 * Whether two elements that follow each other without white space are shown apart, as a name and its price are: styles do that, which
 * nobody reads here. A single letter in an element of its own is part of a word.
 */
function standApart(node: RootContent | ElementContent, next: RootContent | ElementContent | undefined): boolean {
  if (node.type !== 'element' || next?.type !== 'element' || node.tagName !== 'span' || next.tagName !== 'span')
    return false
  return /[\p{L}\p{M}\p{N}]{2}$/u.test(toText(node)) && /^[\p{L}\p{M}\p{N}]{2}/u.test(toText(next))
}

/** Whether what is raised is the mark of a note. */
export const isFootnoteMark = (raised: string): boolean => /^\s*(?:[[(]?\d{1,3}[\])]?|[*†‡§]+)\s*$/.test(raised)

const toText = (node: Element | ElementContent): string =>
  node.type === 'text' ? node.value : 'children' in node ? node.children.map(toText).join('') : ''

/** What a document shows: of a component of Vue its template, beside code and style, whose content the parser keeps apart. */
function shownBy({ children }: Root): readonly RootContent[] {
  const elements = children.filter((node) => node.type === 'element')
  const first = elements.find(({ tagName }) => tagName !== 'script' && tagName !== 'style')
  return first?.tagName === 'template' ? (first.content?.children ?? []) : children
}

/** How many columns or rows a cell takes. */
const spanOf = (value: unknown): number => (typeof value === 'number' ? value : 1)

const hrefOf = ({ properties: { href } }: Element): string | undefined => (typeof href === 'string' ? href : undefined)

function langOf({ properties: { lang } }: Element): string | undefined {
  return typeof lang === 'string' && lang !== '' ? lang : undefined
}

const breaksLine = (node: ElementContent): boolean =>
  node.type === 'element' && ((!phrasing.has(node.tagName) && node.tagName !== 'br') || node.children.some(breaksLine))
