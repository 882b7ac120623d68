import { VALUE } from '../text/characters.js'

const blank = (text: string): string => text.replace(/[^\r\n]/g, ' ')
const unknown = (text: string): string => text.replace(/[^\r\n]/g, VALUE)

/**
 * Templating as it stands in prose: Liquid, Jinja and Handlebars tags and values, ERB, JavaScript and printf placeholders, ICU
 * messages, kramdown attributes. Control tags say nothing; the others stand for a value nobody knows yet.
 */
const template =
  /\{%[-~]?[\s\S]{0,2000}?%\}|\{#[^}\n]{0,500}#\}|\{\{\{?[\s\S]{0,500}?\}?\}\}|<%[\s\S]{0,500}?%>|\$\{[^{}\n]{1,200}\}|%\([A-Za-z_]\w{0,60}\)[sdif]|%\d?\$?[sd](?![A-Za-z])|\{[A-Za-z_][\w.]{0,60}\}|\{\d{1,3}\}|\{[:#.][^{}\n]{0,200}\}/g
const icuMessage = /\{\s*[A-Za-z_]\w{0,60}\s*,\s*(?:plural|select|selectordinal|number|date|time)\b/g
const control = /^(?:\{%|\{[#:.]|<%(?!=)|\{\{\{?[~\s]*(?:[#/^!>&]|else\b))/

/**
 * Puts spaces over template control and `VALUE` over template values. Every UTF-16 unit stays at its place, so positions in
 * the result are positions in `source`.
 */
export function maskTemplates(source: string): string {
  if (!/[{%<$]/.test(source)) return source
  return maskIcu(source).replace(template, (text) => (control.test(text) ? blank(text) : unknown(text)))
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

/** @returns the offset after the brace that closes the one at `start`, or -1 if none does within `reach` units. */
export function closingBrace(source: string, start: number, reach: number): number {
  let depth = 0
  for (let at = start; at < Math.min(source.length, start + reach); at++) {
    const unit = source.charAt(at)
    if (unit === '{') depth++
    else if (unit === '}' && --depth === 0) return at + 1
  }
  return -1
}
