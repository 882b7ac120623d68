import { PRESET, type Settings } from '../config/index.js'
import { localeFor, type PresetData, type RuleData } from '../core/index.js'
import { type ActiveConfig, createProject, namesOf, type Project } from '../workspace/index.js'
import type { ReportCache } from './cache.js'
import type { Engine } from './engine.js'
import type { Host } from './host.js'
import { type Options, oneOf } from './options.js'
import type { ReportedRule } from './result.js'
import type { Stopwatch } from './stopwatch.js'

export type { ActiveConfig } from '../workspace/index.js'

/** What a run knows beyond single files. */
export interface Session extends Project {
  readonly host: Host
  readonly engine: Engine
  readonly options: Options
  readonly stopwatch: Stopwatch
  /** Absent where every document is read anew. */
  readonly cache?: ReportCache
}

/** @throws UsageError for a locale, kind or message language that does not exist. */
export function createSession(host: Host, engine: Engine, options: Options, stopwatch: Stopwatch): Session {
  const names = namesOf(engine.catalog)
  if (options.locale !== undefined && localeFor(options.locale, names.locales) === undefined)
    oneOf('locale', options.locale, names.locales)
  if (options.kind !== undefined) oneOf('document kind', options.kind, names.kinds)
  if (options.messageLanguage !== undefined)
    oneOf('message language', options.messageLanguage, ['document', ...names.locales])
  const presets = options.presets.flatMap((given) => {
    const name = given.startsWith(PRESET) ? given.slice(PRESET.length) : given
    oneOf('preset', name, Object.keys(names.presets))
    return names.presets[name] ?? []
  })
  const project = createProject({
    cwd: host.cwd,
    files: host.files,
    rules: engine,
    config: options.config === undefined ? undefined : slashes(host, options.config),
    today: () => options.asOf ?? host.today(),
    adjust: (settings) => withOptions(settings, options, presets),
  })
  return { ...project, host, engine, options, stopwatch }
}

/** A path of the command line with `/` between folders. */
export const slashes = (host: Host, path: string): string => (host.windows ? path.replaceAll('\\', '/') : path)

/** The rules that took part, with their published pages. */
export const reportedRules = (engine: Engine, configs: readonly ActiveConfig[]): readonly ReportedRule[] =>
  allRules(engine, configs).map((rule) => ({
    page: rule.page,
    url: engine.catalog.rules.includes(rule) ? `${engine.catalog.site}/${rule.page.id}` : '',
  }))

/** The built-in rules and those of the configurations, each once. */
export const allRules = (engine: Engine, configs: readonly ActiveConfig[]): readonly RuleData[] => [
  ...new Set([...engine.catalog.rules, ...configs.flatMap(({ loaded }) => loaded.rules)]),
]

function withOptions(settings: Settings, options: Options, presets: readonly PresetData[]): Settings {
  const flag = (value: string | undefined) => (value === undefined ? undefined : { value, from: 'command line' })
  return {
    ...settings,
    fallbackLocale: flag(options.locale) ?? settings.fallbackLocale,
    kind: flag(options.kind) ?? settings.kind,
    rules: {
      ...settings.rules,
      severities: Object.fromEntries(
        [...presets.map(({ severities }) => severities), settings.rules.severities, options.rules].flatMap(
          Object.entries,
        ),
      ),
      preview: settings.rules.preview ?? presets.some(({ preview }) => preview),
      messageLanguage: options.messageLanguage ?? settings.rules.messageLanguage,
    },
  }
}
