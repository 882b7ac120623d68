import { join } from '../../config/index.js'
import type { RuleData } from '../../core/index.js'
import type { ExitCode } from '../host.js'
import { plural } from '../plural.js'
import { type ActiveConfig, allRules, type Session } from '../session.js'
import { clean } from '../terminal/clean.js'
import { createColors, wantsColor } from '../terminal/colors.js'
import { ruleCalled } from './rule-names.js'

/**
 * Runs the examples of the rules named; else of the configuration's own rules; else of all.
 *
 * @throws UsageError for an unknown rule, Error with a place where the configuration is broken
 */
export async function test(session: Session): Promise<ExitCode> {
  const { host, engine, options } = session
  const config = await session.configFor(host.cwd)
  const rules = chosen(session, config)
  const colors = createColors(wantsColor(host.env, host.stdout.isTerminal, options.color))
  let failed = 0
  for (const rule of rules) {
    if (host.signal.aborted) return 130
    for (const { line, message } of engine.runExamples(rule, config.linter)) {
      failed++
      host.stdout.write(`${pageOf(session, config, rule)}:${line}: ${colors.red('failed')}: ${clean(message)}\n`)
    }
    await new Promise(setImmediate)
  }
  const examples = rules.reduce((sum, { page }) => sum + page.examples.length, 0)
  host.stdout.write(
    `${plural(examples, 'example')} of ${plural(rules.length, 'rule')}: ${failed === 0 ? 'all hold' : plural(failed, 'failure')}\n`,
  )
  return failed === 0 ? 0 : 1
}

function chosen({ engine, options }: Session, config: ActiveConfig): readonly RuleData[] {
  const all = allRules(engine, [config])
  if (options.paths.length > 0) return options.paths.map((id) => ruleCalled(id, all))
  return config.loaded.rules.length > 0 ? config.loaded.rules : all
}

/** The page of a rule: an own one as a path, a built-in one as it is filed. */
function pageOf({ display }: Session, { loaded }: ActiveConfig, rule: RuleData): string {
  const folder = loaded.chain.ruleFolders[loaded.rules.indexOf(rule)]
  return folder === undefined ? `${rule.page.group}/${rule.page.id}/rule.md` : display(join(folder, 'rule.md'))
}
