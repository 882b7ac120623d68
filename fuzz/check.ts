import { isDeepStrictEqual } from 'node:util'
import { applyEdits, type Input, type Linter, type Report, type RuleSettings } from '../src/core/index.js'
import { isCharacterBoundary } from '../test/support/boundaries.js'
import { spoil } from './documents.js'
import type { Random } from './random.js'

const settings: RuleSettings = { severities: {}, accept: [], messageLanguage: 'document', preview: true }
/** In milliseconds; a document of this size takes a hundredth of it. */
const SLOW = 2000

/** A property that does not hold for a document. */
export interface Failure {
  readonly property: string
  readonly detail: string
  readonly input: Input
  /** The text before the edit that failed. */
  readonly before?: string
}

/** A linter that reads everything anew, and one that remembers what it read. */
export interface Linters {
  readonly fresh: Linter
  readonly remembering: Linter
}

/** Checks all properties of one document. */
export function* checkDocument(input: Input, random: Random, { fresh }: Linters): Generator<Failure> {
  const fail = (property: string, detail: unknown, at = input): Failure => ({
    property,
    detail: typeof detail === 'string' ? detail : JSON.stringify(detail),
    input: at,
  })
  const first = stopwatch()
  let report = fresh.lint(input, settings)
  if (first() > SLOW) {
    // Words may have been compiled.
    const second = stopwatch()
    report = fresh.lint(input, settings)
    const took = second()
    if (took > SLOW) yield fail('answers in time', `${Math.round(took)} ms`)
  }
  const { text, format } = input
  if (format !== 'mdx' && report.problems.length > 0) yield fail('nothing fails', report.problems)
  let last = 0
  for (const { place, actual, ruleId } of report.findings) {
    const where = { ruleId, ...place }
    if (!(place.start >= last && place.start < place.end + (actual === '' ? 1 : 0) && place.end <= text.length))
      yield fail('places stand in order', where)
    if (!isCharacterBoundary(text, place.start) || !isCharacterBoundary(text, place.end))
      yield fail('no character is cut', where)
    if (!covers(text.slice(place.start, place.end), actual))
      yield fail('places cover what is quoted', { ...where, actual })
    last = place.start
  }
  for (const { place } of report.coverage)
    if (!(place.start >= 0 && place.start <= place.end && place.end <= text.length))
      yield fail('places stand in the text', place)
  const withFixes = report.findings.filter(({ fixes }) => fixes.length > 0)
  if (withFixes.length > 0) {
    const finding = random.pick(withFixes)
    const fix = random.pick(finding.fixes)
    const fixed = { ...input, text: applyEdits(text, fix.edits) }
    const after = fresh.lint(fixed, settings)
    if (format !== 'mdx' && after.problems.length > 0) yield fail('a fixed text is read', after.problems, fixed)
    if (fix.safe && sameFinding(after, finding, fixed.text))
      yield fail('a fix settles its finding', { ruleId: finding.ruleId, actual: finding.actual, title: fix.title })
  }
  if (random.chance(0.1) && format !== 'mdx') {
    const lines = text.replace(/\r\n?/g, '\n')
    const kept = ({ findings }: Report): string[] =>
      findings.map(({ ruleId, actual }) => `${ruleId} ${actual.replace(/\s+/g, ' ')}`)
    const unix = kept(fresh.lint({ ...input, text: lines }, settings))
    const windows = kept(fresh.lint({ ...input, text: lines.replaceAll('\n', '\r\n') }, settings))
    if (!isDeepStrictEqual(unix, windows)) yield fail('line ends change nothing', { unix, windows })
  }
}

/** Tells the milliseconds that have passed, or those that the processor has worked: the machine may be busy with something else. */
function stopwatch(): () => number {
  const started = performance.now()
  const before = process.cpuUsage()
  return () => {
    const { user, system } = process.cpuUsage(before)
    return Math.min(performance.now() - started, (user + system) / 1000)
  }
}

/** A document that is open and changed: after each edit what is found is what a fresh reading finds. */
export function* checkEdits(input: Input, random: Random, { fresh, remembering }: Linters): Generator<Failure> {
  remembering.lint(input, settings)
  let { text } = input
  for (let count = random.chance(0.7) ? 1 : 2 + random.below(3); count > 0; count--) {
    const before = text
    text = spoil(random, text)
    const edited = { ...input, text }
    const incremental = remembering.lint(edited, settings)
    const anew = fresh.lint(edited, settings)
    if (!isDeepStrictEqual(incremental, anew)) {
      const detail = JSON.stringify(entriesThatDiffer(incremental, anew))
      yield { property: 'an edited document is read like a new one', detail, input: edited, before }
      return
    }
  }
}

/** What an edited document and a new one have that the other has not. */
function entriesThatDiffer(edited: Report, anew: Report): unknown {
  const written = (report: Report): Set<string> =>
    new Set(Object.values(report).flatMap((part) => [part].flat().map((entry) => JSON.stringify(entry) ?? '')))
  const [inEdited, inNew] = [written(edited), written(anew)]
  return {
    edited: [...inEdited].filter((entry) => !inNew.has(entry)),
    anew: [...inNew].filter((entry) => !inEdited.has(entry)),
  }
}

/** Whether the letters of `actual` stand in `source` in their order; what is written otherwise (entities, templates) passes. */
function covers(source: string, actual: string): boolean {
  if (/[&{}<%$\\\uFFFC\uFFF9\uFFFA]/.test(source)) return true
  let at = 0
  for (const letter of actual.match(/[\p{L}\p{N}]/gu) ?? []) {
    at = source.indexOf(letter, at)
    if (at < 0) return false
    at += letter.length
  }
  return true
}

/** Whether the same passage is still found where it stood, in a text that was changed only there. */
const sameFinding = (after: Report, { ruleId, actual, place }: Report['findings'][number], text: string): boolean =>
  after.findings.some(
    (one) =>
      one.ruleId === ruleId &&
      one.place.start === place.start &&
      one.actual === actual &&
      text.startsWith(actual, place.start),
  )
