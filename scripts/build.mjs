// Bundles the program. `node scripts/build.mjs` makes all of it; a name makes one: cli, library, server, generate,
// evaluate, corpus, docs, fuzz, bench.
import { copyFileSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { resolve } from 'node:path'
import { build } from 'esbuild'
import { licencesOf } from './licences.mjs'
import { packJson } from './pack-json.mjs'

// Most of what is bundled are phrases: escaped, each letter would take six bytes.
const charset = 'utf8'
const node = { bundle: true, platform: 'node', target: 'node20', format: 'esm', logLevel: 'warning', charset }
// Some dependencies are CommonJS and call `require`.
const banner = {
  js: "import{createRequire as forthrightRequire}from'node:module';const require=forthrightRequire(import.meta.url);",
}

const targets = {
  generate: {
    ...node,
    entryPoints: ['src/build/generate.ts'],
    outfile: 'dist/build/generate.js',
    packages: 'external',
  },
  evaluate: { ...node, entryPoints: ['src/evaluate/main.ts'], outfile: 'dist/build/evaluate.js', packages: 'external' },
  fuzz: { ...node, entryPoints: ['fuzz/main.ts'], outfile: 'dist/build/fuzz.js', packages: 'external' },
  docs: { ...node, entryPoints: ['src/docs/main.ts'], outfile: 'dist/build/docs.js', packages: 'external' },
  corpus: { ...node, entryPoints: ['src/evaluate/corpus.ts'], outfile: 'dist/build/corpus.js', packages: 'external' },
  bench: { ...node, entryPoints: ['bench/main.ts'], outfile: 'dist/build/bench.js', packages: 'external' },
  cli: {
    ...node,
    entryPoints: ['src/cli/main.ts', 'src/cli/worker.ts'],
    outdir: 'dist/cli',
    splitting: true,
    minifyWhitespace: true,
    minifySyntax: true,
    banner,
  },
  server: {
    ...{
      bundle: true,
      platform: 'browser',
      conditions: ['worker'],
      target: 'es2022',
      format: 'cjs',
      logLevel: 'warning',
      charset,
    },
    entryPoints: ['src/server/main.ts'],
    outfile: 'dist/server/browser.js',
    minify: true,
    plugins: [packJson],
    external: builtinModules.flatMap((name) => [name, `node:${name}`]),
    alias: {
      ...Object.fromEntries(
        ['vscode-languageserver', 'vscode-languageserver-protocol', 'vscode-jsonrpc'].map((name) => [
          `${name}/node`,
          resolve(`node_modules/${name}/lib/node/main.js`),
        ]),
      ),
      // Required and imported, it would be packed twice.
      acorn: resolve('node_modules/acorn/dist/acorn.mjs'),
    },
  },
  library: { ...node, entryPoints: ['src/index.ts'], outfile: 'dist/index.js', packages: 'external' },
}

const names = process.argv.slice(2)
const unknown = names.find((name) => !(name in targets))
if (unknown) throw new Error(`No target is called ${unknown}; there are ${Object.keys(targets).join(', ')}`)
const wanted = names.length > 0 ? names : ['cli', 'server', 'library']
// Parts of an older build would be packed along.
if (wanted.includes('cli')) rmSync('dist/cli', { recursive: true, force: true })
const built = await Promise.all(wanted.map((name) => build({ ...targets[name], metafile: true })))
for (const name of ['cli', 'server']) {
  const result = built[wanted.indexOf(name)]
  if (result) writeFileSync(`dist/${name}/THIRD-PARTY.md`, licencesOf([result.metafile]))
}
if (wanted.includes('cli'))
  for (const name of readdirSync('src/generated').filter((name) => /^(?:index\..*\.txt|words.*\.json)$/.test(name)))
    copyFileSync(`src/generated/${name}`, `dist/cli/${name}`)
if (wanted.includes('server')) {
  mkdirSync('dist/server', { recursive: true })
  // A classic script for workers, which Node would take for a module.
  writeFileSync('dist/server/package.json', '{ "type": "commonjs" }\n')
  writeFileSync('dist/server/node.js', "require('./browser.js')\n")
}
