/** `vscode.l10n.t`, handed in so that what is drawn needs no editor. */
export type Translate = (message: string, ...args: (string | number)[]) => string

/** A document kind as people call it. */
export function kindLabel(t: Translate, kind: string): string {
  const labels: Readonly<Record<string, string>> = {
    marketing: t('Marketing'),
    'returns-policy': t('Returns policy'),
    'shipping-policy': t('Shipping policy'),
    terms: t('Terms'),
    'privacy-policy': t('Privacy policy'),
    subscription: t('Subscription'),
    warranty: t('Warranty'),
    promotion: t('Promotion'),
    'incident-notice': t('Incident notice'),
    'community-rules': t('Community rules'),
    'support-reply': t('Support reply'),
  }
  return labels[kind] ?? kind
}

/** A group of rules as people call it. */
export function groupLabel(t: Translate, group: string): string {
  const labels: Readonly<Record<string, string>> = {
    claims: t('Claims'),
    evidence: t('Evidence'),
    pressure: t('Pressure'),
    exceptions: t('Rules for the exception'),
    terms: t('Unfair terms'),
    blame: t('Blame'),
    privacy: t('Privacy'),
    vagueness: t('Vagueness'),
    transparency: t('Transparency'),
    consistency: t('Consistency'),
  }
  return labels[group] ?? group
}

/** A severity as people call it. */
export function severityLabel(t: Translate, severity: string): string {
  const labels: Readonly<Record<string, string>> = {
    error: t('Error'),
    warning: t('Warning'),
    info: t('Information'),
    hint: t('Hint'),
  }
  return labels[severity] ?? severity
}
