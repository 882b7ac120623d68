import {
  type Catalog,
  createLinter,
  type Finding,
  type Format,
  type Input,
  type LanguageData,
  type LexiconData,
  type PageData,
  type PhraseData,
  type Report,
  type RuleCodes,
  type RuleData,
  type RuleSettings,
  type TreeLinter,
} from '../../src/core/index.js'
import { kinds, languages } from './languages.js'
import { markSpans, unmark } from './marks.js'

/** A lexicon in short: a phrase may be a text. */
export interface Words extends Partial<Omit<LexiconData, 'phrases'>> {
  readonly phrases: readonly (string | PhraseData)[]
}

/** A rule of the tests' own, with invented phrases: the product's lexicons may change without it. */
export function ruleOf(id: string, lexicons: Readonly<Record<string, Words>>, page: Partial<PageData> = {}): RuleData {
  return {
    page: {
      id,
      group: 'claims',
      title: id,
      description: `About ${id}`,
      severity: 'warning',
      kinds: [],
      guards: [],
      why: 'Because.',
      sections: {},
      examples: [],
      ...page,
    },
    lexicons: Object.fromEntries(
      Object.entries(lexicons).map(([locale, words]) => [
        locale,
        {
          message: `“<actual>” in ${locale}.`,
          ...words,
          phrases: words.phrases.map((phrase) => (typeof phrase === 'string' ? { find: [phrase] } : phrase)),
        },
      ]),
    ),
  }
}

const labels = { replace: 'Replace with <text>', remove: 'Remove <text>', rewrite: 'Rewrite: <text>' }

/** A catalogue of the product's languages, with `guards` in place of theirs, and rules of the tests' own. */
export function catalogOf(rules: readonly RuleData[], guards: Readonly<Record<string, LanguageData['guards']>> = {}) {
  const catalog: Catalog = {
    version: '1.2.3',
    site: 'https://example.org/rules',
    languages: Object.fromEntries(
      Object.entries(languages).map(([locale, language]) => [locale, { ...language, guards: guards[locale] ?? {} }]),
    ),
    messages: Object.fromEntries(Object.keys(languages).map((locale) => [locale, labels])),
    kinds,
    rules,
    topics: [],
    markets: {},
    presets: {},
    paths: { shelved: [], sites: [] },
    usualScopes: [],
  }
  return catalog
}

export const linterOf = (rules: readonly RuleData[], codes: RuleCodes = {}): TreeLinter =>
  createLinter(catalogOf(rules), codes)

export const defaults: RuleSettings = { severities: {}, accept: [], messageLanguage: 'document' }

export interface LintOptions extends Partial<Input> {
  readonly settings?: Partial<RuleSettings>
}

export function lint(linter: TreeLinter, text: string, options: LintOptions = {}): Report {
  const { settings, ...input } = options
  const format: Format = input.format ?? 'markdown'
  return linter.lint({ path: 'page', format, text, ...input }, { ...defaults, ...settings })
}

/** The text of `marked` with the passages marked that are found in it, so that it should equal `marked`. */
export function marksFound(linter: TreeLinter, marked: string, options: LintOptions = {}): string {
  const text = unmark(marked)
  const { findings, problems } = lint(linter, text, options)
  const [problem] = problems
  if (problem) throw new Error(problem.message)
  return markSpans(
    text,
    findings.filter(isStanding).map(({ place }) => place),
  )
}

export const isStanding = (finding: Finding): boolean => finding.suppressed === null
