// Takes the pictures of media from the real workbench, as a person would come to them. Names on the command line take some.
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makePackage } from './package.mjs'
import { root } from './places.mjs'
import { fontSettings, launchBrowser, openWorkbench } from './workbench.mjs'

const pictures = join(root, 'media/screenshots')
const steps = join(root, 'media/walkthrough')
const wide = { width: 1280, height: 760 }
const tall = { width: 1280, height: 1080 }

/** Pictures of the walkthrough are packed along, and shown in half a window. */
async function keepSmall(page, step) {
  const picture = (await page.screenshot()).toString('base64')
  const { width, height } = page.viewportSize()
  const other = await page
    .context()
    .browser()
    .newPage({ viewport: { width: 900, height: Math.round((900 * height) / width) } })
  await other.setContent(
    `<style>body{margin:0}img{width:100%;display:block}</style><img src="data:image/png;base64,${picture}">`,
  )
  await other.screenshot({ path: join(steps, `${step}.jpg`), type: 'jpeg', quality: 50 })
  await other.close()
}

const press = async (page, ...keys) => {
  for (const key of keys) await page.keyboard.press(key)
}

async function command(page, title) {
  await press(page, 'F1')
  const input = page.locator('.quick-input-widget input').first()
  await input.waitFor()
  await input.fill(`>${title}`)
  await page
    .locator('.quick-input-list .monaco-list-row', { hasText: title.split(': ').at(-1) })
    .first()
    .waitFor()
  await press(page, 'Enter')
}

async function openFile(page, path) {
  const [folder, name] = path.split('/')
  await press(page, 'Control+p')
  const input = page.locator('.quick-input-widget input').first()
  await input.waitFor()
  await input.fill(path)
  const first = page.locator('.quick-input-list .monaco-list-row[data-index="0"]')
  await first.filter({ hasText: name }).filter({ hasText: folder }).waitFor()
  await press(page, 'Enter')
  await page.locator('.monaco-breadcrumbs', { hasText: folder }).first().waitFor()
}

const squiggle = (page) => page.locator('.squiggly-warning, .squiggly-info').first().waitFor({ timeout: 60_000 })

const line = (page, text) => page.locator('.view-line', { hasText: text }).first()

async function problems(page, path, text) {
  await command(page, 'View: Close All Editors')
  await openFile(page, path)
  await squiggle(page)
  await command(page, 'Problems: Focus on Problems View')
  await page.locator('.markers-panel .monaco-list-row', { hasText: text }).first().waitFor()
}

const hoverWidget = (page) => page.locator('.monaco-editor .monaco-hover:not(.hidden)').first()

async function hoverAt(page, text) {
  await line(page, text)
    .getByText(text)
    .first()
    .click({ position: { x: 60, y: 8 } })
  await command(page, 'Show or Focus Hover')
  await hoverWidget(page).filter({ hasText: 'Before' }).waitFor()
}

const webview = (page) => page.frameLocator('iframe.webview').frameLocator('#active-frame')

async function report(page) {
  await openFile(page, 'en/landing.md')
  await squiggle(page)
  await command(page, 'Forthright: Check Workspace')
  await page.locator('.statusbar-item', { hasText: 'findings in' }).first().waitFor({ timeout: 60_000 })
  await command(page, 'Forthright: Open Trust Report')
  await webview(page).locator('.finding').first().waitFor({ timeout: 30_000 })
  await command(page, 'View: Close Primary Side Bar')
  await command(page, 'View: Toggle Maximize Editor Group')
  await page.locator('.quick-input-widget').waitFor({ state: 'hidden' })
}

const shots = {
  problems: {
    isWhole: true,
    take: async (page, shot) => {
      for (const [name, path, text] of [
        ['problems-en', 'en/landing.md', 'broken-promise'],
        ['problems-th', 'th/landing.md', 'broken-promise'],
        ['problems-zh', 'zh-Hans/landing.md', 'broken-promise'],
      ]) {
        await problems(page, path, text)
        await shot(name)
      }
    },
  },
  editing: {
    take: async (page, shot) => {
      await openFile(page, 'en/landing.md')
      await squiggle(page)
      await hoverAt(page, 'only 3 left')
      await shot('hover')
      await press(page, 'Escape')
      await press(page, 'Control+.')
      await page.locator('.action-widget .monaco-list-row').nth(2).waitFor()
      await shot('lightbulb', 'fix')
      await press(page, 'Escape')
      await command(page, 'Forthright: Set Document Kind')
      await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Returns policy' }).first().waitFor()
      await shot(undefined, 'kind')
      await press(page, 'Escape')
    },
  },
  promises: {
    take: async (page, shot) => {
      await openFile(page, 'en/returns.md')
      await openFile(page, 'en/landing.md')
      await squiggle(page)
      await command(page, 'Forthright: Check Workspace')
      await page.locator('.statusbar-item', { hasText: 'findings in' }).first().waitFor({ timeout: 60_000 })
      await line(page, '→').waitFor()
      await shot('inlay', 'sample')
      await command(page, 'Forthright: Focus on Promises View')
      await page.locator('.pane-body .monaco-list-row').first().waitFor({ timeout: 30_000 })
      await shot('promises', 'promise')
    },
  },
  'report-light': {
    size: tall,
    take: async (page, shot) => {
      await report(page)
      await shot('report-light', 'report')
    },
  },
  'report-dark': {
    size: tall,
    settings: { 'workbench.colorTheme': 'Default Dark Modern' },
    take: async (page, shot) => {
      await report(page)
      await webview(page)
        .locator('#promises')
        .evaluate((heading) => heading.scrollIntoView())
      await shot('report-dark')
    },
  },
  'report-contrast': {
    settings: { 'workbench.colorTheme': 'Default High Contrast' },
    take: async (page, shot) => {
      await report(page)
      await shot('report-contrast')
    },
  },
}

const vsix = await makePackage()
/** What the command line says, drawn as a terminal shows it. */
async function terminal() {
  const folder = join(root, 'media/storefront')
  const text = execFileSync(process.execPath, [join(root, 'dist/cli/main.js'), '--fail-on', 'never', 'en'], {
    cwd: folder,
    encoding: 'utf8',
  })
  const browser = await launchBrowser(false)
  try {
    const page = await browser.newPage({ viewport: wide })
    await page.setContent(
      '<style>body{margin:0;background:#181818;color:#ccc}pre{font:14px/1.45 monospace;padding:20px}</style><pre></pre>',
    )
    await page.locator('pre').evaluate((pre, content) => {
      pre.textContent = content
    }, `$ npx forthright\n\n${text}`)
    await keepSmall(page, 'cli')
  } finally {
    await browser.close()
  }
}

for (const folder of [pictures, steps]) mkdirSync(folder, { recursive: true })
const asked = process.argv.slice(2)
if (asked.length === 0 || asked.includes('terminal')) await terminal()
for (const [name, { settings, take, size = wide, isWhole = false }] of Object.entries(shots)) {
  if (asked.length > 0 && !asked.includes(name)) continue
  const folder = mkdtempSync(join(tmpdir(), 'forthright-shop-'))
  // One language is enough where all documents are shown at once.
  for (const part of isWhole ? [''] : ['forthright.yml', 'en'])
    cpSync(join(root, 'media/storefront', part), join(folder, part), { recursive: true })
  const { page, url, stop } = await openWorkbench({
    folder,
    size,
    vsix,
    isPictured: true,
    settings: {
      'editor.wordWrap': 'on',
      'workbench.reduceMotion': 'on',
      'editor.minimap.enabled': false,
      'editor.fontSize': 14,
      ...fontSettings,
      ...settings,
    },
  })
  const shot = async (picture, step) => {
    if (picture) await page.screenshot({ path: join(pictures, `${picture}.png`) })
    if (step) await keepSmall(page, step)
    console.log(`taken: ${picture ?? step}`)
  }
  try {
    page.setDefaultTimeout(30_000)
    await page.goto(url)
    await page.locator('.explorer-folders-view .monaco-list-row').first().waitFor({ timeout: 60_000 })
    await take(page, shot)
  } catch (error) {
    await page.screenshot({ path: join(root, `dist/${name}-failed.png`) })
    console.error(`${name}: ${error.message}`)
    process.exitCode = 1
  } finally {
    await stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
