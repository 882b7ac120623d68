import type { Commitment } from '../data/commitment.js'
import type { TopicPage } from '../data/topic.js'
import { sharedLength } from '../text/likeness.js'
import { compareTerms, type Order } from './compare-values.js'

/** One state of a document, and what it commits to. */
export interface Version {
  readonly path: string
  readonly commitments: readonly Commitment[]
}

/** A commitment and the document in which it stands. */
export interface Standpoint {
  readonly path: string
  readonly commitment: Commitment
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

/**
 * Compares two states of a set of documents. What is only worded otherwise, or stands in another document of the set, is no
 * change.
 * @param documents pairs of states; undefined where a document came or went.
 */
export function compareVersions(
  documents: readonly { readonly before: Version | undefined; readonly after: Version | undefined }[],
  topics: ReadonlyMap<string, TopicPage>,
): Change[] {
  const before = documents.flatMap(({ before: version }) => standpointsOf(version))
  const after = documents.flatMap(({ after: version }) => standpointsOf(version))
  const twin = new Map(documents.map(({ before: old, after: now }) => [old?.path, now?.path]))
  // What still stands somewhere is kept, however often it is said.
  const gone = before.filter((one) => !after.some((other) => isSame(one, other, topics)))
  const come = after.filter((one) => !before.some((other) => isSame(other, one, topics)))

  const changes: Change[] = []
  const paired = new Set<Standpoint>()
  for (const old of gone) {
    const rivals = come.filter((one) => !paired.has(one) && isCounterpart(old, one, topics))
    // The next of kin stands in the same document, in much the same words.
    const near = rivals.filter(({ path }) => path === twin.get(old.path))
    const now = mostAlike(old, near.length > 0 ? near : rivals)
    if (now) paired.add(now)
    changes.push(now ? changed(old, now, topics) : lost(old, topics))
  }
  for (const now of come) if (!paired.has(now)) changes.push(won(now, topics))
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

const standpointsOf = (version: Version | undefined): Standpoint[] =>
  (version?.commitments ?? []).map((commitment) => ({ path: version?.path ?? '', commitment }))

/** The one whose words share the longest beginning and end with another's. */
function mostAlike(one: Standpoint, others: readonly Standpoint[]): Standpoint | undefined {
  const likeness = (other: Standpoint): number => sharedLength(one.commitment.actual, other.commitment.actual)
  return others.reduce<Standpoint | undefined>(
    (best, other) => (best === undefined || likeness(other) > likeness(best) ? other : best),
    undefined,
  )
}

const scopesOf = ({ commitment }: Standpoint): string => commitment.scopes.join('\n')

function orderOf(a: Standpoint, b: Standpoint, topics: ReadonlyMap<string, TopicPage>): Order {
  const topic = topics.get(a.commitment.topic)
  return topic && compareTerms(a.commitment, b.commitment, topic)
}

const isCounterpart = (a: Standpoint, b: Standpoint, topics: ReadonlyMap<string, TopicPage>): boolean =>
  a.commitment.topic === b.commitment.topic &&
  a.commitment.locale === b.commitment.locale &&
  scopesOf(a) === scopesOf(b) &&
  // Options of different ladders are different matters.
  (orderOf(a, b, topics) !== undefined ||
    (a.commitment.value.type !== 'option' && b.commitment.value.type !== 'option'))

function isSame(a: Standpoint, b: Standpoint, topics: ReadonlyMap<string, TopicPage>): boolean {
  if (a.commitment.topic !== b.commitment.topic || a.commitment.locale !== b.commitment.locale) return false
  if (scopesOf(a) !== scopesOf(b)) return false
  const [first, second] = [a.commitment.value, b.commitment.value]
  if (first.type === 'option' && second.type === 'option') return first.option === second.option
  return a.commitment.comparison === b.commitment.comparison && orderOf(a, b, topics) === 'same'
}

function changed(before: Standpoint, after: Standpoint, topics: ReadonlyMap<string, TopicPage>): Change {
  const order = orderOf(after, before, topics)
  const type = order === 'better' ? 'strengthened' : order === 'worse' ? 'weakened' : 'changed'
  return { type, topic: before.commitment.topic, before, after }
}

const lost = (before: Standpoint, topics: ReadonlyMap<string, TopicPage>): Change => ({
  type: isBurden(before, topics) ? 'lifted' : 'removed',
  topic: before.commitment.topic,
  before,
  after: undefined,
})

const won = (after: Standpoint, topics: ReadonlyMap<string, TopicPage>): Change => ({
  type: isBurden(after, topics) ? 'imposed' : 'added',
  topic: after.commitment.topic,
  before: undefined,
  after,
})

/** Whether a commitment is one that customers would rather not find: the worst step of a ladder that has better ones. */
function isBurden({ commitment: { topic, value } }: Standpoint, topics: ReadonlyMap<string, TopicPage>): boolean {
  const step = value.type === 'option' ? value.option : 'value'
  const ladders = topics.get(topic)?.ladders ?? []
  return ladders.some((ladder) => ladder.length > 1 && ladder[0]?.includes(step))
}
