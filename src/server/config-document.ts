import { CONFIG_NAME, type ConfigFiles, folderOf, nameOf } from '../config/index.js'
import type { RuleSource } from '../workspace/index.js'
import { type ConfigProblem, Projects } from './projects.js'
import type { ForthrightSettings } from './protocol.js'

/** Whether a document is a configuration. */
export const isConfigPath = (path: string): boolean => nameOf(path) === CONFIG_NAME

/**
 * What is wrong with a configuration as it stands in the editor, before it is saved. Reads all that it names: only for folders that
 * are trusted.
 *
 * @param path absolute
 * @param folder the workspace folder in which it stands
 */
export async function problemOfConfig(
  path: string,
  text: string,
  about: {
    readonly files: ConfigFiles
    readonly rules: RuleSource
    readonly folder: string
    readonly settings: ForthrightSettings
    readonly today: () => string
  },
): Promise<ConfigProblem | undefined> {
  const { files, rules, folder, settings, today } = about
  const edited: ConfigFiles = {
    ...files,
    typeOf: async (wanted) => (wanted === path ? 'file' : files.typeOf(wanted)),
    read: async (wanted) => (wanted === path ? new TextEncoder().encode(text) : files.read(wanted)),
  }
  const projects = new Projects({ files: edited, rules, folders: () => [folder], trusted: () => true, today })
  const nearest = { ...settings, configFile: '' }
  const { problem } = await projects.holdingFor(`${folderOf(path)}/x.md`, nearest)
  if (problem === undefined || problem.path === path) return problem
  return { path, line: 1, column: 1, message: `${problem.path}:${problem.line}: ${problem.message}` }
}
