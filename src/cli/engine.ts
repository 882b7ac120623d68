import { type ExampleFailure, runExamples } from '../build/examples.js'
import { createRegister, readRegister } from '../config/index.js'
import { createLedger, createLinter, type Linter, type Meter, type RuleData } from '../core/index.js'
import { rules } from '../generated/codes.js'
import { readCatalog } from '../generated/lazy-catalog.js'
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
  const catalog = readCatalog()
  const linterWith = (own: readonly RuleData[]): Linter =>
    createLinter(own.length === 0 ? catalog : { ...catalog, rules: [...catalog.rules, ...own] }, rules, {
      meter,
      remember,
    })
  return {
    catalog,
    linterWith,
    readRule: (folder, files) => readRule(files, folder, catalog),
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
