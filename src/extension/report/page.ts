import { groupLabel, severityLabel, type Translate } from '../labels.js'
import { body } from './body.js'
import { type Html, html } from './html.js'
import type { ReportModel } from './model.js'

/** What a web view needs to run the page's script. */
export interface Live {
  readonly nonce: string
  readonly script: string
}

interface Page {
  readonly t: Translate
  /** BCP 47. */
  readonly language: string
  readonly css: string
  /** Absent for a page that is exported. */
  readonly live?: Live | undefined
}

/** The whole report as a page that loads nothing from anywhere. */
export function page(model: ReportModel, { t, language, css, live }: Page): string {
  const source = live ? `'nonce-${live.nonce}'` : "'unsafe-inline'"
  const policy = `default-src 'none'; style-src ${source}${live ? `; script-src ${source}` : ''}`
  return html`<!DOCTYPE html>
<html lang="${language}"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>${t('Trust report')}</title>
<style nonce="${live?.nonce}">${{ html: css }}</style></head><body><main>
<h1>${t('Trust report')}</h1>${live ? tools(t, model) : undefined}
<div id="report">${body(model, { t, isLive: live !== undefined })}</div>
<p id="shown" role="status" data-text="${t('{0} shown')}"></p></main>${
    live ? html`<script nonce="${live.nonce}" src="${live.script}"></script>` : undefined
  }</body></html>`.html
}

const severities = ['error', 'warning', 'info', 'hint']

const option = (value: string, label: string): Html => html`<option value="${value}">${label}</option>`

function tools(t: Translate, { groups }: ReportModel): Html {
  const names = groups.map(({ group }) => group)
  return html`<form class="tools" role="search" aria-label="${t('Filters')}">
<label>${t('Search')} <input type="search" id="search"></label>
<label>${t('Severity')} <select id="severity">${option('', t('all'))}${severities.map((name) => option(name, severityLabel(t, name)))}</select></label>
<label>${t('Group')} <select id="group">${option('', t('all'))}${names.map((name) => option(name, groupLabel(t, name)))}</select></label>
<label><input type="checkbox" id="silenced"> ${t('Silenced too')}</label>
<span class="buttons"><button type="button" data-command="check">${t('Check workspace')}</button>
<button type="button" data-command="html">${t('Export as HTML')}</button>
<button type="button" data-command="markdown">${t('Export as Markdown')}</button></span></form>`
}
