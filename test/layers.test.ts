import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { expect, test } from 'vitest'

const src = resolve('src')

/** What each layer may import besides itself; the longest matching folder is a file's layer. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  'core/text': [],
  'core/data': ['core/text'],
  'core/tree': ['core/text', 'core/data'],
  'core/fixes': ['core/text', 'core/data', 'core/tree'],
  'core/findings': ['core/text', 'core/data', 'core/tree', 'core/fixes'],
  'core/ledger': ['core/text', 'core/data', 'core/tree', 'core/fixes', 'core/findings'],
  core: ['core/text', 'core/data', 'core/findings', 'core/fixes', 'core/ledger', 'core/tree'],
  rules: ['core/index.ts'],
  build: ['core/index.ts'],
  config: ['core', 'build'],
  evaluate: [
    'core/index.ts',
    'build',
    'generated',
    'docs/quality.ts',
    'docs/read-quality.ts',
    'workspace/document-format.ts',
  ],
  docs: ['core/index.ts', 'build', 'generated'],
  generated: ['core/index.ts', 'rules'],
  workspace: ['core/index.ts', 'config', 'build'],
  server: ['core/index.ts', 'config', 'build', 'generated', 'workspace'],
  extension: ['core/index.ts', 'config/template.ts', 'server/protocol.ts'],
  cli: ['core', 'config', 'build', 'generated', 'workspace', 'server/node.ts'],
  '': ['core/index.ts', 'generated'],
}

const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => file.endsWith('.ts'))

const layerOf = (file: string): string =>
  Object.keys(allowed)
    .filter((layer) => layer === '' || file.startsWith(`${layer}/`))
    .sort((a, b) => b.length - a.length)[0] ?? ''

const importsOf = (file: string): string[] =>
  [...readFileSync(join(src, file), 'utf8').matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].flatMap(([, name]) =>
    name ? [name] : [],
  )

test.each(files)('%s imports only what its layer may', (file) => {
  const layer = layerOf(file)
  const wrong = importsOf(file)
    .filter((name) => name.startsWith('.'))
    .map((name) =>
      relative(src, resolve(src, dirname(file), name))
        .replaceAll('\\', '/')
        .replace(/\.js$/, '.ts'),
    )
    .filter(
      (target) =>
        layerOf(target) !== layer &&
        !(allowed[layer] ?? []).some((folder) => target === folder || target.startsWith(`${folder}/`)),
    )
  expect(wrong).toEqual([])
})

test.each(files.filter((file) => file.startsWith('core/') || file.startsWith('rules/')))('%s knows no host', (file) => {
  expect(importsOf(file).filter((name) => name.startsWith('node:') || name === 'vscode' || name === 'yaml')).toEqual([])
})

test('nothing is asked of a network, and nothing is evaluated but what Node keeps of the program’s own files', () => {
  const modules = /^(?:node:)?(?:https?|http2|net|tls|dgram|dns|vm|inspector)$/
  const calls = /\b(?:fetch|eval|XMLHttpRequest|WebSocket|EventSource|importScripts)\s*\(|new Function\b|sendBeacon/
  const found = files
    .filter((file) => !file.startsWith('generated/'))
    .filter(
      (file) => importsOf(file).some((name) => modules.test(name)) || calls.test(readFileSync(join(src, file), 'utf8')),
    )
  expect(found).toEqual(['cli/code-cache.ts'])
})

test('processes are started in one place, without a shell', () => {
  const starting = files.filter((file) => importsOf(file).some((name) => /^(?:node:)?child_process$/.test(name)))
  expect(starting).toEqual(['cli/node-tools.ts'])
  expect(readFileSync(join(src, 'cli/node-tools.ts'), 'utf8')).not.toMatch(/\bexec\(|spawn|shell:/)
})

test('no word of the linted languages stands in core', () => {
  const letters = /[\p{Script=Cyrillic}\p{Script=Thai}\p{Script=Han}]/u
  const found = files
    .filter((file) => file.startsWith('core/'))
    .filter((file) =>
      readFileSync(join(src, file), 'utf8')
        .split('\n')
        .some((line) => letters.test(line.replace(/\/\/.*|\/?\*.*/, '').replace("['ё', 'е']", ''))),
    )
  expect(found).toEqual([])
})
