import { execFile, spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'

export const program = resolve('dist/cli/main.js')

/** Why there is nothing to test, or an empty text. */
export const missing = existsSync(program) ? '' : ' (skipped: dist/cli/main.js is missing, run “npm run build”)'

export interface Run {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

/** Runs the built program in a folder. @param user the id of the user who runs it; undefined for whoever runs the tests */
export function forthright(cwd: string, argv: readonly string[], input = '', user?: number): Promise<Run> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...argv], {
      cwd,
      env: { PATH: process.env.PATH },
      ...(user === undefined ? {} : { uid: user, gid: user }),
    })
    const run = { out: '', err: '' }
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      run.out += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      run.err += text
    })
    child.on('error', reject).on('close', (code) => resolve({ code, ...run }))
    child.stdin.on('error', () => undefined).end(input)
  })
}

/** A folder with these files that is gone after `use`. */
export async function inFolder<T>(
  files: Readonly<Record<string, string | Uint8Array>>,
  use: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'forthright-'))
  chmodSync(folder, 0o755)
  try {
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(join(folder, dirname(name)), { recursive: true })
      writeFileSync(join(folder, name), content)
    }
    return await use(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The files that would be published. */
export async function packedFiles(): Promise<readonly string[]> {
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const { stdout } = await promisify(execFile)(npm, ['pack', '--dry-run', '--json', '--ignore-scripts'])
  const [{ files }]: readonly [{ readonly files: readonly { readonly path: string }[] }] = JSON.parse(stdout)
  return files.map(({ path }) => path)
}
