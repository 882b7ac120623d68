import type { Input, Linter, Report, RuleData, RuleSettings } from '../core/index.js'
import type { Subject } from './check-text.js'
import { type FixedText, fixText } from './fix-text.js'
import { messageOf } from './problem.js'
import { type ActiveConfig, linterFor, type RuleSource } from './project.js'

/** Reads texts, in this thread or in another. */
export interface Reader {
  /** @throws what the engine throws */
  readonly lint: (subject: Subject, config: ActiveConfig, text: string) => Report | Promise<Report>
  /** As `fixText` does. @throws what the engine throws */
  readonly fix: (
    subject: Subject,
    config: ActiveConfig,
    text: string,
    suggestions: boolean,
  ) => FixedText | Promise<FixedText>
}

/** This thread. */
export const here: Reader = {
  lint: (subject, _config, text) => subject.lint(text),
  fix: (subject, _config, text, suggestions) => fixText(subject.lint, text, suggestions),
}

/** A thread of this program that reads texts. */
export interface Thread {
  readonly post: (message: unknown) => void
  readonly onMessage: (listener: (message: unknown) => void) => void
  /** Told where the thread ends. */
  readonly onLost: (listener: () => void) => void
  readonly stop: () => void
}

/** A text that another thread is to read. */
interface Task {
  readonly id: number
  /** The number of a configuration; its own rules come with the first text to which it applies. */
  readonly config: number
  readonly rules: readonly RuleData[] | undefined
  readonly input: Input
  readonly settings: RuleSettings
  /** Whether suggestions are applied, too; undefined where nothing is to be fixed. */
  readonly suggestions: boolean | undefined
}

/** What became of a text. */
type Answer = { readonly id: number; readonly note: unknown } & (
  | { readonly report: Report }
  | { readonly fixed: FixedText }
  | { readonly failure: string }
)

const hasId = (message: unknown): message is { readonly id: unknown } =>
  typeof message === 'object' && message !== null && 'id' in message && typeof message.id === 'number'

// Both sides are this program: a message that looks like one is one.
const isTask = (message: unknown): message is Task => hasId(message) && 'input' in message
const isAnswer = (message: unknown): message is Answer =>
  hasId(message) && ('report' in message || 'fixed' in message || 'failure' in message)

/** A reader in another thread, and what goes with it. */
export interface ThreadReader extends Reader {
  /** What the thread said last of itself. */
  readonly note: () => unknown
  /** Ends the thread. What is still asked for is never answered. */
  readonly dismiss: () => void
}

/** Has texts read by a thread. Where it is lost, they are read here. */
export function readerIn(thread: Thread): ThreadReader {
  const numbers = new Map<ActiveConfig, number>()
  const waiting = new Map<number, (answer: Answer | undefined) => void>()
  let isLost = false
  let tasks = 0
  let note: unknown
  thread.onMessage((message) => {
    if (!isAnswer(message)) return
    note = message.note
    waiting.get(message.id)?.(message)
    waiting.delete(message.id)
  })
  thread.onLost(() => {
    isLost = true
    for (const settle of waiting.values()) settle(undefined)
    waiting.clear()
  })

  /** @returns undefined where the thread is lost */
  async function ask(subject: Subject, active: ActiveConfig, text: string, suggestions: boolean | undefined) {
    if (isLost) return undefined
    const known = numbers.get(active)
    const config = known ?? numbers.size
    numbers.set(active, config)
    const id = tasks++
    const answered = new Promise<Answer | undefined>((settle) => waiting.set(id, settle))
    thread.post({
      id,
      config,
      rules: known === undefined ? active.loaded.rules : undefined,
      input: { ...subject.input, text },
      settings: subject.settings.rules,
      suggestions,
    } satisfies Task)
    const answer = await answered
    if (answer && 'failure' in answer) throw new Error(answer.failure)
    return answer
  }

  return {
    async lint(subject, config, text) {
      const answer = await ask(subject, config, text, undefined)
      return answer && 'report' in answer ? answer.report : here.lint(subject, config, text)
    },
    async fix(subject, config, text, suggestions) {
      const answer = await ask(subject, config, text, suggestions)
      return answer && 'fixed' in answer ? answer.fixed : here.fix(subject, config, text, suggestions)
    },
    note: () => note,
    dismiss() {
      waiting.clear()
      thread.stop()
    },
  }
}

/**
 * Does in a thread what `readerIn` asks of it.
 *
 * @param note said with each answer; plain data
 * @returns what is to be called with each message
 */
export function serveReader(
  rules: RuleSource,
  answer: (message: unknown) => void,
  note: () => unknown = () => undefined,
): (message: unknown) => void {
  const linters = new Map<number, Linter>()
  let builtIn: Linter | undefined
  const linterOf = ({ config, rules: own = [] }: Task): Linter => {
    const known = linters.get(config)
    if (known) return known
    const linter = own.length > 0 ? linterFor(rules, own) : (builtIn ?? linterFor(rules, own))
    if (own.length === 0) builtIn = linter
    linters.set(config, linter)
    return linter
  }
  const resultOf = (task: Task) => {
    try {
      const { input, settings, suggestions } = task
      const linter = linterOf(task)
      const lint = (text: string) => linter.lint({ ...input, text }, settings)
      return suggestions === undefined
        ? { report: lint(input.text) }
        : { fixed: fixText(lint, input.text, suggestions) }
    } catch (error) {
      return { failure: messageOf(error) }
    }
  }
  return (message) => {
    if (isTask(message)) answer({ ...resultOf(message), id: message.id, note: note() } satisfies Answer)
  }
}
