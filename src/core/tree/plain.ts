import { foreignFrontMatterIn, readFrontMatter, withoutFrontMatter } from './front-matter.js'
import { introduces, ProseBuilder } from './prose.js'
import type { Comment, Reading } from './reading.js'
import { maskTemplates } from './template.js'

const comment = /<!--([\s\S]*?)-->/g
// “4.95 EUR”, “-20 %” and “e.g.” begin with no mark; a letter behind one is a sloppy writer's item, but for “12.example.com”.
const listMark = /^\s*(?:[*•](?![-*•–])|[-–](?=\s|\p{L})|\d{1,3}(?:、|[.)](?=\s|\p{Lu}|\p{Lo}))|[a-z][.)](?=\s))\s*/u
const endsLine = /[.!?。！？:：;；…]["'”’»」』)]*\s*$/
// Nobody breaks lines within a paragraph by hand where words are not spaced.
const unspaced = /[\p{Script=Thai}\p{Script=Han}]/u

/** Reads plain text: paragraphs end at blank lines, at list marks, and at lines that end a sentence. Offsets are those of `source`. */
export function readPlain(source: string): Reading {
  const comments: Comment[] = []
  const written = maskTemplates(source)
  const frontMatter = foreignFrontMatterIn(written)
  const templated = frontMatter ? withoutFrontMatter(written, frontMatter) : written
  // Where no comment ends any more none begins, and nobody need look for its end.
  const last = templated.lastIndexOf('-->') + 3
  const masked =
    templated.slice(0, last).replace(comment, (whole: string, text: string, start: number) => {
      comments.push({ text, start, end: start + whole.length })
      return whole.replace(/[^\r\n]/g, ' ')
    }) + templated.slice(last)

  const blocks = frontMatter ? readFrontMatter(written, frontMatter) : []
  let builder = new ProseBuilder(masked, 'text')
  let isItem = false
  const flush = (): void => {
    const last = blocks.at(-1)
    const block = builder.build({
      role: isItem ? 'list-item' : 'paragraph',
      lang: undefined,
      introduction: last && introduces(last) ? blocks.length - 1 : -1,
      heading: -1,
      depth: 0,
    })
    if (block) blocks.push(block)
    builder = new ProseBuilder(masked, 'text')
    isItem = false
  }
  for (const match of masked.matchAll(/([^\r\n]*)(\r\n|\r|\n|$)/g)) {
    const line = match[1] ?? ''
    if (line.trim() === '') {
      flush()
      continue
    }
    const mark = listMark.exec(line)?.[0] ?? ''
    if (mark !== '') {
      flush()
      isItem = true
    }
    builder.addText(line.slice(mark.length), match.index + mark.length, match.index + line.length)
    const end = match.index + line.length
    if (endsLine.test(line) || unspaced.test(line)) flush()
    else builder.addAt('\n', end, end + (match[2] ?? '').length)
  }
  flush()
  return { blocks, comments, frontMatter, lang: undefined }
}
