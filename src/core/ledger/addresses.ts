import type { Span } from '../text/span.js'
import type { Block } from '../tree/prose.js'

/** Where a text leads its readers: a link, or an address that is written out. */
export interface Address extends Span {
  readonly url: string
}

/** An e-mail address: letters, digits and marks that all providers take (RFC 5321 has more), and a host with a name of its top level. */
const mail = /[\w.%+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,4}\.[a-z]{2,24}(?![\w-])/gi
/** A telephone number with the code of its country (E.164: up to fifteen digits), in groups. */
const telephone = /\+\d(?:[ \u00A0().-]{0,2}\d){7,14}(?!\d)/g

/** False where a block surely has no address. */
export const mayHaveAddresses = ({ text, inlines }: Block): boolean =>
  text.includes('@') || text.includes('+') || inlines.some(({ url }) => url !== undefined)

/** The addresses of a block, links first. */
export function* addressesIn({ text, inlines }: Block): Generator<Address> {
  for (const { start, end, url } of inlines) if (url !== undefined) yield { start, end, url }
  if (text.includes('@')) yield* written(text, mail, 'mailto:')
  if (text.includes('+')) yield* written(text, telephone, 'tel:')
}

function* written(text: string, pattern: RegExp, scheme: string): Generator<Address> {
  for (const { 0: address, index } of text.matchAll(pattern))
    yield { start: index, end: index + address.length, url: scheme + address }
}

/** The option that an address states. Without somebody who is reached by it (`mailto:?subject=`, a page to share) it states none. */
export function optionOf(url: string, links: Readonly<Record<string, readonly string[]>>): string | undefined {
  const address = url.trim().replace(/^(?:https?:)?\/\/(?:www\.)?/i, '')
  for (const [option, beginnings] of Object.entries(links)) {
    const beginning = beginnings.find((one) => address.slice(0, one.length).toLowerCase() === one)
    if (beginning === undefined) continue
    const whom = address.slice(beginning.length)
    if (/^[@+~%(]?[\p{L}\p{N}]/u.test(whom) && !/^share\b/i.test(whom)) return option
  }
  return undefined
}
