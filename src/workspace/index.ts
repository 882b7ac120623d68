export { failureMessage, problemsOf, type Subject, subjectOf } from './check-text.js'
export { type Decoded, decode, type Encoding, whyUnread } from './decode.js'
export { formatOf, knownFormat } from './document-format.js'
export { type FixedText, fixText } from './fix-text.js'
export { createIgnoreFiles, IGNORE_NAME, type IgnoreFiles } from './ignore-files.js'
export { type JsonCoverage, placeCoverage } from './json-coverage.js'
export { type JsonEdit, type JsonFinding, jsonFinding } from './json-finding.js'
export { localDate } from './local-date.js'
export type { Place, PlacedFinding, PlacedFix, PlaceIn } from './place.js'
export { isHere, pathsOf, placeFindings, type ShownDocument } from './place-findings.js'
export { fileProblem, messageOf, type Problem, problemOf } from './problem.js'
export { type ActiveConfig, createProject, linterFor, namesOf, type Project, type RuleSource } from './project.js'
export { readRule } from './read-rule.js'
export { here, type Reader, readerIn, serveReader, type Thread, type ThreadReader } from './reader.js'
export {
  createExclusion,
  excludedBy,
  exclusionOf,
  type SelectedFile,
  type Selection,
  type Skipped,
  selectFiles,
} from './select-files.js'
export { withFindings } from './with-findings.js'
