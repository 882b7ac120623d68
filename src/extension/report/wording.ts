import type { Stage } from '../../core/index.js'
import type { Translate } from '../labels.js'
import type { Standing } from './model.js'

/** A stage of the customer's journey as people call it. */
export function stageLabel(t: Translate, stage: Stage): string {
  const labels: Readonly<Record<Stage, string>> = {
    awareness: t('Getting to know us'),
    consideration: t('Comparing'),
    decision: t('Deciding'),
    after: t('After the sale'),
  }
  return labels[stage]
}

/** How a promise stands, as people call it. */
export function standingLabel(t: Translate, standing: Standing): string {
  const labels: Readonly<Record<Standing, string>> = {
    conflict: t('In conflict'),
    unbacked: t('No policy says so'),
    backed: t('Backed'),
    'policy-only': t('In policies only'),
  }
  return labels[standing]
}

/** What the whole report comes to, in one sentence. */
export function summary(t: Translate, findings: number, documents: number): string {
  if (documents === 0) return t('No document was read yet.')
  if (findings === 0) return t('Nothing to object to in {0} documents.', documents)
  return t('{0} findings in {1} documents.', findings, documents)
}
