import type { Nodes, Paragraph, Root, Sentence, SentenceContent, WordContent } from 'nlcst'
import { ParseEnglish } from 'parse-english'
import { ParseLatin } from 'parse-latin'
import type { Position } from 'unist'
import type { Spacing } from '../text/characters.js'
import type { LineIndex, Span } from '../text/span.js'
import { type Block, toSource } from './prose.js'

/** Builds the nlcst paragraph of a text in one locale; positions are offsets of that text. */
export type ProseParser = (text: string) => Paragraph

/** parse-english knows English abbreviations; parse-latin reads every other language that spaces its words. */
export function createProseParser(locale: string, spacing: Spacing): ProseParser {
  if (spacing !== 'words') return createSegmenterParser(locale)
  const parser = locale === 'en' ? new ParseEnglish() : new ParseLatin()
  return (text) => joinParagraphs(parser.parse(text))
}

/** A block is one paragraph, also where a parser sees several. */
function joinParagraphs(root: Root): Paragraph {
  return {
    type: 'ParagraphNode',
    children: root.children.flatMap((node) => (node.type === 'ParagraphNode' ? node.children : [])),
  }
}

const isWord = /[\p{L}\p{N}]/u
const isWhiteSpace = /^\s+$/u
const isPunctuation = /^\p{P}+$/u

/**
 * An nlcst parser for languages that do not space their words, on `Intl.Segmenter`. Its cost grows with the square of the
 * text's length, so long texts are cut at line breaks and sentence marks first.
 */
export function createSegmenterParser(locale: string): ProseParser {
  const sentences = new Intl.Segmenter(locale, { granularity: 'sentence' })
  const words = new Intl.Segmenter(locale, { granularity: 'word' })

  function sentence(text: string, offset: number): Sentence {
    const children: SentenceContent[] = []
    for (const { segment, index } of words.segment(text)) {
      const position = at(offset + index, offset + index + segment.length)
      if (isWhiteSpace.test(segment)) children.push({ type: 'WhiteSpaceNode', value: segment, position })
      else if (isWord.test(segment))
        children.push({ type: 'WordNode', children: [{ type: 'TextNode', value: segment, position }], position })
      else if (isPunctuation.test(segment)) children.push({ type: 'PunctuationNode', value: segment, position })
      else children.push({ type: 'SymbolNode', value: segment, position })
    }
    return { type: 'SentenceNode', children, position: at(offset, offset + text.length) }
  }

  return (text) => {
    const children: Paragraph['children'] = []
    for (const piece of pieces(text)) {
      for (const { segment, index } of sentences.segment(text.slice(piece.start, piece.end))) {
        const start = piece.start + index
        const trimmed = segment.trimEnd()
        if (trimmed !== '') children.push(sentence(trimmed, start))
        if (trimmed.length < segment.length) {
          children.push({
            type: 'WhiteSpaceNode',
            value: segment.slice(trimmed.length),
            position: at(start + trimmed.length, start + segment.length),
          })
        }
      }
    }
    return { type: 'ParagraphNode', children, position: at(0, text.length) }
  }
}

const PIECE = 2000

/** Cuts a long text after line breaks or sentence marks, or where need be after any character. */
function pieces(text: string): Span[] {
  const result: Span[] = []
  let start = 0
  while (text.length - start > PIECE) {
    const window = text.slice(start, start + PIECE)
    const mark = Math.max(
      window.lastIndexOf('\n'),
      window.lastIndexOf('。'),
      window.lastIndexOf('！'),
      window.lastIndexOf('？'),
      window.lastIndexOf(' '),
    )
    let end = start + (mark > 0 ? mark + 1 : PIECE)
    if (/[\uDC00-\uDFFF]/.test(text.charAt(end))) end--
    result.push({ start, end })
    start = end
  }
  result.push({ start, end: text.length })
  return result
}

// Only offsets mean anything here; lines and columns are set when the paragraph is placed in its source.
const at = (start: number, end: number): Position => ({
  start: { line: 1, column: start + 1, offset: start },
  end: { line: 1, column: end + 1, offset: end },
})

/** Moves the positions of a paragraph, which are offsets of the block's text, to where they are in the source. */
export function placeInSource(paragraph: Paragraph, block: Block, lines: LineIndex): void {
  const visit = (node: Nodes | WordContent): void => {
    const { start, end } = node.position ?? {}
    if (start?.offset !== undefined && end?.offset !== undefined) {
      const place = toSource(block, { start: start.offset, end: end.offset })
      node.position = { start: lines.pointAt(place.start), end: lines.pointAt(place.end) }
    }
    if ('children' in node) for (const child of node.children) visit(child)
  }
  visit(paragraph)
}

/** The sentences of a paragraph, as spans of its text; call before the paragraph is placed in its source. */
export function sentenceSpans(paragraph: Paragraph): Span[] {
  return paragraph.children.flatMap((node) => {
    const { start, end } = node.position ?? {}
    return node.type === 'SentenceNode' && start?.offset !== undefined && end?.offset !== undefined
      ? [{ start: start.offset, end: end.offset }]
      : []
  })
}
