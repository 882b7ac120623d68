import type { Stage } from '../../core/index.js'
import type {
  DocumentReport,
  ReportCommitment,
  ReportCoverage,
  ReportFinding,
  SeverityName,
} from '../../server/protocol.js'
import { topicsOf } from '../promises/nodes.js'
import { stageOf, stages } from './stages.js'

/** A thing of a document, with the document. */
export interface In<T> {
  readonly document: DocumentReport
  readonly item: T
}

export interface GroupPart {
  readonly group: string
  readonly count: number
  readonly documents: readonly { readonly document: DocumentReport; readonly findings: readonly ReportFinding[] }[]
}

export interface DocumentPart {
  readonly document: DocumentReport
  readonly counts: Readonly<Record<SeverityName, number>>
  readonly silenced: number
  readonly gaps: number
}

export interface StagePart {
  readonly stage: Stage
  readonly stands: readonly In<ReportCommitment | ReportCoverage>[]
}

/** How a promise stands against what policies say. */
export type Standing = 'backed' | 'conflict' | 'unbacked' | 'policy-only'

export interface PromisePart {
  readonly topic: string
  readonly label: string
  readonly standing: Standing
  readonly promised: readonly In<ReportCommitment>[]
  readonly policies: readonly In<ReportCommitment>[]
}

/** What the trust report shows, in the order in which it is shown. */
export interface ReportModel {
  readonly documents: readonly DocumentPart[]
  /** Standing findings. */
  readonly total: number
  readonly groups: readonly GroupPart[]
  readonly coverage: readonly DocumentReport[]
  /** Empty where nothing is known about any stage. */
  readonly stages: readonly StagePart[]
  readonly promises: readonly PromisePart[]
}

/** Documents that make promises rather than say what holds. */
const promising = new Set<string | null>(['marketing', 'support-reply', null])

/** Sorts everything known of the documents into the parts of the report. */
export function modelOf(documents: readonly DocumentReport[], language = ''): ReportModel {
  const sorted = [...documents].sort((a, b) => a.path.localeCompare(b.path))
  const parts = sorted.map(documentPart)
  return {
    documents: parts,
    total: sorted.reduce((sum, document) => sum + standing(document).length, 0),
    groups: groupsOf(sorted),
    coverage: sorted.filter(({ coverage }) => coverage.length > 0),
    stages: stagesOf(sorted),
    promises: promisesOf(sorted, language),
  }
}

const standing = ({ findings }: DocumentReport): readonly ReportFinding[] =>
  findings.filter(({ suppressed }) => suppressed === null)

function documentPart(document: DocumentReport): DocumentPart {
  const counts = { error: 0, warning: 0, info: 0, hint: 0 }
  const found = standing(document)
  for (const { severity } of found) counts[severity] += 1
  const gaps = document.coverage.filter(({ covered }) => !covered).length
  return { document, counts, silenced: document.findings.length - found.length, gaps }
}

function groupsOf(documents: readonly DocumentReport[]): readonly GroupPart[] {
  const names = new Set(documents.flatMap(({ findings }) => findings.map(({ group }) => group)))
  return [...names]
    .map((group): GroupPart => {
      const parts = documents
        .map((document) => ({ document, findings: document.findings.filter((one) => one.group === group) }))
        .filter(({ findings }) => findings.length > 0)
      const count = parts.flatMap(({ findings }) => findings).filter(({ suppressed }) => suppressed === null).length
      return { group, count, documents: parts }
    })
    .sort((a, b) => b.count - a.count || a.group.localeCompare(b.group))
}

function stagesOf(documents: readonly DocumentReport[]): readonly StagePart[] {
  const known = documents.flatMap((document) =>
    [...document.commitments, ...document.coverage]
      .map((item) => ({ document, item, stage: 'stage' in item ? item.stage : stageOf(item.topic) }))
      .filter(({ stage }) => stage !== undefined && stage !== null),
  )
  if (known.length === 0) return []
  const stands = known.filter(({ item }) => !('covered' in item) || item.covered)
  return stages.map((stage) => ({ stage, stands: stands.filter((one) => one.stage === stage) }))
}

function promisesOf(documents: readonly DocumentReport[], language: string): readonly PromisePart[] {
  const byUri = new Map(documents.map((document) => [document.uri, document]))
  return topicsOf(documents, language).map(({ topic, label, conflicts, children }) => {
    const all = children.flatMap(({ uri, children: commitments }) => {
      const document = byUri.get(uri)
      return document ? commitments.map(({ commitment }) => ({ document, item: commitment })) : []
    })
    const promised = all.filter(({ document }) => promising.has(document.kind))
    const policies = all.filter(({ document }) => !promising.has(document.kind))
    return { topic, label, standing: standingOf(conflicts, promised.length, policies.length), promised, policies }
  })
}

function standingOf(conflicts: number, promised: number, policies: number): Standing {
  if (conflicts > 0) return 'conflict'
  if (promised === 0) return 'policy-only'
  return policies > 0 ? 'backed' : 'unbacked'
}
