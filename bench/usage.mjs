// Loaded into each measured program: tells what it cost when it ends.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isMainThread } from 'node:worker_threads'

/** In KiB. Where the system tells it, that of this program alone: `maxRSS` counts whoever has started it, too. */
function peak() {
  try {
    const [, own] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? []
    if (own !== undefined) return Number(own)
  } catch {
    // Not Linux.
  }
  return process.resourceUsage().maxRSS
}

if (isMainThread && process.env.BENCH_USAGE)
  process.on('exit', () => {
    const { userCPUTime, systemCPUTime } = process.resourceUsage()
    const usage = { cpu: (userCPUTime + systemCPUTime) / 1e6, peak: peak() / 1024 }
    writeFileSync(join(process.env.BENCH_USAGE, `${process.pid}.json`), JSON.stringify(usage))
  })
