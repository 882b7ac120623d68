export { compileCatalog } from './compile.js'
export * from './data/catalog.js'
export * from './data/claim.js'
export * from './data/commitment.js'
export * from './data/document.js'
export * from './data/finding.js'
export * from './data/topic.js'
export * from './data/value.js'
export { byPlace } from './findings/by-place.js'
export { lexiconFor, severityOf } from './findings/create-finding.js'
export { structuralGuards } from './findings/guards.js'
export type { FoundClaim, FoundCue, LocatedBlock, ReadDocument, RuleReport, Suppression } from './findings/rule.js'
export { covers } from './findings/suppression.js'
export { applyEdits, selectFixes } from './fixes/edit.js'
export { fillSlots } from './fixes/rewrite.js'
export {
  type Change,
  type ChangeType,
  compareVersions,
  isBurden,
  type Standpoint,
  takesAway,
  type Version,
  versionsOf,
  WEAKENED_TERM,
} from './ledger/changes.js'
export { compareTerms, type Order, type Term } from './ledger/compare-values.js'
export { formatCommitment, formatValue, parseValue } from './ledger/format-value.js'
export { createLedger, type Ledger, type LedgerOptions } from './ledger/ledger.js'
export type {
  LedgerDocument,
  LedgerFix,
  LedgerReport,
  RuleCode,
  RuleCodes,
  Statement,
  TopicView,
} from './ledger/ledger-view.js'
export {
  areComparable,
  areSharing,
  comparableWith,
  compareStatements,
  contradiction,
  contradicts,
  distinct,
  scopeOf,
} from './ledger/statements.js'
export { createLinter, type TreeContext, type TreeLinter } from './linter.js'
export { createRetextPlugin, type RetextOptions } from './plugin.js'
export { groupBy } from './text/arrays.js'
export { type Folded, fold } from './text/fold.js'
export { sharedLength } from './text/likeness.js'
export { createMatcher, type Matcher, type MatcherOptions } from './text/matcher.js'
export { PhraseError, parsePhrase } from './text/phrase.js'
export { REACH } from './text/runner.js'
export {
  contains,
  createLineIndex,
  type LineIndex,
  lineStart,
  moved,
  overlaps,
  type Point,
  type Span,
} from './text/span.js'
export { foreignFrontMatterIn, frontMatterEntries, frontMatterIn } from './tree/front-matter.js'
export { readHtml } from './tree/html.js'
export { localeFor } from './tree/locale.js'
export { createMarkdownMemory, readMarkdown, readMarkdownOfRecord, readMdx } from './tree/markdown.js'
export { createProseParser, placeInSource } from './tree/nlcst.js'
export { readPlain } from './tree/plain.js'
export { type Block, sourceOf, toSource } from './tree/prose.js'
export { type Comment, ReadError, type Reading } from './tree/reading.js'
