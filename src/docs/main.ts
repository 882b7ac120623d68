import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { catalog } from '../generated/index.js'
import { docsOf } from './pages.js'
import { readQuality } from './read-quality.js'
import { siteOf } from './site.js'

function write(folder: string, files: ReadonlyMap<string, string>): void {
  if (existsSync(folder)) rmSync(folder, { recursive: true })
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
}

const pages = docsOf({ catalog, quality: readQuality() })
write('docs', pages)
write(join('dist', 'docs'), siteOf(pages))
process.stdout.write(`${pages.size} pages in docs; as HTML in ${join('dist', 'docs', 'index.html')}\n`)
