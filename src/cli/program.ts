import { rules } from '../generated/codes.js'
import { readCatalog } from '../generated/lazy-catalog.js'
import { serve } from '../server/node.js'
import { loadEngine } from './engine.js'
import { nodeHost } from './node-host.js'
import { run } from './run.js'
import { type Amount, tune, tuneFor } from './tuning.js'

/** From so much text on, in UTF-16 units, it is not little any more; from so much on it is much. */
const SOME = 10_000
const MUCH = 3_000_000

const amountOf = (read: number): Amount => (read < SOME ? 'little' : read < MUCH ? 'some' : 'much')

/**
 * The program as Node starts it: a language server, or a run that sets the exit code.
 *
 * @param argv without the program and the script
 * @returns whether it was a run that checked something
 */
export async function program(argv: readonly string[]): Promise<boolean> {
  if (argv[0] === 'lsp') {
    serve(argv.slice(1), readCatalog(), rules, `${import.meta.dirname}/worker.js`)
    return false
  }
  const cancel = new AbortController()
  // The second Ctrl-C ends the process at once.
  process.once('SIGINT', () => cancel.abort())
  let hasChecked = false
  let read = 0
  let tuned: Amount = 'much'
  const tuneTo = (wanted: Amount): void => {
    if (wanted !== tuned) tune(wanted)
    tuned = wanted
  }
  process.exitCode = await run(argv, nodeHost(cancel.signal), async (meter) => {
    tuneTo('little')
    const engine = await loadEngine(meter)
    return {
      ...engine,
      linterWith(own) {
        hasChecked = true
        const linter = engine.linterWith(own)
        return {
          ...linter,
          lint(input, settings) {
            read += input.text.length
            tuneTo(amountOf(read))
            tuneFor(input.text.length)
            return linter.lint(input, settings)
          },
        }
      },
    }
  })
  tuneTo('much')
  return hasChecked
}
