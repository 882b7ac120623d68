// Bundles the program. `node scripts/build.mjs` makes all of it; a name makes one: cli, library, server, generate,
// evaluate, corpus, docs, fuzz, bench.
import { chmodSync, copyFileSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { builtinModules, createRequire } from 'node:module'
import { resolve } from 'node:path'
import { build, transform } from 'esbuild'
import { commonJs, entryOf, lateModules } from './late-modules.mjs'
import { licencesOf } from './licences.mjs'
import { packJson } from './pack-json.mjs'

// Most of what is bundled are phrases: escaped, each letter would take six bytes.
const charset = 'utf8'
const node = { bundle: true, platform: 'node', target: 'node20', format: 'esm', logLevel: 'warning', charset }
// What few runs of the command line need. Few files, as each costs a while to find; those that share nothing stand alone.
const alone = {
  remark: ['src/core/tree/parsers/markdown.ts'],
  rehype: ['src/core/tree/parsers/html.ts'],
  entities: ['src/core/tree/parsers/entities.ts'],
  width: ['src/cli/terminal/any-width.ts'],
  tuning: ['src/cli/tuning.ts'],
}
const lsp = { lsp: ['src/server/node.ts'] }
const late = {
  late: [
    'src/build/examples.ts',
    'src/config/read-config.ts',
    'src/config/read-register.ts',
    'src/config/schema.ts',
    'src/config/template.ts',
    'src/workspace/read-rule.ts',
    'src/workspace/node-thread.ts',
    'src/cli/cache.ts',
    'src/cli/node-tools.ts',
    ...['diff', 'init', 'ledger', 'print-config', 'rules', 'test'].map((name) => `src/cli/commands/${name}.ts`),
    ...['github', 'junit', 'markdown', 'sarif'].map((name) => `src/cli/formats/${name}.ts`),
  ],
}
const entriesOf = (parts) => Object.fromEntries(Object.keys(parts).map((part) => [part, entryOf(part)]))

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
  bench: {
    ...node,
    entryPoints: ['bench/main.ts'],
    outfile: 'dist/build/bench.js',
    packages: 'external',
    define: { forthrightWords: '"../../src/generated/"' },
  },
  cli: {
    ...node,
    entryPoints: { main: 'src/cli/main.ts', worker: 'src/cli/worker.ts', ...entriesOf(late) },
    outdir: 'dist/cli',
    splitting: true,
    plugins: [lateModules({ ...alone, ...lsp, ...late })],
    write: false,
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
  library: {
    ...node,
    entryPoints: ['src/index.ts'],
    outfile: 'dist/index.js',
    packages: 'external',
    define: { forthrightWords: '"./cli/"' },
  },
}

/** Makes CommonJS of the command line, adds what stands alone, and looks whether all that is loaded late are functions. */
async function finishCli({ outputFiles, metafile }) {
  for (const { path, text } of outputFiles) writeFileSync(path, (await transform(text, commonJs)).code)
  const common = { ...node, ...commonJs, outdir: 'dist/cli', metafile: true }
  const others = await Promise.all([
    build({ ...common, entryPoints: entriesOf(alone), plugins: [lateModules(alone)] }),
    build({ ...common, entryPoints: entriesOf(lsp), plugins: [lateModules({ ...alone, ...lsp })] }),
  ])
  chmodSync('dist/cli/main.js', 0o755)
  writeFileSync('dist/cli/package.json', '{ "type": "commonjs" }\n')
  const load = createRequire(resolve('dist/cli/main.js'))
  for (const part of Object.keys({ ...alone, ...lsp, ...late }))
    for (const [name, value] of Object.entries(load(`./${part}.js`)))
      if (typeof value !== 'function') throw new Error(`${name} of ${part} is loaded late, so it must be a function`)
  for (const name of readdirSync('src/generated').filter((name) => /^words\./.test(name)))
    copyFileSync(`src/generated/${name}`, `dist/cli/${name}`)
  return [metafile, ...others.map((other) => other.metafile)]
}

const names = process.argv.slice(2)
const unknown = names.find((name) => !(name in targets))
if (unknown) throw new Error(`No target is called ${unknown}; there are ${Object.keys(targets).join(', ')}`)
const wanted = names.length > 0 ? names : ['cli', 'server', 'library']
// Parts of an older build would be packed along.
if (wanted.includes('cli')) {
  rmSync('dist/cli', { recursive: true, force: true })
  mkdirSync('dist/cli', { recursive: true })
}
const built = await Promise.all(wanted.map((name) => build({ ...targets[name], metafile: true })))
for (const [index, { metafile }] of built.entries()) {
  const name = wanted[index]
  if (name !== 'cli' && name !== 'server') continue
  const metafiles = name === 'cli' ? await finishCli(built[index]) : [metafile]
  writeFileSync(`dist/${name}/THIRD-PARTY.md`, licencesOf(metafiles))
}
if (wanted.includes('server')) {
  mkdirSync('dist/server', { recursive: true })
  // A classic script for workers, which Node would take for a module.
  writeFileSync('dist/server/package.json', '{ "type": "commonjs" }\n')
  writeFileSync('dist/server/node.js', "require('./browser.js')\n")
}
