import type { Report, RuleData } from '../core/index.js'
import type { PlacedFinding, Problem, Subject } from '../workspace/index.js'
import type { ConfigProblem } from './projects.js'
import type { DocumentStatus, ForthrightSettings } from './protocol.js'

/** One state of a document, checked by itself; what other documents say is not yet compared. */
export interface Read {
  readonly uri: string
  /** Absolute. */
  readonly path: string
  /** The workspace folder, from which paths are shown; absolute. */
  readonly folder: string
  /** The version of an open document; null for one that was read from its file. */
  readonly version: number | null
  readonly text: string
  readonly settings: ForthrightSettings
  readonly state: DocumentStatus['state']
  readonly detail: string | null
  /** Undefined where the document was not read. */
  readonly subject: Subject | undefined
  readonly report: Report | undefined
  /** What could not be done. */
  readonly problems: readonly Problem[]
  /** The rules of the configuration's own. */
  readonly ownRules: readonly RuleData[]
  /** Absolute. */
  readonly configPath: string | undefined
  readonly configProblem: ConfigProblem | undefined
}

/** One state of a document and all that is found in it. */
export interface Checked extends Read {
  /** Suppressed ones included. */
  readonly findings: readonly PlacedFinding[]
}

/** The findings that no comment and no configuration silences. */
export const standing = ({ findings }: Checked): readonly PlacedFinding[] =>
  findings.filter(({ finding }) => finding.suppressed === null)

/** Whether what was found is itself a comment: no other comment silences it. */
export const isComment = ({ finding }: PlacedFinding): boolean => /^(?:<!--|\{\/\*)/.test(finding.actual)
