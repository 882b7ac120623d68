import { parentPort, workerData } from 'node:worker_threads'
import { serveReader } from '../workspace/index.js'
import { loadEngine } from './engine.js'
import { createStopwatch, stopped } from './stopwatch.js'

// A thread that reads texts, for the command line or the server. Its data says whether it tells its time, and how much it remembers.
const { timed, remember }: Partial<Record<string, unknown>> = workerData
const stopwatch = timed === true ? createStopwatch(() => performance.now()) : stopped
void stopwatch
  .during('loading', () => loadEngine(stopwatch.meter, typeof remember === 'number' ? remember : undefined))
  .then((engine) =>
    parentPort?.on(
      'message',
      serveReader(engine, (answer) => parentPort?.postMessage(answer), stopwatch.times),
    ),
  )
