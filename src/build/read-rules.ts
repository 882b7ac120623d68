import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { RuleData } from '../core/index.js'
import { type KnownNames, ruleDataOf } from './rule-data.js'

/**
 * Reads one rule folder: its page and its lexicons.
 * @throws DataError for anything that does not fit.
 */
export function readRuleFolder(folder: string, known: KnownNames): RuleData {
  const page = join(folder, 'rule.md')
  const locales = readdirSync(folder)
    .filter((name) => name.endsWith('.yml'))
    .sort()
  return ruleDataOf(
    {
      folder,
      id: basename(folder),
      group: basename(dirname(folder)),
      page: existsSync(page) ? readFileSync(page, 'utf8') : undefined,
      lexicons: Object.fromEntries(
        locales.map((name) => [basename(name, '.yml'), readFileSync(join(folder, name), 'utf8')]),
      ),
    },
    known,
  )
}
