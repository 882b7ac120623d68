import { readdirSync, readFileSync } from 'node:fs'
import * as v from 'valibot'
import { expect, test } from 'vitest'

const texts = (path: string): Record<string, string> =>
  v.parse(v.record(v.string(), v.string()), JSON.parse(readFileSync(path, 'utf8')))

const locales = ['id', 'ru', 'th', 'zh-cn', 'zh-tw']
const manifest = readFileSync('package.json', 'utf8')
const code = readdirSync('src/extension', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(`src/extension/${name}`, 'utf8'))
  .join('\n')

const holes = (text: string): string[] => (text.match(/\{\d\}|\]\(command:[^)]*\)|`[^`]*`/g) ?? []).sort()

test.each(locales)('what the extension says is there in %s, with the same holes', (locale) => {
  const bundle = texts(`l10n/bundle.l10n.${locale}.json`)
  const said = new Set([...code.matchAll(/\bt\(\s*'([^']*)'/g)].map(([, text]) => text ?? ''))
  expect([...said].filter((text) => !(text in bundle))).toEqual([])
  expect(Object.keys(bundle).filter((text) => !said.has(text))).toEqual([])
  for (const [text, translation] of Object.entries(bundle)) expect(holes(translation)).toEqual(holes(text))
})

test.each([
  '',
  ...locales.map((locale) => `.${locale}`),
])('the manifest’s texts are there in package.nls%s.json', (suffix) => {
  const english = texts('package.nls.json')
  const nls = texts(`package.nls${suffix}.json`)
  // The npm package keeps a description of its own; the build puts the key into the extension.
  const named = new Set(['description', ...[...manifest.matchAll(/"%([\w.-]+)%"/g)].map(([, key]) => key ?? '')])
  expect([...named].filter((key) => !(key in nls))).toEqual([])
  expect(Object.keys(nls).filter((key) => !named.has(key))).toEqual([])
  for (const [key, text] of Object.entries(nls)) expect(holes(text)).toEqual(holes(english[key] ?? ''))
})
