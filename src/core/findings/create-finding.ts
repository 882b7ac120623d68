import type { Catalog, LexiconData, MessageData, RuleData } from '../data/catalog.js'
import type { RuleSettings } from '../data/document.js'
import type { Finding, Severity } from '../data/finding.js'
import { fillSlots } from '../fixes/rewrite.js'
import type { RuleReport } from './rule.js'

const languageFor = (locale: string, { messageLanguage }: Pick<RuleSettings, 'messageLanguage'>): string =>
  messageLanguage === 'document' ? locale : messageLanguage

/** A rule's words in the language of the messages; those of the passage where it has none. */
export const lexiconFor = (
  rule: RuleData,
  locale: string,
  settings: Pick<RuleSettings, 'messageLanguage'>,
): LexiconData | undefined => rule.lexicons[languageFor(locale, settings)] ?? rule.lexicons[locale]

/** What the program itself says in the language of the messages. */
export const labelsFor = (
  { messages }: Pick<Catalog, 'messages'>,
  locale: string,
  settings: Pick<RuleSettings, 'messageLanguage'>,
): MessageData => messages[languageFor(locale, settings)] ?? {}

/**
 * How much a rule's findings in a locale weigh: as configured, else as its page says. Unless they are asked for, rules of packs are
 * off, and rules in preview are off where they are not sure.
 */
export function severityOf(
  { page }: RuleData,
  locale: string | undefined,
  { severities, preview = false }: Pick<RuleSettings, 'severities' | 'preview'>,
): Severity | 'off' {
  const configured = severities[page.id]
  if (configured !== undefined) return configured
  if (page.pack !== undefined) return 'off'
  return !preview && locale !== undefined && page.preview?.includes(locale) ? 'off' : page.severity
}

/**
 * Makes a finding of what a rule reports: message, note, severity and address are added.
 * @param path of the document, for related places.
 */
export function createFinding(
  catalog: Pick<Catalog, 'site'>,
  rule: RuleData,
  report: Omit<RuleReport, 'message'> & { readonly message?: string | undefined },
  settings: RuleSettings,
  path = '',
): Finding {
  const { page } = rule
  const lexicon = lexiconFor(rule, report.locale, settings)
  const template =
    (report.message === undefined ? undefined : lexicon?.messages?.[report.message]) ??
    lexicon?.message ??
    page.description
  const severity = severityOf(rule, report.locale, settings)
  return {
    ruleId: page.id,
    group: page.group,
    source: 'forthright',
    severity: severity === 'off' ? page.severity : severity,
    reason: fillSlots(template, { ...report.values, actual: shorten(report.actual) }),
    note: lexicon?.note,
    url: `${catalog.site}/${page.id}`,
    locale: report.locale,
    place: report.place,
    actual: report.actual,
    expected: [],
    fixes: [],
    related: (report.also ?? []).map(({ path: other = path, place, message }) => ({
      path: other,
      place,
      message: lexicon?.messages?.[message] ?? page.title,
    })),
    suppressed: null,
  }
}

const MAX_QUOTED = 90

/** A passage as a message quotes it: on one line, its middle left out if it is long. */
export function shorten(actual: string): string {
  const line = actual.replace(/\s+/g, ' ')
  if (line.length <= MAX_QUOTED) return line
  const units = [...line]
  return units.length <= MAX_QUOTED
    ? line
    : `${units
        .slice(0, MAX_QUOTED / 2)
        .join('')
        .trimEnd()} … ${units
        .slice(-MAX_QUOTED / 3)
        .join('')
        .trimStart()}`
}
