import type { CheckedFile, PlacedFinding, Problem, RunResult } from '../result.js'
import { reaches, reported, shown, tooManyWarnings } from '../severity.js'

/**
 * JUnit XML: a suite for each file, a case for each finding. A finding at or above the threshold fails, one below passes
 * and says what it is, a suppressed one is skipped with its reason; warnings that are too many together fail in a case of their
 * own. So the verdict is that of the exit code.
 */
export function junit(result: RunResult): string {
  const suites = result.files.map((file) => suiteOf(result, file))
  const errors = result.errors.length === 0 ? [] : [errorSuite(result.errors)]
  const all = [...errors, ...(tooManyWarnings(result) ? [limitSuite(result)] : []), ...suites]
  const sum = (pick: (suite: Suite) => number): number => all.reduce((total, suite) => total + pick(suite), 0)
  const counts = `tests="${sum(({ tests }) => tests)}" failures="${sum(({ failures }) => failures)}" errors="${result.errors.length}"`
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="forthright" ${counts} time="${(result.milliseconds / 1000).toFixed(3)}">`,
    ...all.flatMap(({ lines }) => lines),
    '</testsuites>',
    '',
  ].join('\n')
}

interface Suite {
  readonly tests: number
  readonly failures: number
  readonly lines: readonly string[]
}

function suiteOf(result: RunResult, file: CheckedFile): Suite {
  const standing = shown(result, file)
  const suppressed = reported(result, file).filter(({ finding }) => finding.suppressed !== null)
  const failures = standing.filter(({ finding }) => reaches(finding.severity, result.failOn)).length
  const name = escapeXml(file.path)
  const cases = [...standing, ...suppressed].flatMap((finding) => caseOf(finding, file.path, result))
  const lines = cases.length > 0 ? cases : [`    <testcase classname="${name}" name="no findings"/>`]
  const tests = Math.max(1, standing.length + suppressed.length)
  const counts = `tests="${tests}" failures="${failures}" errors="0" skipped="${suppressed.length}"`
  return { tests, failures, lines: [`  <testsuite name="${name}" ${counts}>`, ...lines, '  </testsuite>'] }
}

function caseOf({ finding, start, line }: PlacedFinding, path: string, result: RunResult): readonly string[] {
  const name = escapeXml(`${finding.ruleId} at ${start.line}:${start.column}`)
  const text = [`${path}:${start.line}:${start.column}`, line.trim(), finding.reason, finding.note ?? '']
  const body = escapeXml(text.filter((part) => part !== '').join('\n'))
  const about = `message="${escapeXml(finding.reason)}" type="${finding.severity}"`
  const inside =
    finding.suppressed !== null
      ? `<skipped message="${escapeXml(finding.suppressed)}"/>`
      : reaches(finding.severity, result.failOn)
        ? `<failure ${about}>${body}</failure>`
        : `<system-out>${body}</system-out>`
  return [
    `    <testcase classname="${escapeXml(path)}" name="${name}" file="${escapeXml(path)}" line="${start.line}">`,
    `      ${inside}`,
    '    </testcase>',
  ]
}

function errorSuite(errors: readonly Problem[]): Suite {
  const lines = errors.flatMap(({ path, line, message }) => {
    const where = escapeXml(`${path ?? 'forthright'}${line === null ? '' : `:${line}`}`)
    return [
      `    <testcase classname="${where}" name="could be checked">`,
      `      <error message="${escapeXml(message)}"/>`,
      '    </testcase>',
    ]
  })
  const counts = `tests="${errors.length}" failures="0" errors="${errors.length}" skipped="0"`
  return {
    tests: errors.length,
    failures: 0,
    lines: [`  <testsuite name="what could not be done" ${counts}>`, ...lines, '  </testsuite>'],
  }
}

function limitSuite({ maxWarnings }: RunResult): Suite {
  const lines = [
    '    <testcase classname="--max-warnings" name="lets the warnings pass">',
    `      <failure message="there are more warnings than the ${maxWarnings} that --max-warnings lets pass"/>`,
    '    </testcase>',
  ]
  const counts = 'tests="1" failures="1" errors="0" skipped="0"'
  return { tests: 1, failures: 1, lines: [`  <testsuite name="--max-warnings" ${counts}>`, ...lines, '  </testsuite>'] }
}

/** XML 1.0 has no way to write most control characters and lone surrogates. */
const notXml =
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g

const entities: Readonly<Record<string, string>> = {
  '<': '&lt;',
  '>': '&gt;',
  '&': '&amp;',
  '"': '&quot;',
  '\n': '&#10;',
}

const escapeXml = (text: string): string =>
  text.replace(notXml, '\uFFFD').replace(/[<>&"\n]/g, (character) => entities[character] ?? character)
