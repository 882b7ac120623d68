import { expect, it } from 'vitest'
import { run } from '../../src/cli/run.js'
import { memoryHost } from './memory-host.js'
import { toyEngine } from './toy-engine.js'

const CACHE = '/shop/.forthright-cache.json'

async function check(files: Record<string, string>, ...args: string[]) {
  const host = memoryHost({ files })
  const code = await run(['--cache', ...args], host, async () => toyEngine({}))
  return { code, out: host.out(), cache: host.text(CACHE) ?? '' }
}

const document = { '/shop/a.md': 'Please hurry.' }

it('what did not change is not read again', async () => {
  const first = await check(document, 'a.md')
  expect(first.out).toContain('“hurry” is found.')
  // Only what comes from the file can say this.
  const marked = first.cache.replace('“hurry” is found.', '“hurry” is kept.')
  expect(marked).not.toBe(first.cache)
  const second = await check({ ...document, [CACHE]: marked }, 'a.md')
  expect(second.out).toContain('“hurry” is kept.')
  expect(second.code).toBe(first.code)
})

it.each([
  ['the text', { '/shop/a.md': 'Please hurry!' }, []],
  ['the configuration', { ...document, '/shop/forthright.yml': 'rules:\n  hurry-word: error\n' }, []],
  ['an option', document, ['--rule', 'hurry-word:error']],
] as const)('what depends on %s is read again when that changes', async (_, files, args) => {
  const { cache } = await check(document, 'a.md')
  const marked = cache.replace('“hurry” is found.', '“hurry” is kept.')
  expect((await check({ ...files, [CACHE]: marked }, 'a.md', ...args)).out).toContain('“hurry” is found.')
})

it.each([
  '',
  '{',
  '[]',
  '{"format":1,"program":"other","entries":{}}',
  '{"format":2}',
])('a file with %j is begun anew', async (broken) => {
  const { out, cache } = await check({ ...document, [CACHE]: broken }, 'a.md')
  expect(out).toContain('“hurry” is found.')
  expect(cache).toContain('hurry-word')
})

it('a place of its own may be named', async () => {
  const host = memoryHost({ files: document })
  await run(['--cache-location', 'tmp/seen.json', 'a.md'], host, async () => toyEngine({}))
  expect(host.text('/shop/tmp/seen.json')).toContain('hurry-word')
})

it('two folders may share one, and the same name in them is not the same document', async () => {
  const host = (folder: string, cache = '') =>
    memoryHost({
      cwd: `/shop/${folder}`,
      files: {
        '/shop/.git/HEAD': '',
        '/shop/en/a.md': 'hurry',
        '/shop/th/a.md': 'hurry',
        ...(cache === '' ? {} : { '/shop/seen.json': cache }),
      },
    })
  const runIn = async (world: ReturnType<typeof host>) => {
    await run(['--cache-location', '../seen.json', 'a.md'], world, async () => toyEngine({}))
    return { out: world.out(), cache: world.text('/shop/seen.json') ?? '' }
  }
  const { cache } = await runIn(host('en'))
  const marked = cache.replace('“hurry” is found.', '“hurry” is kept.')
  expect((await runIn(host('en', marked))).out).toContain('“hurry” is kept.')
  expect((await runIn(host('th', marked))).out).toContain('“hurry” is found.')
})

it('what is gone is not kept', async () => {
  const files = { ...document, '/shop/b.md': 'hurry' }
  const { cache } = await check(files, 'a.md', 'b.md')
  expect(cache).toContain('"b.md"')
  expect((await check({ ...files, [CACHE]: cache }, 'a.md')).cache).toContain('"b.md"')
  expect((await check({ ...document, [CACHE]: cache }, 'a.md')).cache).not.toContain('"b.md"')
})
