import type { Root } from 'hast'
import rehypeParse from 'rehype-parse'
import { unified } from 'unified'

// Hosts load this module when they first need it: it exports nothing but functions, and imports nothing of ours.

const create = (fragment: boolean) => unified().use(rehypeParse, { fragment, verbose: true }).freeze()

let fragment: ReturnType<typeof create> | undefined
let whole: ReturnType<typeof create> | undefined

/** Parses HTML. @param isWhole whether the text is a document rather than a part of one */
export function parseHtml(text: string, isWhole: boolean): Root {
  if (!isWhole) {
    fragment ??= create(true)
    return fragment.parse(text)
  }
  whole ??= create(false)
  return whole.parse(text)
}
