import type { Linter } from '../core/index.js'
import { fixText, linterFor, messageOf, type RuleSource } from '../workspace/index.js'
import type { Stopwatch } from './stopwatch.js'
import { type Answer, isTask, type Task } from './thread-messages.js'

/** Does what the command line asks of another thread. @returns what is to be called with each message */
export function serveThread(
  rules: RuleSource,
  stopwatch: Stopwatch,
  answer: (message: Answer) => void,
): (message: unknown) => void {
  const linters = new Map<number, Linter>()
  const linterOf = ({ config, rules: own }: Task): Linter => {
    const linter = linters.get(config) ?? linterFor(rules, own ?? [])
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
    if (isTask(message)) answer({ ...resultOf(message), id: message.id, times: stopwatch.times() })
  }
}
