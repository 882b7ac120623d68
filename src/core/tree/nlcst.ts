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

/** The sentences of a text, as spans of it, in order. */
export type SentenceReader = (text: string) => readonly Span[]

/** Finds the sentences that `createProseParser` finds; words are read only where their parser needs them. */
export function createSentenceReader(locale: string, spacing: Spacing): SentenceReader {
  if (spacing !== 'words') {
    const sentences = sentenceSegmenter(locale)
    return (text) =>
      [...sentencesIn(text, sentences)].flatMap(({ start, text: own }) =>
        own === '' ? [] : [{ start, end: start + own.length }],
      )
  }
  const parse = createProseParser(locale, spacing)
  return (text) => (isOneSentence(text) ? [{ start: 0, end: text.length }] : sentenceSpans(parse(text)))
}

/** Marks at which a sentence may end, or a paragraph, with something behind them. */
const mayEnd = /[.!?\u2026\u203D\u2047-\u2049]\s*\S|\n\s*\n|^\s|\s$|[\r\u0085]/

/** Whether a parser surely finds one sentence in a text; most lines of lists and tables and many paragraphs are one. */
const isOneSentence = (text: string): boolean => text !== '' && !mayEnd.test(text)

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
  const sentences = sentenceSegmenter(locale)
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
    for (const { start, text: own, space } of sentencesIn(text, sentences)) {
      const end = start + own.length
      if (own !== '') children.push(sentence(own, start))
      if (space !== '') children.push({ type: 'WhiteSpaceNode', value: space, position: at(end, end + space.length) })
    }
    return { type: 'ParagraphNode', children, position: at(0, text.length) }
  }
}

/** What may end a sentence. */
const terminal = /[\p{Sentence_Terminal}\r\n\u0085\u2028\u2029]/u
/** What surely ends one, and the spaces behind it, before what surely begins another. */
const surelyEnds = /[!?\u3002\uFF01\uFF1F] *(?=[A-Za-z0-9\u0E01-\u0E2E\u4E00-\u9FFF])/g
/** Marks and spaces at the end of a text. */
const atEnd = /[!?.\u3002\uFF01\uFF1F ]*$/

/** The sentences of a text in which nothing leaves open where they end; making a segmenter takes longer than most texts take to read. */
function plainSentences(text: string): string[] | undefined {
  const parts: string[] = []
  let start = 0
  for (const { 0: end, index } of text.matchAll(surelyEnds)) {
    parts.push(text.slice(start, index + end.length))
    start = index + end.length
  }
  parts.push(text.slice(start))
  const isPlain = parts.every((part) => !terminal.test(part.replace(atEnd, '')))
  return isPlain ? parts : undefined
}

/** A segmenter that is made when it is first needed. */
function sentenceSegmenter(locale: string): () => Intl.Segmenter {
  let segmenter: Intl.Segmenter | undefined
  return () => {
    segmenter ??= new Intl.Segmenter(locale, { granularity: 'sentence' })
    return segmenter
  }
}

/** Each sentence of a text, which may be empty, and the white space behind it. */
function* sentencesIn(
  text: string,
  segmenter: () => Intl.Segmenter,
): Generator<{ readonly start: number; readonly text: string; readonly space: string }> {
  for (const piece of pieces(text)) {
    const whole = text.slice(piece.start, piece.end)
    const segments = plainSentences(whole) ?? Array.from(segmenter().segment(whole), ({ segment }) => segment)
    let { start } = piece
    for (const segment of segments) {
      const trimmed = segment.trimEnd()
      yield { start, text: trimmed, space: segment.slice(trimmed.length) }
      start += segment.length
    }
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
