import { type Reader, readerIn } from '../workspace/index.js'
import type { Session } from './session.js'
import { isTimes } from './stopwatch.js'

/** Threads that read texts at the same time. */
export interface Crew {
  /** One for each thread. */
  readonly readers: readonly Reader[]
  /** Ends the threads. */
  readonly dismiss: () => void
}

/** Starts threads. */
export function hireCrew({ host, stopwatch }: Session, size: number): Crew {
  const readers = Array.from({ length: size }, () => readerIn(host.threads.start(stopwatch.meter !== undefined)))
  return {
    readers,
    dismiss() {
      for (const reader of readers) {
        reader.dismiss()
        const spent = reader.note()
        if (isTimes(spent)) stopwatch.add(spent)
      }
    },
  }
}
