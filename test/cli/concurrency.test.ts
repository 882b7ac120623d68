import { expect, it } from 'vitest'
import type { Host } from '../../src/cli/host.js'
import { run } from '../../src/cli/run.js'
import { createStopwatch, stopped } from '../../src/cli/stopwatch.js'
import { serveReader, type Thread } from '../../src/workspace/index.js'
import { memoryHost, type World } from './memory-host.js'
import { toyEngine, toyRule } from './toy-engine.js'

interface Fake {
  readonly threads: Host['threads']
  readonly started: () => number
  readonly stopped: () => number
  readonly answered: () => number
}

/** Threads that live in this one, but get and give only copies. @param lostAfter how many answers each gives */
function fakeThreads(cores = 4, lostAfter = Number.POSITIVE_INFINITY): Fake {
  let started = 0
  let ended = 0
  let answered = 0
  const start = (timed: boolean): Thread => {
    started++
    const listeners: ((message: unknown) => void)[] = []
    const losses: (() => void)[] = []
    let left = lostAfter
    let clock = 0
    const stopwatch = timed ? createStopwatch(() => clock++) : stopped
    const give = (answer: unknown): void => {
      const copy = structuredClone(answer)
      setImmediate(() => {
        if (left-- <= 0) for (const lost of losses) lost()
        else {
          answered++
          for (const listener of listeners) listener(copy)
        }
      })
    }
    const serve = serveReader(toyEngine(), give, stopwatch.times)
    return {
      post: (message) => serve(structuredClone(message)),
      onMessage: (listener) => listeners.push(listener),
      onLost: (listener) => losses.push(listener),
      stop: () => {
        ended++
      },
    }
  }
  return { threads: { cores, start }, started: () => started, stopped: () => ended, answered: () => answered }
}

async function check(args: readonly string[], world: World) {
  const host = memoryHost(world)
  const own = { '/shop/house/shout': toyRule('shout', 'error', [{ word: 'SHOUT' }]) }
  const code = await run(args, host, async () => toyEngine(own))
  return { code, out: host.out(), err: host.err(), files: Object.fromEntries([...host.contents].map(textOf)) }
}

const textOf = ([path, bytes]: [string, Uint8Array]) => [path, new TextDecoder().decode(bytes)]

const words = ['hurry', 'vile', 'one', 'ping', 'slow', 'fine', 'sixty', 'explode', 'SHOUT']
const files: Readonly<Record<string, string>> = Object.fromEntries(
  Array.from({ length: 40 }, (_, i) => [
    `/shop/${i}.md`,
    `${words[i % words.length]} and ${words[(i * 7) % words.length]}`,
  ]),
)
const world: World = {
  files: {
    ...files,
    '/shop/policies/returns.md': 'Returns within thirty days',
    '/shop/locked/a.md': 'hurry',
    '/shop/bad.md': new Uint8Array([0, 1, 2, 0]),
  },
  locked: ['/shop/locked'],
}

it.each([
  ['a report', ['--format', 'json', '.']],
  ['a report for people', ['.']],
  ['fixes', ['--fix', '.']],
  ['suggestions', ['--fix-suggestions', '--format', 'sarif', '.']],
  ['a cache', ['--cache', '--format', 'json', '.']],
  ['files that are not there', ['--format', 'junit', 'gone.md', '3.md', '4.md', 'bad.md', '2.md']],
  ['what documents promise', ['ledger', '.']],
])('threads change nothing: %s', async (_, args) => {
  const alone = await check([...args, '--concurrency', '1'], world)
  const fake = fakeThreads()
  expect(await check([...args, '--concurrency', '3'], { ...world, threads: fake.threads })).toEqual(alone)
  expect(fake.started()).toBe(2)
  expect(fake.stopped()).toBe(2)
  expect(fake.answered()).toBeGreaterThan(0)
})

it('own rules are known to each thread', async () => {
  const config = { '/shop/forthright.yml': 'lexicons: house\n', '/shop/house/shout/rule.md': '' }
  const own = { files: { ...files, ...config, '/shop/house/shout/en.yml': '' } }
  const alone = await check(['--format', 'json', '*.md'], own)
  expect(alone.out).toContain('"shout"')
  const fake = fakeThreads()
  expect(await check(['--format', 'json', '--concurrency', '3', '*.md'], { ...own, threads: fake.threads })).toEqual(
    alone,
  )
  expect(fake.answered()).toBeGreaterThan(0)
})

it.each([0, 1, 5])('what a thread that is lost was to read is read all the same, after %i answers', async (answers) => {
  const fake = fakeThreads(4, answers)
  const alone = await check(['--format', 'json', '.'], world)
  expect(await check(['--format', 'json', '--concurrency', '3', '.'], { ...world, threads: fake.threads })).toEqual(
    alone,
  )
})

it('what was kept in a cache asks no thread', async () => {
  const args = ['--cache', '--concurrency', '3', '.']
  const { files: kept } = await check(args, { files, threads: fakeThreads().threads })
  const fake = fakeThreads()
  await check(args, { files: kept, threads: fake.threads })
  expect(fake.answered()).toBe(0)
})

it('threads are started only where enough is left to do', async () => {
  const short = fakeThreads()
  await check(['.'], { files, threads: short.threads, tick: 1 })
  expect(short.started()).toBe(0)
  const long = fakeThreads()
  await check(['.'], { files, threads: long.threads, tick: 1000 })
  expect(long.started()).toBe(3)
  const single = fakeThreads(1)
  await check(['.'], { files, threads: single.threads, tick: 1000 })
  expect(single.started()).toBe(0)
})

it('what threads cost is in the statistics', async () => {
  const { out } = await check(['--stats', '--format', 'json', '--concurrency', '3', '.'], {
    files,
    threads: fakeThreads().threads,
  })
  expect(JSON.parse(out).stats.time.stages).toHaveProperty('loading')
})

it('a run that is cancelled waits for no thread', async () => {
  const cancel = new AbortController()
  const fake = fakeThreads()
  const silent: Host['threads'] = {
    cores: 4,
    start: (timed) => ({ ...fake.threads.start(timed), post: () => cancel.abort() }),
  }
  const { code, err } = await check(['--concurrency', '3', '.'], { files, threads: silent, signal: cancel.signal })
  expect({ code, err }).toEqual({ code: 130, err: 'cancelled\n' })
  expect(fake.stopped()).toBe(2)
})
