import { fold } from './fold.js'

/** A phrase as written, taken apart. */
export type Pattern =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'sequence'; readonly parts: readonly Pattern[] }
  | { readonly type: 'either'; readonly options: readonly Pattern[]; readonly optional: boolean }
  | { readonly type: 'slot'; readonly name: string }
  | { readonly type: 'space' | 'letters' | 'gap' | 'start' | 'end' }

/** A mistake in a phrase; `index` is where in the phrase, in UTF-16 code units. */
export class PhraseError extends Error {
  override readonly name = 'PhraseError'
  constructor(
    message: string,
    readonly index: number,
  ) {
    super(message)
  }
}

/** Needs no folding. */
const isFolded = /^[a-z0-9 .,'%-]*$/
/** What means nothing else in the notation. */
const plain = /[^\s|)\\(<*…^$]+/y

/** Whether white space stands at `index`. */
function isSpace(phrase: string, index: number): boolean {
  const unit = phrase.charCodeAt(index)
  return unit === 32 || (unit < 33 || unit > 126 ? /\s/.test(phrase.charAt(index)) : false)
}

const MAX_LENGTH = 2000
const MAX_DEPTH = 8

/**
 * Reads the phrase notation of `src/rules/README.md`.
 * @throws PhraseError for a bracket without partner, an empty alternative, an unknown slot, a phrase that could match nothing, or
 * the sign `$` where the end of a sentence is meant.
 */
export function parsePhrase(phrase: string, slots: ReadonlySet<string>): Pattern {
  if (phrase.length > MAX_LENGTH)
    throw new PhraseError(`Split this phrase: it has more than ${MAX_LENGTH} characters`, 0)
  let index = 0

  const literal = (text: string): Pattern => ({ type: 'text', text: isFolded.test(text) ? text : fold(text).text })

  function sequence(depth: number): Pattern {
    if (depth > MAX_DEPTH)
      throw new PhraseError(`Write it flatter: brackets are nested more than ${MAX_DEPTH} deep`, index)
    const parts: Pattern[] = []
    let text = ''
    const flush = (): void => {
      if (text !== '') parts.push(literal(text))
      text = ''
    }
    while (index < phrase.length) {
      const character = phrase.charAt(index)
      if (character === '|' || character === ')') break
      if (character === '\\') {
        if (index + 1 >= phrase.length) throw new PhraseError('Write the character that \\ stands before', index)
        text += phrase.charAt(index + 1)
        index += 2
      } else if (isSpace(phrase, index)) {
        flush()
        while (index < phrase.length && isSpace(phrase, index)) index++
        parts.push({ type: 'space' })
      } else if (character === '(') {
        flush()
        parts.push(group(depth))
      } else if (character === '<') {
        flush()
        const end = phrase.indexOf('>', index)
        const name = end < 0 ? '' : phrase.slice(index + 1, end)
        if (!slots.has(name)) {
          throw new PhraseError(
            `No slot is called <${name}>; there are ${[...slots].map((slot) => `<${slot}>`).join(' ')}`,
            index,
          )
        }
        parts.push({ type: 'slot', name })
        index = end + 1
      } else if (character === '*' || character === '…' || character === '^' || character === '$') {
        flush()
        parts.push({ type: ({ '*': 'letters', '…': 'gap', '^': 'start', $: 'end' } as const)[character] })
        index++
      } else {
        plain.lastIndex = index
        const run = plain.exec(phrase)?.[0] ?? character
        text += run
        index += run.length
      }
    }
    flush()
    return { type: 'sequence', parts: parts.filter((part, at) => !isSpaceBesideMark(parts, part, at)) }
  }

  function group(depth: number): Pattern {
    const open = index
    const options: Pattern[] = []
    do {
      index++
      options.push(sequence(depth + 1))
    } while (phrase.charAt(index) === '|')
    if (phrase.charAt(index) !== ')') throw new PhraseError('Close this bracket, or write \\(', open)
    index++
    const optional = phrase.charAt(index) === '?'
    if (optional) index++
    if (options.some((option) => option.type === 'sequence' && option.parts.length === 0)) {
      throw new PhraseError('Write (a|b)? instead of an empty alternative', open)
    }
    return { type: 'either', options, optional }
  }

  const pattern = sequence(0)
  if (index < phrase.length)
    throw new PhraseError(`Open a bracket for this ${phrase.charAt(index)}, or write \\${phrase.charAt(index)}`, index)
  if (phrase.startsWith('^') && phrase.endsWith(' \\$'))
    throw new PhraseError('Write $ for the end of a sentence: \\$ is the sign of a currency', phrase.length - 2)
  if (!needsText(pattern)) throw new PhraseError('Write at least one word that must be there', 0)
  return pattern
}

// `a … b`, `^ a` and `a $`: the white space belongs to the mark, not to the phrase.
function isSpaceBesideMark(parts: readonly Pattern[], part: Pattern, at: number): boolean {
  const isMark = (next: Pattern | undefined): boolean =>
    next?.type === 'gap' || next?.type === 'start' || next?.type === 'end'
  return part.type === 'space' && (isMark(parts[at - 1]) || isMark(parts[at + 1]))
}

function needsText(pattern: Pattern): boolean {
  switch (pattern.type) {
    case 'text':
    case 'slot':
      return true
    case 'sequence':
      return pattern.parts.some(needsText)
    case 'either':
      return !pattern.optional && pattern.options.every(needsText)
    default:
      return false
  }
}
