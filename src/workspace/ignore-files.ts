import ignore, { type Ignore } from 'ignore'
import { type ConfigFiles, folderOf, isWithin, join, memoize, relativeTo } from '../config/index.js'

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
export function createIgnoreFiles(files: ConfigFiles, root: string, name: string): IgnoreFiles {
  const patternsIn = memoize((folder) => readPatterns(files, folder, name))
  const folderVerdict = memoize((folder) => decide(folder, true))

  async function decide(path: string, isFolder: boolean): Promise<string | undefined> {
    const above = folderOf(path)
    if (path === root || above === path || !isWithin(root, path)) return undefined
    const inherited = await folderVerdict(above)
    if (inherited !== undefined) return inherited
    for (let folder = above; isWithin(root, folder); folder = folderOf(folder)) {
      const patterns = await patternsIn(folder)
      const verdict = patterns?.test(relativeTo(folder, path) + (isFolder ? '/' : ''))
      if (verdict?.ignored) return verdict.rule?.pattern ?? name
      if (verdict?.unignored || folder === root || folder === folderOf(folder)) return undefined
    }
    return undefined
  }

  return { patternFor: (path, isFolder) => (isFolder ? folderVerdict(path) : decide(path, false)) }
}

async function readPatterns(files: ConfigFiles, folder: string, name: string): Promise<Ignore | undefined> {
  const path = join(folder, name)
  if ((await files.typeOf(path)) !== 'file') return undefined
  // As git does: case counts, except where the file system itself finds the file under a name in capitals.
  const ignorecase = (await files.typeOf(join(folder, name.toUpperCase()))) === 'file'
  return ignore({ ignorecase }).add(new TextDecoder().decode(await files.read(path)))
}
