// Runs the extension in a real VS Code (ONLY=part of a test’s name, VERBOSE=1): as it is, installed from its package, in Restricted Mode, and in the browser.
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { desktopCode, runInElectron } from './electron.mjs'
import { makePackage } from './package.mjs'
import { root } from './places.mjs'
import { openWorkbench } from './workbench.mjs'

const limit = Number(process.env.LIMIT ?? 240_000)
const built = join(root, 'dist/test-vscode')

async function buildSuites() {
  rmSync(built, { recursive: true, force: true })
  mkdirSync(built, { recursive: true })
  await build({
    bundle: true,
    format: 'cjs',
    platform: 'browser',
    target: 'es2023',
    external: ['vscode'],
    logLevel: 'warning',
    define: { 'process.env': JSON.stringify({ ONLY: process.env.ONLY ?? '' }) },
    entryPoints: ['full', 'trust'].map((name) => join(root, `test/vscode/suite/${name}.ts`)),
    outdir: built,
  })
  writeFileSync(join(built, 'package.json'), '{ "type": "commonjs" }\n')
}

function shop(extra = '') {
  const folder = mkdtempSync(join(tmpdir(), 'forthright-shop-'))
  cpSync(join(root, 'media/storefront'), folder, { recursive: true })
  if (extra) writeFileSync(join(folder, 'forthright.yml'), extra)
  return folder
}

function show(result) {
  const { name, milliseconds, error } = result
  console.log(`  ${error === undefined ? '✓' : '✗'} ${name} (${milliseconds} ms)`)
  if (error !== undefined) console.log(`      ${error.replaceAll('\n', '\n      ')}`)
  return result
}

/** Reads what the suite prints: a line for each test, and one with their number. */
function reader() {
  const results = []
  let count
  const read = (text) => {
    const [, word, rest] = /TEST_(RESULT|END|NOTE) (.*)/s.exec(text) ?? []
    if (word === 'RESULT') results.push(show(JSON.parse(rest)))
    if (word === 'NOTE') console.log(`  ${rest}`)
    if (word === 'END') count = Number(rest)
    if (process.env.VERBOSE) console.log(`  | ${text}`)
  }
  const finish = (how) => {
    if (count === results.length) return true
    results.push(show({ name: 'runs to the end', milliseconds: 0, error: `the window ${how} before all had a result` }))
    return false
  }
  return { results, read, finish }
}

async function runSuite({ name, tests = 'full', config, ...options }) {
  const folder = shop(config)
  const { results, read, finish } = reader()
  const bench = await openWorkbench({ ...options, folder, tests: join(built, `${tests}.js`) })
  const { page, url, stop } = bench
  try {
    let onEnd
    const ended = new Promise((resolve) => {
      onEnd = resolve
    })
    await page.exposeFunction('codeAutomationLog', (_, args) => read(args.map(String).join(' ')))
    await page.exposeFunction('codeAutomationExit', () => onEnd('ended'))
    page.on('crash', () => onEnd('crashed'))
    if (process.env.VERBOSE) page.on('console', (message) => console.log(`  # ${message.text().slice(0, 400)}`))
    const timer = setTimeout(() => onEnd('took too long'), limit)
    await page.goto(url)
    const isWhole = finish(await ended)
    clearTimeout(timer)
    if (!isWhole) await page.screenshot({ path: join(root, `dist/${name}-failed.png`) }).catch(() => {})
    return results
  } finally {
    await stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function runDesktop() {
  const executable = await desktopCode()
  if (!executable) return runSuite({ name: 'desktop' })
  const folder = shop()
  const { results, read, finish } = reader()
  await runInElectron({ executable, folder, tests: join(built, 'full.js'), onLine: read })
  finish('ended')
  rmSync(folder, { recursive: true, force: true })
  return results
}

const suites = {
  desktop: runDesktop,
  package: async () => runSuite({ name: 'package', vsix: await makePackage() }),
  trust: () => runSuite({ name: 'trust', tests: 'trust', isTrusted: false, config: 'rules:\n  false-scarcity: off\n' }),
  web: () => runSuite({ name: 'web', isWeb: true }),
}

const names = process.argv.slice(2)
const total = { numPassedTests: 0, numFailedTests: 0 }
await buildSuites()
// There is a VS Code in npm for this platform only.
const hasWorkbench = process.platform === 'linux' && process.arch === 'x64'
const wanted = names.length > 0 ? names : Object.keys(suites)
for (const name of wanted) {
  if (!hasWorkbench && name !== 'desktop') {
    console.log(`VS Code, ${name}: left out, since npm has no VS Code for this platform`)
    continue
  }
  console.log(`VS Code, ${name}:`)
  const results = await suites[name]().catch((error) => [
    show({ name: 'starts', milliseconds: 0, error: String(error.stack ?? error) }),
  ])
  for (const { error } of results) total[error === undefined ? 'numPassedTests' : 'numFailedTests'] += 1
}
writeFileSync(join(root, 'dist/vscode-results.json'), `${JSON.stringify(total)}\n`)
console.log(`VS Code: ${total.numPassedTests} passed, ${total.numFailedTests} failed`)
process.exitCode = total.numFailedTests > 0 ? 1 : 0
