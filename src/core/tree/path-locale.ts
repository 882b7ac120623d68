const languageTag = /^[a-z]{2}(?:[-_](?:[a-z]{2}|han[st]|hans[-_]cn|hant[-_](?:tw|hk)))?$/i
const ending = /[._-]([a-z]{2}(?:[-_](?:[a-z]{2}|han[st]))?)$/i

type Normalise = (tag: string) => string | undefined

/** The locale that a folder or a part of the file's name states: `th/returns.md`, `returns.id.md`, `returns_zh-TW.md`. */
export function localeInPath(path: string, normalise: Normalise): string | undefined {
  const parts = path.split('/')
  const stem = stemOf(parts.pop() ?? '')
  const end = ending.exec(stem)?.[1]
  const tags = [...(end ? [end] : []), ...(languageTag.test(stem) ? [stem] : []), ...parts.reverse()]
  for (const tag of tags) {
    const locale = languageTag.test(tag) ? normalise(tag) : undefined
    if (locale !== undefined) return locale
  }
  return undefined
}

/** What the versions of a document in several languages share: its path without the parts that name a locale, and without extension. */
export function pathWithoutLocale(path: string, normalise: Normalise): string {
  const isLocale = (part: string): boolean => languageTag.test(part) && normalise(part) !== undefined
  const parts = path.split('/')
  const stem = stemOf(parts.pop() ?? '')
  const end = ending.exec(stem)
  const name = end && isLocale(end[1] ?? '') ? stem.slice(0, end.index) : stem
  return [...parts.filter((part) => !isLocale(part)), ...(isLocale(name) ? [] : [name])].join('/')
}

const stemOf = (name: string): string => name.replace(/\.[^.]+$/, '')
