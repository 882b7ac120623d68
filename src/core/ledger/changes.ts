import type { Catalog } from '../data/catalog.js'
import type { Commitment } from '../data/commitment.js'
import type { Report } from '../data/document.js'
import type { TopicPage } from '../data/topic.js'
import type { Value } from '../data/value.js'
import { groupBy } from '../text/arrays.js'
import { sharedLength } from '../text/likeness.js'
import { createLocaleDetector } from '../tree/locale.js'
import { compareTerms, type Order } from './compare-values.js'
import { countriesOf, inForceOf, sitesOf } from './standing.js'
import { areSharing } from './statements.js'

/** The rule that tells what a new version takes away. Only a comparison of versions knows what it finds. */
export const WEAKENED_TERM = 'weakened-term'

/** One state of a document, and what it commits to. */
export interface Version {
  readonly path: string
  /** None where the document is not in force. */
  readonly commitments: readonly Commitment[]
  /** The countries it is for; by default all. */
  readonly markets?: ReadonlySet<string>
  /** The brand or site it belongs to; by default to all. */
  readonly site?: string
}

/** A commitment and the document in which it stands. */
export interface Standpoint {
  readonly path: string
  readonly commitment: Commitment
  readonly markets: ReadonlySet<string>
  readonly site: string
}

/**
 * What a new version of documents means for customers: a promise `added` or `removed`, something `strengthened` or `weakened`, a
 * fee, a condition or a limit `imposed` or `lifted`, or `changed` where neither is better.
 */
export type ChangeType = 'weakened' | 'removed' | 'imposed' | 'changed' | 'strengthened' | 'added' | 'lifted'

/** Change types that take something away from customers. */
export const takesAway = (type: ChangeType): boolean => type === 'weakened' || type === 'removed' || type === 'imposed'

export interface Change {
  readonly type: ChangeType
  readonly topic: string
  readonly before: Standpoint | undefined
  readonly after: Standpoint | undefined
}

/** What the documents of one state commit to, in their order. @param day on which they are to be in force */
export function versionsOf(
  reports: readonly Report[],
  catalog: Pick<Catalog, 'kinds' | 'languages' | 'markets' | 'paths'>,
  day: string,
): Version[] {
  const inForce = inForceOf(reports, day, catalog.paths)
  const holding = new Set(inForce)
  const sites = sitesOf(inForce, catalog, createLocaleDetector(catalog.languages).normalise)
  return reports.map((report) => ({
    path: report.path,
    commitments: holding.has(report) ? report.commitments : [],
    markets: countriesOf(report.standing, catalog.markets),
    site: sites.get(report.path) ?? '',
  }))
}

/**
 * Compares two states of a set of documents. What is only worded otherwise is no change, nor is what a document no longer says and
 * another still does. What a document says otherwise is a change, whoever repeats the old words.
 * @param documents pairs of states; undefined where a document came or went.
 */
export function compareVersions(
  documents: readonly { readonly before: Version | undefined; readonly after: Version | undefined }[],
  topics: ReadonlyMap<string, TopicPage>,
): Change[] {
  const same: Suits = (old, now) => isSame(old, now, topics)
  const counterpart: Suits = (old, now) => isCounterpart(old, now, topics)
  const before: Standpoint[] = []
  const after: Standpoint[] = []
  const pairs: (readonly [Standpoint, Standpoint])[] = []
  const lost: Standpoint[] = []
  const won: Standpoint[] = []
  for (const document of documents) {
    const old = standpointsOf(document.before)
    const now = standpointsOf(document.after)
    before.push(...old)
    after.push(...now)
    const kept = pairUp(old, now, same)
    const altered = pairUp(kept.gone, kept.come, counterpart)
    pairs.push(...altered.pairs)
    lost.push(...altered.gone)
    won.push(...altered.come)
  }
  const [saidBefore, saidAfter] = [groupBy(before, matterOf), groupBy(after, matterOf)]
  // What still stands somewhere for the same customers is kept, however often it is said.
  const stands = (one: Standpoint, elsewhere: ReadonlyMap<string, readonly Standpoint[]>): boolean =>
    (elsewhere.get(matterOf(one)) ?? []).some(
      (other) => isSameSite(one, other) && covers(other.markets, one.markets) && isSame(one, other, topics),
    )
  const moved = pairUp(
    lost.filter((one) => !stands(one, saidAfter)),
    won.filter((one) => !stands(one, saidBefore)),
    (old, now) => isSameSite(old, now) && areSharing(old.markets, now.markets) && counterpart(old, now),
  )
  const changes = [
    ...[...pairs, ...moved.pairs].map(([old, now]) => changed(old, now, topics)),
    ...moved.gone.map((old) => gone(old, saidAfter, topics)),
    ...moved.come.map((now) => come(now, saidBefore, topics)),
  ]
  return changes.sort((a, b) => {
    const [first, second] = [a.after ?? a.before, b.after ?? b.before]
    if (!first || !second) return 0
    return first.path === second.path
      ? first.commitment.place.start - second.commitment.place.start
      : first.path < second.path
        ? -1
        : 1
  })
}

const everywhere: ReadonlySet<string> = new Set()

const standpointsOf = (version: Version | undefined): Standpoint[] =>
  (version?.commitments ?? []).map((commitment) => ({
    path: version?.path ?? '',
    commitment,
    markets: version?.markets ?? everywhere,
    site: version?.site ?? '',
  }))

/** What is shared by all statements that may be held against each other. */
const matterOf = ({ commitment: { topic, locale, scopes } }: Standpoint): string =>
  [topic, locale, ...scopes].join('\n')

const isSameSite = (a: Standpoint, b: Standpoint): boolean => a.site === b.site || a.site === '' || b.site === ''

/** Whether what is said for some markets is said for others, too. */
const covers = (some: ReadonlySet<string>, others: ReadonlySet<string>): boolean =>
  some.size === 0 || (others.size > 0 && [...others].every((market) => some.has(market)))

type Suits = (old: Standpoint, now: Standpoint) => boolean

/** Gives each old statement the most alike of those new ones of its matter that suit it and that no other has. */
function pairUp(old: readonly Standpoint[], now: readonly Standpoint[], suits: Suits) {
  const byMatter = groupBy(now, matterOf)
  const taken = new Set<Standpoint>()
  const pairs: (readonly [Standpoint, Standpoint])[] = []
  const left: Standpoint[] = []
  for (const one of old) {
    const rivals = (byMatter.get(matterOf(one)) ?? []).filter((other) => !taken.has(other) && suits(one, other))
    const found = mostAlike(one, rivals)
    if (found) {
      taken.add(found)
      pairs.push([one, found])
    } else left.push(one)
  }
  return { pairs, gone: left, come: now.filter((one) => !taken.has(one)) }
}

/** The one whose words share the longest beginning and end with another's. */
function mostAlike(one: Standpoint, others: readonly Standpoint[]): Standpoint | undefined {
  const likeness = (other: Standpoint): number => sharedLength(one.commitment.actual, other.commitment.actual)
  return others.reduce<Standpoint | undefined>(
    (best, other) => (best === undefined || likeness(other) > likeness(best) ? other : best),
    undefined,
  )
}

function orderOf(a: Standpoint, b: Standpoint, topics: ReadonlyMap<string, TopicPage>): Order {
  const topic = topics.get(a.commitment.topic)
  return topic && compareTerms(a.commitment, b.commitment, topic)
}

/** Of statements on one matter. */
const isCounterpart = (a: Standpoint, b: Standpoint, topics: ReadonlyMap<string, TopicPage>): boolean =>
  // Options of different ladders are different matters.
  orderOf(a, b, topics) !== undefined || (isMeasured(a.commitment.value) && isMeasured(b.commitment.value))

/** Of statements on one matter. */
function isSame(a: Standpoint, b: Standpoint, topics: ReadonlyMap<string, TopicPage>): boolean {
  const [first, second] = [a.commitment.value, b.commitment.value]
  if (first.type === 'option' && second.type === 'option') return first.option === second.option
  return a.commitment.comparison === b.commitment.comparison && orderOf(a, b, topics) === 'same'
}

const isMeasured = ({ type }: Value): boolean => type !== 'option'

function changed(before: Standpoint, after: Standpoint, topics: ReadonlyMap<string, TopicPage>): Change {
  const order = orderOf(after, before, topics)
  const type = order === 'better' ? 'strengthened' : order === 'worse' ? 'weakened' : 'changed'
  return { type, topic: before.commitment.topic, before, after }
}

type Said = ReadonlyMap<string, readonly Standpoint[]>

const gone = (before: Standpoint, after: Said, topics: ReadonlyMap<string, TopicPage>): Change => ({
  type: isUnwelcome(before, after, topics) ? 'lifted' : 'removed',
  topic: before.commitment.topic,
  before,
  after: undefined,
})

const come = (after: Standpoint, before: Said, topics: ReadonlyMap<string, TopicPage>): Change => ({
  type: isUnwelcome(after, before, topics) ? 'imposed' : 'added',
  topic: after.commitment.topic,
  before: undefined,
  after,
})

/** Whether customers would rather not find a statement. @param other what the other state says */
function isUnwelcome(one: Standpoint, other: Said, topics: ReadonlyMap<string, TopicPage>): boolean {
  const { topic, value, scopes } = one.commitment
  const page = topics.get(topic)
  if (!page || !isBurden(value, page)) return false
  // What is asked for a further way of delivery or another plan is a choice more. A fee that need not be is none.
  const isChoice = page.varied && isMeasured(value) && page.ladders.every(([worst = []]) => worst.length === 1)
  if (!isChoice) return true
  return scopes.length === 0 && !(other.get(matterOf(one)) ?? []).some(({ commitment }) => isMeasured(commitment.value))
}

/**
 * Whether a value is one that customers would rather not find: the worst step of a ladder that has better ones. Where measured
 * values are on that step and more of them is better, it is something good that could be better: a guarantee, opening hours.
 */
export function isBurden(value: Value, { better, ladders }: TopicPage): boolean {
  const step = value.type === 'option' ? value.option : 'value'
  return ladders.some(
    ([worst = [], ...others]) =>
      others.length > 0 && worst.includes(step) && !(better === 'more' && worst.includes('value')),
  )
}
