import {
  comparableWith,
  compareStatements,
  compareTerms,
  contradiction,
  distinct,
  type LedgerReport,
  type RuleCode,
  type Statement,
  type TopicPage,
  type TopicView,
} from '../../../core/index.js'

/** So many places of the policies are shown. */
const MOST_SHOWN = 5

/** Reports copy that promises more than the policies give, or whose promise a fee or a condition takes back. */
export const rule: RuleCode = {
  *compare(view): Generator<LedgerReport> {
    const promises = view.statements.filter(({ document }) => document.role === 'copy' || document.role === 'both')
    if (promises.length === 0) return
    const on = (topics: readonly string[]) =>
      comparableWith(distinct(topics.flatMap(view.statementsOn).filter(isBinding)))
    const policiesFor = on([view.topic.id, ...view.topic.alike])
    const takersFor = on(view.topic.takenBackBy)
    for (const promise of promises) {
      const rivals = policiesFor(promise).filter((policy) => isSetAgainst(promise, policy, view))
      const orders = rivals.map((policy) => compareStatements(promise, policy, view))
      const broken = rivals.filter((_, index) => orders[index] === 'better' || orders[index] === 'different')
      if (broken.length > 0 && !orders.some((order) => order === 'same' || order === 'worse'))
        yield contradiction(promise, broken.slice(0, MOST_SHOWN), view)
      else if (isBest(promise, view.topic)) {
        const taken = takersFor(promise).filter(
          (taker) => isSetAgainst(promise, taker, view) && takesBack(taker, promise, view),
        )
        if (taken.length > 0) yield contradiction(promise, taken.slice(0, MOST_SHOWN), view, 'takenBack')
      }
    }
  },
}

const isBinding = ({ document: { role, kind } }: Statement): boolean =>
  kind !== undefined && (role === 'policy' || role === 'both')

/** Whether a policy comparable with a promise binds what that says: of another document, in its language where there is one. */
function isSetAgainst(promise: Statement, policy: Statement, { topic, documents }: TopicView): boolean {
  const { path, role, locale } = promise.document
  if (policy.document.path === path) return false
  if (role === 'both' && policy.document.role === 'both') return false
  if (policy.document.locale === locale) return true
  return !documents.some(
    (other) =>
      other.role === 'policy' &&
      other.locale === locale &&
      other.kind !== undefined &&
      topic.kinds.includes(other.kind),
  )
}

/** Whether a statement promises the best that there is, such as free returns. */
const isBest = ({ commitment: { value } }: Statement, { ladders }: TopicPage): boolean =>
  value.type === 'option' && ladders.some((ladder) => ladder.length > 1 && ladder.at(-1)?.includes(value.option))

/** Whether a fact on another topic takes a promise back, and the copy does not say so itself. */
function takesBack(taker: Statement, promise: Statement, view: TopicView): boolean {
  const topic = view.pageOf(taker.commitment.topic)
  if (!topic || isBest(taker, topic)) return false
  return !view
    .statementsOn(topic.id)
    .some(
      ({ document, commitment }) =>
        document.path === promise.document.path && compareTerms(commitment, taker.commitment, topic) !== 'better',
    )
}
