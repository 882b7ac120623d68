import type { Host } from './host.js'
import { clean } from './terminal/clean.js'

/** A line on a terminal that says how far a long run is. Silent elsewhere and in the first half second. */
export interface Progress {
  readonly step: (done: number, total: number, path: string) => void
  readonly clear: () => void
}

const delay = 500
const interval = 100

export function createProgress(host: Host): Progress {
  const start = host.now()
  let last = start + delay - interval
  let visible = false
  return {
    step(done, total, path) {
      const now = host.now()
      if (now - last < interval || !host.stderr.isTerminal) return
      last = now
      visible = true
      const line = `${done}/${total} ${clean(path)}`
      host.stderr.write(`\r\u001B[K${line.slice(0, Math.max(10, (host.stderr.columns ?? 80) - 1))}`)
    },
    clear() {
      if (visible) host.stderr.write('\r\u001B[K')
      visible = false
    },
  }
}
