/** Paths here are written with `/` between folders on every system; a Windows drive (`C:/`) counts as a root. */

const root = /^(?:[a-z]:)?\//i

/** Whether the path starts at a root or a drive. */
export const isAbsolute = (path: string): boolean => root.test(path)

/** Without `.`, `..`, doubled slashes and a final slash. `..` above a root stays at the root. */
export function normalize(path: string): string {
  const start = root.exec(path)?.[0] ?? ''
  const parts: string[] = []
  for (const part of path.slice(start.length).split('/')) {
    if (part === '' || part === '.') continue
    if (part !== '..') parts.push(part)
    else if (parts.length > 0 && parts.at(-1) !== '..') parts.pop()
    else if (start === '') parts.push(part)
  }
  return start + parts.join('/') || '.'
}

/** `path` seen from `base`; an absolute `path` stays what it is. */
export const join = (base: string, path: string): string => normalize(isAbsolute(path) ? path : `${base}/${path}`)

/** The folder in which `path` stands; a root is its own. */
export const folderOf = (path: string): string => join(path, '..')

/** The last part of `path`. */
export const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

/** The folder itself and all above it, nearest first. */
export function foldersUp(folder: string): readonly string[] {
  const above = folderOf(folder)
  return above === folder ? [folder] : [folder, ...foldersUp(above)]
}

/** Whether `path` is `folder` or lies beneath it. Both absolute and normalized. */
export const isWithin = (folder: string, path: string): boolean =>
  path === folder || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`)

/** How to get from `folder` to `path`, both absolute; `path` itself where they share no root. */
export function relativeTo(folder: string, path: string): string {
  const from = normalize(folder)
  const to = normalize(path)
  const start = root.exec(from)?.[0] ?? ''
  if (!to.startsWith(start)) return to
  const up = foldersUp(from)
  const shared = up.findIndex((above) => isWithin(above, to))
  const down = to.slice(up[shared]?.length ?? 0).replace(/^\//, '')
  return `${'../'.repeat(Math.max(0, shared))}${down}`.replace(/\/$/, '') || '.'
}
