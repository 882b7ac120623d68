import type { Span } from '../text/span.js'
import { type Block, linesOf } from '../tree/prose.js'

/** Where a text leads its readers: a link, or an address that is written out. */
export interface Address extends Span {
  readonly url: string
  /** What a number is called that has no sign of being one that can be called but its shape. */
  readonly name?: Span
}

/** What stands before the sign of an e-mail address (RFC 5321 allows more), and behind it: a host with a name of its top level. */
const mailbox = /[\w.%+-]{1,64}$/
const LONGEST_MAILBOX = 64
const host = /[\w-]{1,63}(?:\.[\w-]{1,63}){0,4}\.[a-z]{2,24}(?![\w-])/iy
/** A telephone number with the code of its country (E.164: up to fifteen digits), in groups. */
const telephone = /\+\d(?:[ \u00A0().-]{0,2}\d){7,14}(?!\d)/g

/** So many digits in a row have no other numbers than those of telephones, accounts and the like. */
const longNumber = /\d(?:[ \u00A0().\u2013-]{0,2}\d){8}/
/** A line that is a telephone number as people of a country write it, at most with what it is called before it. */
const numberLine =
  /^(?<name>[^\d(]{0,40}?[\s:\uFF1A(])?(?<number>\(?\d(?:[ \u00A0().\u2013-]{0,2}\d){8,11})[^\p{L}\p{N}]*$/u
/**
 * How national numbers begin, as no amount and no date does: an area in brackets or behind a trunk 0 or 8, a service (400, 800), a mobile
 * of eleven digits (1…), or three groups as in North America (ITU-T E.123, national plans).
 */
const beginsAsNumber =
  /^(?:\(\d{2,5}\)|0\d{1,4}[ \u00A0).-]|0\d{8,10}$|1[3-9]\d{9}$|[48]00[ \u00A0-]|8[ (-]|\d{3}[.-]\d{3}[.-]\d{4}$)/

/** What addresses state: options, with what addresses begin with. */
export type Links = Readonly<Record<string, readonly string[]>>

/** False where a block surely has no address that states anything: most links lead to pages. */
export const mayHaveAddresses = ({ text, inlines }: Block, all: readonly Links[]): boolean =>
  text.includes('@') ||
  text.includes('+') ||
  longNumber.test(text) ||
  inlines.some(({ url }) => url !== undefined && all.some((links) => optionOf(url, links) !== undefined))

/** The addresses of a block, links first. */
export function* addressesIn(block: Block): Generator<Address> {
  const { text, inlines } = block
  for (const { start, end, url } of inlines) if (url !== undefined) yield { start, end, url }
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    const name = mailbox.exec(text.slice(Math.max(0, at - LONGEST_MAILBOX), at))?.[0]
    host.lastIndex = at + 1
    if (name === undefined || !host.test(text)) continue
    const [start, end] = [at - name.length, host.lastIndex]
    yield { start, end, url: `mailto:${text.slice(start, end)}` }
  }
  for (const { 0: number, index } of text.includes('+') ? text.matchAll(telephone) : [])
    yield { start: index, end: index + number.length, url: `tel:${number}` }
  for (const line of longNumber.test(text) ? linesOf(block) : []) {
    const { name = '', number } = numberLine.exec(text.slice(line.start, line.end))?.groups ?? {}
    if (number === undefined || !beginsAsNumber.test(number)) continue
    const start = line.start + name.length
    yield { start, end: start + number.length, url: `tel:${number}`, name: { start: line.start, end: start } }
  }
}

/** The option that an address states. Without somebody who is reached by it (`mailto:?subject=`, a page to share) it states none. */
export function optionOf(url: string, links: Links): string | undefined {
  const address = url.trim().replace(/^(?:https?:)?\/\/(?:www\.)?/i, '')
  for (const [option, beginnings] of Object.entries(links)) {
    const beginning = beginnings.find((one) => address.slice(0, one.length).toLowerCase() === one)
    if (beginning === undefined) continue
    const whom = address.slice(beginning.length)
    if (/^[@+~%(]?[\p{L}\p{N}]/u.test(whom) && !/^share\b/i.test(whom)) return option
  }
  return undefined
}
