import type { Example, PhraseData } from './catalog.js'
import type { Comparison, Measure } from './value.js'

/** A phrase that states a commitment. */
export interface TopicPhrase extends PhraseData {
  /** What it states, where no slot says it: an option of the topic or a value such as `1 day`. */
  readonly value?: string
  /** How the value is meant, where the phrase itself says it. */
  readonly comparison?: Comparison
}

/** A topic's words in one locale. */
export interface TopicLexicon {
  /** What the topic is called in reports. */
  readonly label: string
  /** Words that show that a text speaks of the topic, even if it commits to nothing. */
  readonly mentions: readonly string[]
  /** Names of the topic in headings, in table heads and before colons: the value stands beside or below. */
  readonly names: readonly string[]
  readonly phrases: readonly TopicPhrase[]
  /** What states an option where a name stands beside it (“Returns: free”), by option. */
  readonly answers?: Readonly<Record<string, readonly string[]>>
  readonly unless?: readonly string[]
  readonly unlessNear?: readonly string[]
}

/** What can be promised: a folder of `src/topics`. */
export interface TopicPage {
  readonly id: string
  readonly title: string
  readonly description: string
  /** What a value may be measured in; empty where there are only options. */
  readonly values: readonly Measure[]
  /** Whether more or less of it is better for customers. */
  readonly better: 'more' | 'less'
  /**
   * Ladders of options, from the worst for customers to the best; several on one step are not told apart. `value` is the step of
   * all measured values. Options of different ladders have nothing to do with each other.
   */
  readonly ladders: readonly (readonly (readonly string[])[])[]
  /** Addresses that state an option, by the option: what they begin with, without `https://` and `www.`. */
  readonly links: Readonly<Record<string, readonly string[]>>
  /** What money is paid for, where an amount that stands alone states the topic without any name (“$12 /month” on a card). */
  readonly alonePer: readonly string[]
  /** Whether a value states the topic by standing behind a name in a list of such lines, beside one in a table, or below one on a card. */
  readonly listed: boolean
  /** Whether there is one answer for everybody, so that two that differ contradict each other. */
  readonly single: boolean
  /** Whether answers differ from case to case so much that two in the same words say nothing. */
  readonly varied: boolean
  /** Whether copy that says it makes a promise that some policy should back. */
  readonly promise: boolean
  /** The kinds of document in which customers look for it. */
  readonly kinds: readonly string[]
  /** Topics whose values say the same in other words: a money-back guarantee of 30 days is a return window. */
  readonly alike: readonly string[]
  /** Topics whose facts take the best option back: a restocking fee takes back free returns. */
  readonly takenBackBy: readonly string[]
  readonly guards: readonly string[]
  /** What it is about and why customers ask, as Markdown. */
  readonly why: string
  readonly examples: readonly Example[]
}

export interface TopicData {
  readonly page: TopicPage
  readonly lexicons: Readonly<Record<string, TopicLexicon>>
}
