import type { Finding } from '../data/finding.js'

/** The order of findings: by their places, then by their rules. */
export const byPlace = (a: Finding, b: Finding): number =>
  a.place.start - b.place.start || a.place.end - b.place.end || (a.ruleId < b.ruleId ? -1 : a.ruleId > b.ruleId ? 1 : 0)
