import { joinParts as page, rulePage, tableOf as table } from '../build/rule-page.js'
import type { Catalog, RuleData } from '../core/index.js'
import { type Quality, shareText, sumOf } from './quality.js'

/** What documentation is made of. */
export interface DocsSource {
  readonly catalog: Pick<Catalog, 'languages' | 'kinds' | 'rules' | 'presets' | 'version'>
  readonly quality: Quality
}

/** The pages of the documentation as Markdown, by their paths below its folder. */
export function docsOf({ catalog, quality }: DocsSource): ReadonlyMap<string, string> {
  return new Map([
    ['README.md', index(catalog)],
    ['locales.md', localeTable({ catalog, quality })],
    ...catalog.rules.map((rule): [string, string] => [
      `rules/${rule.page.id}.md`,
      page(rulePage(rule, catalog.languages), measured(rule, catalog.languages, quality[rule.page.id] ?? {})),
    ]),
  ])
}

function index({ rules, presets, kinds }: DocsSource['catalog']): string {
  const groups = [...new Set(rules.map(({ page: { group } }) => group))].sort()
  return page(
    '# Forthright: rules',
    `${rules.length} rules in ${groups.length} groups. [Languages](locales.md) shows what was measured in each.`,
    ...groups.flatMap((group) => [
      `## ${group}`,
      table(
        ['rule', 'severity', 'finds'],
        rules
          .filter((rule) => rule.page.group === group)
          .map(({ page: { id, severity, description } }) => [`[${id}](rules/${id}.md)`, severity, description]),
      ),
    ]),
    '## Presets',
    table(
      ['preset', 'what'],
      Object.entries(presets).map(([name, { description }]) => [`\`forthright:${name}\``, description]),
    ),
    '## Document kinds',
    Object.keys(kinds)
      .map((kind) => `\`${kind}\``)
      .join(', '),
  )
}

function localeTable({ catalog: { rules, languages }, quality }: DocsSource): string {
  const locales = Object.keys(languages)
  const unseen = (id: string, locale: string) => quality[id]?.[locale]?.unseen
  const all = locales.map((locale) => shareText(sumOf(rules.map(({ page: { id } }) => unseen(id, locale)))))
  return page(
    '# Languages',
    'Share of findings that native editors would act on, of those they read on pages that nobody had seen before; a dash where none was read. What they judged wrong was given to the authors afterwards. Rules in *preview* are off by default.',
    table(
      ['rule', ...locales.map((locale) => languages[locale]?.name ?? locale)],
      [
        ['all', ...all],
        ...rules.map(({ page: { id, preview = [] }, lexicons }) => [
          `[${id}](rules/${id}.md)`,
          ...locales.map((locale) => {
            if (!lexicons[locale]) return 'not there'
            const measured = shareText(unseen(id, locale))
            return preview.includes(locale) ? `${measured} *preview*` : measured
          }),
        ]),
      ],
    ),
  )
}

/** What was measured of a rule in each of its languages. */
const measured = ({ lexicons }: RuleData, languages: Catalog['languages'], quality: Quality[string]): string =>
  page(
    '## Measured',
    'Precision: findings that native editors who wrote no rule would act on. On new pages: on pages that nobody had seen, before anything was changed for them. Now: all that were ever judged and are still made; as what was judged wrong was given to the authors, this says what is left of it, not how new pages will fare. Recall: sentences they would flag for this, found; what was missed at first has been shown to the authors.',
    table(
      ['language', 'precision on new pages', 'precision now', 'recall'],
      Object.keys(languages)
        .filter((locale) => lexicons[locale])
        .map((locale) => [
          languages[locale]?.name ?? locale,
          shareText(quality[locale]?.unseen),
          shareText(quality[locale]?.precision),
          shareText(quality[locale]?.recall),
        ]),
    ),
  ).trimEnd()
