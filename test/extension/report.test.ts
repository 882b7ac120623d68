import { expect, test } from 'vitest'
import type { Translate } from '../../src/extension/labels.js'
import { markdown } from '../../src/extension/report/markdown.js'
import { modelOf } from '../../src/extension/report/model.js'
import { page } from '../../src/extension/report/page.js'
import { shop } from './documents.js'

const t: Translate = (message, ...args) => message.replace(/\{(\d)\}/g, (_, index) => String(args[Number(index)]))
const model = modelOf(shop)
const live = { nonce: 'abc', script: 'report.js' }

test('silenced findings are kept apart', () => {
  expect(model.total).toBe(2)
  expect(model.documents.map(({ document, silenced, gaps }) => [document.path, silenced, gaps])).toEqual([
    ['landing.md', 1, 0],
    ['returns.md', 0, 1],
  ])
})

test('a promise is backed, in conflict, or stands alone', () => {
  expect(model.promises.map(({ topic, standing }) => [topic, standing])).toEqual([
    ['return-window', 'conflict'],
    ['refund-time', 'policy-only'],
    ['trial-length', 'unbacked'],
  ])
})

test('each stage of the journey shows what it stands on', () => {
  expect(model.stages.map(({ stage, stands }) => [stage, stands.length])).toEqual([
    ['awareness', 0],
    ['consideration', 0],
    ['decision', 1],
    ['after', 4],
  ])
})

test('what documents say is never taken for markup', () => {
  const html = page(model, { t, language: 'en', css: '', live })
  expect(html).toContain('&lt;b&gt;3 left&lt;/b&gt;')
  expect(html).not.toContain('<b>3 left')
  expect(markdown(model, t)).toContain('\\<b\\>3 left\\</b\\> \\| now')
})

test('only the page’s own script may run, and an exported page has none', () => {
  const shown = page(model, { t, language: 'en', css: '', live })
  expect(shown.match(/<script/g)).toHaveLength(1)
  expect(shown).toContain('<script nonce="abc" src="report.js">')
  expect(shown).not.toMatch(/ on\w+=| style=/)
  expect(shown).toContain("default-src 'none'; style-src 'nonce-abc'; script-src 'nonce-abc'".replaceAll("'", '&#39;'))
  expect(shown).not.toMatch(/(?:src|href)="(?!report\.js|#)/)
  const exported = page(model, { t, language: 'en', css: '' })
  expect(exported).not.toContain('<script')
  expect(exported).not.toContain('<button')
})

test('controls have names, and sections have headings', () => {
  const html = page(model, { t, language: 'th', css: '', live })
  expect(html).toContain('<html lang="th">')
  const sections = [...html.matchAll(/<section aria-labelledby="(\w+)"><h2 id="(\w+)">/g)]
  expect(sections.length).toBeGreaterThan(3)
  for (const [, name, id] of sections) expect(name).toBe(id)
  const labels = [...html.matchAll(/<label>(.*?)<\/label>/gs)].map(([, label = '']) => label)
  expect(labels).not.toEqual([])
  for (const label of labels) {
    expect(label).toMatch(/<(?:input|select)/)
    expect(label.replace(/<select.*?<\/select>|<[^>]*>/gs, '').trim()).not.toBe('')
  }
  expect(html.match(/<(?:input|select)\b/g)).toHaveLength(labels.length)
})

test('an empty report says what to do', () => {
  const html = page(modelOf([]), { t, language: 'en', css: '', live })
  expect(html).toContain('Open a page or a policy')
  expect(markdown(modelOf([]), t)).toContain('No document was read yet.')
})

test('the Markdown has every part', () => {
  expect(markdown(model, t).match(/^##? .*$/gm)).toEqual([
    '# Trust report',
    '## Documents',
    '## Findings',
    '## Promise map',
    '## What readers look for',
    '## The customer’s journey',
  ])
})
