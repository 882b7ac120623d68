import type { DocumentReport, ReportFinding, ReportPlace } from '../../server/protocol.js'
import { groupLabel, kindLabel, severityLabel, type Translate } from '../labels.js'
import { type Html, html } from './html.js'
import type { GroupPart, In, PromisePart, ReportModel, StagePart } from './model.js'
import { stageLabel, standingLabel, summary } from './wording.js'

/** How the report is drawn. */
export interface Drawing {
  readonly t: Translate
  /** Whether places can be clicked; an exported report has no editor beside it. */
  readonly isLive: boolean
}

/** Everything below the title: what changes when documents do. */
export function body(model: ReportModel, drawing: Drawing): Html {
  const { t } = drawing
  if (model.documents.length === 0) return empty(t)
  return html`
<p class="summary">${summary(t, model.total, model.documents.length)}</p>
${documents(model, drawing)}
${findings(model, drawing)}
${promises(model, drawing)}
${coverage(model, drawing)}
${journey(model, drawing)}`
}

const empty = (t: Translate): Html => html`
<p class="empty">${t('No document was read yet.')} ${t('Open a page or a policy, or check the whole workspace.')}</p>`

const section = (id: string, title: string, content: Html): Html => html`
<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2>${content}</section>`

/** The columns from here on hold numbers. */
const firstCount = 3

function documents({ documents: parts }: ReportModel, { t }: Drawing): Html {
  const head = [
    t('Document'),
    t('Kind'),
    t('Language'),
    t('Errors'),
    t('Warnings'),
    t('Notes'),
    t('Silenced'),
    t('Gaps'),
  ]
  return section(
    'documents',
    t('Documents'),
    html`<table><thead><tr>${head.map((name, index) => html`<th scope="col" class="${index < firstCount ? '' : 'number'}">${name}</th>`)}</tr></thead><tbody>${parts.map(
      ({ document, counts, silenced, gaps }) =>
        html`<tr><th scope="row">${document.path}</th><td>${kind(t, document)}</td><td>${
          document.locale ?? t('unknown')
        }</td>${[counts.error, counts.warning, counts.info + counts.hint, silenced, gaps].map(
          (count) => html`<td class="number">${count}</td>`,
        )}</tr>`,
    )}</tbody></table>`,
  )
}

const kind = (t: Translate, document: DocumentReport): string =>
  document.kind === null ? t('unknown') : kindLabel(t, document.kind)

function findings({ groups }: ReportModel, drawing: Drawing): Html {
  const { t } = drawing
  const content =
    groups.length === 0
      ? html`<p class="good">${t('Nothing was found.')}</p>`
      : html`${groups.map((part) => group(part, drawing))}`
  return section('findings', t('Findings'), content)
}

const group = ({ group: name, count, documents: parts }: GroupPart, drawing: Drawing): Html => html`
<details open data-group="${name}"><summary><h3>${groupLabel(drawing.t, name)}</h3> <span class="count">${count}</span></summary>${parts.map(
  (part) =>
    html`<div class="document"><h4>${part.document.path}</h4><ul>${part.findings.map((one) => finding(part.document, one, drawing))}</ul></div>`,
)}</details>`

function finding(document: DocumentReport, one: ReportFinding, drawing: Drawing): Html {
  const { t } = drawing
  const { severity, suppressed, ruleId, message, note, related } = one
  const reason = suppressed === null ? undefined : html`<p class="note">${t('Silenced: {0}', suppressed)}</p>`
  return html`<li class="finding" data-severity="${severity}" data-silenced="${String(suppressed !== null)}"><span class="severity ${severity}">${severityLabel(t, severity)}</span> ${place(document.uri, one, String(one.start.line), drawing)} ${message} <code>${ruleId}</code>${
    note === null ? undefined : html`<p class="note">${note}</p>`
  }${reason}${related.map(({ path, start, message: why }) => html`<p class="note">${path}:${start.line} ${why}</p>`)}</li>`
}

/** A place to go to, or just its line. */
function place(uri: string, { start, end }: ReportPlace, label: string, { t, isLive }: Drawing): Html {
  if (!isLive) return html`<span class="place">${label}</span>`
  const at = JSON.stringify([start.line, start.column, end.line, end.column])
  return html`<button type="button" class="place" data-uri="${uri}" data-at="${at}" title="${t('Go to line {0}', start.line)}">${label}</button>`
}

function promises({ promises: parts }: ReportModel, drawing: Drawing): Html {
  const { t } = drawing
  if (parts.length === 0)
    return section(
      'promises',
      t('Promise map'),
      html`<p class="empty">${t('No promise with a figure was found in these documents.')}</p>`,
    )
  const head = [t('Topic'), t('What is promised'), t('What policies say'), t('Standing')]
  return section(
    'promises',
    t('Promise map'),
    html`<table><thead><tr>${head.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead><tbody>${parts.map((part) => promise(part, drawing))}</tbody></table>`,
  )
}

const promise = ({ topic, label, standing, promised, policies }: PromisePart, drawing: Drawing): Html => html`
<tr data-topic="${topic}"><th scope="row">${label}</th><td>${commitments(promised, drawing)}</td><td>${commitments(policies, drawing)}</td><td><span class="standing ${standing}">${standingLabel(drawing.t, standing)}</span></td></tr>`

const commitments = (list: PromisePart['promised'], drawing: Drawing): Html =>
  list.length === 0
    ? html`<span class="none">${drawing.t('nothing')}</span>`
    : html`<ul>${list.map(({ document, item }) => html`<li><strong>${item.value}</strong> ${place(document.uri, item, `${document.path}:${item.start.line}`, drawing)} <q>${item.actual}</q></li>`)}</ul>`

function coverage({ coverage: parts }: ReportModel, drawing: Drawing): Html {
  const { t } = drawing
  if (parts.length === 0) return html``
  return section(
    'coverage',
    t('What readers look for'),
    html`${parts.map(
      (document) =>
        html`<div class="document"><h3>${document.path} <span class="note">${kind(t, document)}</span></h3><ul class="coverage">${document.coverage.map(
          (item) =>
            html`<li class="${item.covered ? 'pass' : 'gap'}"><span class="mark">${item.covered ? t('Said') : t('Missing')}</span> ${item.question} ${place(document.uri, item, String(item.start.line), drawing)}</li>`,
        )}</ul></div>`,
    )}`,
  )
}

function journey({ stages: parts }: ReportModel, drawing: Drawing): Html {
  const { t } = drawing
  if (parts.length === 0) return html``
  return section(
    'journey',
    t('The customer’s journey'),
    html`<div class="stages">${parts.map((part) => stage(part, drawing))}</div>`,
  )
}

const stage = ({ stage: name, stands }: StagePart, drawing: Drawing): Html => html`
<div class="stage"><h3>${stageLabel(drawing.t, name)}</h3>${
  stands.length === 0
    ? html`<p class="gap">${drawing.t('Nothing to stand on yet')}</p>`
    : html`<ul>${stands.map((one) => standingItem(one, drawing))}</ul>`
}</div>`

const standingItem = ({ document, item }: In<StagePart['stands'][number]['item']>, drawing: Drawing): Html =>
  html`<li>${'label' in item ? `${item.label}: ${item.value}` : item.question} ${place(document.uri, item, `${document.path}:${item.start.line}`, drawing)}</li>`
