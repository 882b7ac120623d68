import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import modules from 'node:module'
import { basename, dirname, join } from 'node:path'
import { Script } from 'node:vm'

/** Where a user's caches are, as far as the system says. */
function cacheHome({ env, platform }: NodeJS.Process): string | undefined {
  const { HOME, XDG_CACHE_HOME, LOCALAPPDATA } = env
  if (platform === 'win32') return LOCALAPPDATA
  if (XDG_CACHE_HOME) return XDG_CACHE_HOME
  return HOME && join(HOME, platform === 'darwin' ? 'Library/Caches' : '.cache')
}

/** Files whose names tell what is in them, so that nothing that was kept of another version is taken for theirs. */
const hashed = /-[A-Z0-9]{8}\.js$/
/** Each of so many runs adds what it used to what is kept. */
const RUNS = 3

interface Compiled {
  readonly name: string
  readonly script: Script
  /** How many runs made what was kept of it. */
  readonly runs: number
}

/**
 * Keeps what Node compiles of the program's files, functions among it, in the user's folder of caches, and takes it from there:
 * compiling takes longer than most runs. Where nothing can be kept, or `NODE_DISABLE_COMPILE_CACHE` is set, all runs as without.
 *
 * @param folder that of the program's files, absolute
 * @returns what a run calls at its end, if it did what most runs do
 */
export function keepCompiled(folder: string): () => void {
  const home = process.env.NODE_DISABLE_COMPILE_CACHE ? undefined : cacheHome(process)
  const prototype: unknown = modules.prototype
  if (home === undefined || typeof prototype !== 'object' || prototype === null) return () => {}
  const compile: unknown = Reflect.get(prototype, '_compile')
  if (typeof compile !== 'function') return () => {}
  const cache = join(home, 'forthright', `${process.version}-${process.arch}`)
  const all: Compiled[] = []
  Reflect.set(prototype, '_compile', function (this: NodeJS.Module, content: string, path: string, ...rest: unknown[]) {
    if (dirname(path) !== folder || !hashed.test(path)) return Reflect.apply(compile, this, [content, path, ...rest])
    const { data, runs } = kept(cache, basename(path))
    const script = new Script(modules.wrap(content), { filename: path, cachedData: data })
    all.push({ name: basename(path), script, runs: script.cachedDataRejected === false ? runs : 0 })
    const load = (id: string): unknown => this.require(id)
    return Reflect.apply(script.runInThisContext(), this.exports, [this.exports, load, this, path, folder])
  })
  return () => {
    if (all.some(({ runs }) => runs < RUNS)) keep(cache, all)
  }
}

function kept(cache: string, name: string): { readonly data: Buffer | undefined; readonly runs: number } {
  for (let runs = RUNS; runs > 0; runs--) {
    try {
      return { data: readFileSync(join(cache, `${name}.${runs}`)), runs }
    } catch {
      // Nothing is kept of so many runs.
    }
  }
  return { data: undefined, runs: 0 }
}

/** Writes what is compiled by now; what was kept of other versions, or of fewer runs, goes. */
function keep(cache: string, all: readonly Compiled[]): void {
  try {
    // One by one: where a system has no folders to make, as in /proc, Node tries for ever to make them all.
    for (const folder of [dirname(dirname(dirname(cache))), dirname(dirname(cache)), dirname(cache), cache])
      if (!existsSync(folder)) mkdirSync(folder, { mode: 0o700 })
    const names = all.map(({ name, script, runs }) => {
      const known = `${name}.${Math.min(RUNS, runs + 1)}`
      const temporary = join(cache, `${known}.${process.pid}`)
      writeFileSync(temporary, script.createCachedData())
      // Nobody reads a file that is half written.
      renameSync(temporary, join(cache, known))
      return known
    })
    for (const name of readdirSync(cache)) if (!names.includes(name)) rmSync(join(cache, name), { force: true })
  } catch {
    // The next run compiles again.
  }
}
