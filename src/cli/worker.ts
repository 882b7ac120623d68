import { parentPort, workerData } from 'node:worker_threads'
import { loadEngine } from './engine.js'
import { serveThread } from './serve-thread.js'
import { createStopwatch, stopped } from './stopwatch.js'

// A thread that reads texts for the command line. Its data says whether the time is taken.
const stopwatch = workerData === true ? createStopwatch(() => performance.now()) : stopped
const engine = await stopwatch.during('loading', () => loadEngine(stopwatch.meter))
parentPort?.on(
  'message',
  serveThread(engine, stopwatch, (answer) => parentPort?.postMessage(answer)),
)
