import type { Catalog } from '../data/catalog.js'
import type { Standing } from '../data/commitment.js'
import type { Report } from '../data/document.js'
import { frontMatterEntries } from '../tree/front-matter.js'
import { pathWithoutLocale } from '../tree/path-locale.js'

/** Whether and for whom a document holds: its front matter first, then what the configuration says. */
export function standingOf(frontMatter: string, configured: Standing): Standing {
  const entries = frontMatterEntries(frontMatter)
  const supersedes = entries.get('supersedes')
  return {
    status: entries.get('status')?.toLowerCase() ?? configured.status,
    effective: entries.get('effective') ?? configured.effective,
    supersedes: supersedes === undefined ? configured.supersedes : listOf(supersedes),
    market: entries.get('market') ?? configured.market,
    site: entries.get('site') ?? entries.get('brand') ?? configured.site,
    translationOf: configured.translationOf,
  }
}

/** `a.md` or `[a.md, b.md]`. */
export const listOf = (text: string): string[] =>
  text
    .replace(/^\[|\]$/g, '')
    .split(',')
    .map((item) => item.trim().replace(/^["']|["']$/g, ''))
    .filter((item) => item !== '')

/** The markets that a document is for, by the names under which rules know them; others as they are written. */
export const marketsOf = ({ market = '' }: Standing, markets: Catalog['markets']): ReadonlySet<string> =>
  new Set(
    listOf(market).flatMap((written) => {
      const wanted = written.toUpperCase()
      const known = Object.keys(markets).filter((name) => name === wanted || markets[name]?.includes(wanted))
      return known.length > 0 ? known : [written]
    }),
  )

/**
 * The countries that a document is for; empty where it is for all. One for a country is held against one for the market to which
 * the country belongs, and not against those for the market's other countries.
 */
export const countriesOf = ({ market = '' }: Standing, markets: Catalog['markets']): ReadonlySet<string> =>
  new Set(
    listOf(market.toUpperCase()).flatMap((written) => {
      const countries = markets[written] ?? []
      return countries.length > 0 ? countries : [written]
    }),
  )

/** The documents that hold on a day: no draft, not archived, not of the future and not replaced by another that holds. */
export function inForceOf(reports: readonly Report[], today: string, paths: Catalog['paths']): Report[] {
  const current = reports.filter((report) => isCurrent(report, today, paths))
  const replaced = new Set(
    current.flatMap(({ path, standing }) =>
      (standing.supersedes ?? []).map((old) => resolve(folderOf(path), old)).filter((old) => old !== path),
    ),
  )
  return current.filter(({ path }) => !replaced.has(path))
}

function isCurrent({ path, standing: { status, effective } }: Report, today: string, paths: Catalog['paths']): boolean {
  if (status === 'draft' || status === 'archived') return false
  if (effective !== undefined && /^\d{4}-\d\d-\d\d/.test(effective) && effective.slice(0, 10) > today) return false
  return (
    status !== undefined ||
    !path
      .toLowerCase()
      .split('/')
      .slice(0, -1)
      .some((part) => paths.shelved.includes(part))
  )
}

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1)

/** A path seen from a folder; one that begins with `/` is seen from the workspace. */
function resolve(folder: string, path: string): string {
  const parts: string[] = []
  for (const part of (path.startsWith('/') ? path : folder + path).split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '.' && part !== '') parts.push(part)
  }
  return parts.join('/')
}

/**
 * The brand or site of each document, by path: what its front matter or the configuration says; else the folder below one that
 * is called after brands; else the folder, where several folders side by side are each complete in themselves, with copy and
 * with the same kind of policy.
 */
export function sitesOf(
  reports: readonly Report[],
  catalog: Pick<Catalog, 'kinds' | 'paths'>,
  normalise: (tag: string) => string | undefined,
): ReadonlyMap<string, string> {
  const located = reports.map((report) => {
    const parts = pathWithoutLocale(report.path, normalise).split('/').slice(0, -1)
    return { report, parts, above: parts.map((_, index) => parts.slice(0, index + 1).join('/')) }
  })
  const folders = new Map<string, Report[]>()
  for (const { report, above } of located)
    for (const folder of above) {
      const list = folders.get(folder) ?? []
      folders.set(folder, list)
      list.push(report)
    }
  const kindsOf = (list: readonly Report[], roles: readonly string[]): string[] =>
    list.flatMap(({ kind }) => (kind !== undefined && roles.includes(catalog.kinds[kind]?.role ?? '') ? [kind] : []))
  const complete = [...folders].filter(
    ([, list]) => kindsOf(list, ['copy', 'both']).length > 0 && kindsOf(list, ['policy']).length > 0,
  )
  const isSite = (folder: string, list: readonly Report[]): boolean =>
    complete.some(
      ([other, others]) =>
        other !== folder &&
        folderOf(other) === folderOf(folder) &&
        kindsOf(others, ['policy']).some((kind) => kindsOf(list, ['policy']).includes(kind)),
    )
  const sites = new Set(complete.filter(([folder, list]) => isSite(folder, list)).map(([folder]) => folder))
  return new Map(
    located.map(({ report: { path, standing }, parts, above }) => {
      const named = parts.findIndex((part) => catalog.paths.sites.includes(part.toLowerCase()))
      const below = named >= 0 ? above[named + 1] : undefined
      const found = above.find((folder) => sites.has(folder))
      return [path, standing.site ?? below ?? found ?? '']
    }),
  )
}
