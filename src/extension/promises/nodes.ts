import type { DocumentReport, ReportCommitment, ReportFinding, ReportPlace } from '../../server/protocol.js'

/** A topic with all that is promised about it. */
export interface TopicNode {
  readonly type: 'topic'
  readonly topic: string
  readonly label: string
  readonly conflicts: number
  readonly children: readonly DocumentNode[]
}

/** What one document promises about a topic. */
export interface DocumentNode {
  readonly type: 'document'
  readonly uri: string
  readonly path: string
  readonly kind: string | null
  readonly conflicts: number
  readonly children: readonly CommitmentNode[]
}

/** One promise at its place. */
export interface CommitmentNode {
  readonly type: 'commitment'
  readonly uri: string
  readonly commitment: ReportCommitment
  /** What another document says against it, as findings put it. */
  readonly conflicts: readonly string[]
}

export type PromiseNode = TopicNode | DocumentNode | CommitmentNode

/**
 * All promises by topic, then by document; those in conflict first.
 *
 * @param language of the interface; topics are called as there, where a document of it is known
 */
export function topicsOf(documents: readonly DocumentReport[], language = ''): readonly TopicNode[] {
  const topics = new Map<string, { readonly label: string; readonly children: DocumentNode[] }>()
  for (const document of documents) {
    for (const [topic, children] of commitmentsOf(document, documents)) {
      const { uri, path, kind } = document
      const conflicts = children.filter((child) => child.conflicts.length > 0).length
      const known = topics.get(topic) ?? { label: children[0]?.commitment.label ?? topic, children: [] }
      known.children.push({ type: 'document', uri, path, kind, conflicts, children })
      topics.set(topic, known)
    }
  }
  return [...topics]
    .map(([topic, { label, children }]): TopicNode => {
      const conflicts = children.reduce((sum, child) => sum + child.conflicts, 0)
      return {
        type: 'topic',
        topic,
        label: labelIn(language, children) ?? label,
        conflicts,
        children: children.sort(conflictsFirst),
      }
    })
    .sort((a, b) => b.conflicts - a.conflicts || a.label.localeCompare(b.label))
}

const labelIn = (language: string, documents: readonly DocumentNode[]): string | undefined =>
  documents
    .flatMap(({ children }) => children)
    .find(({ commitment }) => commitment.locale.toLowerCase().startsWith(language.toLowerCase().slice(0, 2)))
    ?.commitment.label

const conflictsFirst = (a: DocumentNode, b: DocumentNode): number =>
  b.conflicts - a.conflicts || a.path.localeCompare(b.path)

function commitmentsOf(
  document: DocumentReport,
  documents: readonly DocumentReport[],
): ReadonlyMap<string, readonly CommitmentNode[]> {
  const byTopic = new Map<string, CommitmentNode[]>()
  for (const commitment of document.commitments) {
    const conflicts = conflictsAt(document, commitment, documents)
    const list = byTopic.get(commitment.topic) ?? []
    list.push({ type: 'commitment', uri: document.uri, commitment, conflicts })
    byTopic.set(commitment.topic, list)
  }
  return byTopic
}

const overlaps = (a: ReportPlace, b: ReportPlace): boolean =>
  a.start.offset < b.end.offset && b.start.offset < a.end.offset

const isConflict = ({ group, suppressed }: ReportFinding): boolean => group === 'consistency' && suppressed === null

/** Conflicts that stand at a promise, and those of other documents that point to it. */
function conflictsAt(
  document: DocumentReport,
  commitment: ReportCommitment,
  documents: readonly DocumentReport[],
): readonly string[] {
  const here = document.findings.filter((finding) => isConflict(finding) && overlaps(finding, commitment))
  const elsewhere = documents
    .filter(({ uri }) => uri !== document.uri)
    .flatMap(({ findings, others }) =>
      findings
        .filter(isConflict)
        .filter(({ related }) =>
          related.some((place) => others[place.path] === document.uri && overlaps(place, commitment)),
        ),
    )
  return [...new Set([...here, ...elsewhere].map(({ message }) => message))]
}
