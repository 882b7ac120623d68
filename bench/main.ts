import { spawnSync } from 'node:child_process'
import { readdirSync, statSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, totalmem } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import * as v from 'valibot'
import { createLinter } from '../src/core/index.js'
import { compiled } from '../src/generated/compiled.js'
import { catalog, rules } from '../src/generated/index.js'
import { measureKeystrokes } from './keystrokes.js'
import { measureLedger } from './ledger.js'
import { type Cost, cheapest, measure } from './measure.js'
import { installPeers, peers, pinned, writeGood } from './peers.js'
import { adversarial, prose, writeFiles, writeText } from './texts.js'

const usage = `npm run bench [-- PART… [--node PROGRAM]]

Parts: start, throughput, stages, languages, growth, adversarial, keystrokes, ledger, peers. Without a part all but peers are measured; with
--write also peers, and bench/RESULTS.md is written. With --node the start is also measured in another version of Node. Close other
programs first: the figures are CPU time, and a busy machine inflates it.`

const cli = resolve('dist', 'cli', 'main.js')
/** In one thread, so that CPU time says what the work costs. */
const forthright = (...paths: readonly string[]): readonly string[] => [
  cli,
  '--concurrency',
  '1',
  '--fail-on',
  'never',
  '--no-ignore',
  ...paths,
]
const RUNS = 3
/** Runs of what is over at once, and of what takes long. */
const STARTS = 7
const LONG_RUNS = 2
const EDITS = 200
const MEGABYTE = 1024 * 1024

const seconds = (value: number): string => `${value.toFixed(value < 1 ? 3 : 2)} s`
const costCells = ({ cpu, wall, peak, done }: Cost): string[] =>
  done ? [seconds(cpu), seconds(wall), `${peak.toFixed(0)} MiB`] : ['failed', seconds(wall), '–']
const bytesIn = (folder: string): number =>
  readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0)

/** What is read of the program's report. */
const statsSchema = v.object({
  stats: v.object({ time: v.object({ stages: v.record(v.string(), v.number()) }) }),
})

type Part = () => { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] }

const english = (): string => writeFiles('en', prose('en', 2.7 * MEGABYTE, catalog))

const parts: Readonly<Record<string, Part>> = {
  start() {
    const small = writeText('small.md', '# Returns\n\nSend it back within 30 days. Hurry, only 2 left!\n')
    const rowsOf = (node: string): string[][] => {
      const version = spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout.trim()
      const bare = cheapest(['-e', '0'], STARTS, { node })
      const own = cheapest(forthright(small), STARTS, { node })
      return [
        [`bare Node ${version}`, ...costCells(bare)],
        ['a small file', ...costCells(own)],
        ['above bare Node', `${((own.cpu - bare.cpu) * 1000).toFixed(0)} ms`, '', ''],
      ]
    }
    return {
      head: [`start, cheapest of ${STARTS}`, 'CPU', 'wall', 'peak'],
      rows: [process.execPath, ...(values.node === undefined ? [] : [values.node])].flatMap(rowsOf),
    }
  },
  throughput() {
    const folder = english()
    const megabytes = bytesIn(folder) / 1e6
    const row = (name: string, cost: Cost): string[] => [name, ...costCells(cost), seconds(cost.cpu / megabytes)]
    return {
      head: [`English Markdown, all default rules, cheapest of ${RUNS}`, 'CPU', 'wall', 'peak', 'per MB'],
      rows: [
        row(`${readdirSync(folder).length} files, ${megabytes.toFixed(2)} MB`, cheapest(forthright(folder), RUNS)),
        row('the same in two threads', cheapest([...forthright(folder), '--concurrency', '2'], RUNS)),
      ],
    }
  },
  stages() {
    const folder = english()
    const megabytes = bytesIn(folder) / 1e6
    const { stdout } = spawnSync(process.execPath, [...forthright('--stats', '--format', 'json', folder)], {
      encoding: 'utf8',
      maxBuffer: 1024 * MEGABYTE,
    })
    const { stages } = v.parse(statsSchema, JSON.parse(stdout)).stats.time
    const all = Object.values(stages).reduce((sum, spent) => sum + spent, 0)
    return {
      head: ['what the time of one run goes into (`--stats`)', 'wall', 'share', 'per MB'],
      rows: Object.entries(stages)
        .sort(([, a], [, b]) => b - a)
        .map(([stage, spent]) => [
          stage,
          `${spent.toFixed(0)} ms`,
          `${((100 * spent) / all).toFixed(1)} %`,
          `${(spent / megabytes).toFixed(0)} ms`,
        ]),
    }
  },
  languages() {
    const rows = ['en', 'th', 'zh-Hans', 'ru', 'id', 'zh-Hant'].map((locale) => {
      const text = prose(locale, MEGABYTE, catalog)
      const path = writeText(`1mb.${locale}.md`, text)
      return { locale, text, cost: cheapest([...forthright(path), '--locale', locale], RUNS) }
    })
    const perCharacter = ({ text, cost }: (typeof rows)[number]): number => cost.cpu / text.length
    const first = rows[0]
    return {
      head: [`1 MB, cheapest of ${RUNS}, in`, 'CPU', 'wall', 'peak', 'per character, English = 1'],
      rows: rows.map((row) => [
        row.locale,
        ...costCells(row.cost),
        first ? (perCharacter(row) / perCharacter(first)).toFixed(2) : '–',
      ]),
    }
  },
  growth() {
    const costs = [0.1, 1, 9.5].map((size) => ({
      size,
      cost: cheapest(forthright(writeText(`${size}mb.md`, prose('en', size * MEGABYTE, catalog))), LONG_RUNS),
    }))
    return {
      head: [`one file, cheapest of ${LONG_RUNS}, of`, 'CPU', 'wall', 'peak', 'times 1 MB'],
      rows: costs.map(({ size, cost }) => [
        `${size} MB`,
        ...costCells(cost),
        (cost.cpu / (costs[1]?.cost.cpu ?? Number.NaN)).toFixed(2),
      ]),
    }
  },
  adversarial() {
    return {
      head: ['text, one run', 'CPU', 'wall', 'peak'],
      rows: Object.entries(adversarial).map(([name, text], index) => [
        name,
        ...costCells(
          measure([...forthright(writeText(`adversarial-${index}.md`, text)), '--locale', 'en'], { timeout: 120 }),
        ),
      ]),
    }
  },
  keystrokes() {
    return {
      head: [`${RUNS} × ${EDITS} edits of a document in`, 'size', 'first reading', 'p50', 'p99'],
      rows: ['en', 'th', 'zh-Hans'].flatMap((locale) =>
        [50 * 1024, MEGABYTE].map((size) => {
          const linter = () =>
            createLinter({ ...catalog, ...(compiled && { compiled }) }, rules, { remember: 8 * MEGABYTE })
          const { open, p50, p99 } = measureKeystrokes(linter, locale, prose(locale, size, catalog), EDITS, RUNS)
          return [
            locale,
            size < MEGABYTE ? '50 KB' : '1 MB',
            `${open.toFixed(0)} ms`,
            `${p50.toFixed(2)} ms`,
            `${p99.toFixed(2)} ms`,
          ]
        }),
      ),
    }
  },
  ledger: () => ({ head: ['ledger', ''], rows: measureLedger() }),
  peers() {
    const home = installPeers()
    const folder = resolve(english())
    const names = readdirSync(folder)
    const text = prose('en', 0.9 * MEGABYTE, catalog)
    const third = resolve(writeFiles('en-third', text))
    const own = cheapest(forthright(folder), RUNS)
    const ownThird = cheapest(forthright(third), RUNS)
    const row = (name: string, cost: Cost, ours: Cost, target: number | undefined): string[] => [
      name,
      ...costCells(cost),
      cost.done ? `${(cost.cpu / ours.cpu).toFixed(1)} ×` : '–',
      target === undefined ? '–' : `${target} ×`,
    ]
    return {
      head: ['program', 'CPU', 'wall', 'peak', 'our CPU less by', 'wanted'],
      rows: [
        [`forthright, ${(bytesIn(folder) / 1e6).toFixed(2)} MB`, ...costCells(own), '', ''],
        [`forthright, ${(bytesIn(third) / 1e6).toFixed(2)} MB`, ...costCells(ownThird), '', ''],
        row(
          'write-good',
          measure(
            writeGood(
              names.map((name) => join(folder, name)),
              home,
            ),
            // It exits with the number of its findings.
            { cwd: home, mostStatus: 255 },
          ),
          own,
          3,
        ),
        ...peers.map((peer) =>
          row(
            `${peer.name}${peer.third ? ' (the smaller set)' : ''}`,
            measure(peer.args(peer.third ? third : folder, home), { cwd: home }),
            peer.third ? ownThird : own,
            peer.target,
          ),
        ),
      ],
    }
  },
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { write: { type: 'boolean' }, node: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
})
const unknown = positionals.find((name) => !(name in parts))
if (values.help || unknown !== undefined) {
  console.log(unknown === undefined ? usage : `There is no part ${unknown}.\n\n${usage}`)
  process.exitCode = unknown === undefined ? 0 : 2
} else {
  const names =
    positionals.length > 0
      ? positionals
      : Object.keys(parts).filter((name) => values.write === true || name !== 'peers')
  const tables: string[] = []
  const [began = 0] = loadavg()
  for (const name of names) {
    process.stderr.write(`${name} …\n`)
    const part = parts[name]
    if (!part) continue
    const { head, rows } = part()
    const table = [head, head.map((_, index) => (index === 0 ? '---' : '---:')), ...rows]
      .map((cells) => `| ${cells.join(' | ')} |`)
      .join('\n')
    console.log(`${table}\n`)
    tables.push(table)
  }
  if (values.write) {
    const { version } = process
    const machine = `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${version}`
    const date = new Date().toISOString().slice(0, 10)
    const load = `Load of the machine when it began and ended: ${began.toFixed(1)}, ${(loadavg()[0] ?? 0).toFixed(1)}.`
    writeFileSync(
      join('bench', 'RESULTS.md'),
      `# What it costs\n\n\`npm run bench -- --write\` on ${date}, ${machine}. Whole processes, in one thread where nothing else is said (edits and the ledger: within one that is warm); CPU is user and system; peers run once, what is compared with them ${RUNS} times. ${load}\n\n${tables.join('\n\n')}${names.includes('peers') ? `\n\nPeers: ${pinned.join(', ')}.` : ''}\n`,
    )
  }
}
