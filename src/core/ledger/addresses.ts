import type { Span } from '../text/span.js'
import type { Block } from '../tree/prose.js'

/** Where a text leads its readers: a link, or an address that is written out. */
export interface Address extends Span {
  readonly url: string
}

/** What stands before the sign of an e-mail address (RFC 5321 allows more), and behind it: a host with a name of its top level. */
const mailbox = /[\w.%+-]{1,64}$/
const LONGEST_MAILBOX = 64
const host = /[\w-]{1,63}(?:\.[\w-]{1,63}){0,4}\.[a-z]{2,24}(?![\w-])/iy
/** A telephone number with the code of its country (E.164: up to fifteen digits), in groups. */
const telephone = /\+\d(?:[ \u00A0().-]{0,2}\d){7,14}(?!\d)/g

/** What addresses state: options, with what addresses begin with. */
export type Links = Readonly<Record<string, readonly string[]>>

/** False where a block surely has no address that states anything: most links lead to pages. */
export const mayHaveAddresses = ({ text, inlines }: Block, all: readonly Links[]): boolean =>
  text.includes('@') ||
  text.includes('+') ||
  inlines.some(({ url }) => url !== undefined && all.some((links) => optionOf(url, links) !== undefined))

/** The addresses of a block, links first. */
export function* addressesIn({ text, inlines }: Block): Generator<Address> {
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
