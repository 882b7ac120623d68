// Draws media/icon.png from media/icon.svg.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './places.mjs'
import { launchBrowser } from './workbench.mjs'

const side = 256
const browser = await launchBrowser(false)
try {
  const page = await browser.newPage({ viewport: { width: side, height: side } })
  const svg = readFileSync(join(root, 'media/icon.svg'), 'utf8')
  await page.setContent(`<style>body{margin:0}svg{display:block}</style>${svg}`)
  await page.screenshot({ path: join(root, 'media/icon.png'), omitBackground: true })
} finally {
  await browser.close()
}
