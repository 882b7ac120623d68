import type { Subject } from '../workspace/index.js'
import type { Thread } from './host.js'
import { here, type Reader } from './reader.js'
import type { ActiveConfig, Session } from './session.js'
import type { Stopwatch, Times } from './stopwatch.js'
import { type Answer, isAnswer } from './thread-messages.js'

/** Threads that read texts at the same time. */
export interface Crew {
  /** One for each thread. Where a thread is lost, what it was to read is read here. */
  readonly readers: readonly Reader[]
  /** Ends the threads. */
  readonly dismiss: () => void
}

/** Starts threads. */
export function hireCrew({ host, stopwatch }: Session, size: number): Crew {
  const numbers = new Map<ActiveConfig, number>()
  const numberOf = (config: ActiveConfig): number => {
    const number = numbers.get(config) ?? numbers.size
    numbers.set(config, number)
    return number
  }
  const hired = Array.from({ length: size }, () =>
    hire(host.threads.start(stopwatch.meter !== undefined), numberOf, stopwatch),
  )
  return {
    readers: hired.map(({ reader }) => reader),
    dismiss() {
      for (const { dismiss } of hired) dismiss()
    },
  }
}

function hire(thread: Thread, numberOf: (config: ActiveConfig) => number, stopwatch: Stopwatch) {
  const waiting = new Map<number, (answer: Answer | undefined) => void>()
  const known = new Set<number>()
  let isLost = false
  let tasks = 0
  let times: Times | undefined
  thread.onMessage((message) => {
    if (!isAnswer(message)) return
    times = message.times
    waiting.get(message.id)?.(message)
    waiting.delete(message.id)
  })
  thread.onLost(() => {
    isLost = true
    for (const settle of waiting.values()) settle(undefined)
    waiting.clear()
  })

  /** @returns undefined where the thread is lost */
  async function ask(
    subject: Subject,
    active: ActiveConfig,
    text: string,
    suggestions: boolean | undefined,
  ): Promise<Answer | undefined> {
    if (isLost) return undefined
    const config = numberOf(active)
    const rules = known.has(config) ? undefined : active.loaded.rules
    known.add(config)
    const id = tasks++
    const answered = new Promise<Answer | undefined>((settle) => waiting.set(id, settle))
    thread.post({
      id,
      config,
      rules,
      input: { ...subject.input, text },
      settings: subject.settings.rules,
      suggestions,
    })
    const answer = await answered
    if (answer && 'failure' in answer) throw new Error(answer.failure)
    return answer
  }

  const reader: Reader = {
    async lint(subject, config, text) {
      const answer = await ask(subject, config, text, undefined)
      return answer && 'report' in answer ? answer.report : here.lint(subject, config, text)
    },
    async fix(subject, config, text, suggestions) {
      const answer = await ask(subject, config, text, suggestions)
      return answer && 'fixed' in answer ? answer.fixed : here.fix(subject, config, text, suggestions)
    },
  }
  return {
    reader,
    dismiss() {
      // What is still asked for is wanted no more.
      waiting.clear()
      thread.stop()
      if (times) stopwatch.add(times)
    },
  }
}
