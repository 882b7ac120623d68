import type { Root } from 'mdast'
import { type Outline, readOutline } from './blocks.js'
import { Content } from './content.js'
import { readLine } from './inlines.js'

/** A tree of Markdown of which some parts may be uncertain. */
export interface Parsed {
  /** Nodes carry offsets where they hold text; lines and columns mean nothing. */
  readonly root: Root
  /** For each node of the top level, where in the source it begins. */
  readonly starts: readonly number[]
  /** The numbers of the nodes of the top level that the reader of record may read otherwise. */
  readonly unsure: ReadonlySet<number>
  /** Whether it is uncertain somewhere what blocks there are. */
  readonly isLost: boolean
  /** All labels that are defined, normalised. */
  readonly links: ReadonlySet<string>
  readonly footnotes: ReadonlySet<string>
}

/**
 * Parses Markdown as remark does with GFM and front matter, in a time that grows with the text. What it is not sure of it says.
 * @param source at most so long that its offsets are safe integers; offsets of the tree are those of `source`.
 */
export function parse(source: string): Parsed {
  // No text has this; Markdown shows it as a replacement character.
  const text = source.includes('\0') ? source.replaceAll('\0', '\uFFFD') : source
  const outline = readOutline(text)
  for (const { node, lines, top, mayBeTask } of outline.pending) {
    const content = new Content(text, lines)
    const isHeading = node.type === 'heading'
    const { children, isSure } = readLine(content, outline, mayBeTask && !isHeading)
    node.children = children
    if (!isSure || (isHeading && mayBeTask && /^\[[ \txX]\]/.test(content.text))) outline.unsure.add(top)
  }
  const { unsure, joined, deep } = outline
  for (const index of [...joined].reverse()) if (unsure.has(index)) unsure.add(index - 1)
  for (const index of joined) if (unsure.has(index - 1)) unsure.add(index)
  for (const index of deep) unsure.delete(index)
  return parsed(outline)
}

const parsed = ({ children, starts, unsure, isLost, links, footnotes }: Outline): Parsed => ({
  root: { type: 'root', children },
  starts,
  unsure,
  isLost,
  links,
  footnotes,
})
