import type { DocumentReport, ReportCommitment, ReportFinding, ReportPlace } from '../../src/server/protocol.js'

const point = (offset: number) => ({ line: 1, column: offset + 1, offset })

/** A place on the first line. */
export const place = (start: number, end: number): ReportPlace => ({ start: point(start), end: point(end) })

/** A finding with as much of it as a test needs. */
export const finding = (part: Partial<ReportFinding>): ReportFinding => ({
  ruleId: 'false-scarcity',
  group: 'pressure',
  severity: 'warning',
  message: 'a message',
  note: null,
  url: '',
  locale: 'en',
  actual: '',
  fixes: [],
  related: [],
  suppressed: null,
  ...place(0, 5),
  ...part,
})

/** A promise with as much of it as a test needs. */
export const commitment = (part: Partial<ReportCommitment>): ReportCommitment => ({
  topic: 'return-window',
  label: 'Return window',
  value: '14 days',
  actual: 'within 14 days',
  locale: 'en',
  ...place(0, 10),
  ...part,
})

/** A document with as much of it as a test needs. */
export const document = (path: string, part: Partial<DocumentReport> = {}): DocumentReport => ({
  uri: `file:///shop/${path}`,
  path,
  locale: 'en',
  localeFrom: 'path',
  kind: 'marketing',
  kindFrom: 'path',
  findings: [],
  others: {},
  coverage: [],
  inForce: true,
  commitments: [],
  ...part,
})

const related = [{ path: 'returns.md', message: 'fourteen', ...place(20, 30) }]
const broken = finding({ ruleId: 'broken-promise', group: 'consistency', related, ...place(0, 10) })

const asked = { ruleId: 'returns-policy-gaps', stage: 'after', required: false } as const

/** A page that promises more than its policy gives. */
export const shop: readonly DocumentReport[] = [
  document('returns.md', {
    kind: 'returns-policy',
    commitments: [
      commitment({ topic: 'refund-time', label: 'Refund time', value: '5 days' }),
      commitment(place(20, 30)),
    ],
    coverage: [
      { ...asked, topic: 'refund-form', question: 'In which form?', covered: true, ...place(0, 3) },
      { ...asked, topic: 'return-cost', question: 'Who pays?', stage: 'decision', covered: false, ...place(0, 3) },
    ],
  }),
  document('landing.md', {
    others: { 'returns.md': 'file:///shop/returns.md' },
    findings: [broken, finding({ suppressed: 'it is true' }), finding({ message: '<b>3 left</b> | now' })],
    commitments: [
      commitment({ value: '60 days' }),
      commitment({ topic: 'trial-length', label: 'Trial', value: '7 days', ...place(40, 50) }),
    ],
  }),
]
