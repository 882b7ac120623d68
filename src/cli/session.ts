import {
  type ConfigFinder,
  createConfigFinder,
  createResolver,
  folderOf,
  isWithin,
  join,
  type KnownNames,
  type LoadedConfig,
  memoize,
  readConfig,
  relativeTo,
  type Settings,
  type SettingsResolver,
  workspaceOf,
} from '../config/index.js'
import type { Linter, RuleData } from '../core/index.js'
import type { Engine } from './engine.js'
import type { Host } from './host.js'
import { type Options, oneOf } from './options.js'
import type { ReportedRule } from './result.js'

/** A configuration at work: the same for all files beneath it. */
export interface ActiveConfig {
  readonly loaded: LoadedConfig
  readonly resolver: SettingsResolver
  readonly linter: Linter
}

/** What a run knows beyond single files. Configurations are read once each. */
export interface Session {
  readonly host: Host
  readonly engine: Engine
  readonly options: Options
  readonly finder: ConfigFinder
  /** The configuration that holds in a folder. @throws Error with path, line, column */
  readonly configFor: (folder: string) => Promise<ActiveConfig>
  /** Settings of one file, those of the command line included. Absolute path. */
  readonly settingsFor: (config: ActiveConfig, path: string) => Settings
  /** The folder from which rules see a document's path: its repository, so that the verdict is the same in every folder. */
  readonly workspaceOf: (path: string) => Promise<string>
  /** As reports show it: from the current folder. */
  readonly display: (path: string) => string
}

/** @throws UsageError for a locale, kind or message language that does not exist. */
export function createSession(host: Host, engine: Engine, options: Options): Session {
  const { catalog } = engine
  const names = {
    rules: catalog.rules.map(({ page }) => page.id),
    kinds: Object.keys(catalog.kinds),
    locales: Object.keys(catalog.languages),
  } satisfies KnownNames
  if (options.locale !== undefined) oneOf('locale', options.locale, names.locales)
  if (options.kind !== undefined) oneOf('document kind', options.kind, names.kinds)
  if (options.messageLanguage !== undefined)
    oneOf('message language', options.messageLanguage, ['document', ...names.locales])

  const finder = createConfigFinder(host.files)
  const reader = { files: host.files, names, readRule: engine.readRule }
  let builtIn: Linter | undefined

  function linterWith(own: readonly RuleData[]): Linter {
    if (own.length > 0) return withoutLinks(engine.linterWith(own), own)
    builtIn ??= engine.linterWith([])
    return builtIn
  }

  /** @param path empty where there is no configuration */
  const activate = memoize(async (path: string): Promise<ActiveConfig> => {
    const loaded = await load(path)
    return { loaded, resolver: createResolver(loaded.chain), linter: linterWith(loaded.rules) }
  })

  async function load(path: string): Promise<LoadedConfig> {
    if (path === '') return { chain: { base: host.cwd, layers: [], ruleFolders: [] }, rules: [] }
    const folder = folderOf(path)
    if (options.config === undefined)
      return readConfig(reader, path, folder, await workspaceOf(folder, host.cwd, finder))
    const own = await workspaceOf(folder, host.cwd, finder)
    return readConfig(reader, path, host.cwd, isWithin(own, host.cwd) ? own : folder)
  }

  return {
    host,
    engine,
    options,
    finder,
    async configFor(folder) {
      if (options.config !== undefined) return activate(join(host.cwd, slashes(host, options.config)))
      return activate((await finder.nearest(folder)) ?? '')
    },
    settingsFor: (config, path) => withOptions(config.resolver.settingsFor(path), options),
    workspaceOf: (path) => workspaceOf(folderOf(path), host.cwd, finder),
    display: (path) => relativeTo(host.cwd, path),
  }
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

/** Own rules have no published page: their findings link nowhere. */
function withoutLinks(linter: Linter, own: readonly RuleData[]): Linter {
  const ids = new Set(own.map(({ page }) => page.id))
  return {
    lint(input, settings) {
      const report = linter.lint(input, settings)
      const findings = report.findings.map((finding) => (ids.has(finding.ruleId) ? { ...finding, url: '' } : finding))
      return { ...report, findings }
    },
  }
}

function withOptions(settings: Settings, options: Options): Settings {
  const flag = (value: string | undefined) => (value === undefined ? undefined : { value, from: 'command line' })
  return {
    ...settings,
    locale: flag(options.locale) ?? settings.locale,
    kind: flag(options.kind) ?? settings.kind,
    rules: {
      ...settings.rules,
      severities: { ...settings.rules.severities, ...options.rules },
      messageLanguage: options.messageLanguage ?? settings.rules.messageLanguage,
    },
  }
}
