import type { KindSigns } from '../tree/kind.js'
import type { Content } from './passage.js'

/** How often the passages of a document say what tells of a kind of document, and of which topics they speak. */
export interface Said {
  readonly add: (content: Content) => void
  readonly remove: (content: Content) => void
  /** How many different signs of each kind of document there are. */
  readonly kindSigns: () => KindSigns
  /** Whether a topic is spoken of, by its subject. */
  readonly mentions: (subject: string) => boolean
}

export function createSaid(): Said {
  const signs = new Map<string, Map<string, number>>()
  const mentions = new Map<string, number>()
  const count = (counts: Map<string, number>, key: string, by: number): void => {
    const sum = (counts.get(key) ?? 0) + by
    if (sum > 0) counts.set(key, sum)
    else counts.delete(key)
  }
  const countAll = ({ summary }: Content, by: number): void => {
    for (const subject of summary.mentions) count(mentions, subject, by)
    for (const { ruleId, phrase } of summary.signs) {
      const phrases = signs.get(ruleId) ?? new Map<string, number>()
      signs.set(ruleId, phrases)
      count(phrases, phrase, by)
    }
  }
  return {
    add: (content) => countAll(content, 1),
    remove: (content) => countAll(content, -1),
    kindSigns: () => new Map([...signs].map(([kind, phrases]) => [kind, phrases.size])),
    mentions: (subject) => mentions.has(subject),
  }
}
