import type { Claim } from '../data/claim.js'
import { createMatcher, type Matcher } from '../text/matcher.js'
import type { Span } from '../text/span.js'
import type { Words } from './lexicons.js'
import type { Passage } from './passage.js'

/** A claim whose words stand in a passage. Offsets are those of the block's text. */
export interface ClaimHit extends Span {
  readonly owner: Claim
}

/** A registered claim that a document states. Offsets are those of the block's text. */
export interface StatedClaim extends Span {
  /** Of several entries with these words, the one that matters. */
  readonly claim: Claim
  /** The markets of the document for which no entry with proof in date is registered. */
  readonly missing: readonly string[]
  /** Whether it stands within the words of another claim, which says more. */
  readonly isPart: boolean
}

/** Where claims stand that may be made there: in order, none within another. */
export function provenIn(stated: readonly StatedClaim[]): readonly Span[] {
  let reached = -1
  return stated.filter(({ claim, missing, end }) => {
    const counts = !claim.isPast && missing.length === 0 && end > reached
    if (counts) reached = end
    return counts
  })
}

/** Finds claims in passages; lists of claims are compiled once for each language. */
export function createClaimFinder(): (passage: Passage, words: Words, claims: readonly Claim[]) => readonly ClaimHit[] {
  const matchers = new WeakMap<readonly Claim[], Map<string, Matcher<Claim>>>()
  return (passage, { locale, language, slots }, claims) => {
    const byLocale = matchers.get(claims) ?? new Map<string, Matcher<Claim>>()
    matchers.set(claims, byLocale)
    const matcher = byLocale.get(locale) ?? createMatcher(entriesFor(locale, claims), language, slots)
    byLocale.set(locale, matcher)
    return passage.content.claims(matcher)
  }
}

/** In phrases white space finds dashes, too, so that a dash behind it would find a second one. */
const loneDash = /\s+[-\u2010-\u2015]+\s+/g

const entriesFor = (locale: string, claims: readonly Claim[]) =>
  claims.flatMap((owner) =>
    owner.words
      .filter((words) => words.locale === undefined || words.locale === locale)
      .map(({ text }) => ({ phrase: text.replace(loneDash, ' '), owner })),
  )

/**
 * What is stated at each place, in the order of the text.
 *
 * @param markets those of the document; none where it does not say
 */
export function statedClaims(hits: readonly ClaimHit[], markets: ReadonlySet<string>): readonly StatedClaim[] {
  const stated: StatedClaim[] = []
  const places = new Map<string, ClaimHit[]>()
  for (const hit of [...hits].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const key = `${hit.start} ${hit.end}`
    const known = places.get(key)
    if (known) known.push(hit)
    else places.set(key, [hit])
  }
  let reached = -1
  for (const [first, ...others] of places.values()) {
    if (!first) continue
    const { start, end } = first
    const entries = [first, ...others].map(({ owner }) => owner).sort((a, b) => (a.until > b.until ? -1 : 1))
    const proven = entries.filter(({ isPast }) => !isPast)
    const missing = [...markets].filter((market) => !proven.some((entry) => entry.markets?.includes(market) ?? true))
    const claim = proven[0] ?? entries[0] ?? first.owner
    stated.push({ start, end, claim, missing: proven.length > 0 ? missing : [], isPart: end <= reached })
    reached = Math.max(reached, end)
  }
  return stated
}
