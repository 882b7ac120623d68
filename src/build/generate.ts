import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as v from 'valibot'
import { type Catalog, compileCatalog } from '../core/index.js'
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
  writeWords(folder, lean)
  const declare = (name: string, what: string): void =>
    writeFileSync(
      join(folder, `${name}.d.ts`),
      `import type { Catalog } from '../core/index.js'\n\nexport declare ${what}\n`,
    )
  declare('catalog', 'const catalog: Catalog')
  declare('lazy-catalog', 'function readCatalog(): Catalog')
  declare('compiled', "const compiled: Catalog['compiled']")
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

/** What a language's own file holds: all that is needed only where a text is in that language. */
const lateKeys = ['slots', 'guards', 'kinds', 'signs', 'values', 'scopes'] as const

/**
 * The same catalogue in parts, for hosts that must start quickly. For each language two files: its phrases, compiled, and its words,
 * of which each lexicon is read when it is needed. What only people read of pages is a file of its own.
 */
function writeWords(folder: string, catalog: Catalog): void {
  const { rules, topics, languages, ...rest } = catalog
  const { byLocale } = compileCatalog(catalog)
  for (const [locale, language] of Object.entries(languages)) {
    writeFileSync(join(folder, `words.${locale}.bin`), byLocale[locale] ?? '')
    const late = Object.fromEntries(lateKeys.map((key) => [key, language[key]]))
    const lexicons = [...rules, ...topics].map(({ lexicons: all }) => all[locale])
    writeFileSync(join(folder, `words.${locale}.parts`), joinParts([...lexicons, late]))
  }
  const write = (name: string, data: unknown): void => writeFileSync(join(folder, `${name}.json`), JSON.stringify(data))
  write(
    'words.pages',
    rules.map(({ page: { why, sections, examples } }) => ({ why, sections, examples })),
  )
  const locales = Object.keys(languages)
  /** Undefined where there is a lexicon for each language. */
  const localesOf = (lexicons: Readonly<Record<string, unknown>>): number[] | undefined => {
    const own = Object.keys(lexicons)
    return locales.every((locale, index) => locale === own[index])
      ? undefined
      : own.map((locale) => locales.indexOf(locale))
  }
  write('words', {
    ...rest,
    languages: Object.entries(languages).map(([locale, language]) => ({
      locale,
      language: Object.fromEntries(Object.entries(language).filter(([key]) => !lateKeys.some((late) => late === key))),
      keys: lateKeys.filter((key) => language[key] !== undefined),
    })),
    rules: rules.map(({ page: { why: _why, sections: _sections, examples: _examples, ...page }, lexicons }) => ({
      page,
      locales: localesOf(lexicons),
    })),
    topics: topics.map(({ page, lexicons }) => ({ page, locales: localesOf(lexicons) })),
  })
  writeFileSync(join(folder, 'lazy-catalog.js'), lazyCatalog)
  writeFileSync(join(folder, 'compiled.js'), lazyCompiled(rules.length, locales))
}

/** JSON texts one after the other; before them, as numbers of four bytes each, where each begins and the last one ends. */
function joinParts(parts: readonly unknown[]): Buffer {
  const texts = parts.map((part) => Buffer.from(part === undefined ? '' : JSON.stringify(part)))
  const head = Buffer.alloc(4 * (texts.length + 1))
  let at = head.length
  texts.forEach((text, index) => {
    head.writeUInt32LE(at, 4 * index)
    at += text.length
    head.writeUInt32LE(at, 4 * (index + 1))
  })
  return Buffer.concat([head, ...texts])
}

/** A module that reads only what is compiled, for the library; its build says where that is. */
const lazyCompiled = (rules: number, locales: readonly string[]): string => `import { readFileSync } from 'node:fs'
const folder = typeof forthrightWords === 'string' ? forthrightWords : './'
const byLocale = {}
for (const locale of ${JSON.stringify(locales)}) {
  let bytes
  Object.defineProperty(byLocale, locale, {
    enumerable: true,
    get: () => (bytes ??= readFileSync(new URL(folder + 'words.' + locale + '.bin', import.meta.url))),
  })
}
export const compiled = { rules: ${rules}, byLocale }
`

/** A module that reads the parts when they are needed. */
const lazyCatalog = `import { openSync, readFileSync, readSync } from 'node:fs'
const fileOf = (name) => readFileSync(import.meta.dirname + '/' + name)
const jsonOf = (name) => JSON.parse(fileOf(name + '.json').toString())
const once = (make) => {
  let made
  return () => (made ??= make())
}
/** What \`joinParts\` joined. Of most languages and lexicons nothing is asked, so that the file is read part by part. */
const partsIn = (name) => {
  const file = openSync(import.meta.dirname + '/' + name)
  const read = (from, to) => {
    const bytes = Buffer.allocUnsafe(to - from)
    readSync(file, bytes, 0, to - from, from)
    return bytes
  }
  const head = read(0, read(0, 4).readUInt32LE())
  return (index) => read(head.readUInt32LE(4 * index), head.readUInt32LE(4 * index + 4)).toString()
}
class Late {
  constructor(keys, read) {
    this.keys = keys
    this.read = read
  }
  get(object, key) {
    if (!Object.hasOwn(object, key) && this.keys.includes(key)) object[key] = this.read(key)
    return object[key]
  }
  has(object, key) {
    return this.keys.includes(key) || key in object
  }
  ownKeys(object) {
    return [...new Set([...Object.keys(object), ...this.keys])]
  }
  getOwnPropertyDescriptor(object, key) {
    const value = this.get(object, key)
    return this.has(object, key) ? { value, enumerable: true, configurable: true, writable: true } : undefined
  }
}
/** The object, and keys whose values are read when they are first asked for. */
const lazily = (object, keys, read) => new Proxy(object, new Late(keys, read))
class Page {
  #read
  constructor(page, read) {
    Object.assign(this, page)
    this.#read = read
  }
  get why() {
    return this.#read().why
  }
  get sections() {
    return this.#read().sections
  }
  get examples() {
    return this.#read().examples
  }
}
export function readCatalog() {
  const { rules, topics, languages, ...rest } = jsonOf('words')
  const pages = once(() => jsonOf('words.pages'))
  const locales = languages.map(({ locale }) => locale)
  const words = languages.map(({ locale }) => once(() => partsIn('words.' + locale + '.parts')))
  const partOf = (language, index) => JSON.parse(words[language]()(index))
  const lexiconsOf = (own, index) =>
    lazily({}, own === undefined ? locales : own.map((language) => locales[language]), (locale) =>
      partOf(locales.indexOf(locale), index),
    )
  const languageOf = ({ language, keys }, index) => {
    const late = once(() => partOf(index, rules.length + topics.length))
    // No proxy: they are asked for all the time.
    for (const key of keys) Object.defineProperty(language, key, { enumerable: true, get: () => late()[key] })
    return language
  }
  return {
    ...rest,
    languages: Object.fromEntries(languages.map((one, index) => [one.locale, languageOf(one, index)])),
    rules: rules.map(({ page, locales: own }, index) => ({
      page: new Page(page, () => pages()[index]),
      lexicons: lexiconsOf(own, index),
    })),
    topics: topics.map(({ page, locales: own }, index) => ({ page, lexicons: lexiconsOf(own, rules.length + index) })),
    compiled: { rules: rules.length, byLocale: lazily({}, locales, (locale) => fileOf('words.' + locale + '.bin')) },
  }
}
`

if (process.argv[1] === fileURLToPath(import.meta.url)) generate(process.cwd())
