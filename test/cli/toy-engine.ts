import type { Engine } from '../../src/cli/engine.js'
import {
  type Catalog,
  createLedger,
  createLineIndex,
  type Finding,
  type Fix,
  type LanguageData,
  type Linter,
  type RuleData,
  type Severity,
  type Span,
} from '../../src/core/index.js'

/** A word that the toy rules find. */
interface Word {
  readonly word: string
  readonly fix?: string
  readonly use?: readonly string[]
  /** In place of the whole line. */
  readonly rewrite?: readonly string[]
  readonly note?: string
  /** What it is at odds with, in another document; a fix changes that one, too. */
  readonly against?: { readonly path: string; readonly start: number; readonly end: number }
}

interface ToyRule extends RuleData {
  readonly words: readonly Word[]
}

export function toyRule(id: string, severity: Severity, words: readonly Word[]): ToyRule {
  return {
    words,
    page: {
      id,
      group: 'pressure',
      title: `Title of ${id}`,
      description: `What ${id} is about`,
      severity,
      kinds: [],
      guards: [],
      why: `Why ${id} costs trust.`,
      sections: { 'How to fix it': 'Say it plainly.' },
      examples: [
        { locale: 'en', text: `{==${words[0]?.word}==}`, line: 10 },
        { locale: 'en', text: 'fine', line: 14 },
      ],
    },
    lexicons: { en: { message: '“<actual>” is found.', phrases: words.map(({ word }) => ({ find: [word] })) } },
  }
}

const builtIn: readonly ToyRule[] = [
  toyRule('bad-word', 'error', [{ word: 'vile', use: ['[a fact]'] }]),
  toyRule('hurry-word', 'warning', [
    { word: 'hurry', fix: 'take your time', use: ['no rush'], note: 'Haste costs trust.' },
    { word: 'เร็วน้ำใจ' },
    { word: '立刻' },
  ]),
  toyRule('chain-word', 'info', [
    { word: 'one', fix: 'two' },
    { word: 'two', fix: 'three' },
  ]),
  toyRule('loop-word', 'hint', [
    { word: 'ping', fix: 'pong' },
    { word: 'pong', fix: 'ping' },
  ]),
  toyRule('slow-word', 'info', [
    { word: 'slow', use: ['quiet'], rewrite: ['A sale.', 'No sale.'] },
    { word: 'slow\nsale' },
  ]),
  toyRule('clash-word', 'warning', [
    { word: 'sixty', use: ['thirty'], against: { path: 'policies/returns.md', start: 14, end: 20 } },
  ]),
  toyRule('broken-word', 'info', [{ word: 'explode' }]),
]

const language: LanguageData = {
  name: 'Toy',
  spacing: 'words',
  gap: 6,
  scripts: ['Latin'],
  quotes: ['“”'],
  slots: {},
  guards: {},
  kinds: {},
}

const catalog: Catalog = {
  version: '9.9.9',
  site: 'https://example.org/rules',
  languages: { en: language, th: language, 'zh-Hans': language },
  messages: {},
  kinds: { marketing: { role: 'copy', paths: [] }, 'returns-policy': { role: 'policy', paths: [] } },
  rules: builtIn,
  topics: [],
  markets: {},
  presets: { strict: { description: 'All', preview: true, severities: { 'broken-word': 'error' } } },
  paths: { shelved: [], sites: [] },
  usualScopes: [],
}

const isToy = (rule: RuleData): rule is ToyRule => 'words' in rule

type ToyFix = Fix & { readonly text: string }

const fixesOf = (word: Word, start: number, end: number, line: Span): readonly ToyFix[] => {
  const { fix, use = [], rewrite = [], against } = word
  return [
    ...(against
      ? [{ title: 'Write sixty there', safe: true, edits: [{ ...against, text: 'sixty' }], text: 'sixty there' }]
      : []),
    ...(fix === undefined
      ? []
      : [{ title: `Write ${fix}`, safe: true, edits: [{ start, end, text: fix }], text: fix }]),
    ...use.map((text) => ({ title: `Write ${text}`, safe: false, edits: [{ start, end, text }], text })),
    ...rewrite.map((text) => ({ title: `Write ${text}`, safe: false, edits: [{ ...line, text }], text })),
  ]
}

/** Finds words; a line `allow: reason` in a text suppresses everything in it. */
function toyLinter(rules: readonly RuleData[]): Linter {
  return {
    lint(input, settings) {
      const lines = createLineIndex(input.text)
      const allow = /^allow: (.*)$/m.exec(input.text)?.[1] ?? null
      const findings = rules.filter(isToy).flatMap((rule) => {
        const severity = settings.severities[rule.page.id] ?? rule.page.severity
        if (severity === 'off') return []
        return rule.words.flatMap((word) =>
          [...input.text.matchAll(new RegExp(word.word, 'g'))].map(({ index }): Finding => {
            const end = index + word.word.length
            const fixes = fixesOf(word, index, end, lines.lineSpan(lines.pointAt(index).line))
            return {
              ruleId: rule.page.id,
              group: rule.page.group,
              source: 'forthright',
              severity,
              reason: `“${word.word}” is found.`,
              note: word.note,
              url: `${catalog.site}/${rule.page.id}`,
              locale: 'en',
              place: { start: index, end },
              actual: word.word,
              expected: fixes.map(({ text }) => text),
              fixes,
              related: word.against
                ? [{ path: word.against.path, place: word.against, message: 'says otherwise' }]
                : [],
              suppressed: settings.accept.find(({ text }) => text === word.word)?.reason ?? allow,
            }
          }),
        )
      })
      const problem = input.text.indexOf('explode')
      const stated = /^---\nkind: (.*)$/m.exec(input.text)?.[1]
      const kind = stated ?? input.kind
      const locale = input.locale ?? input.fallbackLocale
      return {
        path: input.path,
        locale: locale ?? 'en',
        localeFrom: locale ? 'configuration' : 'text',
        kind,
        kindFrom: stated ? 'front matter' : kind ? 'configuration' : 'none',
        findings: findings.sort((a, b) => a.place.start - b.place.start),
        problems:
          problem < 0 ? [] : [{ message: 'Rule broken-word failed', place: { start: problem, end: problem + 7 } }],
        commitments: [],
        coverage: [],
        mentions: [],
        standing: input.standing ?? {},
        suppressions: [],
      }
    },
  }
}

/** An engine with made-up rules: what is tested here is the command line. */
export function toyEngine(own: Readonly<Record<string, RuleData>> = {}): Engine {
  return {
    catalog,
    linterWith: (rules) => toyLinter([...builtIn, ...rules]),
    readRule: (folder) => {
      const rule = own[folder]
      if (!rule) throw new Error(`no rule in ${folder}`)
      return rule
    },
    ledgerOn: (today) => createLedger(catalog, {}, { today }),
    runExamples: ({ page }) => (page.id === 'loop-word' ? [{ line: 10, message: 'not found' }] : []),
  }
}
