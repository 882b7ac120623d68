/** The report's own script: filters, places to go to, and fresh content without losing one's place. */
declare function acquireVsCodeApi(): {
  readonly postMessage: (message: object) => void
  readonly getState: () => unknown
  readonly setState: (state: object) => void
}

const host = acquireVsCodeApi()
const ids = ['search', 'severity', 'group'] as const

const field = (id: string): HTMLInputElement | HTMLSelectElement | undefined => {
  const found = document.getElementById(id)
  return found instanceof HTMLInputElement || found instanceof HTMLSelectElement ? found : undefined
}
const value = (id: string): string => field(id)?.value ?? ''
const isChecked = (id: string): boolean => {
  const found = field(id)
  return found instanceof HTMLInputElement && found.checked
}
const all = (selector: string, within: ParentNode = document): HTMLElement[] =>
  [...within.querySelectorAll(selector)].filter((one) => one instanceof HTMLElement)

function filter(): void {
  const wanted = value('search').toLocaleLowerCase()
  const [severity, group] = [value('severity'), value('group')]
  let count = 0
  for (const details of all('details[data-group]')) {
    for (const part of all('.document', details)) {
      const path = part.querySelector('h4')?.textContent ?? ''
      for (const finding of all('.finding', part)) {
        const text = `${path} ${finding.textContent}`.toLocaleLowerCase()
        finding.hidden =
          !text.includes(wanted) ||
          (severity !== '' && finding.dataset.severity !== severity) ||
          (finding.dataset.silenced === 'true' && !isChecked('silenced'))
        if (group !== '' && details.dataset.group !== group) finding.hidden = true
        if (!finding.hidden) count += 1
      }
      part.hidden = all('.finding', part).every(({ hidden }) => hidden)
    }
    details.hidden = all('.document', details).every(({ hidden }) => hidden)
  }
  const shown = document.getElementById('shown')
  if (shown) shown.textContent = (shown.dataset.text ?? '').replace('{0}', String(count))
  host.setState({ ...Object.fromEntries(ids.map((id) => [id, value(id)])), silenced: isChecked('silenced') })
}

function restore(): void {
  const state = host.getState()
  if (typeof state !== 'object' || state === null) return
  for (const [id, saved] of Object.entries(state)) {
    const found = field(id)
    if (found instanceof HTMLInputElement && typeof saved === 'boolean') found.checked = saved
    else if (found && typeof saved === 'string') found.value = saved
  }
}

document.addEventListener('input', filter)
document.addEventListener('submit', (event) => event.preventDefault())
document.addEventListener('click', ({ target }) => {
  const button = target instanceof Element ? target.closest('button') : null
  if (!button) return
  const { command, uri, at } = button.dataset
  if (command === 'check') host.postMessage({ type: 'check' })
  else if (command) host.postMessage({ type: 'export', format: command })
  else if (uri && at) host.postMessage({ type: 'go', uri, at: JSON.parse(at) })
})
window.addEventListener('message', ({ data }) => {
  const report = document.getElementById('report')
  if (!report || data?.type !== 'body' || typeof data.html !== 'string') return
  const closed = new Set(all('details:not([open])').map(({ dataset }) => dataset.group))
  report.innerHTML = data.html
  for (const details of all('details')) {
    if (closed.has(details.dataset.group)) details.removeAttribute('open')
  }
  filter()
})

restore()
filter()
