import type { Catalog, RuleData } from '../data/catalog.js'
import type { Commitment, Standing } from '../data/commitment.js'
import type { DocumentSuppression, Meter, Report, RuleSettings } from '../data/document.js'
import type { Finding, Fix } from '../data/finding.js'
import type { TopicData } from '../data/topic.js'
import { byPlace } from '../findings/by-place.js'
import { createFinding, labelsFor, lexiconFor, severityOf } from '../findings/create-finding.js'
import { covers } from '../findings/suppression.js'
import { fillSlots } from '../fixes/rewrite.js'
import { groupBy } from '../text/arrays.js'
import { createLocaleDetector } from '../tree/locale.js'
import { pathWithoutLocale } from '../tree/path-locale.js'
import { writeDuration } from './format-value.js'
import type { LedgerDocument, LedgerReport, RuleCodes, Statement, TopicView } from './ledger-view.js'
import { countriesOf, inForceOf, sitesOf } from './standing.js'

/** What all documents of a workspace promise. A document is read once; what it changes is compared again. */
export interface Ledger {
  /** Takes a document in, or a new state of it. */
  readonly set: (report: Report, settings: RuleSettings) => void
  readonly delete: (path: string) => void
  /**
   * What contradicts what, suppressed ones included, and the comments that silence nothing even so; in the order of the places.
   * Paths are those of the reports.
   */
  readonly findings: (path: string) => readonly Finding[]
  /** The documents whose findings the last comparison changed. */
  readonly update: () => ReadonlySet<string>
  /** Whether a document holds: no draft, not archived, and neither of the future nor replaced. */
  readonly isInForce: (path: string) => boolean
}

export interface LedgerOptions {
  /** The day on which documents are compared, as `2026-11-22`. */
  readonly today: string
  /** Told of the rules that compare. By default nobody is. */
  readonly meter?: Meter | undefined
}

interface Entry {
  readonly report: Report
  readonly settings: RuleSettings
}

/** What a rule reported; the finding is made when it is asked for. */
interface Found {
  readonly rule: RuleData
  readonly report: LedgerReport
}

/** Creates an empty ledger with the rules that compare documents. */
export function createLedger(catalog: Catalog, codes: RuleCodes, { today, meter }: LedgerOptions): Ledger {
  const entries = new Map<string, Entry>()
  const { normalise } = createLocaleDetector(catalog.languages)
  const topics = new Map(catalog.topics.map((topic) => [topic.page.id, topic]))
  const comparing = catalog.rules.flatMap((rule): [RuleData, NonNullable<RuleCodes[string]['compare']>][] => {
    const compare = codes[rule.page.id]?.compare
    return compare ? [[rule, compare]] : []
  })
  /** Topics that must be compared again where another one changes. */
  const dependants = new Map<string, string[]>()
  for (const { page } of catalog.topics)
    for (const id of [page.id, ...page.alike, ...page.takenBackBy])
      dependants.set(id, [...(dependants.get(id) ?? []), page.id])

  /** What to compare again, by site and topic; `all` where documents came, went or changed their standing. */
  let dirty: Map<string, Set<string>> | 'all' = 'all'
  let sites = new Map<string, Site>()
  let siteByPath = new Map<string, Site>()
  /** By site and topic. */
  const foundByView = new Map<string, readonly Found[]>()
  /** By each document on either side, then by site and topic. */
  const foundByPath = new Map<string, Map<string, Found[]>>()

  function touch({ name }: Site, topic: string): void {
    if (dirty === 'all') return
    const here = dirty.get(name) ?? new Set<string>()
    dirty.set(name, here)
    for (const id of dependants.get(topic) ?? []) here.add(id)
  }

  function arrange(): void {
    const reports = [...entries.values()].map(({ report }) => report).sort((a, b) => (a.path < b.path ? -1 : 1))
    const inForce = inForceOf(reports, today, catalog.paths)
    const names = sitesOf(inForce, catalog, normalise)
    sites = new Map()
    siteByPath = new Map()
    for (const report of inForce) {
      const { path, locale, kind, standing, mentions } = report
      const name = names.get(path) ?? ''
      const site = sites.get(name) ?? createSite(name)
      sites.set(name, site)
      siteByPath.set(path, site)
      const document: LedgerDocument = {
        path,
        locale,
        kind,
        role: kind === undefined ? 'other' : (catalog.kinds[kind]?.role ?? 'other'),
        site: name,
        family: standing.translationOf ?? pathWithoutLocale(path, normalise),
        markets: countriesOf(standing, catalog.markets),
        mentions: new Set(mentions),
      }
      site.put(document, report.commitments)
    }
  }

  function compareTopic(site: Site, { page: topic }: TopicData): Found[] {
    const statements = site.on(topic.id)
    if (statements.length === 0) return []
    const view: TopicView = {
      topic,
      documents: site.documents(),
      statements,
      statementsOn: (id) => site.on(id),
      pageOf: (id) => topics.get(id)?.page,
      writeDuration: (value, locale) => writeDuration(value, catalog.languages[locale]?.values, locale),
    }
    return comparing.flatMap(([rule, compare]) => {
      const reports = meter ? meter('comparing', () => [...compare(view)], rule.page.id) : [...compare(view)]
      return reports.map((report) => ({ rule, report }))
    })
  }

  const isOn = ({ rule, report: { path } }: Found): boolean => {
    const entry = entries.get(path)
    return entry !== undefined && severityOf(rule, entry.report.locale, entry.settings) !== 'off'
  }

  function findingOf(found: Found): Finding[] {
    const { rule, report } = found
    const entry = entries.get(report.path)
    if (!entry || !isOn(found)) return []
    const { settings } = entry
    const labels = labelsFor(catalog, report.locale, settings)
    const lexicon = lexiconFor(rule, report.locale, settings)
    const fixes = report.fixes.map(({ path, place, text, safe }): Fix => {
      const isHere = path === report.path
      const title = fillSlots(labels[isHere ? 'replace' : 'replaceThere'] ?? '<text>', { text, path })
      return { title, safe, edits: [{ ...place, text, ...(isHere ? {} : { path }) }] }
    })
    return [
      {
        ...createFinding(catalog, rule, report, settings),
        fixes,
        expected: report.fixes.map(({ text }) => text),
        related: report.related.map(({ document, commitment }) => ({
          path: document.path,
          place: commitment.place,
          message: fillSlots(lexicon?.messages?.related ?? '<actual>', {
            actual: commitment.actual,
            path: document.path,
          }),
        })),
        suppressed: silencerOf(found)?.reason ?? null,
      },
    ]
  }

  /** The comment, or the accepted wording, that lets a contradiction stand; on either side. */
  function silencerOf({
    rule,
    report: { path, place, actual, related },
  }: Found): Pick<DocumentSuppression, 'reason'> | undefined {
    const ruleId = rule.page.id
    const sides = [
      { path, place, actual },
      ...related.map(({ document, commitment }) => ({
        path: document.path,
        place: commitment.place,
        actual: commitment.actual,
      })),
    ]
    for (const side of sides) {
      const entry = entries.get(side.path)
      const suppression = entry?.report.suppressions.find((one) => covers(one, { ruleId, place: side.place }))
      if (suppression) return suppression
      const accepted = entry?.settings.accept.find(({ text }) => side.actual.toLowerCase().includes(text.toLowerCase()))
      if (accepted) return accepted
    }
    return undefined
  }

  const foundOn = (path: string): Found[] => [...(foundByPath.get(path)?.values() ?? [])].flat()

  /** Of the comments that a document alone has no use for, those that none of its contradictions needs. */
  function unusedIn(path: string): Finding[] {
    const open = entries.get(path)?.report.suppressions.filter(({ unused }) => unused) ?? []
    // What stands alone was compared with nothing.
    if (open.length === 0 || (siteByPath.get(path)?.documents().length ?? 0) < 2) return []
    const used = new Set(foundOn(path).filter(isOn).map(silencerOf))
    return open.filter((suppression) => !used.has(suppression)).flatMap(({ unused }) => unused ?? [])
  }

  const hasOpen = (path: string): boolean =>
    entries.get(path)?.report.suppressions.some(({ unused }) => unused) === true

  /** Notes the documents whose findings a contradiction changes: its own, and what has comments that it may need. */
  function note({ report }: Found, changed: Set<string>): void {
    changed.add(report.path)
    for (const { document } of report.related) if (hasOpen(document.path)) changed.add(document.path)
  }

  function keep(key: string, found: readonly Found[], changed: Set<string>): void {
    for (const one of foundByView.get(key) ?? []) {
      for (const path of sidesOf(one)) foundByPath.get(path)?.delete(key)
      note(one, changed)
    }
    foundByView.set(key, found)
    for (const one of found) {
      for (const path of sidesOf(one)) {
        const byView = foundByPath.get(path) ?? new Map<string, Found[]>()
        foundByPath.set(path, byView)
        const list = byView.get(key) ?? []
        byView.set(key, list)
        list.push(one)
      }
      note(one, changed)
    }
  }

  /** Compares again what changed. @returns the documents whose findings may have changed. */
  function update(): ReadonlySet<string> {
    const changed = new Set<string>()
    const known = dirty
    dirty = new Map()
    if (known === 'all') {
      arrange()
      for (const key of [...foundByView.keys()]) keep(key, [], changed)
      foundByView.clear()
      // Whether they stand alone may have changed.
      for (const path of entries.keys()) if (hasOpen(path)) changed.add(path)
    }
    for (const site of sites.values()) {
      const here = known === 'all' ? undefined : known.get(site.name)
      if (known !== 'all' && !here) continue
      for (const topic of catalog.topics)
        if (!here || here.has(topic.page.id)) keep(`${site.name}\n${topic.page.id}`, compareTopic(site, topic), changed)
    }
    return changed
  }

  return {
    set(report, settings) {
      const before = entries.get(report.path)
      entries.set(report.path, { report, settings })
      if (!before || !sameDocument(before.report, report) || !isAlike(before.settings, settings)) {
        dirty = 'all'
        return
      }
      const site = siteByPath.get(report.path)
      const document = site?.document(report.path)
      if (!site || !document) return
      const mentions = new Set(report.mentions)
      site.put({ ...document, mentions }, report.commitments)
      for (const { topic } of [...before.report.commitments, ...report.commitments]) touch(site, topic)
      for (const topic of before.report.mentions) if (!mentions.has(topic)) touch(site, topic)
      for (const topic of mentions) if (!document.mentions.has(topic)) touch(site, topic)
    },
    delete(path) {
      if (entries.delete(path)) dirty = 'all'
    },
    update,
    findings(path) {
      if (dirty === 'all' || dirty.size > 0) update()
      const here = foundOn(path).filter(({ report }) => report.path === path)
      return [...here.flatMap(findingOf), ...unusedIn(path)].sort(byPlace)
    },
    isInForce(path) {
      if (dirty === 'all') update()
      return siteByPath.has(path)
    },
  }
}

/** The documents in which a contradiction stands. */
const sidesOf = ({ report: { path, related } }: Found): ReadonlySet<string> =>
  new Set([path, ...related.map(({ document }) => document.path)])

/** Whether two states of a document stand in the same way to all others, whatever they say. */
const sameDocument = (a: Report, b: Report): boolean =>
  a.locale === b.locale && a.kind === b.kind && isAlike(a.standing, b.standing)

/** Small plain objects made in the same way have the same text. */
const isAlike = <Data extends Standing | RuleSettings>(a: Data, b: Data): boolean =>
  a === b || JSON.stringify(a) === JSON.stringify(b)

/** The documents of one brand or site, and what they say. */
interface Site {
  readonly name: string
  /** In the order in which they were first put in. */
  readonly documents: () => readonly LedgerDocument[]
  readonly document: (path: string) => LedgerDocument | undefined
  /** Puts a document in, or its new state in place of the old one. */
  readonly put: (document: LedgerDocument, commitments: readonly Commitment[]) => void
  readonly on: (topic: string) => readonly Statement[]
}

function createSite(name: string): Site {
  const documents = new Map<string, LedgerDocument>()
  const statements = new Map<string, ReadonlyMap<string, readonly Statement[]>>()
  return {
    name,
    documents: () => [...documents.values()],
    document: (path) => documents.get(path),
    put(document, commitments) {
      documents.set(document.path, document)
      const said = commitments.map((commitment): Statement => ({ document, commitment }))
      statements.set(
        document.path,
        groupBy(said, ({ commitment }) => commitment.topic),
      )
    },
    on: (topic) => [...documents.keys()].flatMap((path) => statements.get(path)?.get(topic) ?? []),
  }
}
