import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Catalog, LanguageData, MessageData, PresetData, RuleData, Severity } from '../core/index.js'
import { DataError } from './data-error.js'
import { readRuleFolder } from './read-rules.js'
import { readTopics } from './read-topics.js'
import { readYaml } from './read-yaml.js'
import { checkPhrases, type KnownNames } from './rule-data.js'
import {
  kindsSchema,
  languageSchema,
  marketsSchema,
  messagesSchema,
  pathsSchema,
  presetSchema,
  scopesSchema,
} from './schema.js'

/**
 * Reads all data below `root` (the folder that holds `documents`, `languages`, `messages`, `presets`, `rules` and `topics`) into one plain object.
 * @throws DataError for the first file that does not fit.
 */
export function readCatalog(root: string, about: { readonly version: string; readonly site: string }): Catalog {
  const languages = readLanguages(join(root, 'languages'))
  const messages: Record<string, MessageData> = {}
  for (const { locale, path, source } of ymlFiles(join(root, 'messages')))
    messages[locale] = readYaml(messagesSchema, path, source)
  const read = <Schema extends Parameters<typeof readYaml>[0]>(schema: Schema, name: string) => {
    const path = join(root, 'documents', `${name}.yml`)
    return readYaml(schema, path, readFileSync(path, 'utf8'))
  }
  const kinds = read(kindsSchema, 'kinds')
  const markets = read(marketsSchema, 'markets')
  const topics = readTopics(join(root, 'topics'), languages, Object.keys(kinds))
  const known: KnownNames = {
    languages,
    markets: Object.keys(markets),
    topics: topics.map(({ page }) => page.id),
    kinds: Object.keys(kinds),
  }
  const rules = ruleFolders(join(root, 'rules')).map((folder) => readRuleFolder(folder, known))
  return {
    ...about,
    languages,
    messages,
    kinds,
    markets,
    usualScopes: read(scopesSchema, 'scopes').usual,
    paths: read(pathsSchema, 'paths'),
    topics,
    rules,
    presets: readPresets(join(root, 'presets'), rules),
  }
}

/** @throws DataError for a preset that does not fit, and a rule whose pack is no preset. */
function readPresets(folder: string, rules: readonly RuleData[]): Record<string, PresetData> {
  const pages = rules.map(({ page }) => page)
  const schema = presetSchema(
    [...new Set(pages.map(({ group }) => group))],
    pages.map(({ id }) => id),
  )
  const presets: Record<string, PresetData> = {}
  for (const { locale: name, path, source } of ymlFiles(folder)) {
    const { description, preview, groups, rules: levels } = readYaml(schema, path, source)
    const severities = pages.flatMap((page): [string, Severity | 'off'][] => {
      const level = levels[page.id] ?? groups[page.group] ?? (page.pack === name ? page.severity : undefined)
      return level === undefined ? [] : [[page.id, level]]
    })
    presets[name] = { description, preview, severities: Object.fromEntries(severities) }
  }
  const lost = pages.find(({ pack }) => pack !== undefined && !presets[pack])
  if (lost)
    throw new DataError(
      join(folder, '..', 'rules', lost.group, lost.id, 'rule.md'),
      1,
      1,
      `No preset is called ${lost.pack}; there are ${Object.keys(presets).join(', ')}`,
    )
  return presets
}

function readLanguages(folder: string): Record<string, LanguageData> {
  const languages: Record<string, LanguageData> = {}
  for (const { locale, path, source } of ymlFiles(folder)) {
    const language = readYaml(languageSchema, path, source)
    const phrases = [
      ...Object.values(language.slots).flat(),
      ...Object.values(language.guards).flatMap((list) =>
        list.flatMap(({ cues, except }) => [...cues, ...(except ?? [])]),
      ),
      ...Object.values(language.kinds).flat(),
      ...Object.values(language.signs ?? {}).flat(),
      ...Object.values(language.scopes ?? {}).flat(),
      ...valuePhrases(language),
    ]
    checkPhrases(path, source, phrases, language)
    languages[locale] = language
  }
  return languages
}

function* valuePhrases({ values }: LanguageData): Generator<string> {
  if (!values) return
  yield* Object.keys(values.numbers)
  for (const lists of [
    values.units,
    values.lengths ?? {},
    values.per ?? {},
    values.currencies,
    values.days,
    values.halves,
    values.comparisons,
  ])
    for (const list of Object.values(lists)) yield* list
}

/** The folders of all rules, by group and id. */
export const ruleFolders = (root: string): string[] =>
  readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap((group) =>
      readdirSync(join(root, group.name), { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map((entry) => join(root, group.name, entry.name)),
    )
    .sort()

/** The rules of a folder that have code, by id. */
export const rulesWithCode = (root: string): { readonly id: string; readonly path: string }[] =>
  ruleFolders(root)
    .map((folder) => ({ id: basename(folder), path: join(folder, 'rule.ts') }))
    .filter(({ path }) => existsSync(path))

function ymlFiles(folder: string): { readonly locale: string; readonly path: string; readonly source: string }[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yml'))
    .sort()
    .map((name) => ({
      locale: basename(name, '.yml'),
      path: join(folder, name),
      source: readFileSync(join(folder, name), 'utf8'),
    }))
}
