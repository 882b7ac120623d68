import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createLinter } from '../core/index.js'
import { catalog, rules } from '../generated/index.js'
import { readDocuments } from './read-documents.js'
import { snapshotOf } from './snapshot.js'

/** The repository's own documents, and the snapshot of what is found in them. */
const home = join('test', 'corpus', 'documents')
const snapshot = join('test', 'corpus', 'SNAPSHOT.md')

const { values, positionals } = parseArgs({ allowPositionals: true, options: { output: { type: 'string' } } })
const folder = positionals[0] ?? home
const documents = readDocuments(folder)
if (documents.length === 0) throw new Error(`${folder}: there is no document`)
const text = snapshotOf(documents, createLinter(catalog, rules), (path) => {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001B[K${path.slice(0, 100)}`)
})
if (process.stderr.isTTY) process.stderr.write('\r\u001B[K')
const output = values.output ?? (folder === home ? snapshot : undefined)
if (output === undefined) process.stdout.write(text)
else writeFileSync(output, text)
