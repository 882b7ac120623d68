import { expect, it } from 'vitest'
import { createStopwatch } from '../../src/cli/stopwatch.js'

/** A stopwatch whose clock stands still until it is told how much time has passed. */
function watch() {
  let clock = 0
  return {
    ...createStopwatch(() => clock),
    pass: (milliseconds: number) => {
      clock += milliseconds
    },
  }
}

it('what an inner part costs is not the outer one’s', async () => {
  const { meter, pass, during, times } = watch()
  await during('files', async () => {
    pass(1)
    meter('matching', () => {
      pass(2)
      meter('words', () => pass(4))
      meter('words', () => pass(8))
    })
    pass(16)
  })
  expect(times().stages).toEqual({ files: 17, words: 12, matching: 2 })
})

it('rules are told apart, the most expensive first', () => {
  const { meter, pass, times } = watch()
  for (const [id, cost] of [
    ['low', 1],
    ['high', 3],
    ['low', 1],
  ] as const)
    meter('rules', () => pass(cost), id)
  meter('comparing', () => pass(9), 'wide')
  expect(times()).toEqual({ stages: { rules: 5, comparing: 9 }, rules: { wide: 9, high: 3, low: 2 } })
  expect(Object.keys(times().rules)).toEqual(['wide', 'high', 'low'])
})

it('a part that fails is measured, and those around it stay right', () => {
  const { meter, pass, times } = watch()
  meter('matching', () => {
    pass(1)
    expect(() =>
      meter('words', () => {
        pass(2)
        throw new Error('out of luck')
      }),
    ).toThrow('out of luck')
    pass(4)
  })
  expect(times().stages).toEqual({ matching: 5, words: 2 })
})

it('what was measured elsewhere is added', () => {
  const { meter, pass, add, times } = watch()
  meter('rules', () => pass(1), 'a')
  add({ stages: { rules: 2, kind: 3 }, rules: { a: 1, b: 1 } })
  expect(times()).toEqual({ stages: { kind: 3, rules: 3 }, rules: { a: 2, b: 1 } })
})
