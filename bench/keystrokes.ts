import type { Linter, RuleSettings } from '../src/core/index.js'

const settings: RuleSettings = { severities: {}, accept: [], messageLanguage: 'document' }

/** What an edit costs in an open document, in milliseconds: of the clock, or of the processor where the machine is busy. */
export interface Keystrokes {
  /** Of the first run. */
  readonly open: number
  /** Of the edits of all runs. */
  readonly p50: number
  readonly p99: number
}

/** Types in a document as often as `runs` says, each time in one that was just opened: one stall of the machine is no p99. */
export function measureKeystrokes(
  createLinter: () => Linter,
  locale: string,
  text: string,
  edits: number,
  runs: number,
): Keystrokes {
  const all = Array.from({ length: runs }, () => typeIn(createLinter(), locale, text, edits))
  const times = all.flatMap((one) => one.times).sort((a, b) => a - b)
  const at = (share: number): number => times[Math.min(times.length - 1, Math.floor(share * times.length))] ?? 0
  return { open: all[0]?.open ?? 0, p50: at(0.5), p99: at(0.99) }
}

/** Letters typed at places all over the document, as an editor sends them. */
function typeIn(linter: Linter, locale: string, text: string, edits: number): { open: number; times: number[] } {
  const read = (state: string): number => {
    const started = performance.now()
    const before = process.cpuUsage()
    linter.lint({ path: 'page.md', text: state, format: 'markdown', locale }, settings)
    const { user, system } = process.cpuUsage(before)
    return Math.min(performance.now() - started, (user + system) / 1000)
  }
  const open = read(text)
  let state = text
  const times: number[] = []
  for (let edit = 0; edit < edits; edit++) {
    const at = Math.floor(((edit >> 3) / (edits >> 3)) * state.length)
    state = `${state.slice(0, at)}${edit % 8 === 7 ? ' ' : 'n'}${state.slice(at)}`
    times.push(read(state))
  }
  return { open, times }
}
