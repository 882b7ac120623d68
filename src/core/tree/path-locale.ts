const languageTag = /^[a-z]{2}(?:[-_](?:[a-z]{2}|han[st]|hans[-_]cn|hant[-_](?:tw|hk)))?$/i
const ending = /[._-]([a-z]{2}(?:[-_](?:[a-z]{2}|han[st]))?)$/i
/** “photo-id” and “returns-id” end alike. */
const wordLike = /[_-][a-z]{2}$/i

type Normalise = (tag: string) => string | undefined

/** The locale that a part of a path names. The old code of Indonesian is the English word that ends “sign-in” and “trade-in”. */
function localeNamedBy(part: string, normalise: Normalise): string | undefined {
  const locale = languageTag.test(part) ? normalise(part) : undefined
  return locale?.startsWith(part.slice(0, 2).toLowerCase()) ? locale : undefined
}

/**
 * The locale that a folder or a part of the file's name states: `th/returns.md`, `returns.id.md`, `returns_zh-TW.md`; `isSure` is
 * false where it may also be the last word of the name.
 */
export function localeInPath(
  path: string,
  normalise: Normalise,
): { readonly locale: string; readonly isSure: boolean } | undefined {
  const parts = path.split('/')
  const stem = stemOf(parts.pop() ?? '')
  const end = ending.exec(stem)?.[1]
  const tags = [...(end ? [end] : []), ...(languageTag.test(stem) ? [stem] : []), ...parts.reverse()]
  for (const tag of tags) {
    const locale = localeNamedBy(tag, normalise)
    if (locale !== undefined) return { locale, isSure: tag !== end || !wordLike.test(stem) }
  }
  return undefined
}

/** What the versions of a document in several languages share: its path without the parts that name a locale, and without extension. */
export function pathWithoutLocale(path: string, normalise: Normalise): string {
  const isLocale = (part: string): boolean => localeNamedBy(part, normalise) !== undefined
  const parts = path.split('/')
  const stem = stemOf(parts.pop() ?? '')
  const end = ending.exec(stem)
  const name = end && isLocale(end[1] ?? '') ? stem.slice(0, end.index) : stem
  return [...parts.filter((part) => !isLocale(part)), ...(isLocale(name) ? [] : [name])].join('/')
}

const stemOf = (name: string): string => name.replace(/\.[^.]+$/, '')
