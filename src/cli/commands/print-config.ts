import { folderOf, isAbsolute, join } from '../../config/index.js'
import { severityOf } from '../../core/index.js'
import { formatOf, problemsOf, subjectOf, whyUnread } from '../../workspace/index.js'
import type { ExitCode } from '../host.js'
import { UsageError } from '../options.js'
import { readDocument } from '../read-document.js'
import { allRules, type Session, slashes } from '../session.js'
import { writeErrors, writeText } from '../write-report.js'
import { refuseUnknownRules } from './rule-names.js'

/**
 * Shows what holds for one file and why, as JSON. The file is read for its front matter and language.
 *
 * @throws UsageError where it cannot be read, Error with a place where the configuration is broken
 */
export async function printConfig(session: Session, file: string): Promise<ExitCode> {
  const { host, engine, options, display } = session
  if (options.format !== 'human' && options.format !== 'json')
    throw new UsageError(`--print-config writes JSON, not ${options.format}`)
  const path = join(host.cwd, slashes(host, file))
  const config = await session.configFor(folderOf(path))
  refuseUnknownRules(session, new Set([config]))
  const { settings, lint } = await subjectOf(session, config, path)
  const { rules, locale, fallbackLocale, kind, ...facts } = settings
  const text = await textOf(session, path)
  const report = lint(text)
  const { chain, rules: own } = config.loaded
  const from = (setting: { readonly from: string } | undefined): string | null =>
    setting === undefined ? null : isAbsolute(setting.from) ? display(setting.from) : setting.from
  const shown = {
    path: display(path),
    format: formatOf(path),
    configurations: chain.layers.map((layer) => display(layer.path)),
    locale: report.locale ?? null,
    localeFrom: report.localeFrom,
    kind: report.kind ?? null,
    kindFrom: report.kindFrom,
    configured: {
      locale: locale?.value ?? null,
      localeFrom: from(locale),
      fallbackLocale: fallbackLocale?.value ?? null,
      fallbackLocaleFrom: from(fallbackLocale),
      kind: kind?.value ?? null,
      kindFrom: from(kind),
    },
    status: report.standing.status ?? null,
    effective: report.standing.effective ?? null,
    supersedes: report.standing.supersedes ?? null,
    market: report.standing.market ?? null,
    site: report.standing.site ?? null,
    translationOf: report.standing.translationOf ?? null,
    ignoredBy: facts.ignoredBy ?? null,
    messageLanguage: rules.messageLanguage,
    ownRules: own.map(({ page }) => page.id),
    rules: Object.fromEntries(
      allRules(engine, [config]).map((rule) => [rule.page.id, severityOf(rule, report.locale, rules)]),
    ),
    accept: rules.accept,
    claims: (rules.claims ?? []).map(({ words, owner, proof, until, isPast, markets, entry }) => ({
      words: words.map((one) => one.text),
      ...{ owner, proof, until, isPast, markets: markets ?? null, register: display(entry.path) },
    })),
  }
  await writeText(host, options, () => `${JSON.stringify(shown, null, 2)}\n`)
  const problems = problemsOf(engine.catalog, report, text, shown.path)
  writeErrors(host, problems, options.color)
  return problems.length > 0 ? 2 : 0
}

async function textOf(session: Session, path: string): Promise<string> {
  const { content } = await readDocument(session, path)
  if (content.type === 'text') return content.text
  throw new UsageError(`${session.display(path)}: ${whyUnread(content)}`)
}
