import type { Input, Report, RuleData, RuleSettings } from '../core/index.js'
import type { FixedText } from '../workspace/index.js'
import type { Times } from './stopwatch.js'

/** A text that another thread is to read. */
export interface Task {
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
export type Answer = {
  readonly id: number
  /** Of all texts until now; undefined where nobody asks. */
  readonly times: Times | undefined
} & ({ readonly report: Report } | { readonly fixed: FixedText } | { readonly failure: string })

const hasId = (message: unknown): message is { readonly id: unknown } =>
  typeof message === 'object' && message !== null && 'id' in message && typeof message.id === 'number'

/** Both sides are this program: a message that looks like one is one. */
export const isTask = (message: unknown): message is Task => hasId(message) && 'input' in message
export const isAnswer = (message: unknown): message is Answer =>
  hasId(message) && ('report' in message || 'fixed' in message || 'failure' in message)
