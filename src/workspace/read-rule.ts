import { ruleDataOf } from '../build/rule-data.js'
import { type ConfigFiles, folderOf, join, nameOf } from '../config/index.js'
import type { Catalog, RuleData } from '../core/index.js'

/**
 * Reads one rule folder through the host's files.
 *
 * @param folder absolute
 * @param catalog has what the rule may name
 * @throws DataError for anything that does not fit, Error where a file cannot be read
 */
export async function readRule(
  files: ConfigFiles,
  folder: string,
  { languages, kinds, markets, topics }: Pick<Catalog, 'languages' | 'kinds' | 'markets' | 'topics'>,
): Promise<RuleData> {
  const names = (await files.list(folder)).map(({ name }) => name).sort()
  const text = async (name: string): Promise<string> => new TextDecoder().decode(await files.read(join(folder, name)))
  const lexicons = await Promise.all(
    names
      .filter((name) => name.endsWith('.yml'))
      .map(async (name) => [name.replace(/\.yml$/, ''), await text(name)] as const),
  )
  return ruleDataOf(
    {
      folder,
      id: nameOf(folder),
      group: nameOf(folderOf(folder)),
      page: names.includes('rule.md') ? await text('rule.md') : undefined,
      lexicons: Object.fromEntries(lexicons),
    },
    {
      languages,
      kinds: Object.keys(kinds),
      markets: Object.keys(markets),
      topics: topics.map(({ page }) => page.id),
    },
  )
}
