import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createLinter } from '../src/core/index.js'
import { readDocuments } from '../src/evaluate/read-documents.js'
import { snapshotOf } from '../src/evaluate/snapshot.js'
import { catalog, rules } from '../src/generated/index.js'

const home = join('test', 'corpus')

test('what is found in real documents is what the snapshot says; after a change, read the difference of “npm run corpus”', () => {
  const snapshot = snapshotOf(readDocuments(join(home, 'documents')), createLinter(catalog, rules))
  expect(snapshot).toBe(readFileSync(join(home, 'SNAPSHOT.md'), 'utf8').replaceAll('\r\n', '\n'))
})
