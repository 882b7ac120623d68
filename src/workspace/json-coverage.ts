import type { Coverage, LineIndex, Stage } from '../core/index.js'
import type { Place } from './place.js'

/** A question that customers ask of a document of its kind, and whether it answers: there, or the heading where it should. */
export interface JsonCoverage extends Place {
  readonly ruleId: string
  readonly topic: string
  readonly question: string
  readonly stage: Stage | null
  /** Whether the law of the document's market wants it answered. */
  readonly required: boolean
  readonly covered: boolean
}

/** What is covered, with lines and columns. */
export const placeCoverage = (coverage: readonly Coverage[], lines: LineIndex): readonly JsonCoverage[] =>
  coverage.map(({ ruleId, topic, question, stage, required, covered, place }) => ({
    ...{ ruleId, topic, question, stage: stage ?? null, required, covered },
    start: lines.pointAt(place.start),
    end: lines.pointAt(place.end),
  }))
