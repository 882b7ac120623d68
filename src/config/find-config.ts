import { DataError } from '../build/data-error.js'
import type { ConfigFiles } from './files.js'
import { memoize } from './memoize.js'
import { foldersUp, isWithin, join } from './paths.js'

export const CONFIG_NAME = 'forthright.yml'

/** Looks for the configuration and the root of the repository of any folder; every folder is looked at once. */
export interface ConfigFinder {
  /** The nearest configuration in the folder or above it, up to the root of its repository. @throws DataError */
  readonly nearest: (folder: string) => Promise<string | undefined>
  /** The nearest folder with a `.git`; undefined outside of repositories. */
  readonly repository: (folder: string) => Promise<string | undefined>
}

export function createConfigFinder(files: ConfigFiles): ConfigFinder {
  const look = memoize(async (folder: string) => ({
    config: await configIn(folder, files),
    root: (await files.typeOf(join(folder, '.git'))) !== undefined,
  }))
  return {
    async nearest(start) {
      for (const folder of foldersUp(start)) {
        const { config, root } = await look(folder)
        if (config || root) return config
      }
      return undefined
    },
    async repository(start) {
      for (const folder of foldersUp(start)) if ((await look(folder)).root) return folder
      return undefined
    },
  }
}

async function configIn(folder: string, files: ConfigFiles): Promise<string | undefined> {
  const path = join(folder, CONFIG_NAME)
  if ((await files.typeOf(path)) === 'file') return path
  const other = join(folder, 'forthright.yaml')
  if ((await files.typeOf(other)) === 'file')
    throw new DataError(other, 1, 1, `the configuration is called ${CONFIG_NAME}; rename this file`)
  return undefined
}

/** The root against which paths of a document are read: its repository, else the current folder, else its own folder. */
export async function workspaceOf(folder: string, cwd: string, finder: ConfigFinder): Promise<string> {
  return (await finder.repository(folder)) ?? (isWithin(cwd, folder) ? cwd : folder)
}
