import { describe, expect, it } from 'vitest'
import { readMarks } from '../../src/build/critic-markup.js'
import { type Claim, createLinter, type Standing } from '../../src/core/index.js'
import { catalog, rules } from '../../src/generated/index.js'

const linter = createLinter(catalog, rules)
const path = '/shop/claims.yml'

function claim(text: string, more: Partial<Claim> = {}): Claim {
  const entry = { path, place: { start: 9, end: 9 + text.length } }
  return { words: [{ text }], proof: 'a test', owner: 'Ana', until: '2027-01-31', isPast: false, entry, ...more }
}
const past = { until: '2025-01-31', isPast: true }

/** What is found, as `rule “passage” message`. */
function found(text: string, claims: readonly Claim[], standing: Standing = {}, locale = 'en') {
  const input = { path: 'a.md', text, format: 'markdown', locale, standing } as const
  const { findings, problems } = linter.lint(input, { severities: {}, accept: [], messageLanguage: 'document', claims })
  expect(problems).toEqual([])
  return findings.map(({ ruleId, actual, reason }) => ({ ruleId, actual, reason }))
}
const expired = (...args: Parameters<typeof found>) =>
  found(...args)
    .filter(({ ruleId }) => ruleId === 'expired-evidence')
    .map(({ actual, reason }) => `${actual}: ${reason}`)

describe('a registered claim', () => {
  const text = 'In short: 9 out of 10 buyers *recommend* it.\n'
  const words = '9 out of 10 buyers recommend'

  it('is reported when its proof has ended, with owner and date', () => {
    expect(expired(text, [claim(words, past)])).toEqual([
      `${words}: “${words}” rests on proof that held until 2025-01-31. Have Ana renew it, or take the claim out.`,
    ])
  })

  it('points to its entry, and offers nothing that would have to be invented', () => {
    const { findings } = linter.lint(
      { path: 'a.md', text, format: 'markdown', locale: 'en' },
      { severities: {}, accept: [], messageLanguage: 'ru', claims: [claim(words, past)] },
    )
    const [finding] = findings.filter(({ ruleId }) => ruleId === 'expired-evidence')
    expect(finding?.related).toEqual([
      { path, place: { start: 9, end: 9 + words.length }, message: 'Запись в реестре утверждений' },
    ])
    expect(finding?.fixes).toEqual([])
    expect(finding && text.slice(finding.place.start, finding.place.end)).toBe('9 out of 10 buyers *recommend')
  })

  it('in date needs no source beside it', () => {
    const ruleIds = (claims: readonly Claim[]) => found(text, claims).map(({ ruleId }) => ruleId)
    expect(ruleIds([])).toEqual(['unsourced-statistic'])
    expect(ruleIds([claim(words)])).toEqual([])
    expect(ruleIds([claim(words, past)]).sort()).toEqual(['expired-evidence', 'unsourced-statistic'])
    // Less is registered than is claimed.
    expect(ruleIds([claim('9 out of 10')])).toEqual(['unsourced-statistic'])
  })

  it('is renewed by another entry with its words', () => {
    expect(found(text, [claim(words, past), claim(words)])).toEqual([])
  })

  it('counts where it says more than another', () => {
    const short = '9 out of 10 buyers'
    expect(expired(text, [claim(short, past), claim(words)])).toEqual([])
    expect(expired(text, [claim(short), claim(words, past)])).toHaveLength(1)
  })

  it('is for the markets that its entries name', () => {
    const [eu, uk] = [claim(words, { markets: ['EU'] }), claim(words, { markets: ['UK'] })]
    expect(found(text, [eu])).toEqual([])
    expect(found(text, [eu], { market: 'DE' })).toEqual([])
    expect(expired(text, [eu], { market: 'EU, GB' })).toEqual([
      `${words}: “${words}” is not registered for UK. Ask Ana for proof that holds there, or take it out.`,
    ])
    expect(expired(text, [eu], { market: '[EU, Brazil]' })[0]).toContain('is not registered for Brazil.')
    expect(found(text, [eu, uk], { market: 'EU, UK' })).toEqual([])
    expect(found(text, [eu], { market: 'US' }).map(({ ruleId }) => ruleId)).toContain('unsourced-statistic')
    expect(expired(text, [eu, claim(words, { ...past, markets: ['UK'] })], { market: 'UK' })[0]).toContain('for UK')
  })

  it('may be a phrase, in one language or in every', () => {
    const phrase = { ...past, words: [{ text: '<number> out of 10 (buyers|customers)' }] }
    expect(expired(text, [claim('', phrase)])).toHaveLength(1)
    expect(expired(text, [claim('', { ...past, words: [{ text: words, locale: 'th' }] })])).toEqual([])
    expect(expired('ลูกค้า 9 ใน 10 คนแนะนำ\n', [claim('9 ใน 10 คน', past)], {}, 'th')).toHaveLength(1)
  })

  it('is left alone where it is denied, asked about or mentioned', () => {
    for (const other of ['We do not say that 9 out of 10 agree.', 'Do 9 out of 10 agree?'])
      expect(expired(`${other}\n`, [claim('9 out of 10 agree', past)])).toEqual([])
    expect(expired('So 9 out of 10 agree.\n', [claim('9 out of 10 agree', past)])).toHaveLength(1)
  })

  it('is accepted by a comment with a reason, and by its whole wording', () => {
    const claims = [claim(words, past)]
    const input = { path: 'a.md', format: 'markdown', locale: 'en' } as const
    const comment = '<!-- forthright-ignore-next-line expired-evidence -- renewed in May -->\n'
    const settings = { severities: {}, accept: [], messageLanguage: 'document', claims }
    const suppressed = (body: string, accept: readonly { text: string; reason: string }[]) =>
      linter
        .lint({ ...input, text: body }, { ...settings, accept })
        .findings.filter(({ ruleId }) => ruleId === 'expired-evidence')
        .map((finding) => finding.suppressed)
    expect(suppressed(comment + text, [])).toEqual(['renewed in May'])
    expect(suppressed(text, [{ text: words, reason: 'asked' }])).toEqual(['asked'])
    expect(suppressed(text, [{ text: 'buyers', reason: 'a name' }])).toEqual([null])
  })
})

const registered = catalog.rules.filter(({ page }) => page.guards.includes('registered'))

it.each(registered.map((rule) => [rule.page.id, rule] as const))('%s leaves what is registered', (ruleId, rule) => {
  const own = { [ruleId]: rule.page.severity }
  for (const { locale, text: marked, kind } of rule.page.examples) {
    const { text, marks } = readMarks(marked)
    const input = { path: 'example.md', text, format: 'markdown', locale, kind } as const
    const settings = { severities: own, accept: [], messageLanguage: 'document', preview: true } as const
    const passages = (claims: readonly Claim[]) =>
      linter.lint(input, { ...settings, claims }).findings.filter((finding) => finding.ruleId === ruleId)
    const before = passages([])
    expect(before).toHaveLength(marks.length)
    const claims = before.map(({ actual }) => claim(actual.replace(/[()|*<…^$?\\]/g, '\\$&')))
    expect(passages(claims).map(({ actual }) => actual)).toEqual([])
    expect(passages(claims.map((one) => ({ ...one, ...past })))).toHaveLength(marks.length)
  }
})
