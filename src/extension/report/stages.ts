/** The customer's journey; each stage needs something of its own to stand on. */
export const stages = ['awareness', 'consideration', 'decision', 'after'] as const
export type Stage = (typeof stages)[number]

/** Which topics carry which stage. A topic that is not named carries none. */
const topics: Readonly<Record<Stage, readonly string[]>> = {
  awareness: ['product-definition', 'story', 'problem', 'solution', 'who-we-are', 'contact'],
  consideration: ['endorsement', 'testimonial', 'comparison', 'drawback', 'concrete-use', 'evidence', 'uptime'],
  decision: [
    'trial-length',
    'trial-card',
    'trial-end',
    'price',
    'full-price',
    'price-lock',
    'delivery-cost',
    'free-delivery-threshold',
    'delivery-time',
    'security',
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
