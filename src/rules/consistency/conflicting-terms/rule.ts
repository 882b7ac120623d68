import {
  areComparable,
  compareStatements,
  contradiction,
  contradicts,
  distinct,
  type LedgerReport,
  type RuleCode,
  type Statement,
  sharedLength,
  type TopicView,
} from '../../../core/index.js'

/** So many places of the other side are shown. */
const MOST_SHOWN = 5

/** Reports policies of one site that say different things on the same topic, or one that contradicts itself. */
export const rule: RuleCode = {
  *compare(view): Generator<LedgerReport> {
    const binding = view.statements.filter(({ document }) => isPolicy(document, view))
    const models = distinct(binding)
    for (const one of binding) {
      const others = models.filter((other) => isRival(one, other, binding, view))
      if (others.length > 0) yield contradiction(one, others.slice(0, MOST_SHOWN), view)
    }
  },
}

const isPolicy = ({ role, kind }: Statement['document'], { topic }: TopicView): boolean =>
  role === 'policy' || (role === 'both' && kind !== undefined && topic.kinds.includes(kind))

function isRival(one: Statement, other: Statement, all: readonly Statement[], view: TopicView): boolean {
  if (one.document.locale !== other.document.locale || !areComparable(one, other)) return false
  // What copy and policy at once promises beyond a policy is a broken promise.
  if (one.document.role !== other.document.role) return false
  if (!contradicts(compareStatements(one, other, view))) return false
  if (view.topic.single) return true
  // Where several answers are usual, one document tells its own cases apart, if not in the same words; two contradict each other only
  // if neither gives the other's answer, too, or, for measured values, if each gives just one.
  if (one.document === other.document)
    return !view.topic.varied && !isOption(one) && areWordedAlike(wordingOf(one), wordingOf(other))
  const beside = (statement: Statement): readonly Statement[] =>
    all.filter(({ document }) => document === statement.document).filter((near) => areComparable(near, statement))
  if (!isOption(one) || !isOption(other)) return beside(one).length === 1 && beside(other).length === 1
  const says = (statements: readonly Statement[], answer: Statement): boolean =>
    statements.some((near) => compareStatements(near, answer, view) === 'same')
  return !says(beside(one), other) && !says(beside(other), one)
}

const isOption = ({ commitment }: Statement): boolean => commitment.value.type === 'option'

/** The words of a statement without its value. */
const wordingOf = ({ commitment: { actual, valueActual } }: Statement): string =>
  actual.replace(valueActual, '').replace(/\s+/g, ' ').trim().toLowerCase()

/** How much of two wordings must be the same at their beginnings and ends. */
const ALIKE = 0.7

const areWordedAlike = (a: string, b: string): boolean => sharedLength(a, b) >= ALIKE * Math.max(a.length, b.length)
