import { type Commitment, formatValue, type Point } from '../core/index.js'
import type { ReadFile } from './check-file.js'
import { compareFiles } from './compare-files.js'
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
  const { engine } = session
  const compared = compareFiles(session, files, today)
  const topics = new Map(engine.catalog.topics.map((topic, index) => [topic.page.id, { topic, index }]))
  const rows = files.flatMap((file) => {
    const { workspace, shownPath, report, settings } = file
    const lines = compared.linesOf(file)
    const inForce = compared.isInForce(file)
    const findings = compared.findings(file)
    return report.commitments.map((commitment): LedgerRow => {
      const { place, topic: id } = commitment
      const topic = topics.get(id)?.topic
      const conflicts = findings
        .filter((finding) => finding.place.start === place.start && finding.place.end === place.end)
        .flatMap(({ ruleId, related, suppressed }) => {
          const places = related.flatMap((other) => {
            const target = compared.shown(workspace, other.path)
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
        label: topic?.lexicons[settings.messageLanguage]?.label ?? topic?.page.title ?? id,
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
