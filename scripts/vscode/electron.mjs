// The suite in a VS Code for the desktop: the one of VSCODE_EXECUTABLE, else one that @vscode/test-electron downloads.
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { stage } from './places.mjs'
import { tools } from './setup.mjs'

const hasScreen = process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)

/** Gives the path of a VS Code for the desktop; undefined where there is no screen, or none can be downloaded. */
export async function desktopCode() {
  if (process.env.VSCODE_EXECUTABLE) return process.env.VSCODE_EXECUTABLE
  if (!hasScreen) return undefined
  try {
    return await tools()('@vscode/test-electron').downloadAndUnzipVSCode({ version: 'stable' })
  } catch (error) {
    console.log(`VS Code cannot be downloaded here (${error.message}); the one from npm is taken`)
    return undefined
  }
}

/** Runs a suite; each line that it prints is handed on. */
export async function runInElectron({ executable, folder, tests, onLine }) {
  const child = spawn(process.execPath, [fileURLToPath(import.meta.url), executable, folder, tests], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise((resolve) => child.once('close', resolve))
  for await (const line of createInterface({ input: child.stdout })) onLine(line)
  await ended
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [vscodeExecutablePath, folder, extensionTestsPath] = process.argv.slice(2)
  await tools()('@vscode/test-electron').runTests({
    vscodeExecutablePath,
    extensionDevelopmentPath: stage,
    extensionTestsPath,
    launchArgs: [folder, '--disable-extensions'],
  })
}
