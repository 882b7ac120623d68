import { createLineIndex, type Finding, type Ledger, type LineIndex } from '../core/index.js'
import type { ShownDocument } from '../workspace/index.js'
import type { ReadFile } from './check-file.js'
import type { Session } from './session.js'

/** The documents of a run, held against each other: those of one workspace at a time. */
export interface ComparedFiles {
  readonly findings: (file: ReadFile) => readonly Finding[]
  /** Whether the document holds on the day of the comparison. */
  readonly isInForce: (file: ReadFile) => boolean
  /** Made once for each document. */
  readonly linesOf: (file: ReadFile) => LineIndex
  /** A document of the run by the path that reports have for it; undefined for any other. */
  readonly shown: (workspace: string, path: string) => ShownDocument | undefined
}

/** @param today the day on which documents are compared */
export function compareFiles({ engine }: Session, files: readonly ReadFile[], today: string): ComparedFiles {
  const ledgers = new Map<string, Ledger>()
  const known = new Map<string, ReadFile>()
  const keyOf = (workspace: string, path: string): string => `${workspace}\n${path}`
  for (const file of files) {
    const { workspace, report, settings } = file
    const ledger = ledgers.get(workspace) ?? engine.ledgerOn(today)
    ledgers.set(workspace, ledger)
    ledger.set(report, settings)
    known.set(keyOf(workspace, report.path), file)
  }
  const lines = new Map<ReadFile, LineIndex>()
  const linesOf = (file: ReadFile): LineIndex => {
    const index = lines.get(file) ?? createLineIndex(file.text)
    lines.set(file, index)
    return index
  }
  return {
    linesOf,
    findings: ({ workspace, report }) => ledgers.get(workspace)?.findings(report.path) ?? [],
    isInForce: ({ workspace, report }) => ledgers.get(workspace)?.isInForce(report.path) ?? false,
    shown(workspace, path) {
      const file = known.get(keyOf(workspace, path))
      return file && { path: file.shownPath, lines: linesOf(file) }
    },
  }
}
