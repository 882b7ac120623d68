import { describe, expect, it } from 'vitest'
import { loadEngine } from '../../src/cli/engine.js'
import type { JsonReport } from '../../src/cli/formats/json.js'
import { run } from '../../src/cli/run.js'
import { memoryHost } from './memory-host.js'

const register = `# Ours
- claim: 9 out of 10 customers agree
  proof: https://example.org/survey
  owner: Ana Silva
  reviewed: 2025-11-22
  every: 12 months
`
const files = {
  '/shop/.git/HEAD': '',
  '/shop/forthright.yml': 'claims: legal/claims.yml\n',
  '/shop/legal/claims.yml': register,
  '/shop/copy/a.md': 'In short, 9 out of 10 customers agree.\n',
}

async function check(more: Readonly<Record<string, string>>, ...args: readonly string[]) {
  const host = memoryHost({ files: { ...files, ...more }, cwd: '/shop/copy' })
  const code = await run(args, host, loadEngine)
  return { code, out: host.out(), err: host.err(), text: host.text }
}

const rulesIn = (out: string): readonly string[] => {
  const report: JsonReport = JSON.parse(out)
  return report.files.flatMap(({ findings }) => findings.map(({ ruleId }) => ruleId)).sort()
}

describe('a claims register', () => {
  it('lets a claim stand as long as its proof is in date', async () => {
    const { code, out } = await check({}, '--format', 'json', 'a.md')
    expect([code, rulesIn(out)]).toEqual([0, []])
    const later = await check({}, '--format', 'json', '--as-of', '2026-11-23', 'a.md')
    expect([later.code, rulesIn(later.out)]).toEqual([1, ['expired-evidence', 'unsourced-statistic']])
    expect((await check({ '/shop/forthright.yml': '' }, 'a.md')).code).toBe(1)
  })

  it.each([
    ['human', '../legal/claims.yml:2'],
    ['json', '"path":"../legal/claims.yml"'],
    ['sarif', '../legal/claims.yml'],
    ['github', 'expired-evidence'],
    ['junit', 'expired-evidence'],
    ['markdown', 'Ana Silva'],
  ])('is pointed to in %s', async (format, shown) => {
    const { code, out, err } = await check({}, '--as-of', '2027-01-01', '--format', format, 'a.md')
    expect([code, err]).toEqual([1, ''])
    expect(out.replaceAll('": "', '":"')).toContain(shown)
  })

  it('is part of what a cached report depends on, and so is the day', async () => {
    const cache = '/shop/copy/.forthright-cache.json'
    const first = await check({}, '--cache', '--format', 'json', 'a.md')
    expect(rulesIn(first.out)).toEqual([])
    const kept = { [cache]: first.text(cache) ?? '' }
    expect(kept[cache]).toContain('a.md')
    const again = async (more: Readonly<Record<string, string>>, ...args: readonly string[]) =>
      rulesIn((await check({ ...kept, ...more }, '--cache', '--format', 'json', ...args, 'a.md')).out)
    expect(await again({}, '--as-of', '2026-11-23')).toContain('expired-evidence')
    expect(await again({ '/shop/legal/claims.yml': register.replace('12', '6') })).toContain('expired-evidence')
  })

  it('is shown by --print-config', async () => {
    const { out } = await check({}, '--print-config', 'a.md')
    expect(JSON.parse(out)).toMatchObject({
      claims: [
        {
          words: ['9 out of 10 customers agree'],
          ...{ owner: 'Ana Silva', proof: 'https://example.org/survey', until: '2026-11-22' },
          ...{ isPast: false, markets: null, register: '../legal/claims.yml' },
        },
      ],
    })
  })

  it.each([
    [
      'that is missing',
      { '/shop/forthright.yml': 'claims: claims.yml' },
      '../forthright.yml:1:9: error: there is no file',
    ],
    [
      'outside',
      { '/shop/forthright.yml': 'claims: ../claims.yml' },
      '../forthright.yml:1:9: error: “../claims.yml” lies outside',
    ],
    [
      'with a bad date',
      { '/shop/legal/claims.yml': register.replace('-22', '-31') },
      '../legal/claims.yml:5:13: error: reviewed: there is no such day',
    ],
    [
      'with an unknown key',
      { '/shop/legal/claims.yml': register.replace('owner', 'owned') },
      '../legal/claims.yml:4:3: error: unknown key “owned”; did you mean “owner”?',
    ],
  ])('%s stops the run', async (_, more, message) => {
    const { code, err } = await check(more, 'a.md')
    expect(code).toBe(2)
    expect(err).toContain(message)
  })

  it('changes nothing in the ledger', async () => {
    const text = { '/shop/copy/a.md': 'In short, 9 out of 10 customers agree. Return it within 30 days.\n' }
    const ledger = async (more: Readonly<Record<string, string>>) =>
      (await check({ ...text, ...more }, 'ledger', '--format', 'csv', 'a.md')).out
    expect(await ledger({})).toContain('30 days')
    expect(await ledger({})).toBe(await ledger({ '/shop/forthright.yml': '' }))
  })
})
