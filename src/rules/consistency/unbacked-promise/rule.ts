import {
  areSharing,
  isBurden,
  type LedgerDocument,
  type LedgerReport,
  type RuleCode,
  type TopicView,
} from '../../../core/index.js'

/** Reports promises of copy on which the policies in its language say nothing, where there is one that should. */
export const rule: RuleCode = {
  *compare(view): Generator<LedgerReport> {
    const { topic, documents, statements } = view
    if (!topic.promise) return
    const policies = documents.filter(({ role, kind }) => role === 'policy' && kind !== undefined)
    const due = policies.filter(({ kind }) => kind !== undefined && topic.kinds.includes(kind))
    if (due.length === 0) return
    const silent = new Map<string | undefined, boolean>()
    const isSilent = (locale: string | undefined): boolean => {
      const known =
        silent.get(locale) ?? !policies.some((document) => document.locale === locale && speaksOf(document, view))
      silent.set(locale, known)
      return known
    }
    for (const { document, commitment } of statements) {
      if (document.role !== 'copy') continue
      const { value } = commitment
      const isNone = value.type === 'option' && isBurden(value, topic)
      const own = due.filter(
        ({ locale, markets }) =>
          locale === document.locale &&
          (markets.size === 0 || (document.markets.size > 0 && areSharing(markets, document.markets))),
      )
      const [where] = own
      if (isNone || !where || !isSilent(document.locale)) continue
      yield {
        path: document.path,
        place: commitment.place,
        actual: commitment.actual,
        locale: commitment.locale,
        values: { path: where.path },
        related: [],
        fixes: [],
      }
    }
  },
}

/** Whether a document says or mentions anything on the topic, or on one that says the same in other words. */
const speaksOf = (document: LedgerDocument, { topic, statementsOn }: TopicView): boolean =>
  [topic.id, ...topic.alike].some(
    (id) => document.mentions.has(id) || statementsOn(id).some((statement) => statement.document === document),
  )
