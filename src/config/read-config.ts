import { readYaml } from '../build/read-yaml.js'
import type { RuleData } from '../core/findings/catalog.js'
import { ConfigError, placeIn } from './config-error.js'
import { fileReason } from './file-reason.js'
import type { ConfigFiles } from './files.js'
import { CONFIG_NAME } from './find-config.js'
import { type ConfigChain, type ConfigLayer, listOf } from './layer.js'
import { findRuleFolders, requireExamples } from './own-rules.js'
import { folderOf, foldersUp, isWithin, join } from './paths.js'
import { type ConfigData, configSchema, type KnownNames } from './schema.js'

export interface ConfigReader {
  readonly files: ConfigFiles
  readonly names: KnownNames & { readonly rules: readonly string[] }
  /** Reads one rule folder; absolute path. @throws Error with path, line, column */
  readonly readRule: (folder: string) => RuleData
}

/** A configuration, ready for use: everything in it was checked. */
export interface LoadedConfig {
  readonly chain: ConfigChain
  /** Own rules, in the order of their folders. */
  readonly rules: readonly RuleData[]
}

interface Source {
  readonly path: string
  readonly text: string
  readonly data: ConfigData
}

const packageName = /^(?:@[\w-][\w.-]*\/)?[\w-][\w.-]*(?:\/[\w-][\w./-]*\.ya?ml)?$/i

/**
 * Reads a configuration, those that it extends and its own rules.
 *
 * @param path absolute
 * @param base the folder from which globs are seen, absolute
 * @param workspace nothing outside of this folder is read
 * @throws ConfigError or the YAML reader's error, with path, line, column and the remedy
 */
export async function readConfig(
  reader: ConfigReader,
  path: string,
  base: string,
  workspace: string,
): Promise<LoadedConfig> {
  const sources = await readChain(reader, path, workspace, [])
  const folders = (await Promise.all(sources.map((source) => lexiconsOf(reader, source, workspace)))).flat()
  const ruleFolders = [...new Set(folders)]
  const rules = ruleFolders.map((folder) => {
    const rule = reader.readRule(folder)
    requireExamples(rule, folder)
    return rule
  })
  refuseSameIds(reader, rules, ruleFolders)
  const schema = configSchema({ ...reader.names, rules: [...reader.names.rules, ...rules.map(({ page }) => page.id)] })
  const layers = sources.map(
    (source): ConfigLayer => ({ path: source.path, data: readYaml(schema, source.path, source.text) }),
  )
  return { chain: { base, layers, ruleFolders }, rules }
}

/** The file and those that it extends, weakest first. */
async function readChain(
  reader: ConfigReader,
  path: string,
  workspace: string,
  above: readonly string[],
): Promise<readonly Source[]> {
  const text = await readText(reader.files, path)
  const data = readYaml(configSchema({ ...reader.names, rules: undefined }), path, text)
  const extended: Source[] = []
  for (const [index, wanted] of listOf(data.extends).entries()) {
    const place = placeIn(text, typeof data.extends === 'string' ? ['extends'] : ['extends', index])
    const target = await targetOf(reader.files, path, wanted, workspace, place)
    const cycle = [...above, path].includes(target)
    if (cycle) throw new ConfigError(path, `“${wanted}” extends this file again; remove one of the two`, place)
    extended.push(...(await readChain(reader, target, workspace, [...above, path])))
  }
  return [...extended, { path, text, data }]
}

type Place = { readonly line: number; readonly column: number }

async function targetOf(
  files: ConfigFiles,
  path: string,
  wanted: string,
  workspace: string,
  place: Place,
): Promise<string> {
  const folder = folderOf(path)
  const isFile = /^\.{0,2}\//.test(wanted) || (/\.ya?ml$/i.test(wanted) && !wanted.includes('/'))
  if (isFile) {
    const target = join(folder, wanted)
    await refuseOutside(files, path, wanted, target, workspace, place)
    if ((await files.typeOf(target)) === 'file') return target
    throw new ConfigError(path, `there is no file “${wanted}” to extend`, place)
  }
  if (!packageName.test(wanted) || wanted.split('/').includes('..'))
    throw new ConfigError(path, `“${wanted}” is neither a file (./base.yml) nor an npm package`, place)
  const file = /\.ya?ml$/i.test(wanted) ? wanted : `${wanted}/${CONFIG_NAME}`
  for (const above of foldersUp(folder).filter((candidate) => isWithin(workspace, candidate))) {
    const target = join(above, `node_modules/${file}`)
    if ((await files.typeOf(target)) === 'file') return target
  }
  throw new ConfigError(
    path,
    `there is no ${file} in node_modules; install the package, or write ./ before a file`,
    place,
  )
}

async function refuseOutside(
  files: ConfigFiles,
  path: string,
  wanted: string,
  target: string,
  workspace: string,
  place: Place,
): Promise<void> {
  const real = (await files.typeOf(target)) === undefined ? target : await files.realPath(target)
  const realWorkspace = await files.realPath(workspace)
  const inside = isWithin(workspace, target) && (isWithin(realWorkspace, real) || isWithin(workspace, real))
  if (!inside)
    throw new ConfigError(path, `“${wanted}” lies outside of the workspace ${workspace}; copy it inside`, place)
}

async function lexiconsOf(reader: ConfigReader, source: Source, workspace: string): Promise<readonly string[]> {
  const { lexicons } = source.data
  const folders: string[] = []
  for (const [index, wanted] of listOf(lexicons).entries()) {
    const place = placeIn(source.text, typeof lexicons === 'string' ? ['lexicons'] : ['lexicons', index])
    const folder = join(folderOf(source.path), wanted)
    await refuseOutside(reader.files, source.path, wanted, folder, workspace, place)
    if ((await reader.files.typeOf(folder)) !== 'folder')
      throw new ConfigError(source.path, `there is no folder “${wanted}” with rules`, place)
    folders.push(...(await findRuleFolders(folder, reader.files)))
  }
  return folders
}

function refuseSameIds(reader: ConfigReader, rules: readonly RuleData[], folders: readonly string[]): void {
  const taken = new Set(reader.names.rules)
  for (const [index, { page }] of rules.entries()) {
    if (taken.has(page.id))
      throw new ConfigError(
        join(folders[index] ?? '', 'rule.md'),
        `the id “${page.id}” is taken by another rule; rename the folder`,
      )
    taken.add(page.id)
  }
}

async function readText(files: ConfigFiles, path: string): Promise<string> {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await files.read(path))
  } catch (error) {
    const reason =
      error instanceof TypeError ? 'is not UTF-8; save it as UTF-8' : `cannot be read: ${fileReason(error)}`
    throw new ConfigError(path, `the configuration ${reason}`)
  }
}
