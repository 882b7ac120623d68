import {
  type ClaimsRegister,
  type ConfigFiles,
  type ConfigFinder,
  createConfigFinder,
  createRegister,
  createResolver,
  folderOf,
  isWithin,
  join,
  type KnownNames,
  type LoadedConfig,
  memoize,
  type RegisterNames,
  readConfig,
  relativeTo,
  type Settings,
  type SettingsResolver,
  workspaceOf,
} from '../config/index.js'
import type { Catalog, Ledger, Linter, RuleData } from '../core/index.js'

/** The built-in rules, and how own ones join them. */
export interface RuleSource {
  readonly catalog: Catalog
  /** A linter of the built-in rules and these. */
  readonly linterWith: (ownRules: readonly RuleData[]) => Linter
  /** Reads one rule folder; absolute path. @throws Error with path, line, column */
  readonly readRule: (folder: string, files: ConfigFiles) => RuleData | Promise<RuleData>
  /** An empty ledger. @param today the day on which documents are compared, as `2026-11-22` */
  readonly ledgerOn: (today: string) => Ledger
}

/** A configuration at work: the same for all files beneath it. */
export interface ActiveConfig {
  readonly loaded: LoadedConfig
  readonly resolver: SettingsResolver
  readonly register: ClaimsRegister
  readonly linter: Linter
}

/** A folder from which documents are read, and what configuration says about them. Configurations are read once each. */
export interface Project {
  /** The folder from which paths are shown; absolute. */
  readonly cwd: string
  readonly files: ConfigFiles
  readonly finder: ConfigFinder
  /** The configuration that holds in a folder. @throws Error with path, line, column */
  readonly configFor: (folder: string) => Promise<ActiveConfig>
  /** Settings of one file. Absolute path. */
  readonly settingsFor: (config: ActiveConfig, path: string) => Settings
  /** The folder from which rules see a document's path: its repository, so that the verdict is the same in every folder. */
  readonly workspaceOf: (path: string) => Promise<string>
  /** As reports show it: from `cwd`. */
  readonly display: (path: string) => string
}

export interface ProjectOptions {
  readonly cwd: string
  readonly files: ConfigFiles
  readonly rules: RuleSource
  /** The only configuration that counts, seen from `cwd`; undefined where the nearest one does. */
  readonly config?: string | undefined
  /** The day of the check, as `2026-11-22`. */
  readonly today: () => string
  /** Has the last word on the settings of a file. */
  readonly adjust?: (settings: Settings) => Settings
}

/** What a configuration may name. */
export const namesOf = ({ rules, presets, kinds, languages, markets }: Catalog) =>
  ({
    presets,
    rules: rules.map(({ page }) => page.id),
    kinds: Object.keys(kinds),
    locales: Object.keys(languages),
    languages,
    markets: Object.keys(markets),
    countries: Object.values(markets).flat(),
  }) satisfies KnownNames & RegisterNames

/** Opens a folder; nothing is read yet. */
export function createProject(options: ProjectOptions): Project {
  const { cwd, files, rules, today, adjust = (settings) => settings } = options
  const finder = createConfigFinder(files)
  const reader = { files, names: namesOf(rules.catalog), readRule: (folder: string) => rules.readRule(folder, files) }
  let builtIn: Linter | undefined

  function linterWith(own: readonly RuleData[]): Linter {
    if (own.length > 0) return linterFor(rules, own)
    builtIn ??= linterFor(rules, own)
    return builtIn
  }

  /** @param path empty where there is no configuration */
  const activate = memoize(async (path: string): Promise<ActiveConfig> => {
    const loaded = await load(path)
    return {
      loaded,
      resolver: createResolver(loaded.chain),
      register: createRegister(loaded.chain.base, loaded.claims),
      linter: linterWith(loaded.rules),
    }
  })

  async function load(path: string): Promise<LoadedConfig> {
    if (path === '') return { chain: { base: cwd, layers: [], ruleFolders: [], registers: [] }, rules: [], claims: [] }
    const folder = folderOf(path)
    const own = await workspaceOf(folder, cwd, finder)
    if (options.config === undefined) return readConfig(reader, path, folder, own)
    return readConfig(reader, path, cwd, isWithin(own, cwd) ? own : folder)
  }

  return {
    cwd,
    files,
    finder,
    async configFor(folder) {
      return activate(options.config === undefined ? ((await finder.nearest(folder)) ?? '') : join(cwd, options.config))
    },
    settingsFor({ resolver, register }, path) {
      const settings = resolver.settingsFor(path)
      const claims = register.claimsFor(path, today())
      return adjust(claims.length === 0 ? settings : { ...settings, rules: { ...settings.rules, claims } })
    },
    workspaceOf: (path) => workspaceOf(folderOf(path), cwd, finder),
    display: (path) => relativeTo(cwd, path),
  }
}

/** A linter of the built-in rules and own ones. */
export function linterFor(rules: RuleSource, own: readonly RuleData[]): Linter {
  const linter = rules.linterWith(own)
  return own.length === 0 ? linter : withoutLinks(linter, own)
}

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
