import { Script } from 'node:vm'
import { expect, test } from 'vitest'
import { tune } from '../../src/cli/tuning.js'

/** The head of compiled code: by it V8 tells whether it was made under the same flags. */
const head = (): string => new Script('(() => 1)').createCachedData().subarray(0, 16).toString('hex')

test('what was compiled before V8 was tuned can be used after it, too', () => {
  const before = head()
  tune('little')
  tune('some')
  tune('much')
  expect(head()).toBe(before)
})
