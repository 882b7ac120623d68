import {
  areComparable,
  areSharing,
  compareStatements,
  contradiction,
  contradicts,
  distinct,
  formatValue,
  groupBy,
  type LedgerReport,
  type RuleCode,
  type Statement,
  type TopicView,
} from '../../../core/index.js'

/** A version that says more different things on one topic lists cases, which cannot be told from each other across languages. */
const MOST_COMPARED = 100

/** Reports versions of one document in several languages that promise different things. */
export const rule: RuleCode = {
  *compare(view): Generator<LedgerReport> {
    for (const family of groupBy(view.statements, ({ document }) => document.family).values()) {
      const all = [...groupBy(family, ({ document }) => document.path).values()]
      const versions = all.filter((version) => distinct(version).length <= MOST_COMPARED)
      if (versions.length > 1) yield* compareVersions(versions, view)
    }
  },
}

/** What one document says on the topic. */
type Version = readonly Statement[]

/** The version whose statements most others share is the measure; where several are alike in that, each side is told. */
function* compareVersions(versions: readonly Version[], view: TopicView): Generator<LedgerReport> {
  const agreements = versions.map((version) => {
    const left = versions.reduce(
      (sum, other) => sum + (other === version ? 0 : unmatched(version, other, view).length),
      0,
    )
    // Of versions that agree as much, the one that says more.
    return 1 - left / version.length + version.length / 1000
  })
  const most = Math.max(...agreements)
  const measure = versions[agreements.indexOf(most)]
  if (!measure) return
  const known = new Map<Statement, readonly Version[]>()
  const saidBy = (one: Statement): readonly Version[] => {
    const found = known.get(one) ?? versions.filter((version) => says(version, one))
    known.set(one, found)
    return found
  }
  for (const [index, version] of versions.entries()) {
    const found = version === measure ? undefined : mismatch(version, measure, saidBy, view)
    if (!found) continue
    yield contradiction(found.one, [found.other], view)
    if (agreements[index] === most) yield contradiction(found.other, [found.one], view)
  }
}

/**
 * The first statements of two versions that contradict each other and that nothing in the other version agrees with.
 * @param saidBy the versions that state the value of a statement: what one of them says in one breath is not said of the same thing.
 */
function mismatch(
  version: Version,
  other: Version,
  saidBy: (one: Statement) => readonly Version[],
  view: TopicView,
): { readonly one: Statement; readonly other: Statement } | undefined {
  if (version[0]?.document.locale === other[0]?.document.locale) return undefined
  const left = unmatched(version, other, view)
  const right = unmatched(other, version, view)
  const isApart = (one: Statement, rival: Statement): boolean =>
    saidBy(one).some((version) => saidBy(rival).includes(version))
  for (const one of left) {
    // Where several answers are usual, as many must be left over on each side of what may be said of the same thing.
    const isEven = (rival: Statement): boolean => {
      const rest = (side: readonly Statement[]): number =>
        count(
          side.filter((also) => also === one || also === rival || !(isApart(also, one) || isApart(also, rival))),
          one,
        )
      return rest(left) === rest(right)
    }
    const rivals = right.filter(
      (candidate) =>
        isPair(one, candidate) &&
        !isLocalPrice(one, candidate) &&
        !isApart(one, candidate) &&
        contradicts(compareStatements(one, candidate, view)) &&
        (view.topic.single || isEven(candidate)),
    )
    // What most versions say is what they all meant to say.
    const [rival] = rivals.sort((a, b) => saidBy(b).length - saidBy(a).length)
    if (rival) return { one, other: rival }
  }
  return undefined
}

const unmatched = (version: Version, other: Version, view: TopicView): Statement[] =>
  version.filter((one) => !isIn(other, one, view))

/** Whether a version states the very same value. */
const says = (version: Version, one: Statement): boolean =>
  version.some(
    (other) => isPair(one, other) && formatValue(one.commitment.value) === formatValue(other.commitment.value),
  )

const isIn = (version: Version, one: Statement, view: TopicView): boolean =>
  version.some((candidate) => isPair(one, candidate) && compareStatements(one, candidate, view) === 'same')

/** Scopes in words of a language cannot be told from each other across languages; named ones can. */
const isPair = (a: Statement, b: Statement): boolean =>
  areComparable(a, b) || (isWorded(a) && isWorded(b) && areSharing(a.document.markets, b.document.markets))

const isWorded = ({ commitment: { scopes } }: Statement): boolean =>
  scopes.length > 0 && scopes.every((scope) => scope.startsWith('='))

const count = (version: Version, one: Statement): number => version.filter((other) => isPair(one, other)).length

/** Amounts of money are set for each market: one is no contradiction to “free” in another. */
const isLocalPrice = (a: Statement, b: Statement): boolean =>
  (a.commitment.value.type === 'money') !== (b.commitment.value.type === 'money')
