import {
  comparableWith,
  compareStatements,
  contradiction,
  contradicts,
  distinct,
  groupBy,
  type LedgerReport,
  type RuleCode,
  type Statement,
  scopeOf,
  sharedLength,
  type TopicView,
} from '../../../core/index.js'

/** So many places of the other side are shown. */
const MOST_SHOWN = 5

/** Reports policies of one site that say different things on the same topic, or one that contradicts itself. */
export const rule: RuleCode = {
  *compare(view): Generator<LedgerReport> {
    const binding = view.statements.filter(({ document }) => isPolicy(document, view))
    const modelsFor = comparableWith(distinct(binding))
    const cases = groupBy(binding, caseOf)
    const beside = (one: Statement): readonly Statement[] => cases.get(caseOf(one)) ?? []
    for (const one of binding) {
      const others: Statement[] = []
      for (const other of modelsFor(one))
        if (others.length < MOST_SHOWN && isRival(one, other, beside, view)) others.push(other)
      if (others.length > 0) yield contradiction(one, others, view)
    }
  },
}

const isPolicy = ({ role, kind }: Statement['document'], { topic }: TopicView): boolean =>
  role === 'policy' || (role === 'both' && kind !== undefined && topic.kinds.includes(kind))

/**
 * Whether a statement stands against another that is comparable with it.
 * @param beside what the document of a statement says that is comparable with it, the statement itself included
 */
function isRival(
  one: Statement,
  other: Statement,
  beside: (statement: Statement) => readonly Statement[],
  view: TopicView,
): boolean {
  if (one.document.locale !== other.document.locale) return false
  // What copy and policy at once promises beyond a policy is a broken promise.
  if (one.document.role !== other.document.role) return false
  const { single, varied } = view.topic
  const isSame = one.document === other.document
  const areOptions = isOption(one) && isOption(other)
  if (!single) {
    // Where several answers are usual, one document tells its own cases apart, if not in the same words.
    if (isSame && (varied || isOption(one))) return false
    // Two contradict each other only if, of measured values, each gives just one …
    if (!isSame && !areOptions && (beside(one).length > 1 || beside(other).length > 1)) return false
  }
  if (!contradicts(compareStatements(one, other, view))) return false
  if (single) return true
  if (isSame) return areWordedAlike(wordingOf(one), wordingOf(other))
  // … or if neither gives the other's answer, too.
  const says = (statements: readonly Statement[], answer: Statement): boolean =>
    statements.some((near) => compareStatements(near, answer, view) === 'same')
  return !areOptions || (!says(beside(one), other) && !says(beside(other), one))
}

/** A document, and what in it is comparable. */
const caseOf = (one: Statement): string => `${one.document.path}\n${scopeOf(one)}`

const isOption = ({ commitment }: Statement): boolean => commitment.value.type === 'option'

/** The words of a statement without its value. */
const wordingOf = ({ commitment: { actual, valueActual } }: Statement): string =>
  actual.replace(valueActual, '').replace(/\s+/g, ' ').trim().toLowerCase()

/** How much of two wordings must be the same at their beginnings and ends. */
const ALIKE = 0.7

const areWordedAlike = (a: string, b: string): boolean => sharedLength(a, b) >= ALIKE * Math.max(a.length, b.length)
