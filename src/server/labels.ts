import { fillSlots, type MessageData } from '../core/index.js'

/** One of the program's sentences with its slots filled; the key itself where the language lacks it. */
export const label = (labels: MessageData, key: string, values: Readonly<Record<string, string>> = {}): string =>
  fillSlots(labels[key] ?? key, values)
