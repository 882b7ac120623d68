import type { Example, LanguageData, RuleData } from '../core/index.js'

/** Parts of a Markdown text, one after the other; empty ones are left out. */
export const joinParts = (...parts: readonly string[]): string =>
  `${parts
    .map((part) => part.trimEnd())
    .filter((part) => part !== '')
    .join('\n\n')}\n`

/** A table as Markdown. */
export const tableOf = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

/** A rule's page as people read it: what it is, why it costs trust, and its examples by language. */
export function rulePage(
  { page, lexicons }: RuleData,
  languages: Readonly<Record<string, Pick<LanguageData, 'name'>>>,
): string {
  const { id, group, title, description, severity, kinds, guards, preview = [], pack, why, sections, examples } = page
  const locales = Object.keys(languages).filter((locale) => lexicons[locale])
  const facts = [
    ['id', `\`${id}\``],
    ['group', group],
    ['severity', severity],
    ...(kinds.length > 0 ? [['documents', kinds.join(', ')]] : []),
    ...(guards.includes('registered') ? [['silent on', 'claims that are registered, with proof in date']] : []),
    ...(preview.length > 0 ? [['preview in', preview.join(', ')]] : []),
    ...(pack === undefined ? [] : [['on with', `\`forthright:${pack}\``]]),
  ]
  return joinParts(
    `# ${title}`,
    `${description}.`,
    tableOf(['', ''], facts),
    why,
    ...locales.flatMap((locale) => {
      const own = examples.filter((example) => example.locale === locale)
      return own.length === 0 ? [] : [`## ${languages[locale]?.name ?? locale}`, ...own.map(fence)]
    }),
    ...Object.entries(sections).flatMap(([name, text]) => [`## ${name}`, text]),
  )
}

/** An example as its page has it, its marks with it. */
function fence({ locale, kind, text }: Example): string {
  const ticks = '`'.repeat(Math.max(3, ...(text.match(/`+/g) ?? []).map((run) => run.length + 1)))
  return `${ticks}md ${locale}${kind === undefined ? '' : ` kind=${kind}`}\n${text}\n${ticks}`
}
