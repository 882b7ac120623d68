import type { Literal, Root } from 'mdast'
import remarkFrontmatter from 'remark-frontmatter'
import remarkGfm from 'remark-gfm'
import remarkMdx from 'remark-mdx'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { VFileMessage } from 'vfile-message'

// Hosts load this module when they first need it: it exports nothing but functions, and imports nothing of ours.

declare module 'mdast' {
  interface RootContentMap {
    /** As `remark-frontmatter` makes it. */
    toml: Literal & { type: 'toml' }
  }
}

const createMarkdown = () => unified().use(remarkParse).use(remarkGfm).use(remarkFrontmatter, ['yaml', 'toml']).freeze()
const createMdx = () =>
  unified().use(remarkParse).use(remarkGfm).use(remarkFrontmatter, ['yaml', 'toml']).use(remarkMdx).freeze()

// Making them takes a while, and few texts need both.
let markdown: ReturnType<typeof createMarkdown> | undefined
let mdx: ReturnType<typeof createMdx> | undefined

/** Parses Markdown with the parser of record. */
export function parseMarkdown(text: string): Root {
  markdown ??= createMarkdown()
  return markdown.parse(text)
}

/** A text that is not well formed, and where, as far as that is known. */
export interface Malformed {
  readonly reason: string
  readonly offset: number | undefined
}

/** Parses MDX 3. */
export function parseMdx(source: string): Root | Malformed {
  mdx ??= createMdx()
  try {
    return mdx.parse(source)
  } catch (error) {
    // The MDX parser itself fails on some texts, and then knows no place.
    if (!(error instanceof VFileMessage))
      return { reason: error instanceof Error ? error.message : String(error), offset: 0 }
    const { place, reason } = error
    const point = place && 'start' in place ? place.start : place
    return { reason, offset: point?.offset }
  }
}
