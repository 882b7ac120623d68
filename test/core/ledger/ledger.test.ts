import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Catalog,
  createLedger,
  createLinter,
  type Ledger,
  type LedgerOptions,
  type RuleSettings,
  type Standing,
  type TopicData,
  type TopicPage,
  type TopicPhrase,
} from '../../../src/core/index.js'
import { rule as broken } from '../../../src/rules/consistency/broken-promise/rule.js'
import { rule as conflicting } from '../../../src/rules/consistency/conflicting-terms/rule.js'
import { rule as mismatch } from '../../../src/rules/consistency/translation-mismatch/rule.js'
import { rule as unbacked } from '../../../src/rules/consistency/unbacked-promise/rule.js'
import { rule as faulty } from '../../../src/rules/transparency/faulty-suppression/rule.js'
import { catalogOf, defaults, ruleOf } from '../../support/catalog.js'

const topicOf = (
  id: string,
  page: Partial<TopicPage>,
  phrases: readonly (string | [string, string] | TopicPhrase)[],
): TopicData => ({
  page: {
    id,
    title: id,
    description: '',
    values: ['duration', 'percent'],
    better: 'more',
    ladders: [],
    links: {},
    single: true,
    varied: false,
    promise: true,
    kinds: ['returns-policy', 'terms'],
    alike: [],
    takenBackBy: [],
    alonePer: [],
    listed: false,
    guards: [],
    why: '',
    examples: [],
    ...page,
  },
  lexicons: Object.fromEntries(
    ['en', 'id'].map((locale) => [
      locale,
      {
        label: id,
        mentions: [id],
        names: [id],
        phrases: phrases.map((phrase) =>
          typeof phrase === 'string'
            ? { find: [phrase] }
            : Array.isArray(phrase)
              ? { find: [phrase[0]], value: phrase[1] }
              : phrase,
        ),
      },
    ]),
  ),
})

const topics = [
  topicOf('gloam', { takenBackBy: ['toll'], ladders: [[['none'], ['value'], ['endless']]] }, [
    'gloam <duration>',
    ['gloam endless', 'endless'],
  ]),
  topicOf('toll', { better: 'less', ladders: [[['value'], ['free']]] }, ['toll <percent>', ['toll free', 'free']]),
  topicOf('pledge', { alike: ['gloam'] }, ['pledge <duration>']),
  topicOf('haste', { single: false, varied: true, better: 'less' }, [
    'haste <duration>',
    { find: ['<duration>'], under: ['hurry'] },
  ]),
]

const codes = {
  'broken-promise': broken,
  'conflicting-terms': conflicting,
  'translation-mismatch': mismatch,
  'unbacked-promise': unbacked,
  'faulty-suppression': faulty,
}
const words = { en: { message: '<actual> / <other> / <path>', phrases: [] } }
const base = catalogOf(Object.keys(codes).map((id) => ruleOf(id, { ...words, id: words.en }, { group: 'consistency' })))
const catalog: Catalog = {
  ...base,
  topics,
  markets: { EU: ['DE', 'FR'], UK: ['GB'] },
  paths: { shelved: ['archive'], sites: ['brands'] },
  languages: Object.fromEntries(
    Object.entries(base.languages).map(([locale, language]) => [
      locale,
      { ...language, scopes: { sale: ['sale items'], eu: ['eu customers'] } },
    ]),
  ),
}
const linter = createLinter(catalog, codes)

type Texts = Readonly<Record<string, string>>

const kindOf = (path: string): string =>
  /index|pricing/.test(path) ? 'marketing' : /terms/.test(path) ? 'terms' : 'returns-policy'

const read = (path: string, text: string, standing: Standing = {}) =>
  linter.lint(
    { path, text, format: 'markdown', locale: path.includes('id/') ? 'id' : 'en', kind: kindOf(path), standing },
    defaults,
  )

function ledgerOf(
  texts: Texts,
  options: LedgerOptions = { today: '2026-11-22' },
  settings: RuleSettings = defaults,
): Ledger {
  const ledger = createLedger(catalog, codes, options)
  for (const [path, text] of Object.entries(texts)) ledger.set(read(path, text), settings)
  return ledger
}

/** One line for each finding: rule, document, passage, and the places it points to. */
const foundIn = (ledger: Ledger, texts: Texts): string[] =>
  Object.keys(texts)
    .sort()
    .flatMap((path) =>
      ledger
        .findings(path)
        .map(
          ({ ruleId, actual, related, suppressed }) =>
            `${ruleId} ${path} “${actual}”${related.map((place) => ` → ${place.path}`).join('')}${suppressed === null ? '' : ` (${suppressed})`}`,
        ),
    )

const found = (texts: Texts, options?: LedgerOptions): string[] => foundIn(ledgerOf(texts, options), texts)

describe('a promise', () => {
  it.each<[string, Texts, string[]]>([
    [
      'beyond the policy is broken',
      { 'index.md': 'Gloam 60 days.', 'returns.md': 'Gloam 14 days.' },
      ['broken-promise index.md “Gloam 60 days” → returns.md'],
    ],
    ['below the policy is none', { 'index.md': 'Gloam 14 days.', 'returns.md': 'Gloam 60 days.' }, []],
    ['in other units is kept', { 'index.md': 'Gloam two weeks.', 'returns.md': 'Gloam 14 days.' }, []],
    [
      'without end is broken by an end',
      { 'index.md': 'Gloam endless.', 'returns.md': 'Gloam 14 days.' },
      ['broken-promise index.md “Gloam endless” → returns.md'],
    ],
    [
      'is taken back by a fee',
      { 'index.md': 'Gloam endless.', 'returns.md': 'Gloam endless. Toll 15 %.' },
      ['broken-promise index.md “Gloam endless” → returns.md'],
    ],
    [
      'that names the fee is kept',
      { 'index.md': 'Gloam endless. Toll 15 %.', 'returns.md': 'Gloam endless. Toll 15 %.' },
      [],
    ],
    [
      'in other words is compared',
      { 'index.md': 'Pledge 60 days.', 'returns.md': 'Gloam 14 days.' },
      ['broken-promise index.md “Pledge 60 days” → returns.md'],
    ],
    ['that one policy backs is kept', { 'index.md': 'Haste 2 days.', 'returns.md': 'Haste 2 days. Haste 5 days.' }, []],
    [
      'to some is not compared with the rest',
      { 'index.md': 'Gloam 60 days.', 'returns.md': 'For sale items: gloam 14 days.' },
      [],
    ],
    [
      'to some is compared with the same',
      { 'index.md': 'EU customers: gloam 60 days.', 'returns.md': 'EU customers: gloam 14 days.' },
      ['broken-promise index.md “gloam 60 days” → returns.md'],
    ],
    [
      'that no policy mentions is unbacked',
      { 'index.md': 'Haste 2 days.', 'returns.md': 'Gloam 14 days.' },
      ['unbacked-promise index.md “Haste 2 days”'],
    ],
    [
      'that a policy states under a heading is backed',
      { 'index.md': 'Haste 2 days.', 'returns.md': '# Hurry\n\n2 days.' },
      [],
    ],
    ['that a policy mentions is not', { 'index.md': 'Haste 2 days.', 'returns.md': 'All about haste.' }, []],
    ['without any policy is not', { 'index.md': 'Haste 2 days.' }, []],
    [
      'is held to the policy in its language',
      { 'index.md': 'Gloam 60 days.', 'returns.md': 'Gloam 60 days.', 'id/terms.md': 'Gloam 14 hari.' },
      [],
    ],
    [
      'is held to another language where there is no own',
      { 'id/index.md': 'Gloam 60 hari.', 'returns.md': 'Gloam 14 days.' },
      ['broken-promise id/index.md “Gloam 60 hari” → returns.md'],
    ],
  ])('%s', (_, texts, expected) => {
    expect(found(texts)).toEqual(expected)
  })
})

describe('two policies', () => {
  it.each<[string, Texts, string[]]>([
    [
      'contradict each other',
      { 'returns.md': 'Gloam 14 days.', 'terms.md': 'Gloam 30 days.' },
      [
        'conflicting-terms returns.md “Gloam 14 days” → terms.md',
        'conflicting-terms terms.md “Gloam 30 days” → returns.md',
      ],
    ],
    ['agree in other units', { 'returns.md': 'Gloam 24 months.', 'terms.md': 'Gloam two years.' }, []],
    [
      'speak of different customers',
      { 'returns.md': 'Gloam 14 days.\n\nEU customers: gloam 30 days.', 'terms.md': 'Gloam 14 days.' },
      [],
    ],
    [
      'are limited by their headings',
      { 'returns.md': '# Returns\n\nGloam 14 days.\n\n## Sale items\n\nGloam 7 days.', 'terms.md': 'Gloam 14 days.' },
      [],
    ],
    ['are limited by the words before a colon', { 'returns.md': '- Boots: gloam 14 days\n- Socks: gloam 7 days' }, []],
    [
      'are limited by the rows of a table',
      { 'returns.md': '| Thing | Term |\n| - | - |\n| Boots | gloam 14 days |\n| Socks | gloam 7 days |' },
      [],
    ],
    [
      'are limited by the columns of a table',
      { 'returns.md': '| | Small | Large |\n| - | - | - |\n| Gloam | 14 days | 7 days |' },
      [],
    ],
    [
      'may be one',
      { 'returns.md': 'Gloam 14 days.\n\nGloam 30 days.' },
      [
        'conflicting-terms returns.md “Gloam 14 days” → returns.md',
        'conflicting-terms returns.md “Gloam 30 days” → returns.md',
      ],
    ],
    [
      'may give several answers where that is usual',
      { 'returns.md': 'Haste 2 days. Haste 5 days.', 'terms.md': 'Haste 3 days.' },
      [],
    ],
    [
      'may not each give one that differs',
      { 'returns.md': 'Haste 2 days.', 'terms.md': 'Haste 3 days.' },
      [
        'conflicting-terms returns.md “Haste 2 days” → terms.md',
        'conflicting-terms terms.md “Haste 3 days” → returns.md',
      ],
    ],
    ['of two brands do not', { 'brands/a/returns.md': 'Gloam 14 days.', 'brands/b/returns.md': 'Gloam 30 days.' }, []],
    [
      'of two complete sites do not',
      { 'a/index.md': 'x', 'a/returns.md': 'Gloam 14 days.', 'b/index.md': 'x', 'b/returns.md': 'Gloam 30 days.' },
      [],
    ],
    [
      'of which one is a draft do not',
      { 'returns.md': 'Gloam 14 days.', 'terms.md': '---\nstatus: draft\n---\n\nGloam 30 days.' },
      [],
    ],
    ['of which one is archived do not', { 'returns.md': 'Gloam 14 days.', 'archive/returns.md': 'Gloam 30 days.' }, []],
    [
      'of which one holds later do not',
      { 'returns.md': 'Gloam 14 days.', 'terms.md': '---\neffective: 2027-03-01\n---\n\nGloam 30 days.' },
      [],
    ],
    [
      'of which one replaces the other do not',
      { 'returns.md': 'Gloam 14 days.', 'new/returns.md': '---\nsupersedes: ../returns.md\n---\n\nGloam 30 days.' },
      [],
    ],
    [
      'that is a draft in capitals does not',
      { 'returns.md': 'Gloam 14 days.', 'terms.md': '---\nstatus: Draft\n---\n\nGloam 30 days.' },
      [],
    ],
    ...(
      [
        ['EU', '[EU, UK]', true],
        ['DE', 'EU', true],
        ['EU', 'eu', true],
        ['GB', 'uk', true],
        ['"Brazil"', '[brazil]', true],
        ['DE', 'FR', false],
        ['EU', '[UK, US]', false],
      ] as const
    ).map(([one, other, meet]): [string, Texts, string[]] => [
      `of ${one} and ${other} ${meet ? 'conflict' : 'do not'}`,
      {
        'returns.md': `---\nmarket: ${one}\n---\n\nGloam 14 days.`,
        'terms.md': `---\nmarket: ${other}\n---\n\nGloam 30 days.`,
      },
      meet
        ? [
            'conflicting-terms returns.md “Gloam 14 days” → terms.md',
            'conflicting-terms terms.md “Gloam 30 days” → returns.md',
          ]
        : [],
    ]),
    [
      'of two markets do not',
      { 'returns.md': '---\nmarket: EU\n---\n\nGloam 14 days.', 'terms.md': '---\nmarket: US\n---\n\nGloam 30 days.' },
      [],
    ],
  ])('%s', (_, texts, expected) => {
    expect(found(texts)).toEqual(expected)
  })

  it('are compared on the day that is asked for', () => {
    const texts = { 'returns.md': 'Gloam 14 days.', 'terms.md': '---\neffective: 2027-03-01\n---\n\nGloam 30 days.' }
    expect(found(texts, { today: '2027-03-01' })).toHaveLength(2)
  })

  it('may be let stand with a reason on either side', () => {
    const texts = {
      'returns.md': '<!-- forthright-ignore-next-line conflicting-terms -- by law -->\nGloam 14 days.',
      'terms.md': 'Gloam 30 days.',
    }
    expect(found(texts)).toEqual([
      'conflicting-terms returns.md “Gloam 14 days” → terms.md (by law)',
      'conflicting-terms terms.md “Gloam 30 days” → returns.md (by law)',
    ])
  })

  it('can each be brought in line with the other', () => {
    const [first] = ledgerOf({ 'returns.md': 'Gloam 14 days.', 'terms.md': 'Gloam 30 days.' }).findings('returns.md')
    expect(first?.fixes.map(({ edits, safe }) => ({ edits, safe }))).toEqual([
      { safe: false, edits: [{ start: 6, end: 8, text: '30' }] },
      { safe: false, edits: [{ start: 6, end: 8, text: '14', path: 'terms.md' }] },
    ])
  })
})

describe('versions in several languages', () => {
  it.each<[string, Texts, string[]]>([
    [
      'that differ are told on both sides',
      { 'en/returns.md': 'Gloam 14 days.', 'id/returns.md': 'Gloam 7 hari.' },
      [
        'translation-mismatch en/returns.md “Gloam 14 days” → id/returns.md',
        'translation-mismatch id/returns.md “Gloam 7 hari” → en/returns.md',
      ],
    ],
    ['that agree are not', { 'en/returns.md': 'Gloam 14 days.', 'id/returns.md': 'Gloam 2 minggu.' }, []],
    [
      'are other documents under other names',
      { 'en/returns.md': 'Gloam 14 days.', 'id/terms.md': 'Gloam 7 hari.' },
      [],
    ],
    [
      'of two markets may differ',
      {
        'en/returns.md': '---\nmarket: EU\n---\n\nGloam 14 days.',
        'id/returns.md': '---\nmarket: ID\n---\n\nGloam 7 hari.',
      },
      [],
    ],
    [
      'without a folder for the first',
      { 'returns.md': 'Gloam 14 days.', 'id/returns.md': 'Gloam 7 hari.' },
      [
        'translation-mismatch id/returns.md “Gloam 7 hari” → returns.md',
        'translation-mismatch returns.md “Gloam 14 days” → id/returns.md',
      ],
    ],
  ])('%s', (_, texts, expected) => {
    expect(found(texts)).toEqual(expected)
  })

  it('that list cases are not compared: a case cannot be told from others across languages', () => {
    const list = (cases: number, days: string): string =>
      Array.from({ length: cases }, (_, index) => `Gloam ${index + 1} ${days}.`).join('\n\n')
    expect(found({ 'en/returns.md': list(20, 'days'), 'id/returns.md': list(21, 'hari') })).not.toEqual([])
    const mismatches = found({ 'en/returns.md': list(200, 'days'), 'id/returns.md': list(201, 'hari') })
    expect(mismatches.filter((one) => one.startsWith('translation-mismatch'))).toEqual([])
  })

  it('are paired by configuration, too', () => {
    const ledger = createLedger(catalog, codes, { today: '2026-11-22' })
    ledger.set(read('returns.md', 'Gloam 14 days.', { translationOf: 'returns' }), defaults)
    ledger.set(read('id/retur.md', 'Gloam 7 hari.', { translationOf: 'returns' }), defaults)
    expect(ledger.findings('id/retur.md')).toHaveLength(1)
  })
})

describe('a comment', () => {
  const ignore = (names: string): string => `<!-- forthright-ignore-next-line ${names}-- why -->`
  const unused = (path: string, names: string): string => `faulty-suppression ${path} “${ignore(names)}”`
  const rain = { 'terms.md': 'Rain.' }
  it.each<[string, Texts, string[]]>([
    [
      'that lets a promise stand is used',
      { 'index.md': `${ignore('unbacked-promise ')}\nGloam 60 days.`, ...rain },
      ['unbacked-promise index.md “Gloam 60 days” (why)'],
    ],
    [
      'in the other document is used',
      { 'index.md': 'Gloam 60 days.', 'returns.md': `${ignore('broken-promise ')}\nGloam 14 days.` },
      ['broken-promise index.md “Gloam 60 days” → returns.md (why)'],
    ],
    [
      'that names several rules is used where one of them is silenced',
      { 'index.md': `${ignore('broken-promise, unbacked-promise ')}\nGloam 60 days.`, ...rain },
      ['unbacked-promise index.md “Gloam 60 days” (why)'],
    ],
    [
      'that names no rule is used, too',
      { 'index.md': `${ignore('')}\nGloam 60 days.`, ...rain },
      ['unbacked-promise index.md “Gloam 60 days” (why)'],
    ],
    [
      'that lets nothing stand is told',
      { 'index.md': `${ignore('broken-promise ')}\nGloam 60 days.`, 'returns.md': 'Gloam 60 days.' },
      [unused('index.md', 'broken-promise ')],
    ],
    [
      'that names no rule and silences nothing is told',
      { 'index.md': `${ignore('')}\nRain.`, ...rain },
      [unused('index.md', '')],
    ],
    [
      'for a line beside the contradiction is told',
      { 'index.md': `${ignore('unbacked-promise ')}\nRain.\n\nGloam 60 days.`, ...rain },
      [unused('index.md', 'unbacked-promise '), 'unbacked-promise index.md “Gloam 60 days”'],
    ],
    [
      'in a document that stands alone may be of use beside others',
      { 'index.md': `${ignore('broken-promise ')}\nGloam 60 days.` },
      [],
    ],
    [
      'in a document that is not in force may be of use later',
      {
        'index.md': `---\neffective: 2027-03-01\n---\n\n${ignore('broken-promise ')}\nGloam 60 days.`,
        'returns.md': 'Rain.',
        ...rain,
      },
      [],
    ],
  ])('%s', (_, texts, expected) => {
    expect(found(texts)).toEqual(expected)
  })

  it('that silences nothing is told anew when what it silenced, or all it stood beside, comes or goes', () => {
    const texts = { 'index.md': `${ignore('broken-promise ')}\nGloam 60 days.`, 'returns.md': 'Gloam 14 days.' }
    const ledger = ledgerOf(texts)
    expect(foundIn(ledger, texts)).toEqual(['broken-promise index.md “Gloam 60 days” → returns.md (why)'])
    ledger.set(read('returns.md', 'Gloam 60 days.'), defaults)
    expect([...ledger.update()]).toContain('index.md')
    expect(foundIn(ledger, texts)).toEqual([unused('index.md', 'broken-promise ')])
    ledger.delete('returns.md')
    expect([...ledger.update()]).toContain('index.md')
    expect(foundIn(ledger, { 'index.md': '' })).toEqual([])
  })

  it('in the other document is told anew when what it silenced goes', () => {
    const texts = { 'index.md': 'Gloam 60 days.', 'returns.md': `${ignore('broken-promise ')}\nGloam 14 days.` }
    const ledger = ledgerOf(texts)
    ledger.update()
    ledger.set(read('index.md', 'Gloam 14 days.'), defaults)
    expect([...ledger.update()]).toContain('returns.md')
    expect(foundIn(ledger, texts)).toEqual([unused('returns.md', 'broken-promise ')])
  })
})

describe('a ledger that changes', () => {
  const paths = ['index.md', 'returns.md', 'terms.md', 'id/returns.md', 'brands/a/returns.md']
  const sentences = [
    'Gloam 14 days.',
    'Gloam 30 days.',
    'Gloam endless.',
    'Toll 15 %.',
    'Pledge 60 days.',
    'Haste 2 days.',
    'EU customers: gloam 7 days.',
    'Rain.',
    '<!-- forthright-ignore-next-line broken-promise, conflicting-terms -- why -->',
  ]
  const text = fc.array(fc.constantFrom(...sentences), { maxLength: 3 }).map((parts) => parts.join('\n\n'))
  const step = fc.record({ path: fc.constantFrom(...paths), text: fc.option(text) })

  it('says the same as a new one', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const kept = createLedger(catalog, codes, { today: '2026-11-22' })
        const texts: Record<string, string> = {}
        for (const { path, text: now } of steps) {
          if (now === null) {
            kept.delete(path)
            delete texts[path]
          } else {
            kept.set(read(path, now), defaults)
            texts[path] = now
          }
          kept.update()
        }
        expect(foundIn(kept, texts)).toEqual(found(texts))
      }),
      { numRuns: 60 },
    )
  })
})
