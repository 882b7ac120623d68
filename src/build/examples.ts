import {
  applyEdits,
  type Claim,
  compareVersions,
  type Edit,
  type Example,
  type Finding,
  formatCommitment,
  type Ledger,
  type Linter,
  overlaps,
  type Report,
  type RuleData,
  type Span,
  type TopicData,
  takesAway,
  type Version,
} from '../core/index.js'
import { readMarks } from './critic-markup.js'

/** An example of a page that the rule does not do as it says. */
export interface ExampleFailure {
  readonly ruleId: string
  readonly locale: string
  /** 1-based line of the example in its page. */
  readonly line: number
  readonly message: string
}

/** What examples are run with. */
export interface ExampleTools {
  readonly linter: Linter
  readonly topics?: readonly TopicData[]
  /** An empty ledger, for rules that compare documents. */
  readonly createLedger?: () => Ledger
  /**
   * The claims of a register that count for a document on the day of the example.
   * @throws DataError
   */
  readonly registered?: (register: string, path: string) => readonly Claim[]
}

/**
 * Runs the examples of a page: the marked passages are found, nothing else is, each first fix gives what the page says, and what
 * any fix or suggestion puts in is not found again.
 */
export function* runExamples(rule: RuleData, tools: ExampleTools): Generator<ExampleFailure> {
  for (const example of rule.page.examples) {
    const failures = rule.page.questions
      ? runQuestions(rule.page.id, example, tools.linter)
      : !documentHead.test(example.text)
        ? runExample(rule.page, example, tools.linter)
        : documentsOf(example).has(BEFORE)
          ? runVersions(example, tools)
          : documentsOf(example).has(REGISTER)
            ? runRegistered(rule.page.id, example, tools)
            : runComparison(rule.page.id, example, tools)
    for (const message of failures) {
      yield { ruleId: rule.page.id, locale: example.locale, line: example.line, message }
    }
  }
}

/** `=== en/returns.md returns-policy` begins a document of an example that has several; the kind may be missing. */
const documentHead = /^=== (\S+)(?: (\S+))?\n/m

interface ExampleDocument {
  readonly marked: string
  readonly text: string
  readonly kind: string | undefined
}

function documentsOf({ text }: Example): ReadonlyMap<string, ExampleDocument> {
  const [, ...parts] = text.split(new RegExp(documentHead, 'gm'))
  const documents = new Map<string, ExampleDocument>()
  for (let at = 0; at + 2 < parts.length; at += 3) {
    const marked = parts[at + 2] ?? ''
    documents.set(parts[at] ?? '', { marked, text: readMarks(marked).text, kind: parts[at + 1] })
  }
  return documents
}

/** The paths of an example that shows two versions of a document. */
const BEFORE = 'before.md'
const AFTER = 'after.md'

/** What the new version takes away is marked there; what is gone is marked in the old one. */
function* runVersions(example: Example, { linter, topics = [] }: ExampleTools): Generator<string> {
  const documents = documentsOf(example)
  const versionOf = (path: string): Version => {
    const { text = '', kind } = documents.get(path) ?? {}
    return {
      path,
      commitments: linter.lint({ path, text, format: 'markdown', locale: example.locale, kind }, defaults).commitments,
    }
  }
  const pages = new Map(topics.map(({ page }) => [page.id, page]))
  const taken = compareVersions([{ before: versionOf(BEFORE), after: versionOf(AFTER) }], pages).filter(({ type }) =>
    takesAway(type),
  )
  for (const path of [BEFORE, AFTER]) {
    const { marked = '', text = '' } = documents.get(path) ?? {}
    const expected = readMarks(marked).marks.map(({ start, end }) => text.slice(start, end))
    const found = taken
      .flatMap(({ before, after }) => after ?? before ?? [])
      .filter((standpoint) => standpoint.path === path)
      .map(({ commitment }) => commitment.actual)
    if (found.join('\n') !== expected.join('\n'))
      yield `${path}: expected ${expected.join(', ') || 'nothing'}, found ${found.join(', ') || 'nothing'}`
  }
}

/** The path of the claims register of an example. */
const REGISTER = 'claims.yml'

/** With the claims of the register, the rule finds the marked passages of the documents. */
function* runRegistered(ruleId: string, example: Example, { linter, registered }: ExampleTools): Generator<string> {
  if (!registered) return
  const documents = documentsOf(example)
  const register = documents.get(REGISTER)?.text ?? ''
  for (const [path, { text, kind, marked }] of documents) {
    if (path === REGISTER) continue
    const { findings } = linter.lint(
      { path, text, format: 'markdown', locale: example.locale, kind },
      { ...defaults, claims: registered(register, path) },
    )
    const expected = quote(text, readMarks(marked).marks)
    const actual = quote(
      text,
      findings.filter((finding) => finding.ruleId === ruleId).map(({ place }) => place),
    )
    if (actual !== expected) yield `${path}: expected ${expected}, found ${actual}`
  }
}

/** A rule that compares documents finds the marked passages; each suggestion settles what it is for. */
function* runComparison(ruleId: string, example: Example, { linter, createLedger }: ExampleTools): Generator<string> {
  if (!createLedger) return
  const documents = documentsOf(example)
  const compare = (texts: ReadonlyMap<string, string>): Map<string, readonly Finding[]> => {
    const ledger = createLedger()
    for (const [path, { kind }] of documents)
      ledger.set(linter.lint({ path, text: texts.get(path) ?? '', format: 'markdown', kind }, defaults), defaults)
    const own = ({ ruleId: id, suppressed }: Finding): boolean => id === ruleId && suppressed === null
    return new Map([...documents.keys()].map((path) => [path, ledger.findings(path).filter(own)]))
  }
  const texts = new Map([...documents].map(([path, { text }]) => [path, text]))
  const found = compare(texts)
  for (const [path, { text, marked }] of documents) {
    const expected = quote(text, readMarks(marked).marks)
    const actual = quote(
      text,
      (found.get(path) ?? []).map(({ place }) => place),
    )
    if (actual !== expected) yield `${path}: expected ${expected}, found ${actual}`
    for (const finding of found.get(path) ?? []) {
      for (const { title, edits } of finding.fixes) {
        const fixed = new Map(
          [...texts].map(([name, before]) => [
            name,
            applyEdits(
              before,
              edits.filter((edit) => (edit.path ?? path) === name),
            ),
          ]),
        )
        const left = compare(fixed)
          .get(path)
          ?.some(({ place }) => place.start === finding.place.start)
        if (left) yield `${path}: after “${title}” it is found again`
      }
    }
  }
}

function* runExample({ id: ruleId, severity }: RuleData['page'], example: Example, linter: Linter): Generator<string> {
  // A rule of a pack is off by itself.
  const switchedOn = { [ruleId]: severity }
  const { text, marks } = readMarks(example.text)
  // What an example of one sentence leaves open is no finding on its wording.
  const lint = (source: string): readonly Finding[] => {
    const { findings, coverage } = linter.lint(
      { path: 'example.md', text: source, format: 'markdown', locale: example.locale, kind: example.kind },
      { ...defaults, severities: switchedOn },
    )
    const asking = new Set(coverage.map((one) => one.ruleId))
    return findings.filter((finding) => finding.suppressed === null && !asking.has(finding.ruleId))
  }
  const before = lint(text)
  const own = before.filter((finding) => finding.ruleId === ruleId)
  const found = own.map(({ place }) => place)
  if (
    found.length !== marks.length ||
    marks.some((mark, i) => mark.start !== found[i]?.start || mark.end !== found[i]?.end)
  ) {
    yield `expected ${quote(text, marks)}, found ${quote(text, found)}`
    return
  }
  for (const [i, mark] of marks.entries()) {
    if (mark.becomes === undefined) continue
    const edits = own[i]?.fixes[0]?.edits
    const expected = text.slice(0, mark.start) + mark.becomes + text.slice(mark.end)
    const actual = edits && applyEdits(text, edits)
    if (actual !== expected)
      yield `the first fix of ${quote(text, [mark])} gives ${actual ?? 'nothing'}, expected ${expected}`
  }
  for (const finding of own) {
    for (const { title, edits } of finding.fixes) {
      const again = lint(applyEdits(text, edits)).filter((after) => isNew(after, before, edits, text))
      for (const after of again) yield `after “${title}” ${after.ruleId} finds “${after.actual}”`
    }
  }
}

/**
 * A rule with questions misses answers at the marked places, those that the comments name; what its suggestions add answers the
 * question and is found by no rule.
 */
function* runQuestions(ruleId: string, example: Example, linter: Linter): Generator<string> {
  const { text, marks } = readMarks(example.text)
  const lint = (source: string): Report =>
    linter.lint(
      { path: 'example.md', text: source, format: 'markdown', locale: example.locale, kind: example.kind },
      defaults,
    )
  const before = lint(text)
  const own = before.coverage.filter((coverage) => coverage.ruleId === ruleId)
  // In the order in which findings come.
  const missing = own
    .filter(({ covered }) => !covered)
    .sort((a, b) => a.place.start - b.place.start || a.place.end - b.place.end)
  const describe = (span: Span, topics: readonly string[]): string =>
    `“${text.slice(span.start, span.end)}” ${[...topics].sort().join(', ')}`
  const places = new Map(missing.map(({ place }) => [`${place.start}-${place.end}`, place]))
  const found = [...places.values()]
    .sort((a, b) => a.start - b.start)
    .map((place) =>
      describe(
        place,
        missing
          .filter((one) => one.place.start === place.start && one.place.end === place.end)
          .map(({ topic }) => topic),
      ),
    )
  const expected = marks.map((mark) => describe(mark, (mark.comment ?? '').split(/,\s*/)))
  if (found.join('\n') !== expected.join('\n')) {
    yield `expected ${expected.join('; ') || 'nothing'}, found ${found.join('; ') || 'nothing'}`
    return
  }
  for (const [index, finding] of before.findings.filter((one) => one.ruleId === ruleId).entries()) {
    const topic = missing[index]?.topic
    for (const { title, edits } of finding.fixes) {
      const after = lint(applyEdits(text, edits))
      if (!after.coverage.some((one) => one.ruleId === ruleId && one.topic === topic && one.covered))
        yield `after “${title}” ${topic} is still missing`
      for (const other of after.findings.filter(
        (one) => one.ruleId !== ruleId && isNew(one, before.findings, edits, text),
      ))
        yield `after “${title}” ${other.ruleId} finds “${other.actual}”`
    }
  }
}

/**
 * Runs the examples of a topic: the marked passages, and no others, state a commitment of the topic, with the value in the
 * comment behind each.
 */
export function* runTopicExamples(topic: TopicData, linter: Linter): Generator<ExampleFailure> {
  for (const { locale, line, text: source, kind } of topic.page.examples) {
    const { text, marks } = readMarks(source)
    const { commitments } = linter.lint({ path: 'example.md', text, format: 'markdown', locale, kind }, defaults)
    const found = commitments
      .filter((commitment) => commitment.topic === topic.page.id)
      .map(
        (commitment) => `“${text.slice(commitment.place.start, commitment.place.end)}” ${formatCommitment(commitment)}`,
      )
    const expected = marks.map(({ start, end, comment }) => `“${text.slice(start, end)}” ${comment ?? ''}`)
    if (found.join('\n') !== expected.join('\n'))
      yield {
        ruleId: topic.page.id,
        locale,
        line,
        message: `expected ${expected.join(', ') || 'nothing'}, found ${found.join(', ') || 'nothing'}`,
      }
  }
}

/** Examples are run with rules that are not sure enough to be on by default, too. */
const defaults = { severities: {}, accept: [], messageLanguage: 'document', preview: true } as const

/** Passages of a text as failures name them. */
const quote = (text: string, spans: readonly Span[]): string =>
  spans.map(({ start, end }) => `“${text.slice(start, end)}”`).join(', ') || 'nothing'

/** Whether a finding after a fix stands in what the fix put in and was not there before. */
function isNew(after: Finding, before: readonly Finding[], edits: readonly Edit[], text: string): boolean {
  let shift = 0
  for (const edit of [...edits].sort((a, b) => a.start - b.start)) {
    const place = { start: edit.start + shift, end: edit.start + shift + edit.text.length }
    shift += edit.text.length - (edit.end - edit.start)
    if (!overlaps(after.place, place)) continue
    // A longer passage of the same wording may go on beyond what was replaced.
    return !before.some(
      (old) =>
        old.ruleId === after.ruleId &&
        !edits.some((other) => overlaps(old.place, other)) &&
        text.slice(old.place.start, old.place.end) === after.actual,
    )
  }
  return false
}
