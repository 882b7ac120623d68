import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as v from 'valibot'
import { type Catalog, indexCatalog, indexValues } from '../core/index.js'
import { readCatalog, rulesWithCode } from './read-catalog.js'

const packageSchema = v.object({ version: v.string(), homepage: v.string() })

/** Writes `src/generated`: the catalogue, and a module that joins it with the rules' code. */
export function generate(root: string): void {
  const { version, homepage } = v.parse(packageSchema, JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')))
  const src = join(root, 'src')
  const catalog = readCatalog(src, { version, site: `${homepage}/rules` })
  // Examples of topics are tests; nothing shows them.
  const data = {
    ...catalog,
    topics: catalog.topics.map(({ page, lexicons }) => ({ page: { ...page, examples: [] }, lexicons })),
  }
  const lean = { ...data, digest: createHash('sha256').update(JSON.stringify(data)).digest('base64url') }
  const folder = join(src, 'generated')
  mkdirSync(folder, { recursive: true })
  // A string that is parsed at start-up loads faster than the same object as code.
  writeFileSync(
    join(folder, 'catalog.js'),
    `export const catalog = JSON.parse(${JSON.stringify(JSON.stringify(lean))})\n`,
  )
  // Apart, for hosts that must start quickly; where size counts for more, they are made at run time.
  const indexes = {
    ...indexCatalog(lean),
    values: Object.fromEntries(
      Object.entries(lean.languages).flatMap(([locale, language]) =>
        language.values ? [[locale, indexValues(language.values, language)]] : [],
      ),
    ),
  }
  writeFileSync(
    join(folder, 'indexes.js'),
    `export const indexes = JSON.parse(${JSON.stringify(JSON.stringify(indexes))})\n`,
  )
  // A run meets few languages: each index is a file of its own, which is read when it is needed.
  for (const [locale, index] of Object.entries(indexes.byLocale))
    writeFileSync(join(folder, `index.${locale}.txt`), index, 'latin1')
  writeFileSync(
    join(folder, 'lazy-indexes.js'),
    [
      "import { readFileSync } from 'node:fs'",
      `const locales = ${JSON.stringify(Object.keys(indexes.byLocale))}`,
      'const byLocale = {}',
      'for (const locale of locales)',
      '  Object.defineProperty(byLocale, locale, {',
      '    enumerable: true,',
      "    get: () => readFileSync(new URL('./index.' + locale + '.txt', import.meta.url), 'latin1'),",
      '  })',
      `export const indexes = { rules: ${indexes.rules}, kinds: ${JSON.stringify(indexes.kinds)}, values: ${JSON.stringify(indexes.values)}, byLocale }`,
      '',
    ].join('\n'),
  )
  writeWords(folder, lean)
  for (const name of ['indexes', 'lazy-indexes'])
    writeFileSync(
      join(folder, `${name}.d.ts`),
      "import type { CatalogIndexes } from '../core/index.js'\n\nexport declare const indexes: CatalogIndexes\n",
    )
  for (const name of ['catalog', 'lazy-catalog'])
    writeFileSync(
      join(folder, `${name}.d.ts`),
      "import type { Catalog } from '../core/index.js'\n\nexport declare const catalog: Catalog\n",
    )
  const codes = rulesWithCode(join(src, 'rules')).map(({ id, path }, index) => ({
    id,
    name: `rule${index}`,
    from: `../${relative(src, path).replaceAll('\\', '/').replace(/\.ts$/, '.js')}`,
  }))
  writeFileSync(
    join(folder, 'codes.ts'),
    [
      "import type { RuleCodes } from '../core/index.js'",
      ...codes.map(({ name, from }) => `import { rule as ${name} } from '${from}'`),
      '',
      '/** The code of the rules that have any. */',
      `export const rules: RuleCodes = {${codes.map(({ id, name }) => ` '${id}': ${name},`).join('')} }`,
      '',
    ].join('\n'),
  )
  writeFileSync(
    join(folder, 'index.ts'),
    "export { catalog } from './catalog.js'\nexport { rules } from './codes.js'\n",
  )
}

/** The same catalogue in parts: the words of a language, and what only people read of pages, are read when they are needed. */
function writeWords(folder: string, { rules, topics, ...rest }: Catalog): void {
  const write = (name: string, data: unknown): void => writeFileSync(join(folder, `${name}.json`), JSON.stringify(data))
  for (const locale of Object.keys(rest.languages))
    write(`words.${locale}`, {
      rules: rules.map(({ lexicons }) => lexicons[locale] ?? null),
      topics: topics.map(({ lexicons }) => lexicons[locale] ?? null),
    })
  write(
    'words.pages',
    rules.map(({ page: { why, sections, examples } }) => ({ why, sections, examples })),
  )
  write('words', {
    ...rest,
    rules: rules.map(({ page: { why: _why, sections: _sections, examples: _examples, ...page }, lexicons }) => ({
      page,
      locales: Object.keys(lexicons),
    })),
    topics: topics.map(({ page, lexicons }) => ({ page, locales: Object.keys(lexicons) })),
  })
  writeFileSync(
    join(folder, 'lazy-catalog.js'),
    [
      "import { readFileSync } from 'node:fs'",
      'const parts = {}',
      'const read = (name) =>',
      "  (parts[name] ??= JSON.parse(readFileSync(new URL('./' + name + '.json', import.meta.url), 'utf8')))",
      'const lazily = (object, key, get) => Object.defineProperty(object, key, { enumerable: true, get })',
      'const lexiconsOf = (list, locales, index) => {',
      '  const lexicons = {}',
      "  for (const locale of locales) lazily(lexicons, locale, () => read('words.' + locale)[list][index])",
      '  return lexicons',
      '}',
      "const { rules, topics, ...rest } = read('words')",
      'rules.forEach(({ page }, index) => {',
      "  for (const key of ['why', 'sections', 'examples']) lazily(page, key, () => read('words.pages')[index][key])",
      '})',
      'export const catalog = {',
      '  ...rest,',
      "  rules: rules.map(({ page, locales }, index) => ({ page, lexicons: lexiconsOf('rules', locales, index) })),",
      "  topics: topics.map(({ page, locales }, index) => ({ page, lexicons: lexiconsOf('topics', locales, index) })),",
      '}',
      '',
    ].join('\n'),
  )
}

if (process.argv[1] === fileURLToPath(import.meta.url)) generate(process.cwd())
