import type { Report } from '../core/index.js'
import { type ActiveConfig, readerIn, type Subject, type Thread, type ThreadReader } from '../workspace/index.js'

/** A longer text takes longer than a person waits for an answer: another thread reads it. In UTF-16 units. */
const LONG = 256 * 1024

/** Reads the texts that take long, so that the server goes on answering. */
export class LongTexts {
  readonly #start: (() => Thread) | undefined
  #reader: ThreadReader | undefined
  #last: Promise<unknown> = Promise.resolve()

  /** @param start undefined where there are no threads: then everything is read here */
  constructor(start: (() => Thread) | undefined) {
    this.#start = start
  }

  /**
   * Reads one state of a text.
   *
   * @param isWanted asked when its turn has come: of the states of a text that was edited meanwhile only the last is read
   * @returns undefined where it was not wanted any more
   */
  lint(
    subject: Subject,
    config: ActiveConfig,
    text: string,
    isWanted: () => boolean,
  ): Report | Promise<Report | undefined> {
    const start = this.#start
    if (!start || text.length < LONG) return subject.lint(text)
    const read = this.#last.then(() => {
      if (!isWanted()) return undefined
      this.#reader ??= readerIn(start())
      return this.#reader.lint(subject, config, text)
    })
    this.#last = read.catch(() => undefined)
    return read
  }
}
