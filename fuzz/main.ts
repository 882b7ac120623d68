import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import * as v from 'valibot'
import { createLinter, type Linter, type RelatedPlace } from '../src/core/index.js'
import { catalog, rules } from '../src/generated/index.js'
import { checkDocument, checkEdits, type Failure, type Linters } from './check.js'
import { drawDocument, readPieces } from './documents.js'
import { createRandom } from './random.js'

const usage = `npm run fuzz -- [options]

--documents N   how many documents (default 2000)
--seed N        where to begin (default: another each time)
--workers N     threads (default 1)
--only N        just the document with this number, with the seed of the run that failed`

/** A part of a run: every \`step\`th document from \`first\`. */
const partSchema = v.object({ seed: v.number(), first: v.number(), step: v.number(), documents: v.number() })
type Part = v.InferOutput<typeof partSchema>

interface Outcome {
  readonly index: number
  readonly length: number
  readonly failures: readonly Failure[]
}

/** A third of the documents is edited while open. */
function* run({ seed, first, step, documents }: Part): Generator<Outcome> {
  const pieces = readPieces(catalog)
  const linters = createLinters()
  for (let index = first; index < documents; index += step) {
    const random = createRandom(seed * 1_000_003 + index)
    const input = drawDocument(random, pieces, catalog)
    const check = index % 3 === 0 ? checkEdits : checkDocument
    yield {
      index,
      length: input.text.length,
      failures: [...check(input, random, linters)],
    }
  }
}

/** Paragraphs of which documents are put together recur, so that texts are remembered; documents are not where each has a path of its own. */
function createLinters(): Linters {
  const knowing = createLinter(catalog, rules, { remember: 4e6 })
  let read = 0
  const fresh: Linter = {
    lint(input, settings) {
      const path = `${++read}/${input.path}`
      const report = knowing.lint({ ...input, path }, settings)
      const own = (place: RelatedPlace): RelatedPlace => (place.path === path ? { ...place, path: input.path } : place)
      const findings = report.findings.map((one) => ({ ...one, related: one.related.map(own) }))
      return { ...report, path: input.path, findings }
    },
  }
  return { fresh, remembering: createLinter(catalog, rules, { remember: 1e6 }) }
}

function keep({ index, failures }: Outcome, seed: number): void {
  for (const [number, { property, ...failure }] of failures.entries()) {
    const folder = join('fuzz', 'failures')
    mkdirSync(folder, { recursive: true })
    const path = join(folder, `${seed}-${index}-${number}.json`)
    writeFileSync(path, `${JSON.stringify({ property, ...failure }, null, 2)}\n`)
    console.log(`${property}: document ${index} of seed ${seed}, kept in ${path}\n  ${failure.detail.slice(0, 400)}`)
  }
}

/** What a run has cost until now. @param started on the clock, in milliseconds */
function cost(documents: number, started: number): string {
  const { user, system } = process.cpuUsage()
  const seconds = Math.round((Date.now() - started) / 1000)
  return `${seconds} s, ${((user + system) / 1000 / documents).toFixed(1)} ms of CPU each`
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      documents: { type: 'string', default: '2000' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
      workers: { type: 'string', default: '1' },
      only: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  })
  if (values.help) {
    console.log(usage)
    return
  }
  const seed = Number(values.seed)
  const documents = Number(values.documents)
  const lengths: number[] = []
  let failed = 0
  const started = Date.now()
  // Before anything can hang: only the seed repeats a run.
  process.stderr.write(`seed ${seed}\n`)
  const note = (outcome: Outcome): void => {
    lengths.push(outcome.length)
    if (outcome.failures.length > 0) failed++
    keep(outcome, seed)
    if (lengths.length % 1000 === 0) {
      process.stderr.write(`${lengths.length} documents, ${failed} failed, ${cost(lengths.length, started)}\n`)
    }
  }
  if (values.only !== undefined) {
    const first = Number(values.only)
    for (const outcome of run({ seed, first, step: 1, documents: first + 1 })) note(outcome)
  } else {
    const step = Number(values.workers)
    const parts = Array.from({ length: step }, (_, first): Part => ({ seed, first, step, documents }))
    if (step === 1) for (const part of parts) for (const outcome of run(part)) note(outcome)
    else
      await Promise.all(
        parts.map(
          (part) =>
            new Promise<void>((done, fail) => {
              const worker = new Worker(new URL(import.meta.url), {
                workerData: part,
                // Most of what a document leaves behind dies at once: a quarter less of the processor.
                resourceLimits: { maxYoungGenerationSizeMb: 64 },
              })
              worker.on('message', note)
              worker.on('error', fail)
              worker.on('exit', () => done())
            }),
        ),
      )
  }
  const median = lengths.sort((a, b) => a - b)[lengths.length >> 1] ?? 0
  const spent = cost(lengths.length, started)
  console.log(`${lengths.length} documents, median ${median} characters, seed ${seed}, ${spent}: ${failed} failed`)
  process.exitCode = failed > 0 ? 1 : 0
}

if (isMainThread) await main()
else for (const outcome of run(v.parse(partSchema, workerData))) parentPort?.postMessage(outcome)
