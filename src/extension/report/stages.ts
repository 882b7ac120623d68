/** The customer's journey; each stage needs something of its own to stand on. */
export const stages = ['awareness', 'consideration', 'decision', 'after'] as const
export type Stage = (typeof stages)[number]

/** Which commitments carry which stage; questions know theirs. A topic that is not named carries none. */
const topics: Readonly<Record<Stage, readonly string[]>> = {
  awareness: [],
  consideration: ['uptime'],
  decision: [
    'trial-length',
    'trial-card',
    'trial-end',
    'price',
    'price-lock',
    'delivery-cost',
    'free-delivery-threshold',
    'delivery-time',
    'data-selling',
    'data-sharing',
    'satisfaction-guarantee',
  ],
  after: [
    'return-window',
    'return-cost',
    'refund-time',
    'refund-form',
    'exchange',
    'warranty-length',
    'warranty-cover',
    'support-hours',
    'support-channel',
    'response-time',
    'cancellation-notice',
    'cancellation-way',
    'notice-of-change',
  ],
}

/** The stage that a topic carries. */
export const stageOf = (topic: string): Stage | undefined => stages.find((stage) => topics[stage].includes(topic))
