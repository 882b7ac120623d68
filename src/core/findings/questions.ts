import type { LexiconData, QuestionData, RuleData } from '../data/catalog.js'
import type { Commitment } from '../data/commitment.js'
import type { Coverage, Format } from '../data/document.js'
import type { Edit } from '../data/finding.js'
import { lineStart, type Span } from '../text/span.js'
import { type Block, sourceOf, toSource } from '../tree/prose.js'
import { askedOf } from './lexicons.js'
import { allConditions, type Passage } from './passage.js'
import type { Picked } from './since.js'

/** What questions are put to. */
export interface QuestionedDocument {
  readonly source: string
  readonly format: Format
  readonly blocks: readonly Block[]
  readonly commitments: readonly Commitment[]
  /** The keys of its front matter. */
  readonly frontMatter: ReadonlySet<string>
  /** Where the text of its front matter ends; 0 where it has none. */
  readonly frontMatterEnd: number
  /** The names of the markets it is for. */
  readonly markets: ReadonlySet<string>
}

/** What a passage says of the questions of a rule. */
export interface Telling {
  /** The questions that arise; undefined for the rule itself. */
  readonly applicable: readonly (string | undefined)[]
  /** Where it first answers a question, in the text of its block. */
  readonly answered: readonly (readonly [question: string, span: Span])[]
  /** The questions that it asks, as a heading. */
  readonly asked: readonly string[]
}

/** @returns undefined where a passage says nothing of the questions, as most do not */
export function tellingOf(ruleId: string, passage: Passage): Telling | undefined {
  const hits = allConditions(passage, askedOf(ruleId))
  if (hits.length === 0) return undefined
  const applicable: (string | undefined)[] = []
  const answered: (readonly [string, Span])[] = []
  const asked: string[] = []
  for (const { owner, start, end } of hits) {
    if (owner.type === 'applies') applicable.push(owner.question)
    else if (owner.type === 'answered') {
      if (!answered.some(([question]) => question === owner.question)) answered.push([owner.question, { start, end }])
    } else if (owner.type === 'asked' && passage.block.depth > 0) asked.push(owner.question)
  }
  return { applicable, answered, asked }
}

/** A question, whether the document answers it, and if not, the edit that would add an answer. */
export interface Answered extends Coverage {
  readonly edit: Edit | undefined
  /** The heading that the edit adds, or else the text. */
  readonly adds: string
}

/**
 * Puts the questions of a rule's page to a document.
 * @param lexicon the rule's words in the document's language
 * @param tellings what the document's passages say of them
 * @returns nothing where the rule does not apply to the document, or there is nothing in it.
 */
export function* ask(
  { page }: RuleData,
  { applies, answers = {} }: LexiconData,
  document: QuestionedDocument,
  tellings: Picked<Telling>,
): Generator<Answered> {
  const { blocks, commitments, markets } = document
  const title = blocks.findIndex(({ depth }) => depth > 0)
  const top = title < 0 ? 0 : title
  if (blocks.length === 0) return
  const { applicable, answered, asked } = signsOf(tellings, blocks)
  if (applies && !applicable.has(undefined)) return
  for (const [topic, { topics, required, frontMatter, stage, place }] of Object.entries(page.questions ?? {})) {
    const answer = answers[topic]
    if (!answer) continue
    const passage =
      answered.get(topic) ?? commitments.find((one) => one.topic === topic || topics.includes(one.topic))?.place
    const stated = frontMatter.some((key) => document.frontMatter.has(key))
    const covered = passage !== undefined || stated
    if (answer.applies && !covered && !applicable.has(topic)) continue
    const heading = asked.get(topic)
    const at = heading ?? top
    yield {
      ruleId: page.id,
      topic,
      question: answer.question,
      stage,
      required: required.some((market) => markets.has(market)),
      covered,
      place: passage ?? firstLine(blocks[at], document.source),
      edit: covered ? undefined : insertion(document, place, heading, answer.title, answer.text, top),
      adds: answer.title ?? answer.text,
    }
  }
}

interface Signs {
  /** The questions that arise; undefined for the rule itself. */
  readonly applicable: ReadonlySet<string | undefined>
  /** The first passage that answers each question, in the source. */
  readonly answered: ReadonlyMap<string, Span>
  /** The first heading that asks each question, by the number of its block. */
  readonly asked: ReadonlyMap<string, number>
}

function signsOf({ numbers, items }: Picked<Telling>, blocks: readonly Block[]): Signs {
  const applicable = new Set<string | undefined>()
  const answered = new Map<string, Span>()
  const asked = new Map<string, number>()
  for (let at = 0; at < items.length; at++) {
    const telling = items[at]
    const number = numbers[at] ?? -1
    if (!telling) continue
    for (const question of telling.applicable) applicable.add(question)
    for (const [question, span] of telling.answered) {
      const block = answered.has(question) ? undefined : blocks[number]
      if (block) answered.set(question, toSource(block, span))
    }
    for (const question of telling.asked) if (!asked.has(question)) asked.set(question, number)
  }
  return { applicable, answered, asked }
}

/** The first line of a block, in the source. */
function firstLine(block: Block | undefined, source: string): Span {
  if (!block) return { start: 0, end: 0 }
  const { start, end } = sourceOf(block)
  const line = source.slice(start, end).search(/[\r\n]/)
  return { start, end: line < 0 ? end : start + line }
}

/**
 * The edit that adds an answer: below the heading that asks for it, or as a section of its own at the end, or before all other prose.
 * @returns undefined for formats in which a section is not written as text, and where no line is known to write it before.
 */
function insertion(
  { source, format, blocks, frontMatterEnd }: QuestionedDocument,
  place: QuestionData['place'],
  heading: number | undefined,
  title: string | undefined,
  text: string,
  top: number,
): Edit | undefined {
  if (format === 'html') return undefined
  const eol = /\r\n|\r|\n/.exec(source)?.[0] ?? '\n'
  const lines = (parts: readonly string[]): string => parts.join('\n\n').replaceAll('\n', eol)
  if (place === 'start') {
    const first = blocks.find((block) => sourceOf(block).start >= frontMatterEnd)
    if (!first) return undefined
    const start = lineStart(source, sourceOf(first).start)
    return { start, end: start, text: lines([text, '']) }
  }
  const next = heading === undefined ? undefined : blocks.find(({ depth }, index) => index > heading && depth > 0)
  const before = next && headingStart(source, next)
  if (next && before === undefined) return undefined
  const level = Math.min(6, Math.max(2, (blocks[top]?.depth ?? 1) + 1))
  const marks = format === 'text' ? '' : `${'#'.repeat(level)} `
  const written = heading !== undefined || title === undefined ? [text] : [marks + title, text]
  if (before !== undefined) return { start: before, end: before, text: lines([...written, '']) }
  const end = source.trimEnd().length
  return { start: end, end, text: lines(['', ...written]) }
}

/** Where the line of a heading begins; undefined where something else than its own marks stands before it on its line. */
function headingStart(source: string, block: Block): number | undefined {
  const { start } = sourceOf(block)
  const line = lineStart(source, start)
  return /^ {0,3}(?:#{1,6}[ \t].*|[*_~[]*)$/.test(source.slice(line, start)) ? line : undefined
}
