// Loaded into each measured program: tells what it cost when it ends.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isMainThread } from 'node:worker_threads'

if (isMainThread && process.env.BENCH_USAGE)
  process.on('exit', () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
    const usage = { cpu: (userCPUTime + systemCPUTime) / 1e6, peak: maxRSS / 1024 }
    writeFileSync(join(process.env.BENCH_USAGE, `${process.pid}.json`), JSON.stringify(usage))
  })
