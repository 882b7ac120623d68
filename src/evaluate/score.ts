/** How often something was found where it should be, and where it should not. */
export interface Score {
  readonly truePositives: number
  readonly falsePositives: number
  readonly falseNegatives: number
}

export const noScore: Score = { truePositives: 0, falsePositives: 0, falseNegatives: 0 }

export const add = (a: Score, b: Score): Score => ({
  truePositives: a.truePositives + b.truePositives,
  falsePositives: a.falsePositives + b.falsePositives,
  falseNegatives: a.falseNegatives + b.falseNegatives,
})

/** One decision: whether something should have been found, and whether it was. */
export const decision = (expected: boolean, found: boolean): Score => ({
  truePositives: expected && found ? 1 : 0,
  falsePositives: !expected && found ? 1 : 0,
  falseNegatives: expected && !found ? 1 : 0,
})

const ratio = (part: number, whole: number): number => (whole === 0 ? Number.NaN : part / whole)

/** Share of what was found that should be; NaN where nothing was found. */
export const precision = (score: Score): number =>
  ratio(score.truePositives, score.truePositives + score.falsePositives)
/** Share of what should be found that was; NaN where there was nothing to find. */
export const recall = (score: Score): number => ratio(score.truePositives, score.truePositives + score.falseNegatives)
/** Harmonic mean of both; NaN where there was nothing to find and nothing was found. */
export const f1 = (score: Score): number =>
  ratio(2 * score.truePositives, 2 * score.truePositives + score.falsePositives + score.falseNegatives)

/** A table of scores as Markdown, one row a key, in the order of the map. */
export function scoreTable(heading: string, scores: ReadonlyMap<string, Score>): string {
  const percent = (value: number): string => (Number.isNaN(value) ? '–' : `${(100 * value).toFixed(1)} %`)
  const rows = [...scores].map(
    ([name, score]) =>
      `| ${name} | ${score.truePositives + score.falseNegatives} | ${score.truePositives} | ${score.falsePositives} | ${percent(precision(score))} | ${percent(recall(score))} | ${percent(f1(score))} |`,
  )
  return [
    `| ${heading} | to find | found | false | precision | recall | F1 |`,
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...rows,
  ].join('\n')
}
