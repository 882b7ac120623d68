import type { Value } from '../data/value.js'
import { groupBy } from '../text/arrays.js'
import { compareTerms, type Order } from './compare-values.js'
import type { LedgerFix, LedgerReport, Statement, TopicView } from './ledger-view.js'

/** Whether two statements speak of the same customers, goods and orders, in the same market. */
export const areComparable = (a: Statement, b: Statement): boolean =>
  scopeOf(a) === scopeOf(b) && areSharing(a.document.markets, b.document.markets)

/** Whether two documents are for the same customers somewhere; one that names no market is for all. */
export const areSharing = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean =>
  a.size === 0 || b.size === 0 || [...a].some((market) => b.has(market))

/** What a statement is limited to, as one text; words of a language's own limit only within it. */
export const scopeOf = ({ commitment }: Statement): string => commitment.scopes.join('\n')

/** Finds the statements that are comparable with one: a table of thousands of cases is not gone through for each of them. */
export function comparableWith(statements: readonly Statement[]): (one: Statement) => readonly Statement[] {
  const byScope = groupBy(statements, scopeOf)
  return (one) => (byScope.get(scopeOf(one)) ?? []).filter((other) => areComparable(one, other))
}

/** How one statement stands to another for customers. */
export const compareStatements = (a: Statement, b: Statement, { topic }: TopicView): Order =>
  compareTerms(a.commitment, b.commitment, topic)

/** Whether two statements say different things. */
export const contradicts = (order: Order): boolean => order !== undefined && order !== 'same'

/** Of statements that say the same in the same language for the same customers, one is enough to compare with. */
export function distinct(statements: readonly Statement[]): Statement[] {
  const known = new Map<string, Statement>()
  for (const statement of statements) {
    const { document, commitment } = statement
    const key = JSON.stringify([
      document.locale,
      [...document.markets].sort(),
      document.kind,
      commitment.topic,
      commitment.value,
      commitment.comparison,
      commitment.scopes,
    ])
    if (!known.has(key)) known.set(key, statement)
  }
  return [...known.values()]
}

/** Reports that a statement contradicts others, with what would bring both sides in line. */
export function contradiction(
  one: Statement,
  others: readonly Statement[],
  view: TopicView,
  message?: string,
): LedgerReport {
  const [other] = others
  const { document, commitment } = one
  return {
    path: document.path,
    place: commitment.place,
    actual: commitment.actual,
    locale: commitment.locale,
    ...(message === undefined ? {} : { message }),
    values: other ? { other: other.commitment.actual, path: other.document.path } : {},
    related: others,
    fixes: other ? [...alignment(one, other, view), ...alignment(other, one, view)] : [],
  }
}

/** The edit that lets a statement say what another says; none where that takes more than another value. */
function alignment(changed: Statement, model: Statement, view: TopicView): LedgerFix[] {
  const { commitment, document } = changed
  const text = valueText(commitment.value, model, commitment.locale, view)
  if (!commitment.editable || text === undefined || commitment.topic !== model.commitment.topic) return []
  const isAmount = typeof text === 'object'
  const place = isAmount ? commitment.amountPlace : commitment.valuePlace
  return place ? [{ path: document.path, place, text: isAmount ? text.amount : text, safe: false }] : []
}

/** What stands in place of a value to say the model's: another number where the unit is the same, else the whole value. */
function valueText(
  value: Value,
  { commitment: model }: Statement,
  locale: string,
  view: TopicView,
): string | { readonly amount: string } | undefined {
  const target = model.value
  if (target.type === 'option' || value.type === 'option') return undefined
  if (isAlike(value, target)) return { amount: amountOf(target) }
  if (target.type === 'duration')
    return view.writeDuration(target, locale) ?? (model.locale === locale ? model.valueActual : undefined)
  return model.locale === locale && model.editable ? model.valueActual : undefined
}

const isAlike = (a: Value, b: Value): boolean =>
  (a.type === 'duration' && b.type === 'duration' && a.unit === b.unit && isOne(a) === isOne(b)) ||
  (a.type === 'percent' && b.type === 'percent')

const isOne = ({ from, to }: { readonly from: number; readonly to: number }): boolean => from === 1 && to === 1

const amountOf = (value: Value): string =>
  'from' in value && value.from !== undefined
    ? value.from === value.to
      ? String(value.from)
      : `${value.from}–${value.to}`
    : ''
