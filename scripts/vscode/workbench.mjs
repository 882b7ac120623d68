// A VS Code server and a browser page with its workbench, for tests and screenshots.
import { execFileSync, spawn } from 'node:child_process'
import { cpSync, createReadStream, existsSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createServer as createSocket } from 'node:net'
import { tmpdir } from 'node:os'
import { basename, dirname, extname, join, normalize } from 'node:path'
import { codeServer, nodeBinary, root, stage, toolsFolder } from './places.mjs'
import { tools, workbench } from './setup.mjs'

const quietSettings = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'update.mode': 'none',
  'git.enabled': false,
  'chat.disableAIFeatures': true,
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.colorTheme': 'Default Light Modern',
  'security.workspace.trust.startupPrompt': 'never',
  'security.workspace.trust.banner': 'never',
}

const freePort = () =>
  new Promise((resolve, reject) => {
    const socket = createSocket().once('error', reject)
    socket.listen(0, '127.0.0.1', () => {
      const { port } = socket.address()
      socket.close(() => resolve(port))
    })
  })

/** @param isWeb whether an extension will come from another port */
export async function launchBrowser(isWeb) {
  const load = tools()
  const { chromium } = load('playwright-core')
  const installed =
    process.env.CHROMIUM ?? ['/usr/bin/chromium', '/usr/bin/google-chrome'].find((path) => existsSync(path))
  let executablePath = installed
  if (!executablePath) {
    // It unpacks to the folder for temporary files and would take whatever version lies there.
    const before = process.env.TMPDIR
    process.env.TMPDIR = `${toolsFolder}/chromium`
    mkdirSync(process.env.TMPDIR, { recursive: true })
    executablePath = await load('@sparticuz/chromium').executablePath()
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
  }
  // A web extension comes over http from another port of this machine.
  const more = isWeb ? ['--disable-features=LocalNetworkAccessChecks'] : []
  const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking']
  return chromium.launch({ executablePath, headless: true, args: [...args, ...more] })
}

const mimeTypes = { '.js': 'text/javascript', '.json': 'application/json', '.css': 'text/css', '.svg': 'image/svg+xml' }

/** Serves the repository; the suite seems to lie in the extension, since else no host would run it. */
async function serveFiles(suites) {
  const server = createServer((request, response) => {
    const wanted = join(root, normalize(decodeURIComponent(new URL(request.url, 'http://x').pathname)))
    const path = wanted.startsWith(`${stage}/suites/`) ? join(suites, basename(wanted)) : wanted
    const found = existsSync(path) && extname(path) !== ''
    response.writeHead(found ? 200 : 404, {
      'Access-Control-Allow-Origin': '*',
      'Access-Control-Allow-Headers': '*',
      'Content-Type': mimeTypes[extname(path)] ?? 'application/octet-stream',
    })
    if (found && request.method === 'GET') createReadStream(path).pipe(response)
    else response.end()
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  return server
}

/**
 * Starts VS Code with a copy of a folder open.
 *
 * @param folder the workspace; it is copied, since tests write
 * @param tests the suite's bundle, if one is to be run
 * @param vsix a package to install, in place of the extension's folder
 * @param isWeb whether the extension runs in the browser's worker host
 * @param isTrusted false for Restricted Mode
 * @param settings further user settings
 * @param size of the window, in pixels
 * @param isPictured whether pictures are taken: then letters of every language are needed, and nothing of development shows
 */
export async function openWorkbench({
  folder,
  tests,
  vsix,
  isWeb = false,
  isTrusted = true,
  settings,
  size,
  isPictured = false,
}) {
  workbench()
  const work = mkdtempSync(join(tmpdir(), 'forthright-'))
  const workspace = join(work, 'shop')
  cpSync(folder, workspace, { recursive: true })
  const user = join(work, 'data', 'User')
  mkdirSync(user, { recursive: true })
  writeFileSync(
    join(user, 'settings.json'),
    JSON.stringify({ ...quietSettings, 'security.workspace.trust.enabled': !isTrusted, ...settings }),
  )
  const places = ['--user-data-dir', 'data', '--extensions-dir', 'extensions', '--server-data-dir', 'server']
  const common = [
    `${codeServer}/out/server-main.js`,
    ...places.map((part) => (part.startsWith('--') ? part : join(work, part))),
    '--accept-server-license-terms',
  ]
  const env = { ...process.env, HOME: work, EXTENSIONS_GALLERY: '{"serviceUrl":""}' }
  if (vsix) execFileSync(nodeBinary, [...common, '--install-extension', vsix], { env, stdio: 'pipe', timeout: 60_000 })

  const port = await freePort()
  const log = openSync(join(work, 'server.log'), 'w')
  const flags = [
    '--host',
    '127.0.0.1',
    '--port',
    String(port),
    '--without-connection-token',
    '--telemetry-level',
    'off',
  ]
  // Only with the last flag does a built VS Code take a suite from the address of the page.
  flags.push(...(isTrusted ? ['--disable-workspace-trust'] : []), '--disable-experiments', '--enable-smoke-test-driver')
  // Detached: its own process group, so that extension hosts and language servers end with it.
  const server = spawn(nodeBinary, [...common, ...flags], { env, detached: true, stdio: ['ignore', log, log] })
  const ended = new Promise((resolve) => server.once('exit', resolve))
  let browser
  let files
  const stop = async () => {
    await browser?.close()
    files?.close()
    try {
      process.kill(-server.pid, 'SIGKILL')
      await ended
    } catch {
      // It has ended already.
    }
    if (!process.env.KEEP) rmSync(work, { recursive: true, force: true, maxRetries: 5 })
    else console.log(`left: ${work}`)
  }
  try {
    await isUp(port, server)
    browser = await launchBrowser(isWeb)
    const page = await browser.newPage({
      viewport: size ?? { width: 1280, height: 800 },
      bypassCSP: isWeb || isPictured,
    })
    const remote = (path) => `vscode-remote://127.0.0.1:${port}${path}`
    const payload = [
      ['skipWelcome', 'true'],
      ['skipReleaseNotes', 'true'],
    ]
    if (isWeb) {
      files = await serveFiles(tests ? dirname(tests) : stage)
      const at = (path) => ({
        scheme: 'http',
        authority: `127.0.0.1:${files.address().port}`,
        path: path.slice(root.length),
      })
      await nameInPage(page, {
        extensions: [at(stage)],
        ...(tests ? { extensionTestsPath: at(`${stage}/suites/${basename(tests)}`) } : {}),
      })
    } else if (!isPictured) {
      // A suite runs only beside an extension in development: an empty one where the real one is installed.
      payload.push(['extensionDevelopmentPath', remote(vsix ? `${root}/test/vscode/driver` : stage)])
      if (tests) payload.push(['extensionTestsPath', remote(tests)])
    }
    if (isPictured) await bringFonts(page)
    const query = `folder=${encodeURIComponent(workspace)}&payload=${encodeURIComponent(JSON.stringify(payload))}`
    return { page, workspace, work, url: `http://127.0.0.1:${port}/?${query}`, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

const fonts = ['noto-sans-thai', 'noto-sans-sc']

/** Fonts with the letters of all languages, whatever the machine has. */
async function bringFonts(page) {
  const folder = `${toolsFolder}/node_modules/@fontsource-variable`
  await page.route('**/picture-fonts/**', (route) =>
    route.fulfill({ path: join(folder, new URL(route.request().url()).pathname.replace('/picture-fonts/', '')) }),
  )
  await page.addInitScript((names) => {
    addEventListener('DOMContentLoaded', () => {
      for (const name of names) {
        const link = Object.assign(document.createElement('link'), {
          rel: 'stylesheet',
          href: `/picture-fonts/${name}/index.css`,
        })
        document.head.append(link)
      }
      const style = document.createElement('style')
      style.textContent =
        ".monaco-workbench { font-family: 'DejaVu Sans', 'Noto Sans Thai Variable', 'Noto Sans SC Variable' !important }"
      document.head.append(style)
    })
  }, fonts)
}

/** Settings that go with the fonts. */
export const fontSettings = {
  'editor.fontFamily': "'DejaVu Sans Mono', 'Noto Sans Thai Variable', 'Noto Sans SC Variable'",
}

async function isUp(port, server) {
  for (const end = Date.now() + 60_000; Date.now() < end && server.exitCode === null; ) {
    const isThere = await fetch(`http://127.0.0.1:${port}/version`).then(
      (response) => response.ok,
      () => false,
    )
    if (isThere) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('VS Code’s server did not start')
}

/** A web extension in development is named in the page's own configuration. */
async function nameInPage(page, options) {
  const settings = /(id="vscode-workbench-web-configuration" data-settings=")([^"]*)(")/
  await page.route(
    (url) => url.pathname === '/',
    async (route) => {
      const response = await route.fetch()
      const body = (await response.text()).replace(settings, (_, before, json, after) => {
        const configuration = JSON.parse(json.replaceAll('&quot;', '"'))
        Object.assign(configuration.developmentOptions, options)
        return before + JSON.stringify(configuration).replaceAll('"', '&quot;') + after
      })
      await route.fulfill({ response, body })
    },
  )
}
