import { expect, test } from 'vitest'
import { createMemory } from '../../src/core/findings/memory.js'

test('what was asked for longest ago is forgotten first, and results that are undefined are kept, too', () => {
  const memory = createMemory<string | undefined>(6)
  const made: string[] = []
  const recall = (text: string) =>
    memory.recall(text, () => {
      made.push(text)
      return text === 'cc' ? undefined : text
    })
  for (const text of ['aa', 'bb', 'cc', 'aa', 'cc', 'dd', 'aa', 'bb', 'cc', 'a long one', 'a long one']) recall(text)
  expect(made).toEqual(['aa', 'bb', 'cc', 'dd', 'bb', 'cc', 'a long one', 'a long one'])
})
