import {
  type ConfigFinder,
  createConfigFinder,
  createResolver,
  folderOf,
  isWithin,
  join,
  type KnownNames,
  type LoadedConfig,
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
  /** The path of the configuration that holds in a folder. @throws Error with a place */
  readonly configPathFor: (folder: string) => Promise<string | undefined>
  /** @throws Error with path, line, column */
  readonly configFor: (folder: string) => Promise<ActiveConfig>
  /** Settings of one file, those of the command line included. Absolute path. */
  readonly settingsFor: (config: ActiveConfig, path: string) => Settings
  /** The path of a document as rules see it: from its repository, so that the verdict is the same in every folder. */
  readonly workspacePath: (path: string) => Promise<string>
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
  const read = new Map<string, Promise<ActiveConfig>>()
  const builtIn = once(() => engine.linterWith([]))

  async function activate(path: string | undefined): Promise<ActiveConfig> {
    const loaded: LoadedConfig = path
      ? await load(path)
      : { chain: { base: host.cwd, layers: [], ruleFolders: [] }, rules: [] }
    const linter = loaded.rules.length === 0 ? builtIn() : engine.linterWith(loaded.rules)
    return { loaded, resolver: createResolver(loaded.chain), linter }
  }

  async function load(path: string): Promise<LoadedConfig> {
    const folder = folderOf(path)
    if (options.config === undefined)
      return readConfig(reader, path, folder, await workspaceOf(folder, host.cwd, finder))
    const own = await workspaceOf(folder, host.cwd, finder)
    return readConfig(reader, path, host.cwd, isWithin(own, host.cwd) ? own : folder)
  }

  const configPathFor = async (folder: string): Promise<string | undefined> =>
    options.config === undefined ? finder.nearest(folder) : join(host.cwd, slashes(host, options.config))

  return {
    host,
    engine,
    options,
    finder,
    configPathFor,
    async configFor(folder) {
      const path = await configPathFor(folder)
      const key = path ?? ''
      const known = read.get(key)
      if (known) return known
      const config = activate(path)
      read.set(key, config)
      return config
    },
    settingsFor: (config, path) => withOptions(config.resolver.settingsFor(path), options),
    async workspacePath(path) {
      const folder = folderOf(path)
      return relativeTo(await workspaceOf(folder, host.cwd, finder), path)
    },
    display: (path) => relativeTo(host.cwd, path),
  }
}

/** A path of the command line with `/` between folders. */
export const slashes = (host: Host, path: string): string => (host.windows ? path.replaceAll('\\', '/') : path)

/** The built-in rules and those of the configurations, each once. */
export const allRules = (engine: Engine, configs: readonly ActiveConfig[]): readonly RuleData[] => [
  ...new Set([...engine.catalog.rules, ...configs.flatMap(({ loaded }) => loaded.rules)]),
]

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

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
