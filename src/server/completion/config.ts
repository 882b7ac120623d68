import * as v from 'valibot'
import { type CompletionItem, CompletionItemKind } from 'vscode-languageserver'
import { configSchema } from '../../config/index.js'
import { type Catalog, severities } from '../../core/index.js'
import { namesOf } from '../../workspace/index.js'
import { placeInConfig } from './config-place.js'

/**
 * What may stand at a place of a configuration.
 *
 * @param rules an item for each rule
 */
export function completeConfig(
  text: string,
  offset: number,
  catalog: Catalog,
  rules: readonly CompletionItem[],
): CompletionItem[] {
  const names = namesOf(catalog)
  const place = placeInConfig(text, offset)
  if (!place) return []
  const { parents, key } = place
  const parent = parents.at(-1)
  const values = (list: readonly string[]): CompletionItem[] =>
    list.map((name) => ({ label: name, kind: CompletionItemKind.Value }))
  if (key !== undefined) {
    if (parent === 'rules' || key === 'severity') return values([...severities, 'off'])
    const { kinds, locales } = names
    const known: Readonly<Record<string, readonly string[]>> = {
      kind: kinds,
      locale: locales,
      messageLanguage: ['document', ...locales],
      status: ['current', 'draft', 'archived'],
    }
    return values(known[key] ?? [])
  }
  if (parent === 'rules') return rules.map((item) => ({ ...item, insertText: `${item.label}: ` }))
  return keysBeneath(parent, names).map(([name, description]) => ({
    label: name,
    kind: CompletionItemKind.Property,
    insertText: `${name}: `,
    ...(description === undefined ? {} : { documentation: description }),
  }))
}

/** The keys of a mapping, with what the schema says of each. */
function keysBeneath(
  parent: string | undefined,
  names: ReturnType<typeof namesOf>,
): readonly (readonly [string, string | undefined])[] {
  const { entries } = configSchema(names)
  const described = (all: v.ObjectEntries) =>
    Object.entries(all).map(([name, schema]) => [name, descriptionOf(schema)] as const)
  switch (parent) {
    case undefined:
      return described(entries)
    case 'documents':
      return described(entries.documents.wrapped.pipe[0].item.entries)
    case 'overrides':
      return described(entries.overrides.wrapped.pipe[0].item.entries)
    case 'accept':
      return described(entries.accept.wrapped.pipe[0].item.entries)
    default:
      return []
  }
}

const descriptionOf = (schema: v.ObjectEntries[string]): string | undefined =>
  v.getDescription('wrapped' in schema ? schema.wrapped : schema)
