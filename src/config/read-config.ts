import { DataError } from '../build/data-error.js'
import { placeInYaml, readYaml } from '../build/read-yaml.js'
import type { RuleData } from '../core/index.js'
import { fileReason } from './file-reason.js'
import type { ConfigFiles } from './files.js'
import { CONFIG_NAME } from './find-config.js'
import { type ConfigChain, type ConfigLayer, listOf, PRESET } from './layer.js'
import { unknownName } from './nearest.js'
import { findRuleFolders, requireExamples } from './own-rules.js'
import { folderOf, foldersUp, isWithin, join, relativeTo } from './paths.js'
import { readRegister } from './read-register.js'
import type { RegisterEntry, RegisterNames } from './register.js'
import { type ConfigData, configSchema, type KnownNames } from './schema.js'

export interface ConfigReader {
  readonly files: ConfigFiles
  readonly names: KnownNames & RegisterNames & { readonly rules: readonly string[] }
  /** Reads one rule folder; absolute path. @throws Error with path, line, column */
  readonly readRule: (folder: string) => RuleData | Promise<RuleData>
}

/** A configuration, ready for use: everything in it was checked. */
export interface LoadedConfig {
  readonly chain: ConfigChain
  /** Own rules, in the order of their folders. */
  readonly rules: readonly RuleData[]
  /** The claims of its registers, in their order. */
  readonly claims: readonly RegisterEntry[]
}

interface Source {
  readonly path: string
  readonly text: string
  readonly data: ConfigData
}

const packageName = /^(?:@[\w-][\w.-]*\/)?[\w-][\w.-]*(?:\/[\w-][\w./-]*\.ya?ml)?$/i

/**
 * Reads a configuration, those that it extends, its own rules and its claims registers.
 *
 * @param path absolute
 * @param base the folder from which globs are seen, absolute
 * @param workspace nothing outside of this folder is read
 * @throws DataError with path, line, column and the remedy
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
  const rules = await Promise.all(
    ruleFolders.map(async (folder) => {
      const rule = await reader.readRule(folder)
      requireExamples(rule, folder)
      return rule
    }),
  )
  refuseSameIds(reader, rules, ruleFolders)
  const schema = configSchema({ ...reader.names, rules: [...reader.names.rules, ...rules.map(({ page }) => page.id)] })
  const layers = sources.map(
    (source): ConfigLayer => ({
      path: source.path,
      data: source.path.startsWith(PRESET)
        ? source.data
        : readYaml(schema, source.path, source.text, { comments: true }),
    }),
  )
  const registers = [...new Set((await Promise.all(sources.map((one) => registersOf(reader, one, workspace)))).flat())]
  const claims = await Promise.all(
    registers.map(async (file) =>
      readRegister(file, await readText(reader.files, file, 'the claims register'), reader.names),
    ),
  )
  return { chain: { base, layers, ruleFolders, registers }, rules, claims: claims.flat() }
}

/** The file and those that it extends, weakest first. */
async function readChain(
  reader: ConfigReader,
  path: string,
  workspace: string,
  above: readonly string[],
): Promise<readonly Source[]> {
  const text = await readText(reader.files, path)
  const schema = configSchema({ ...reader.names, rules: undefined })
  const source = { path, text, data: readYaml(schema, path, text, { comments: true }) }
  const extended: Source[] = []
  for (const mention of mentionsIn(source, 'extends')) {
    if (mention.name.startsWith(PRESET)) {
      extended.push(presetCalled(mention, reader.names.presets ?? {}))
      continue
    }
    const target = await targetOf(reader.files, mention, workspace)
    if ([...above, path].includes(target))
      throw mention.mistake(`“${mention.name}” extends this file again; remove one of the two`)
    extended.push(...(await readChain(reader, target, workspace, [...above, path])))
  }
  return [...extended, source]
}

function presetCalled({ name, mistake }: Mention, presets: NonNullable<KnownNames['presets']>): Source {
  const preset = presets[name.slice(PRESET.length)]
  if (!preset) {
    const names = Object.keys(presets).map((known) => PRESET + known)
    throw mistake(unknownName('preset', name, names, `there are ${names.join(', ')}`))
  }
  // A preset without preview says nothing about it: what it stands beside still holds.
  return { path: name, text: '', data: { rules: preset.severities, ...(preset.preview ? { preview: 'true' } : {}) } }
}

/** A file, folder or package that a configuration names. */
interface Mention {
  readonly name: string
  /** The folder of the configuration. */
  readonly folder: string
  /** An error at the place of the name. */
  readonly mistake: (reason: string) => DataError
}

function mentionsIn({ path, text, data }: Source, key: 'extends' | 'lexicons' | 'claims'): readonly Mention[] {
  const value = data[key]
  return listOf(value).map((name, index) => ({
    name,
    folder: folderOf(path),
    mistake(reason) {
      const { line, column } = placeInYaml(text, typeof value === 'string' ? [key] : [key, index])
      return new DataError(path, line, column, reason)
    },
  }))
}

async function targetOf(files: ConfigFiles, { name, folder, mistake }: Mention, workspace: string): Promise<string> {
  const isFile = /^\.{0,2}\//.test(name) || (/\.ya?ml$/i.test(name) && !name.includes('/'))
  if (isFile) {
    const target = join(folder, name)
    if (await isOutside(files, target, workspace)) throw mistake(outside(name, workspace))
    if ((await files.typeOf(target)) === 'file') return target
    throw mistake(`there is no file “${name}” to extend`)
  }
  if (!packageName.test(name) || name.split('/').includes('..'))
    throw mistake(`“${name}” is neither a preset (forthright:strict), a file (./base.yml) nor an npm package`)
  const file = /\.ya?ml$/i.test(name) ? name : `${name}/${CONFIG_NAME}`
  for (const above of foldersUp(folder).filter((candidate) => isWithin(workspace, candidate))) {
    const target = join(above, `node_modules/${file}`)
    if ((await files.typeOf(target)) !== 'file') continue
    if (await isOutside(files, target, workspace)) throw mistake(outside(name, workspace))
    return target
  }
  throw mistake(`there is no ${file} in node_modules; install the package, or write ./ before a file`)
}

/** Whether the path, or what it links to, lies outside of the workspace. */
async function isOutside(files: ConfigFiles, path: string, workspace: string): Promise<boolean> {
  const real = (await files.typeOf(path)) === undefined ? path : await files.realPath(path)
  return !isWithin(workspace, path) || !(isWithin(await files.realPath(workspace), real) || isWithin(workspace, real))
}

/** The links of a folder. */
const linksIn = async (files: ConfigFiles, folder: string): Promise<readonly string[]> =>
  (await files.list(folder)).filter(({ link }) => link).map(({ name }) => join(folder, name))

const outside = (name: string, workspace: string): string =>
  `“${name}” lies outside of the workspace ${workspace}; copy it inside`

async function lexiconsOf(reader: ConfigReader, source: Source, workspace: string): Promise<readonly string[]> {
  const folders: string[] = []
  for (const { name, folder, mistake } of mentionsIn(source, 'lexicons')) {
    const target = join(folder, name)
    if (await isOutside(reader.files, target, workspace)) throw mistake(outside(name, workspace))
    if ((await reader.files.typeOf(target)) !== 'folder') throw mistake(`there is no folder “${name}” with rules`)
    for (const rule of await findRuleFolders(target, reader.files)) {
      for (const path of [rule, ...(await linksIn(reader.files, rule))])
        if (await isOutside(reader.files, path, workspace)) throw mistake(outside(relativeTo(folder, path), workspace))
      folders.push(rule)
    }
  }
  return folders
}

async function registersOf({ files }: ConfigReader, source: Source, workspace: string): Promise<readonly string[]> {
  const registers: string[] = []
  for (const { name, folder, mistake } of mentionsIn(source, 'claims')) {
    const target = join(folder, name)
    if (await isOutside(files, target, workspace)) throw mistake(outside(name, workspace))
    if (!name.endsWith('.yml')) throw mistake(`a claims register ends in .yml; rename “${name}”`)
    if ((await files.typeOf(target)) !== 'file') throw mistake(`there is no file “${name}” with claims`)
    registers.push(target)
  }
  return registers
}

function refuseSameIds(reader: ConfigReader, rules: readonly RuleData[], folders: readonly string[]): void {
  const taken = new Set(reader.names.rules)
  for (const [index, { page }] of rules.entries()) {
    if (taken.has(page.id))
      throw new DataError(
        join(folders[index] ?? '', 'rule.md'),
        1,
        1,
        `the id “${page.id}” is taken by another rule; rename the folder`,
      )
    taken.add(page.id)
  }
}

async function readText(files: ConfigFiles, path: string, what = 'the configuration'): Promise<string> {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await files.read(path))
  } catch (error) {
    const reason =
      error instanceof TypeError ? 'is not UTF-8; save it as UTF-8' : `cannot be read: ${fileReason(error)}`
    throw new DataError(path, 1, 1, `${what} ${reason}`)
  }
}
