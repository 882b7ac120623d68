import { type Commitment, createLineIndex, formatValue, type Ledger, type Point } from '../core/index.js'
import type { ReadFile } from './check-file.js'
import type { Session } from './session.js'

/** A place in a document that contradicts a commitment. */
export interface Conflict {
  readonly ruleId: string
  /** Seen from the current folder. */
  readonly path: string
  readonly start: Point
  readonly end: Point
  /** The reason why it is accepted, or null. */
  readonly suppressed: string | null
}

/** A commitment of one document, as `forthright ledger` shows it. */
export interface LedgerRow {
  readonly topic: string
  /** What the topic is called. */
  readonly label: string
  readonly path: string
  readonly locale: string
  readonly kind: string | undefined
  /** Whether the document holds on the day of the comparison. */
  readonly inForce: boolean
  readonly commitment: Commitment
  /** In the notation of topic pages, without comparison and scope. */
  readonly value: string
  readonly start: Point
  readonly end: Point
  readonly conflicts: readonly Conflict[]
}

/** The commitments of all documents, by topic, then document, then place. */
export function ledgerRows(session: Session, files: readonly ReadFile[], today: string): readonly LedgerRow[] {
  const { engine, options } = session
  const ledgers = new Map<string, Ledger>()
  for (const { workspace, report, settings } of files) {
    const ledger = ledgers.get(workspace) ?? engine.ledgerOn(today)
    ledgers.set(workspace, ledger)
    ledger.set(report, settings)
  }
  const shown = new Map(
    files.map(({ workspace, shownPath, text, report }) => [
      `${workspace}\n${report.path}`,
      { path: shownPath, lines: createLineIndex(text) },
    ]),
  )
  const topics = new Map(engine.catalog.topics.map((topic, index) => [topic.page.id, { topic, index }]))
  const rows = files.flatMap(({ workspace, shownPath, text, report }) => {
    const ledger = ledgers.get(workspace)
    const lines = createLineIndex(text)
    const inForce = ledger?.documents().find(({ path }) => path === report.path)?.inForce ?? false
    const findings = ledger?.findings(report.path) ?? []
    return report.commitments.map((commitment): LedgerRow => {
      const { place, topic: id } = commitment
      const topic = topics.get(id)?.topic
      const conflicts = findings
        .filter((finding) => finding.place.start === place.start && finding.place.end === place.end)
        .flatMap(({ ruleId, related, suppressed }) => {
          const places = related.flatMap((other) => {
            const target = shown.get(`${workspace}\n${other.path}`)
            if (!target) return []
            const { pointAt } = target.lines
            return [
              {
                ruleId,
                path: target.path,
                start: pointAt(other.place.start),
                end: pointAt(other.place.end),
                suppressed,
              },
            ]
          })
          // A promise without a policy points nowhere.
          return places.length > 0
            ? places
            : [
                {
                  ruleId,
                  path: shownPath,
                  start: lines.pointAt(place.start),
                  end: lines.pointAt(place.end),
                  suppressed,
                },
              ]
        })
      return {
        topic: id,
        label: topic?.lexicons[options.messageLanguage ?? '']?.label ?? topic?.page.title ?? id,
        path: shownPath,
        locale: commitment.locale,
        kind: report.kind,
        inForce,
        commitment,
        value: formatValue(commitment.value),
        start: lines.pointAt(place.start),
        end: lines.pointAt(place.end),
        conflicts,
      }
    })
  })
  const order = ({ topic }: LedgerRow): number => topics.get(topic)?.index ?? 0
  return rows.sort(
    (a, b) => order(a) - order(b) || (a.path < b.path ? -1 : a.path > b.path ? 1 : a.start.offset - b.start.offset),
  )
}
