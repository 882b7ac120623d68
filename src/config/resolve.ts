import ignore from 'ignore'
import type { RuleSettings, Standing } from '../core/index.js'
import { compileGlobs } from './glob.js'
import { type ConfigChain, listOf } from './layer.js'
import { isWithin, relativeTo } from './paths.js'
import type { ConfigData } from './schema.js'

/** A value and the configuration file that gave it. */
export interface Setting {
  readonly value: string
  /** Absolute path of the configuration. */
  readonly from: string
}

/** What the configuration says about one document. */
export interface Settings {
  readonly rules: RuleSettings
  /** What an entry says of the document. */
  readonly locale: Setting | undefined
  /** What is said of all documents: where nothing else tells the language. */
  readonly fallbackLocale: Setting | undefined
  readonly kind: Setting | undefined
  readonly standing: Standing
  /** The pattern of `ignore` that excludes the document. */
  readonly ignoredBy: string | undefined
}

type Rules = NonNullable<ConfigData['rules']>

const severitiesOf = (rules: Rules | undefined) =>
  Object.entries(rules ?? {}).map(([id, level]) => [id, typeof level === 'string' ? level : level.severity] as const)

const localesOf = (
  entries: readonly { readonly from: string; readonly entry: { readonly locale?: string | undefined } }[],
): readonly Setting[] =>
  entries.flatMap(({ from, entry }) => (entry.locale === undefined ? [] : [{ value: entry.locale, from }]))

/** A test of paths for every entry of every layer, made once for a chain. */
export interface SettingsResolver {
  /** @param path absolute, with `/`. */
  readonly settingsFor: (path: string) => Settings
}

/**
 * Prepares a chain for look-ups. More specific entries win (`overrides` over `documents` over the top), and among equals
 * the nearer file and the later entry.
 */
export function createResolver(chain: ConfigChain): SettingsResolver {
  const top = chain.layers.map(({ path, data }) => ({ from: path, entry: data }))
  const documents = chain.layers.flatMap(({ path, data }) =>
    (data.documents ?? []).map((entry) => ({ from: path, entry, test: compileGlobs(listOf(entry.files)) })),
  )
  const overrides = chain.layers.flatMap(({ path, data }) =>
    (data.overrides ?? []).map((entry) => ({ from: path, entry, test: compileGlobs(listOf(entry.files)) })),
  )
  const ignored = ignore().add(chain.layers.flatMap(({ data }) => listOf(data.ignore)))
  const messageLanguage = top.findLast(({ entry }) => entry.messageLanguage)?.entry.messageLanguage ?? 'document'

  const fallbackLocale = localesOf(top).at(-1)

  const preview = top.findLast(({ entry }) => entry.preview !== undefined)?.entry.preview

  return {
    settingsFor(path) {
      const inside = isWithin(chain.base, path) && path !== chain.base
      const relative = relativeTo(chain.base, path)
      const described = documents.filter(({ test }) => test(relative))
      const overridden = overrides.filter(({ test }) => test(relative))
      const kinds = [...described, ...overridden].flatMap(({ from, entry }) =>
        entry.kind === undefined ? [] : [{ value: entry.kind, from }],
      )
      const lastFact = (fact: 'status' | 'effective' | 'site' | 'translationOf') =>
        described.findLast(({ entry }) => entry[fact] !== undefined)?.entry[fact]
      const market = [...top, ...described].findLast(({ entry }) => entry.market !== undefined)?.entry.market
      const supersedes = [...described, ...overridden].findLast(({ entry }) => entry.supersedes !== undefined)?.entry
        .supersedes
      return {
        rules: {
          severities: Object.fromEntries([...top, ...overridden].flatMap(({ entry }) => severitiesOf(entry.rules))),
          accept: [...top, ...overridden].flatMap(({ entry }) => entry.accept ?? []),
          ...(preview === undefined ? {} : { preview: preview === 'true' }),
          messageLanguage,
        },
        locale: localesOf([...described, ...overridden]).at(-1),
        fallbackLocale,
        kind: kinds.at(-1),
        standing: {
          status: lastFact('status'),
          effective: lastFact('effective'),
          supersedes: supersedes === undefined ? undefined : listOf(supersedes),
          market: market === undefined ? undefined : listOf(market).join(', '),
          site: lastFact('site'),
          translationOf: lastFact('translationOf'),
        },
        ignoredBy: inside ? ignored.test(relative).rule?.pattern : undefined,
      }
    },
  }
}
