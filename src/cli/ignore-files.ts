import ignore, { type Ignore } from 'ignore'
import { folderOf, isWithin, join, relativeTo } from '../config/index.js'
import type { Files } from './host.js'

export const IGNORE_NAME = '.forthrightignore'

/** The ignore files of one name in a folder and all beneath it, read when first needed. */
export interface IgnoreFiles {
  /** Which pattern excludes the path, or a folder above it; undefined where none does. Absolute path. */
  readonly patternFor: (path: string, isFolder: boolean) => Promise<string | undefined>
}

/**
 * Patterns as git reads them: those of a deeper folder win, and nothing comes back from an excluded folder.
 *
 * @param root the top folder whose ignore file counts
 */
export function createIgnoreFiles(files: Files, root: string, name: string): IgnoreFiles {
  const read = new Map<string, Promise<Ignore | undefined>>()
  const patternsIn = (folder: string): Promise<Ignore | undefined> => {
    const known = read.get(folder)
    if (known) return known
    const result = readPatterns(files, join(folder, name))
    read.set(folder, result)
    return result
  }
  const verdicts = new Map<string, Promise<string | undefined>>()

  async function decide(path: string, isFolder: boolean): Promise<string | undefined> {
    const above = folderOf(path)
    if (path === root || above === path || !isWithin(root, path)) return undefined
    const inherited = await patternFor(above, true)
    if (inherited !== undefined) return inherited
    for (let folder = above; isWithin(root, folder); folder = folderOf(folder)) {
      const patterns = await patternsIn(folder)
      const verdict = patterns?.test(relativeTo(folder, path) + (isFolder ? '/' : ''))
      if (verdict?.ignored) return verdict.rule?.pattern ?? name
      if (verdict?.unignored || folder === root || folder === folderOf(folder)) return undefined
    }
    return undefined
  }

  function patternFor(path: string, isFolder: boolean): Promise<string | undefined> {
    if (!isFolder) return decide(path, false)
    const known = verdicts.get(path)
    if (known) return known
    const verdict = decide(path, true)
    verdicts.set(path, verdict)
    return verdict
  }
  return { patternFor }
}

async function readPatterns(files: Files, path: string): Promise<Ignore | undefined> {
  if ((await files.typeOf(path)) !== 'file') return undefined
  return ignore().add(new TextDecoder().decode(await files.read(path)))
}
