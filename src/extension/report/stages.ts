import type { Stage } from '../../core/index.js'

/** The customer's journey in its order; only the type is taken from the engine, which the extension does not carry. */
export const stages: readonly Stage[] = ['awareness', 'consideration', 'decision', 'after']

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
