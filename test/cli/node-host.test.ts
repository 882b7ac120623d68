import {
  chmodSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { nodeFiles } from '../../src/cli/node-host.js'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'forthright-')).replaceAll('\\', '/')
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

const put = (name: string, text: string): string => {
  const path = `${folder}/${name}`
  writeFileSync(path, text)
  return path
}
const bytes = (text: string) => new TextEncoder().encode(text)

describe('replacing a file', () => {
  it('keeps its mode and leaves nothing behind', async () => {
    const path = put('a.md', 'old')
    chmodSync(path, 0o640)
    const { version } = await nodeFiles.readState(path, 100)
    expect(await nodeFiles.replace(path, bytes('new'), version)).toBe(true)
    expect(readFileSync(path, 'utf8')).toBe('new')
    expect(statSync(path).mode & 0o777).toBe(0o640)
    expect(readdirSync(folder)).toEqual(['a.md'])
  })

  it('follows a link and leaves the link', async () => {
    const path = put('a.md', 'old')
    symlinkSync('a.md', `${folder}/link.md`)
    const { version } = await nodeFiles.readState(`${folder}/link.md`, 100)
    expect(await nodeFiles.replace(`${folder}/link.md`, bytes('new'), version)).toBe(true)
    expect(readFileSync(path, 'utf8')).toBe('new')
    expect(lstatSync(`${folder}/link.md`).isSymbolicLink()).toBe(true)
  })

  it('leaves a file alone that changed since', async () => {
    const path = put('a.md', 'old')
    const { version } = await nodeFiles.readState(path, 100)
    writeFileSync(path, 'theirs')
    expect(await nodeFiles.replace(path, bytes('new'), version)).toBe(false)
    expect(readFileSync(path, 'utf8')).toBe('theirs')
    expect(readdirSync(folder)).toEqual(['a.md'])
  })
})

it('tells files, folders and links apart', async () => {
  put('a.md', '')
  symlinkSync('a.md', `${folder}/link.md`)
  symlinkSync('gone.md', `${folder}/broken.md`)
  symlinkSync('.', `${folder}/again`)
  const entries = await nodeFiles.list(folder)
  expect([...entries].sort((a, b) => (a.name < b.name ? -1 : 1))).toEqual([
    { name: 'a.md', type: 'file', link: false },
    { name: 'again', type: 'folder', link: true },
    { name: 'broken.md', type: 'other', link: true },
    { name: 'link.md', type: 'file', link: true },
  ])
  expect(await nodeFiles.typeOf(`${folder}/gone.md`)).toBeUndefined()
  expect(await nodeFiles.typeOf(`${folder}/a.md/x`)).toBeUndefined()
  await expect(nodeFiles.read(folder)).rejects.toMatchObject({ code: 'EISDIR' })
})

it('writes reports into new folders, and creates only what is not there', async () => {
  await nodeFiles.write(`${folder}/x/y/report.json`, '{}')
  expect(readFileSync(`${folder}/x/y/report.json`, 'utf8')).toBe('{}')
  expect(await nodeFiles.create(`${folder}/new.yml`, 'a')).toBe(true)
  expect(await nodeFiles.create(`${folder}/new.yml`, 'b')).toBe(false)
  expect(readFileSync(`${folder}/new.yml`, 'utf8')).toBe('a')
})
