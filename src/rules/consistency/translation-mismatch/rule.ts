import {
  areComparable,
  compareStatements,
  contradiction,
  contradicts,
  formatValue,
  type LedgerReport,
  type RuleCode,
  type Statement,
  type TopicView,
} from '../../../core/index.js'

/** Reports versions of one document in several languages that promise different things. */
export const rule: RuleCode = {
  *compare(view): Generator<LedgerReport> {
    const families = new Map<string, Map<string, Statement[]>>()
    for (const statement of view.statements) {
      const { family, path } = statement.document
      const versions = families.get(family) ?? new Map<string, Statement[]>()
      families.set(family, versions)
      versions.set(path, [...(versions.get(path) ?? []), statement])
    }
    for (const versions of families.values())
      if (versions.size > 1) yield* compareVersions([...versions.values()], view)
  },
}

/** The version whose statements most others share is the measure; where several are alike in that, each side is told. */
function* compareVersions(versions: readonly (readonly Statement[])[], view: TopicView): Generator<LedgerReport> {
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
  for (const [index, version] of versions.entries()) {
    const found = version === measure ? undefined : mismatch(version, measure, versions, view)
    if (!found) continue
    yield contradiction(found.one, [found.other], view)
    if (agreements[index] === most) yield contradiction(found.other, [found.one], view)
  }
}

/**
 * The first statements of two versions that contradict each other and that nothing in the other version agrees with.
 * @param versions all there are: what one of them says in one breath is not said of the same thing.
 */
function mismatch(
  version: readonly Statement[],
  other: readonly Statement[],
  versions: readonly (readonly Statement[])[],
  view: TopicView,
): { readonly one: Statement; readonly other: Statement } | undefined {
  if (version[0]?.document.locale === other[0]?.document.locale) return undefined
  const left = unmatched(version, other, view)
  const right = unmatched(other, version, view)
  const isApart = (one: Statement, rival: Statement): boolean =>
    versions.some((third) => says(third, one) && says(third, rival))
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
    const support = (rival: Statement): number => versions.filter((third) => says(third, rival)).length
    const [rival] = rivals.sort((a, b) => support(b) - support(a))
    if (rival) return { one, other: rival }
  }
  return undefined
}

const unmatched = (version: readonly Statement[], other: readonly Statement[], view: TopicView): Statement[] =>
  version.filter((one) => !isIn(other, one, view))

/** Whether a version states the very same value. */
const says = (version: readonly Statement[], one: Statement): boolean =>
  version.some(
    (other) => isPair(one, other) && formatValue(one.commitment.value) === formatValue(other.commitment.value),
  )

const isIn = (version: readonly Statement[], one: Statement, view: TopicView): boolean =>
  version.some((candidate) => isPair(one, candidate) && compareStatements(one, candidate, view) === 'same')

/** Scopes in words of a language cannot be told from each other across languages; named ones can. */
const isPair = (a: Statement, b: Statement): boolean =>
  areComparable(a, b) || (isWorded(a) && isWorded(b) && a.document.market === b.document.market)

const isWorded = ({ commitment: { scopes } }: Statement): boolean =>
  scopes.length > 0 && scopes.every((scope) => scope.startsWith('='))

const count = (version: readonly Statement[], one: Statement): number =>
  version.filter((other) => isPair(one, other)).length

/** Amounts of money are set for each market: one is no contradiction to “free” in another. */
const isLocalPrice = (a: Statement, b: Statement): boolean =>
  (a.commitment.value.type === 'money') !== (b.commitment.value.type === 'money')
