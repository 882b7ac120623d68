import type { Claim, LanguageData } from '../core/index.js'
import type { PathTest } from './glob.js'
import { relativeTo } from './paths.js'

/** What a claims register may name. */
export interface RegisterNames {
  readonly languages: Readonly<Record<string, Pick<LanguageData, 'slots'>>>
  readonly markets: readonly string[]
}

/** An entry of a claims register. */
export interface RegisterEntry {
  readonly claim: Omit<Claim, 'isPast'>
  /** The documents that may state it, seen from the folder of the configuration. */
  readonly isFor: PathTest
}

/** The registered claims that count for documents. */
export interface ClaimsRegister {
  /**
   * Documents for which the same claims count get the same list.
   *
   * @param path of a document; absolute
   * @param today the day of the check, as `2026-11-22`
   */
  readonly claimsFor: (path: string, today: string) => readonly Claim[]
}

/** @param base the folder from which globs are seen; absolute */
export function createRegister(base: string, entries: readonly RegisterEntry[]): ClaimsRegister {
  let day = ''
  let claims: readonly Claim[] = []
  const lists = new Map<string, readonly Claim[]>()
  return {
    claimsFor(path, today) {
      if (today !== day) {
        day = today
        claims = entries.map(({ claim }) => ({ ...claim, isPast: claim.until < today }))
        lists.clear()
      }
      const relative = relativeTo(base, path)
      const counts = entries.map(({ isFor }) => isFor(relative))
      const key = counts.map(Number).join('')
      const list = lists.get(key) ?? claims.filter((_, index) => counts[index])
      lists.set(key, list)
      return list
    },
  }
}
