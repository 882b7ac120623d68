import { DataError } from '../build/data-error.js'
import type { Example, RuleData } from '../core/index.js'
import type { ConfigFiles } from './files.js'
import { join } from './paths.js'

const found = /\{(?:==|~~|--)/

/**
 * The rule folders beneath a folder of own lexicons: those with a `rule.md`, at most two levels deep (a group, a rule).
 *
 * @throws DataError where there is none, or where a lexicon stands without a page and so could never find anything.
 */
export async function findRuleFolders(folder: string, files: ConfigFiles): Promise<readonly string[]> {
  const rules = await search(folder, files, 2)
  if (rules.length === 0) throw new DataError(folder, 1, 1, 'there is no rule here; a rule is a folder with a rule.md')
  return rules
}

async function search(folder: string, files: ConfigFiles, levels: number): Promise<readonly string[]> {
  const entries = await files.list(folder)
  const misnamed = entries.find(({ name, type }) => type === 'file' && name.endsWith('.yaml'))
  if (misnamed) throw new DataError(join(folder, misnamed.name), 1, 1, 'a lexicon ends in .yml; rename this file')
  if (entries.some(({ name }) => name === 'rule.md')) return [folder]
  const lexicon = entries.find(({ name, type }) => type === 'file' && name.endsWith('.yml'))
  if (lexicon)
    throw new DataError(
      join(folder, lexicon.name),
      1,
      1,
      'this lexicon has no page and would find nothing; put a rule.md with examples beside it',
    )
  if (levels === 0) return []
  const below = entries.filter(({ name, type }) => type === 'folder' && !name.startsWith('.'))
  return (await Promise.all(below.map(({ name }) => search(join(folder, name), files, levels - 1)))).flat().sort()
}

/**
 * Refuses a rule that nobody has tried: every locale of its lexicons needs a sentence that must be found and one that
 * must be left.
 *
 * @throws DataError
 */
export function requireExamples(rule: RuleData, folder: string): void {
  const page = join(folder, 'rule.md')
  const locales = Object.keys(rule.lexicons)
  if (locales.length === 0)
    throw new DataError(page, 1, 1, 'the rule has no lexicon; put one beside its page, such as en.yml')
  for (const locale of locales) {
    const examples = rule.page.examples.filter((example) => example.locale === locale)
    const missing = missingExample(examples)
    if (missing)
      throw new DataError(
        page,
        examples[0]?.line ?? 1,
        1,
        `the rule has no sentence in “${locale}” that ${missing}; add a fence \`\`\`md ${locale}`,
      )
  }
}

function missingExample(examples: readonly Example[]): string | undefined {
  if (!examples.some(({ text }) => found.test(text))) return 'it must find ({==…==})'
  if (examples.every(({ text }) => found.test(text))) return 'it must leave alone (without marks)'
  return undefined
}
