import { Worker } from 'node:worker_threads'
import type { Thread } from './reader.js'

/**
 * Starts a thread of Node.
 *
 * @param data what the script finds as its `workerData`
 * @param idle whether the process may end while the thread waits
 */
export function startThread(script: URL | string, data: unknown, idle = false): Thread {
  const worker = new Worker(script, { workerData: data })
  // Whoever waits for an answer has something else that keeps the process.
  if (idle) worker.unref()
  return {
    post: (message) => worker.postMessage(message),
    onMessage: (listener) => worker.on('message', listener),
    onLost: (listener) => worker.on('error', listener).on('exit', listener),
    stop: () => void worker.terminate(),
  }
}
