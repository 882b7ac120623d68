import { VALUE } from '../text/characters.js'

const unknown = (text: string): string => text.replace(/[^\r\n]/g, VALUE)

/**
 * Templating as it stands in prose: Liquid, Jinja and Handlebars tags and values, ERB, PHP, JavaScript and printf placeholders, ICU
 * messages, kramdown attributes. Control tags say nothing; the others stand for a value nobody knows yet.
 */
const template =
  /\{%[-~]?(?:[^\r]|\r\n|\r(?!\n)){0,2000}?%\}|\{#[^}\n]{0,500}#\}|\{\{\{?(?:[^\r]|\r\n|\r(?!\n)){0,500}?\}?\}\}|<%(?:[^\r]|\r\n|\r(?!\n)){0,500}?%>|<\?(?:php\b|=)(?:[^\r]|\r\n|\r(?!\n)){0,500}?\?>|\$\{[^{}\n]{1,200}\}|%\([A-Za-z_]\w{0,60}\)[sdif]|%\d?\$?[sd](?![A-Za-z])|\{[A-Za-z_][\w.]{0,60}\}|\{\d{1,3}\}|\{[:#.][^{}\n]{0,200}\}/g
/** No template is longer, in UTF-16 units; an end of a line counts as one above, however it is written. */
export const LONGEST_TEMPLATE = 4010

const icuMessage = /\{\s*[A-Za-z_]\w{0,60}\s*,\s*(?:plural|select|selectordinal|number|date|time)\b/g
/** Of the words of Go's templates, all but `end` and `else` have something to say it of; a value may have their name. */
const control =
  /^(?:\{%|\{[#:.]|<%(?!=)|<\?php(?!\s+(?:echo|print)\b)|\{\{\{?[-~\s]*(?:[#/^!>&<%]|(?:else|end)\b|(?:if|range|with|block|define|template)\s+[^\s|}]))/
/**
 * What is text to a Markdown reader, and something else to the program that makes a page of it: fences of directives (`:::`), the
 * mark of an alert (`[!NOTE]`), what stands in double brackets, tags of Blade and FreeMarker.
 */
const marker =
  /^[ \t>]*:{3,}|\[![A-Za-z]+\]|\[\[|\[\/?[#@][a-z]|(?<![\w.])@(?:end|else|(?:if|unless|for|foreach|forelse|while|switch|case|isset|empty|section|auth|guest|can)\s*\()/m

/** Stands over template control until it is known what should; no text has it. */
const FILLER = '\uFFFE'
/** What has no width, and is no white space to a Markdown reader. */
const INVISIBLE = '\u200B'

/**
 * Puts spaces over template control and `VALUE` over template values. Every UTF-16 unit stays at its place, so positions in
 * the result are positions in `source`.
 */
export const maskTemplates = (source: string): string => mask(source, ' ')

/** As `maskTemplates`; but control before the text of a line becomes invisible, so that it is no indentation. */
export function maskMarkdownTemplates(source: string): string {
  const masked = mask(source, FILLER)
  if (!masked.includes(FILLER)) return masked
  return masked.replace(/^.*$/gm, (line) => {
    if (!line.includes(FILLER)) return line
    const isBare = /^[\s>\uFFFE]*$/.test(line)
    const text = isBare ? line : line.replace(/^[\s>*+\-\d.)|\uFFFE]*/, (start) => start.replaceAll(FILLER, INVISIBLE))
    return text.replaceAll(FILLER, ' ')
  })
}

/** Whether a part of a source has template control or such marks in it, of which no edit may take one half. */
export const hasTemplateControl = (text: string): boolean => marker.test(text) || mask(text, FILLER).includes(FILLER)

/** False where a text surely has no templating. */
export const mayHaveTemplates = (text: string): boolean =>
  text.includes('{') || text.includes('<%') || text.includes('<?') || /%[\d$(sd]/.test(text)

function mask(source: string, filler: string): string {
  if (!mayHaveTemplates(source)) return source
  return maskIcu(source).replace(template, (text) =>
    control.test(text) ? text.replace(/[^\r\n]/g, filler) : unknown(text),
  )
}

/** ICU messages nest braces, which no regular expression follows. */
function maskIcu(source: string): string {
  let result = ''
  let done = 0
  for (const match of source.matchAll(icuMessage)) {
    if (match.index < done) continue
    const end = closingBrace(source, match.index, 2000)
    if (end < 0) continue
    result += source.slice(done, match.index) + unknown(source.slice(match.index, end))
    done = end
  }
  return result + source.slice(done)
}

/** @returns the offset after the brace that closes the one at `start`, or -1 if none does within `reach` units, `\r\n` being one. */
export function closingBrace(source: string, start: number, reach: number): number {
  let depth = 0
  let end = start + reach
  for (let at = start; at < Math.min(source.length, end); at++) {
    const unit = source.charAt(at)
    if (unit === '\r' && source.charAt(at + 1) === '\n') end++
    else if (unit === '{') depth++
    else if (unit === '}' && --depth === 0) return at + 1
  }
  return -1
}
