import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createLinter } from '../../src/core/index.js'
import { keepWords, keptIn, keptWords } from '../../src/server/kept-words.js'
import { catalogOf, lint, ruleOf } from '../support/catalog.js'

const catalog = catalogOf([ruleOf('a', { en: { phrases: [{ find: ['risk free'] }] } })])
const build = (folder: string, number: number): string => keptIn(folder, script(folder, number))

/** The file of a build of the server, which is longer than that of the one before. */
function script(folder: string, number: number): string {
  const path = join(folder, `server-${number}.js`)
  writeFileSync(path, ' '.repeat(number))
  return path
}

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'forthright-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

test('words that were kept are read, and find the same', () => {
  const kept = build(folder, 1)
  const missing: string[] = []
  expect(keptWords(kept, catalog, (locale) => missing.push(locale)).byLocale.en).toBeUndefined()
  for (const locale of missing) keepWords(kept, catalog, locale)
  expect(missing).toEqual(['en'])
  const words = keptWords(kept, catalog, () => expect.unreachable())
  expect(words.byLocale.en).toBeInstanceOf(Uint8Array)
  const text = 'This is entirely risk free, and that is all we have to say.'
  const { findings } = lint(createLinter({ ...catalog, compiled: words }, {}), text)
  expect(findings).toHaveLength(1)
  expect(findings).toEqual(lint(createLinter(catalog, {}), text).findings)
})

test('a locale is missed once, and has no words for the rest of the session', () => {
  const kept = build(folder, 1)
  const missing: string[] = []
  const { byLocale } = keptWords(kept, catalog, (locale) => missing.push(locale))
  expect(byLocale.en).toBeUndefined()
  keepWords(kept, catalog, 'en')
  expect(byLocale.en).toBeUndefined()
  expect(missing).toEqual(['en'])
})

test.each([
  ['cut short', (bytes: Buffer) => bytes.subarray(0, -1)],
  ['changed', (bytes: Buffer) => bytes.fill(7, 40, 41)],
  ['empty', () => Buffer.alloc(0)],
])('a file that is %s is written again', (_, damage) => {
  const kept = build(folder, 1)
  keepWords(kept, catalog, 'en')
  const path = join(kept, 'en.bin')
  writeFileSync(path, damage(readFileSync(path)))
  const missing: string[] = []
  expect(keptWords(kept, catalog, (locale) => missing.push(locale)).byLocale.en).toBeUndefined()
  expect(missing).toEqual(['en'])
})

test('what another build has kept is removed, and nothing else', () => {
  keepWords(build(folder, 1), catalog, 'en')
  mkdirSync(join(folder, 'words'))
  const kept = build(folder, 2)
  keepWords(kept, catalog, 'en')
  expect(readdirSync(folder).map((name) => join(folder, name))).toEqual(
    expect.arrayContaining([kept, join(folder, 'words')]),
  )
  expect(readdirSync(folder).filter((name) => name.startsWith('words-'))).toHaveLength(1)
})
