// An esbuild plugin: modules that few runs need are loaded when one of their functions is first called. Such a module exports
// nothing but functions.
import { resolve } from 'node:path'
import { build } from 'esbuild'

const REAL = '?real'
const stub = 'late-stub'
const bundle = 'late-bundle'

const exportsOf = async (path) => {
  const { metafile } = await build({
    entryPoints: [path],
    write: false,
    metafile: true,
    format: 'esm',
    logLevel: 'error',
  })
  return Object.values(metafile.outputs)[0].exports
}

/** The entry point of a part of `lateModules`. */
export const entryOf = (part) => `${bundle}:${part}`

/** @param parts by the names of the files that are made of them, the modules; a file stands beside the one that loads it. */
export function lateModules(parts) {
  const partOf = new Map(Object.entries(parts).flatMap(([part, paths]) => paths.map((path) => [resolve(path), part])))
  return {
    name: 'late-modules',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: new RegExp(`^${bundle}:`) }, ({ path }) => ({
        path: path.slice(bundle.length + 1),
        namespace: bundle,
      }))
      onLoad({ filter: /.*/, namespace: bundle }, ({ path: part }) => ({
        contents: parts[part].map((path) => `export * from ${JSON.stringify(resolve(path) + REAL)}\n`).join(''),
        resolveDir: process.cwd(),
      }))
      onResolve({ filter: /^\.{0,2}\/.*\.(?:js|ts)(?:\?real)?$/ }, ({ path, resolveDir, namespace }) => {
        if (namespace === stub) return { path, external: true }
        if (path.endsWith(REAL)) return { path: path.slice(0, -REAL.length) }
        const source = resolve(resolveDir, path).replace(/\.js$/, '.ts')
        return partOf.has(source) ? { path: source, namespace: stub, sideEffects: false } : undefined
      })
      onLoad({ filter: /.*/, namespace: stub }, async ({ path }) => ({
        contents: (await exportsOf(path))
          .map((name) => `export const ${name} = (...args) => require('./${partOf.get(path)}.js').${name}(...args)\n`)
          .join(''),
        resolveDir: process.cwd(),
      }))
    },
  }
}

/** CommonJS, which Node starts faster than ES modules, and of which it can load a part while a function runs. */
export const commonJs = {
  format: 'cjs',
  platform: 'node',
  target: 'node20',
  // In a file of ASCII, each character takes one byte of memory and is read faster.
  charset: 'ascii',
  minify: true,

  supported: { 'dynamic-import': false },
  define: { 'import.meta.dirname': '__dirname' },
}
