import { readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { describe, expect, test } from 'vitest'
import { docsOf } from '../src/docs/pages.js'
import { readQuality } from '../src/docs/read-quality.js'
import { siteOf } from '../src/docs/site.js'
import { catalog } from '../src/generated/index.js'

const pages = docsOf({ catalog, quality: readQuality() })
const site = siteOf(pages)

describe('the documentation', () => {
  test('is what “npm run docs” writes', () => {
    const written = readdirSync('docs', { recursive: true, encoding: 'utf8', withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) =>
        join(entry.parentPath, entry.name)
          .replaceAll('\\', '/')
          .replace(/^docs\//, ''),
      )
    expect(written.sort()).toEqual([...pages.keys()].sort())
    expect(
      written.filter((path) => readFileSync(join('docs', path), 'utf8').replaceAll('\r\n', '\n') !== pages.get(path)),
    ).toEqual([])
  })

  test('has a page of every rule where its findings point to', () => {
    expect(catalog.rules.filter(({ page }) => !site.has(`rules/${page.id}.html`))).toEqual([])
  })

  test('has no link within it that leads nowhere', () => {
    const lost = [...site].flatMap(([path, html]) =>
      [...html.matchAll(/(?:href|src)="([^"#:]+)"/g)]
        .map(([, link = '']) => posix.join(posix.dirname(path), link))
        .filter((target) => !site.has(target))
        .map((target) => `${path}: ${target}`),
    )
    expect(lost).toEqual([])
  })

  test('shows the marks of examples', () => {
    expect(site.get('rules/false-urgency.html')).toMatch(/<mark>[^<]+<\/mark>/)
    expect(
      [...site].filter(([path, html]) => path.endsWith('.html') && html.includes('{==')).map(([path]) => path),
    ).toEqual([])
  })
})
