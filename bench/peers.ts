import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { workFolder } from './texts.js'

const retext = ['equality', 'profanities', 'simplify', 'intensify', 'passive', 'readability']
const versions = {
  alex: '11.0.1',
  textlint: '15.8.0',
  'textlint-rule-no-todo': '2.0.1',
  'write-good': '1.0.8',
  'markdownlint-cli2': '0.22.0',
  'remark-cli': '12.0.1',
  'remark-retext': '6.0.1',
  'retext-english': '5.0.0',
  unified: '11.0.5',
  'retext-equality': '7.1.0',
  'retext-profanities': '8.0.0',
  'retext-simplify': '8.0.0',
  'retext-intensify': '7.0.0',
  'retext-passive': '5.0.0',
  'retext-readability': '8.0.0',
  cspell: '9.8.0',
}

/** The packages at the versions that are measured. */
export const pinned: readonly string[] = Object.entries(versions).map(([name, version]) => `${name} ${version}`)

/** A program that reads the same documents with rules of its own. */
export interface Peer {
  readonly name: string
  /** How much less CPU we want to need. */
  readonly target: number | undefined
  /** Every third document only, where all would take too long. */
  readonly third: boolean
  /** @param folder absolute */
  readonly args: (folder: string, home: string) => readonly string[]
}

const bin = (home: string, path: string): string => join(home, 'node_modules', path)

export const peers: readonly Peer[] = [
  { name: 'alex', target: 25, third: true, args: (folder, home) => [bin(home, 'alex/cli.js'), '--quiet', folder] },
  {
    name: 'remark with six retext plugins',
    target: 40,
    third: true,
    args: (folder, home) => [
      bin(home, 'remark-cli/cli.js'),
      '--quiet',
      '--no-stdout',
      '--rc-path',
      join(home, 'remark.mjs'),
      folder,
    ],
  },
  {
    name: 'textlint with one rule',
    target: 10,
    third: true,
    args: (folder, home) => [bin(home, 'textlint/bin/textlint.js'), '--rule', 'no-todo', join(folder, '*.md')],
  },
  {
    name: 'markdownlint-cli2',
    target: 8,
    third: false,
    args: (folder, home) => [bin(home, 'markdownlint-cli2/markdownlint-cli2-bin.mjs'), join(folder, '*.md')],
  },
  {
    name: 'cspell',
    target: undefined,
    third: true,
    args: (folder, home) => [bin(home, 'cspell/bin.mjs'), '--no-progress', '--quiet', '--root', folder, '**/*.md'],
  },
]

/** write-good takes files, no folder. */
export const writeGood = (files: readonly string[], home: string): readonly string[] => [
  bin(home, 'write-good/bin/write-good.js'),
  ...files,
]

/** Installs the peers at their pinned versions, where they are not there yet. @returns their folder, absolute. */
export function installPeers(): string {
  const home = resolve(workFolder, 'peers')
  mkdirSync(home, { recursive: true })
  const manifest = `${JSON.stringify({ private: true, type: 'module', dependencies: versions }, null, 2)}\n`
  const path = join(home, 'package.json')
  if (!existsSync(join(home, 'node_modules')) || readFileSync(path, 'utf8') !== manifest) {
    writeFileSync(path, manifest)
    execFileSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts'], { cwd: home, stdio: 'inherit' })
  }
  const plugins = retext.map((name) => `import ${name} from 'retext-${name}'`).join('\n')
  writeFileSync(
    join(home, 'remark.mjs'),
    `import { unified } from 'unified'\nimport english from 'retext-english'\nimport remarkRetext from 'remark-retext'\n${plugins}\nexport default { plugins: [[remarkRetext, unified().use(english)${retext.map((name) => `.use(${name})`).join('')}]] }\n`,
  )
  return home
}
