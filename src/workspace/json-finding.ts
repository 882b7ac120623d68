import type { Point, Severity } from '../core/index.js'
import type { Place, PlacedFinding, PlaceIn } from './place.js'

/** An edit of a document. Offsets are UTF-16 code units of the decoded text without byte order mark. */
export interface JsonEdit {
  readonly path: string
  readonly start: number
  readonly end: number
  readonly text: string
}

export interface JsonFinding extends Place {
  readonly ruleId: string
  readonly group: string
  readonly severity: Severity
  readonly message: string
  readonly note: string | null
  /** Empty for own rules. */
  readonly url: string
  readonly locale: string
  readonly actual: string
  readonly fixes: readonly { readonly title: string; readonly safe: boolean; readonly edits: readonly JsonEdit[] }[]
  readonly related: readonly (PlaceIn & { readonly message: string })[]
  /** The reason for which the finding does not count, or null. */
  readonly suppressed: string | null
}

const point = ({ line, column, offset }: Point): Point => ({ line, column, offset })

/** A finding as plain data, as the JSON report and editors get it. */
export function jsonFinding({ finding, start, end, related, fixes }: PlacedFinding): JsonFinding {
  return {
    ruleId: finding.ruleId,
    group: finding.group,
    severity: finding.severity,
    message: finding.reason,
    note: finding.note ?? null,
    url: finding.url,
    locale: finding.locale,
    start: point(start),
    end: point(end),
    actual: finding.actual,
    fixes: fixes.map(({ title, safe, edits }) => ({
      title,
      safe,
      edits: edits.map(({ path, ...edit }) => ({
        path,
        start: edit.start.offset,
        end: edit.end.offset,
        text: edit.text,
      })),
    })),
    related: related.map((place) => ({
      path: place.path,
      start: point(place.start),
      end: point(place.end),
      message: place.message,
    })),
    suppressed: finding.suppressed,
  }
}
