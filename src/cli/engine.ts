import type { ExampleFailure } from '../build/examples.js'
import { createRegister, readRegister } from '../config/index.js'
import type { Linter, Meter, RuleData } from '../core/index.js'
import { namesOf, type RuleSource, readRule } from '../workspace/index.js'

/** What the command line needs of the rules; loaded late, so that `--help` is quick. */
export interface Engine extends RuleSource {
  /** Runs the examples of a rule's page with a linter that knows the rule. */
  readonly runExamples: (rule: RuleData, linter: Linter) => Iterable<Pick<ExampleFailure, 'line' | 'message'>>
}

/** The day on which the examples of pages are read. */
const EXAMPLE_DAY = '2026-11-22'

/**
 * The built-in rules.
 *
 * @param meter told of the parts of each reading
 * @param remember as in `LinterOptions`
 */
export async function loadEngine(meter?: Meter, remember = 0): Promise<Engine> {
  const [{ createLedger, createLinter }, { catalog: plain }, { rules }, { indexes }, { runExamples }] =
    await Promise.all([
      import('../core/index.js'),
      import('../generated/lazy-catalog.js'),
      import('../generated/codes.js'),
      import('../generated/lazy-indexes.js'),
      import('../build/examples.js'),
    ])
  const catalog = { ...plain, indexes }
  const linterWith = (own: readonly RuleData[]): Linter =>
    createLinter(own.length === 0 ? catalog : { ...catalog, rules: [...catalog.rules, ...own] }, rules, {
      meter,
      remember,
    })
  return {
    catalog,
    linterWith,
    readRule: (folder, files) => readRule(files, folder, catalog.languages),
    ledgerOn: (today) => createLedger(catalog, rules, { today, meter }),
    runExamples: (rule, linter) =>
      runExamples(rule, {
        linter,
        topics: catalog.topics,
        createLedger: () => createLedger(catalog, rules, { today: EXAMPLE_DAY }),
        registered: (register, path) =>
          createRegister('/', readRegister('claims.yml', register, namesOf(catalog))).claimsFor(
            `/${path}`,
            EXAMPLE_DAY,
          ),
      }),
  }
}
