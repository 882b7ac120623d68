import type { Catalog, RuleData } from '../data/catalog.js'
import type { Commitment, Standing } from '../data/commitment.js'
import type { Report, RuleSettings } from '../data/document.js'
import type { Finding, Fix } from '../data/finding.js'
import type { TopicData } from '../data/topic.js'
import { createFinding } from '../findings/create-finding.js'
import { fillSlots } from '../fixes/rewrite.js'
import { contains } from '../text/span.js'
import { createLocaleDetector } from '../tree/locale.js'
import { pathWithoutLocale } from '../tree/path-locale.js'
import { writeDuration } from './format-value.js'
import type { LedgerDocument, LedgerReport, RuleCodes, Statement, TopicView } from './ledger-view.js'
import { isInForce, sitesOf } from './standing.js'

/** What all documents of a workspace promise. A document is read once; what it changes is compared again. */
export interface Ledger {
  /** Takes a document in, or a new state of it. */
  readonly set: (report: Report, settings: RuleSettings) => void
  readonly delete: (path: string) => void
  /** What contradicts what, in the order of the places; suppressed ones included. Paths are those of the reports. */
  readonly findings: (path: string) => readonly Finding[]
  /** The documents whose findings the last comparison changed. */
  readonly update: () => ReadonlySet<string>
  /** Every commitment, by document. `inForce` is false for drafts, archives, and what does not hold yet or no longer. */
  readonly documents: () => readonly LedgerEntry[]
}

/** One document of the ledger. */
export interface LedgerEntry {
  readonly path: string
  readonly locale: string | undefined
  readonly kind: string | undefined
  readonly inForce: boolean
  readonly commitments: readonly Commitment[]
}

export interface LedgerOptions {
  /** The day on which documents are compared, as `2026-11-22`. */
  readonly today: string
}

interface Entry {
  readonly report: Report
  readonly settings: RuleSettings
}

/** A rule's report and the finding that comes of it. */
type Found = Finding & { readonly path: string }

/** Creates an empty ledger with the rules that compare documents. */
export function createLedger(catalog: Catalog, codes: RuleCodes, { today }: LedgerOptions): Ledger {
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

  /** Topics to compare again; `all` where documents came, went or changed their standing. */
  let dirty: Set<string> | 'all' = 'all'
  let documents: LedgerDocument[] = []
  let byPath = new Map<string, LedgerDocument>()
  let forceful = new Set<string>()
  const foundByTopic = new Map<string, readonly Found[]>()
  const foundByPath = new Map<string, Found[]>()

  const touch = (topic: string): void => {
    if (dirty !== 'all') for (const id of dependants.get(topic) ?? []) dirty.add(id)
  }

  function arrange(): void {
    const reports = [...entries.values()].map(({ report }) => report).sort((a, b) => (a.path < b.path ? -1 : 1))
    const inForce = reports.filter((report) => isInForce(report, reports, today, catalog.paths))
    forceful = new Set(inForce.map(({ path }) => path))
    const sites = sitesOf(inForce, catalog, normalise)
    documents = inForce.map((report): LedgerDocument => {
      const { path, locale, kind, standing, mentions } = report
      const site = sites.get(path) ?? ''
      return {
        path,
        locale,
        kind,
        role: kind === undefined ? 'other' : (catalog.kinds[kind]?.role ?? 'other'),
        site,
        family: `${site}\n${standing.translationOf ?? pathWithoutLocale(path, normalise)}`,
        market: standing.market,
        mentions: new Set(mentions),
      }
    })
    byPath = new Map(documents.map((document) => [document.path, document]))
  }

  function statementsOn(topic: string): Statement[] {
    return documents.flatMap((document) =>
      (entries.get(document.path)?.report.commitments ?? []).flatMap((commitment) =>
        commitment.topic === topic ? [{ document, commitment }] : [],
      ),
    )
  }

  function compareTopic({ page: topic }: TopicData): Found[] {
    const all = new Map<string, Statement[]>()
    const on = (id: string): Statement[] => {
      const known = all.get(id) ?? statementsOn(id)
      all.set(id, known)
      return known
    }
    if (on(topic.id).length === 0) return []
    const sites = new Set(on(topic.id).map(({ document }) => document.site))
    return [...sites].flatMap((site) => {
      const here = ({ document }: Statement): boolean => document.site === site
      const view: TopicView = {
        topic,
        documents: documents.filter((document) => document.site === site),
        statements: on(topic.id).filter(here),
        statementsOn: (id) => on(id).filter(here),
        pageOf: (id) => topics.get(id)?.page,
        writeDuration: (value, locale) => writeDuration(value, catalog.languages[locale]?.values, locale),
      }
      return comparing.flatMap(([rule, compare]) => [...compare(view)].flatMap((report) => findingOf(rule, report)))
    })
  }

  function findingOf(rule: RuleData, report: LedgerReport): Found[] {
    const entry = entries.get(report.path)
    if (!entry || entry.settings.severities[rule.page.id] === 'off') return []
    const { settings } = entry
    const language = settings.messageLanguage === 'document' ? report.locale : settings.messageLanguage
    const labels = catalog.messages[language] ?? {}
    const lexicon = rule.lexicons[language] ?? rule.lexicons[report.locale]
    const fixes = report.fixes.map(({ path, place, text, safe }): Fix => {
      const isHere = path === report.path
      const title = fillSlots(labels[isHere ? 'replace' : 'replaceThere'] ?? '<text>', { text, path })
      return { title, safe, edits: [{ ...place, text, ...(isHere ? {} : { path }) }] }
    })
    return [
      {
        ...createFinding(catalog, rule, report, settings),
        path: report.path,
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
        suppressed: suppressionOf(rule.page.id, report),
      },
    ]
  }

  /** The reason why a contradiction is accepted, given on either side. */
  function suppressionOf(ruleId: string, { path, place, actual, related }: LedgerReport): string | null {
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
      const suppression = entry?.report.suppressions.find(
        ({ ruleIds, reason, scope }) =>
          reason !== '' &&
          (ruleIds.length === 0 || ruleIds.includes(ruleId)) &&
          contains(scope, { start: side.place.start, end: side.place.start }),
      )
      if (suppression) return suppression.reason
      const accepted = entry?.settings.accept.find(({ text }) => side.actual.toLowerCase().includes(text.toLowerCase()))
      if (accepted) return accepted.reason
    }
    return null
  }

  /** Compares again what changed. @returns the documents whose findings may have changed. */
  function update(): ReadonlySet<string> {
    const changed = new Set<string>()
    if (dirty === 'all') arrange()
    const again =
      dirty === 'all' ? catalog.topics : catalog.topics.filter(({ page }) => dirty !== 'all' && dirty.has(page.id))
    dirty = new Set()
    for (const topic of again) {
      const before = foundByTopic.get(topic.page.id) ?? []
      const after = compareTopic(topic)
      foundByTopic.set(topic.page.id, after)
      for (const { path } of [...before, ...after]) changed.add(path)
    }
    for (const path of changed) foundByPath.delete(path)
    for (const found of foundByTopic.values())
      for (const finding of found) {
        if (!changed.has(finding.path)) continue
        const list = foundByPath.get(finding.path) ?? []
        foundByPath.set(finding.path, list)
        list.push(finding)
      }
    return changed
  }

  return {
    set(report, settings) {
      const before = entries.get(report.path)
      entries.set(report.path, { report, settings })
      if (!before || !sameDocument(before.report, report) || before.settings !== settings) {
        dirty = 'all'
        return
      }
      const document = byPath.get(report.path)
      if (document) for (const { topic } of [...before.report.commitments, ...report.commitments]) touch(topic)
    },
    delete(path) {
      if (entries.delete(path)) dirty = 'all'
    },
    update,
    findings(path) {
      if (dirty === 'all' || dirty.size > 0) update()
      return (foundByPath.get(path) ?? [])
        .map(({ path: _, ...finding }) => finding)
        .sort((a, b) => a.place.start - b.place.start || a.place.end - b.place.end || (a.ruleId < b.ruleId ? -1 : 1))
    },
    documents() {
      if (dirty === 'all') update()
      return [...entries.values()]
        .map(({ report: { path, locale, kind, commitments } }) => ({
          path,
          locale,
          kind,
          inForce: forceful.has(path),
          commitments,
        }))
        .sort((a, b) => (a.path < b.path ? -1 : 1))
    },
  }
}

/** Whether two states of a document are the same to the ledger, but for what they commit to and what is suppressed in them. */
const sameDocument = (a: Report, b: Report): boolean =>
  a.locale === b.locale &&
  a.kind === b.kind &&
  sameStanding(a.standing, b.standing) &&
  a.mentions.length === b.mentions.length &&
  a.mentions.every((mention, index) => mention === b.mentions[index])

const sameStanding = (a: Standing, b: Standing): boolean => JSON.stringify(a) === JSON.stringify(b)
