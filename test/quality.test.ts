import { expect, test } from 'vitest'
import { readQuality } from '../src/docs/read-quality.js'
import { catalog } from '../src/generated/index.js'

/** With fewer verdicts than these a share says nothing. */
const ENOUGH = 5

test('rules that are not sure enough in a language are in preview there', () => {
  const quality = readQuality()
  const unsure = catalog.rules.flatMap(({ page: { id, preview = [] } }) =>
    Object.entries(quality[id] ?? {})
      .filter(([, { precision }]) => precision && precision.of >= ENOUGH && precision.right / precision.of < 0.8)
      .filter(([locale]) => !preview.includes(locale))
      .map(([locale, { precision }]) => `${id} in ${locale}: ${precision?.right} of ${precision?.of}`),
  )
  expect(unsure).toEqual([])
})
