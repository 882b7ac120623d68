// Bundles the extension and lays it out in dist/vsix as it is packaged.
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { licencesOf } from '../licences.mjs'
import { root, stage } from './places.mjs'

const common = {
  bundle: true,
  metafile: true,
  minify: true,
  logLevel: 'warning',
  target: 'es2022',
  loader: { '.css': 'text' },
}

rmSync(join(root, 'dist/extension'), { recursive: true, force: true })
const [client, view] = await Promise.all([
  // One file for both hosts, so that the library is packed once; what belongs to the other host is never evaluated.
  build({
    ...common,
    format: 'cjs',
    platform: 'browser',
    entryPoints: ['src/extension/main.ts'],
    outfile: 'dist/extension/main.js',
    external: ['vscode', ...builtinModules.flatMap((name) => [name, `node:${name}`])],
    alias: Object.fromEntries(
      ['vscode-languageclient', 'vscode-languageserver-protocol', 'vscode-jsonrpc'].map((name) => [
        `${name}/node`,
        join(root, `node_modules/${name}/lib/node/main.js`),
      ]),
    ),
    define: { global: 'globalThis' },
  }),
  build({
    ...common,
    format: 'iife',
    entryPoints: ['src/extension/webview/report.ts'],
    outfile: 'dist/extension/report.js',
  }),
  build({
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'warning',
    entryPoints: { 'json-schema': 'src/config/json-schema.ts', catalog: 'src/generated/index.ts' },
    outdir: 'dist/build',
  }),
])

writeFileSync(join(root, 'dist/extension/THIRD-PARTY.md'), licencesOf([client.metafile, view.metafile]))

const load = (name) => import(pathToFileURL(join(root, 'dist/build', `${name}.js`)).href)
const [{ configJsonSchema, lexiconJsonSchema, registerJsonSchema }, { catalog }] = await Promise.all([
  load('json-schema'),
  load('catalog'),
])

const put = (path, content) => {
  const target = join(stage, path)
  mkdirSync(dirname(target), { recursive: true })
  writeFileSync(target, typeof content === 'string' ? content : `${JSON.stringify(content, null, 2)}\n`)
}

rmSync(stage, { recursive: true, force: true })
const names = {
  rules: catalog.rules.map(({ page }) => page.id),
  kinds: Object.keys(catalog.kinds),
  locales: Object.keys(catalog.languages),
}
// Everything in this folder is packaged.
put('.vscodeignore', '')
put('dist/schemas/forthright.json', configJsonSchema(names))
put('dist/schemas/lexicon.json', lexiconJsonSchema())
put(
  'dist/schemas/claims.json',
  registerJsonSchema({ languages: catalog.languages, markets: Object.keys(catalog.markets) }),
)

// What belongs to the npm package stays out. Web hosts would take `browser` for an ES module because of `type`.
const npmOnly = ['type', 'bin', 'exports', 'files', 'scripts', 'dependencies', 'devDependencies']
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const { node: _, ...engines } = manifest.engines
put(
  'package.json',
  Object.fromEntries(
    Object.entries({ ...manifest, engines, description: '%description%' }).filter(([key]) => !npmOnly.includes(key)),
  ),
)

const parts = ['README.md', 'CHANGELOG.md', 'LICENSE', 'l10n', 'syntaxes', 'media/icon.png', 'media/view.svg']
parts.push('media/storefront', 'media/walkthrough', 'dist/extension', 'dist/server')
parts.push(...readdirSync(root).filter((name) => /^package\.nls.*\.json$/.test(name)))
for (const part of parts) cpSync(join(root, part), join(stage, part), { recursive: true })
