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
  /** That of the text. */
  readonly length: number
  /** The numbers of the nodes of the top level that the reader of record may read otherwise. */
  readonly unsure: ReadonlySet<number>
  /** Whether it is uncertain somewhere what blocks there are. */
  readonly isLost: boolean
  /** Whether a fence or HTML was open when the text ended: more text would be part of it. */
  readonly isOpen: boolean
  /** All labels that are defined, normalised. */
  readonly links: ReadonlySet<string>
  readonly footnotes: ReadonlySet<string>
}

/** What a text defines, normalised. */
export type Labels = Pick<Parsed, 'links' | 'footnotes'>

/** @returns what a text defines. */
export const labelsIn = (source: string): Labels => readOutline(withoutNull(source))

// No text has this; Markdown shows it as a replacement character.
const withoutNull = (source: string): string => (source.includes('\0') ? source.replaceAll('\0', '\uFFFD') : source)

/**
 * Parses Markdown as remark does with GFM and front matter, in a time that grows with the text. What it is not sure of it says.
 * @param source at most so long that its offsets are safe integers; offsets of the tree are those of `source`.
 * @param labels what else is defined around the text; by default nothing.
 */
export function parse(source: string, labels?: Labels): Parsed {
  const text = withoutNull(source)
  const own = readOutline(text)
  const outline = labels
    ? {
        ...own,
        links: new Set([...own.links, ...labels.links]),
        footnotes: new Set([...own.footnotes, ...labels.footnotes]),
      }
    : own
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
  return { ...parsed(outline), length: source.length, links: own.links, footnotes: own.footnotes }
}

const parsed = ({ children, starts, unsure, isLost, isOpen, links, footnotes }: Outline): Omit<Parsed, 'length'> => ({
  root: { type: 'root', children },
  starts,
  unsure,
  isLost,
  isOpen,
  links,
  footnotes,
})
