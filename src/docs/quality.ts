import * as v from 'valibot'

const share = v.strictObject({ right: v.number(), of: v.number() })
const measured = v.strictObject({
  /** Findings on pages that nobody had seen, before anything was changed for them. */
  unseen: v.optional(share),
  /** Findings judged at any time that are still made. */
  precision: v.optional(share),
  recall: v.optional(share),
})

/** What `npm run evaluate -- --write` measured: by rule and locale, how many of how many. */
export const qualitySchema = v.record(v.string(), v.record(v.string(), measured))
export type Quality = v.InferOutput<typeof qualitySchema>
export type Measured = v.InferOutput<typeof measured>

/** All shares together; those that were not measured count nothing. */
export const sumOf = (shares: readonly Measured['unseen'][]): NonNullable<Measured['unseen']> =>
  shares.reduce<NonNullable<Measured['unseen']>>(
    (sum, share) => ({ right: sum.right + (share?.right ?? 0), of: sum.of + (share?.of ?? 0) }),
    { right: 0, of: 0 },
  )

/** `46 of 50 (92 %)`; a dash where nothing was measured. */
export const shareText = (value: Measured['precision']): string =>
  value === undefined || value.of === 0
    ? '–'
    : `${value.right} of ${value.of} (${Math.round((100 * value.right) / value.of)} %)`
