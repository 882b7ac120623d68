import type { Standing } from '../data/commitment.js'
import { frontMatterEntries } from '../tree/front-matter.js'

/** Whether and for whom a document holds: its front matter first, then what the configuration says. */
export function standingOf(frontMatter: string, configured: Standing): Standing {
  const entries = frontMatterEntries(frontMatter)
  const supersedes = entries.get('supersedes')
  return {
    status: entries.get('status') ?? configured.status,
    effective: entries.get('effective') ?? configured.effective,
    supersedes: supersedes === undefined ? configured.supersedes : listOf(supersedes),
    market: entries.get('market') ?? configured.market,
    site: entries.get('site') ?? entries.get('brand') ?? configured.site,
  }
}

/** `a.md` or `[a.md, b.md]`. */
const listOf = (text: string): string[] =>
  text
    .replace(/^\[|\]$/g, '')
    .split(',')
    .map((item) => item.trim().replace(/^["']|["']$/g, ''))
    .filter((item) => item !== '')
