import { describe, expect, it } from 'vitest'
import { DataError } from '../../src/build/data-error.js'
import { createConfigFinder, createResolver, readConfig } from '../../src/config/index.js'
import { configJsonSchema, registerJsonSchema } from '../../src/config/json-schema.js'
import { memoryHost, type World } from '../cli/memory-host.js'
import { toyRule } from '../cli/toy-engine.js'
import { unmark } from './unmark.js'

const strict = {
  description: 'All',
  preview: true,
  severities: { 'no-returns': 'error', 'false-urgency': 'error' },
} as const
const names = {
  presets: { strict, plain: { ...strict, preview: false } },
  rules: ['false-urgency', 'no-returns'],
  kinds: ['marketing', 'returns-policy'],
  locales: ['en', 'th'],
  languages: { en: { slots: { number: ['<digits>'] } }, th: { slots: { number: ['<digits>'] } } },
  markets: ['EU', 'UK'],
  countries: ['EL'],
}

async function read(files: Record<string, string>, more: World = {}) {
  const host = memoryHost({ ...more, files })
  const readRule = (folder: string) => {
    const rule = toyRule(folder.slice(folder.lastIndexOf('/') + 1), 'warning', [{ word: 'x' }])
    return folder.includes('untried')
      ? { ...rule, page: { ...rule.page, examples: rule.page.examples.slice(0, 1) } }
      : rule
  }
  return readConfig({ files: host.files, names, readRule }, '/shop/forthright.yml', '/shop', '/shop')
}

const settings = async (text: string, path: string, more: Record<string, string> = {}) =>
  createResolver((await read({ '/shop/forthright.yml': text, ...more })).chain).settingsFor(path)

/** Place and message of the mistake in a configuration. */
async function mistake(text: string, more: Record<string, string> = {}, world: World = {}): Promise<string> {
  try {
    await read({ '/shop/forthright.yml': text, ...more }, world)
  } catch (error) {
    if (error instanceof DataError) return error.message
    throw error
  }
  return 'none'
}

/** A configuration with ⟦ where its mistake stands, and the message. */
const mistakes: readonly (readonly [string, string])[] = [
  ['locale: en\n⟦rulse:\n  false-urgency: off', ': unknown key “rulse”; did you mean “rules”?'],
  ['documents:\n  - files: a.md\n    ⟦knid: marketing # why', 'unknown key “knid”; did you mean “kind”?'],
  ['documents:\n  - files: a.md\n    ⟦"knid":\n      - marketing', 'unknown key “knid”; did you mean “kind”?'],
  [
    'locale: en\nrules: # house style\n  ⟦fals-urgency: off',
    'unknown rule “fals-urgency”; did you mean “false-urgency”?',
  ],
  ['rules:\n  ⟦entirely-other: off', 'unknown rule “entirely-other”; “forthright rules” lists all'],
  ['rules:\n  false-urgency: ⟦warn # for now', 'unknown severity “warn”; did you mean “warning”?'],
  ['rules:\n  false-urgency:\n    ⟦level: error', 'or a mapping with the key “severity”'],
  ['rules: ⟦off', 'rules must be a mapping of rule ids to severities'],
  ['locale: ⟦english', 'unknown locale “english”; did you mean “en”?'],
  ['messageLanguage: ⟦de', 'unknown message language “de”; known are document, en, th'],
  [
    'documents:\n  - files: a.md\n    kind: ⟦return-policy',
    'unknown document kind “return-policy”; did you mean “returns-policy”?',
  ],
  ['documents:\n  - ⟦kind: marketing', 'the key “files” is missing'],
  ['documents:\n  - files: a.md\n    effective: ⟦soon', 'effective must be a date such as 2025-01-31'],
  ['documents:\n  - files: a.md\n    effective: ⟦2026-02-31', 'there is no such day; write a date such as 2025-01-31'],
  ['market: ⟦Europe', 'unknown market “Europe”; did you mean “EU”?'],
  ['market: [EU, ⟦Mars]', 'unknown market “Mars”; known are EU, UK and the two letters of a country (ISO 3166)'],
  ['market: ⟦"EU, QQ"', 'unknown market “QQ”'],
  ['documents:\n  - files: a.md\n    market: ⟦United Kingdom', 'unknown market “United Kingdom”'],
  ['documents:\n  - files: a.md\n    status: ⟦old', 'unknown status “old”; known are current, draft, archived'],
  ['accept:\n  - ⟦text: Best Western', 'the key “reason” is missing'],
  ['accept:\n  - text: Best Western\n    reason: ⟦""', 'reason must not be empty'],
  ['accept: ⟦Best Western', 'accept must be a list of entries with text and reason'],
  ['ignore: ⟦{}', 'ignore must be a text or a list of texts'],
  ['⟦- a', 'must be a mapping with the keys extends, locale'],
  ['a: [⟦', ''],
  ['extends: ⟦./gone.yml', 'there is no file “./gone.yml” to extend'],
  ['extends:\n  - ./a.yml\n  - ⟦../../etc/passwd.yml', 'lies outside of the workspace /shop; copy it inside'],
  ['extends: ⟦/etc/passwd.yml', 'lies outside of the workspace'],
  ['extends: ⟦./forthright.yml', 'extends this file again'],
  ['extends: ⟦some-package', 'there is no some-package/forthright.yml in node_modules; install the package'],
  ['extends: ⟦a/../../b', 'is neither a preset (forthright:strict), a file (./base.yml) nor an npm package'],
  ['extends:\n  - ⟦forthright:strickt', 'unknown preset “forthright:strickt”; did you mean “forthright:strict”?'],
  ['preview: ⟦yes', 'preview must be true or false'],
  ['lexicons: ⟦gone', 'there is no folder “gone” with rules'],
  ['lexicons: ⟦../other', 'lies outside of the workspace'],
  ['claims: ⟦gone.yml', 'there is no file “gone.yml” with claims'],
  ['claims: ⟦claims.yaml', 'a claims register ends in .yml; rename “claims.yaml”'],
  ['claims:\n  - a.yml\n  - ⟦../etc/passwd.yml', 'lies outside of the workspace /shop; copy it inside'],
]

describe('mistakes carry path, line, column and the remedy', () => {
  it.each(mistakes)('%j', async (marked, message) => {
    const { text, place } = unmark(marked)
    const found = await mistake(text, { '/shop/a.yml': '', '/etc/passwd.yml': '', '/other/x/rule.md': '' })
    expect(found).toContain(`/shop/forthright.yml:${place}: `)
    expect(found).toContain(message)
  })

  it('refuses a link out of the workspace', async () => {
    const found = await mistake(
      'extends: ./base.yml',
      { '/etc/base.yml': '' },
      { links: { '/shop/base.yml': '../etc/base.yml' } },
    )
    expect(found).toContain('lies outside of the workspace')
  })

  it.each([
    ['a package', 'extends: base', 'node_modules/base/forthright.yml', '../../../etc/base.yml', 'base'],
    ['a folder of rules', 'lexicons: house', 'house', '../etc/rules', 'house'],
    ['a rule', 'lexicons: house', 'house/leak', '../../etc/rules/leak', 'house/leak'],
    ['a page', 'lexicons: house', 'house/own/rule.md', '../../../etc/rules/leak/rule.md', 'house/own/rule.md'],
    ['a lexicon', 'lexicons: house', 'house/own/en.yml', '../../../etc/rules/leak/en.yml', 'house/own/en.yml'],
  ])('refuses %s that is a link out of the workspace', async (_, text, link, target, named) => {
    const outside = { '/etc/base.yml': '', '/etc/rules/leak/rule.md': '', '/etc/rules/leak/en.yml': '' }
    const inside = { '/shop/house/own/th.yml': '', '/shop/house/own/rule.md': '' }
    const files = link === 'house' ? outside : { ...outside, ...inside }
    const found = await mistake(text, files, { links: { [`/shop/${link}`]: target } })
    expect(found).toContain(`/shop/forthright.yml:1:`)
    expect(found).toContain(`“${named}” lies outside of the workspace /shop; copy it inside`)
  })

  it('refuses a configuration of the wrong name, and one that is not UTF-8', async () => {
    const { files } = memoryHost({ files: { '/shop/forthright.yaml': '' } })
    await expect(createConfigFinder(files).nearest('/shop/a/b')).rejects.toThrow(
      'the configuration is called forthright.yml; rename this file',
    )
    const broken = memoryHost({ files: { '/shop/forthright.yml': Uint8Array.of(0xff) } })
    const reader = { files: broken.files, names, readRule: () => toyRule('x', 'info', []) }
    await expect(readConfig(reader, '/shop/forthright.yml', '/shop', '/shop')).rejects.toThrow(
      'the configuration is not UTF-8; save it as UTF-8',
    )
  })
})

describe('own rules', () => {
  const at = (folder: string) => ({ [`/shop/house/${folder}/rule.md`]: '', [`/shop/house/${folder}/en.yml`]: '' })

  it('are found in folders and groups, and known to the configuration', async () => {
    const { rules, chain } = await read({
      '/shop/forthright.yml': 'lexicons: house\nrules:\n  shout: error',
      ...at('shout'),
      ...at('group/mumble'),
    })
    expect(rules.map(({ page }) => page.id)).toEqual(['mumble', 'shout'])
    expect(chain.ruleFolders).toEqual(['/shop/house/group/mumble', '/shop/house/shout'])
  })

  it.each([
    [
      'without an example to leave',
      { ...at('untried') },
      '/shop/house/untried/rule.md:10:1: the rule has no sentence in “en” that it must leave alone (without marks); add a fence ```md en',
    ],
    [
      'with the id of another',
      { ...at('no-returns') },
      '/shop/house/no-returns/rule.md:1:1: the id “no-returns” is taken by another rule; rename the folder',
    ],
    [
      'without a page',
      { '/shop/house/x/en.yml': '' },
      '/shop/house/x/en.yml:1:1: this lexicon has no page and would find nothing; put a rule.md with examples beside it',
    ],
    [
      'with a lexicon that would not be read',
      { ...at('x'), '/shop/house/x/th.yaml': '' },
      '/shop/house/x/th.yaml:1:1: a lexicon ends in .yml; rename this file',
    ],
    [
      'nowhere',
      { '/shop/house/readme.txt': '' },
      '/shop/house:1:1: there is no rule here; a rule is a folder with a rule.md',
    ],
  ])('are refused %s', async (_, files, message) => {
    expect(await mistake('lexicons: house', files)).toBe(message)
  })
})

describe('settings of a document', () => {
  it('come from the more specific and the later entry', async () => {
    const text = `
locale: en
rules:
  false-urgency: error
  no-returns:
    severity: info
documents:
  - files: policies/**
    kind: returns-policy
    market: EU
  - files: '**/th/**'
    locale: th
    status: draft
    effective: 2025-01-31
accept:
  - text: Best Western
    reason: a hotel
overrides:
  - files: [policies/old/]
    kind: marketing
    rules:
      false-urgency: off
    accept:
      - text: Final sale
        reason: the name of an event
`
    expect(await settings(text, '/shop/policies/th/a.md')).toMatchObject({
      locale: { value: 'th', from: '/shop/forthright.yml' },
      kind: { value: 'returns-policy' },
      standing: { status: 'draft', effective: '2025-01-31', market: 'EU' },
      rules: { severities: { 'false-urgency': 'error', 'no-returns': 'info' }, messageLanguage: 'document' },
    })
    const old = await settings(text, '/shop/policies/old/a.md')
    expect(old).toMatchObject({
      locale: undefined,
      fallbackLocale: { value: 'en' },
      kind: { value: 'marketing' },
      standing: { status: undefined },
    })
    expect(old.rules.severities['false-urgency']).toBe('off')
    expect(old.rules.accept.map((entry) => entry.text)).toEqual(['Best Western', 'Final sale'])
    expect((await settings(text, '/elsewhere/a.md')).kind).toBeUndefined()
  })

  it('build on other files, which lose against this one', async () => {
    const files = {
      '/shop/base.yml': 'extends: acme-house\nmessageLanguage: th\nrules:\n  no-returns: info\n  false-urgency: info',
      '/shop/node_modules/acme-house/forthright.yml': 'rules:\n  no-returns: off\nlexicons: words',
      '/shop/node_modules/acme-house/words/shout/rule.md': '',
      '/shop/node_modules/acme-house/words/shout/en.yml': '',
    }
    const { chain, rules } = await read({
      '/shop/forthright.yml': 'extends: ./base.yml\nrules:\n  false-urgency: error',
      ...files,
    })
    expect(createResolver(chain).settingsFor('/shop/a.md').rules).toMatchObject({
      severities: { 'no-returns': 'info', 'false-urgency': 'error' },
      messageLanguage: 'th',
    })
    expect(rules.map(({ page }) => page.id)).toEqual(['shout'])
  })

  it('build on presets, which lose against what they say themselves', async () => {
    const { rules } = await settings('extends: forthright:strict\nrules:\n  no-returns: info', '/shop/a.md')
    expect(rules).toMatchObject({ severities: { 'no-returns': 'info', 'false-urgency': 'error' }, preview: true })
    expect((await settings('extends: forthright:strict\npreview: false', '/shop/a.md')).rules.preview).toBe(false)
  })

  it.each([
    ['a preset behind strict', 'extends: [forthright:strict, forthright:plain]', true],
    ['a preset behind a file', 'extends: [./base.yml, forthright:plain]', true],
    ['a file behind strict', 'extends: [forthright:strict, ./stable.yml]', false],
    ['nothing', 'extends: forthright:plain', undefined],
  ])('are in preview as those say that say anything: %s', async (_, text, preview) => {
    const files = { '/shop/base.yml': 'preview: true', '/shop/stable.yml': 'preview: false' }
    expect((await settings(text, '/shop/a.md', files)).rules.preview).toBe(preview)
  })

  it('say for which markets all or some documents are', async () => {
    const text = 'market: [EU, UK]\ndocuments:\n  - files: us/**\n    market: US'
    expect((await settings(text, '/shop/a.md')).standing.market).toBe('EU, UK')
    expect((await settings(text, '/shop/us/a.md')).standing.market).toBe('US')
    for (const known of ['EU, UK', 'eu', 'EL', 'jp'])
      expect((await settings(`market: ${known}`, '/shop/a.md')).standing.market).toBe(known)
  })

  it('say which documents others replace', async () => {
    const text =
      'documents:\n  - files: new/**\n    supersedes: ../terms.md\noverrides:\n  - files: new/b.md\n    supersedes: [c.md, d.md]'
    expect((await settings(text, '/shop/new/a.md')).standing.supersedes).toEqual(['../terms.md'])
    expect((await settings(text, '/shop/new/b.md')).standing.supersedes).toEqual(['c.md', 'd.md'])
    expect((await settings(text, '/shop/terms.md')).standing.supersedes).toBeUndefined()
  })

  it('say what is ignored, and by which pattern', async () => {
    const text = 'ignore: [drafts/, "*.tmp.md", "!drafts/keep.md"]'
    expect((await settings(text, '/shop/x/a.tmp.md')).ignoredBy).toBe('*.tmp.md')
    expect((await settings(text, '/shop/x/drafts/b.md')).ignoredBy).toBe('drafts/')
    expect((await settings(text, '/shop/x/b.md')).ignoredBy).toBeUndefined()
    expect((await settings(text, '/other/drafts/b.md')).ignoredBy).toBeUndefined()
  })

  it('may have comments behind values', async () => {
    const text = 'locale: th # where most customers live\nrules: # house style\n  no-returns: off # see the handbook\n'
    expect(await settings(text, '/shop/a.md')).toMatchObject({
      fallbackLocale: { value: 'th' },
      rules: { severities: { 'no-returns': 'off' } },
    })
  })

  it('are empty for an empty file and one of comments', async () => {
    expect(await mistake('')).toBe('none')
    expect(await mistake('# nothing yet\n')).toBe('none')
  })
})

describe('the nearest configuration', () => {
  it('is looked for up to the root of the repository', async () => {
    const { files } = memoryHost({
      files: { '/forthright.yml': '', '/repo/.git/HEAD': '', '/repo/a/forthright.yml': '', '/loose/a.md': '' },
    })
    const finder = createConfigFinder(files)
    expect(await finder.nearest('/repo/a/b/c')).toBe('/repo/a/forthright.yml')
    expect(await finder.nearest('/repo/b')).toBeUndefined()
    expect(await finder.nearest('/loose')).toBe('/forthright.yml')
    expect(await finder.repository('/repo/a')).toBe('/repo')
    expect(await finder.repository('/loose')).toBeUndefined()
  })
})

it('reads registers beside the file that names them, those of what it extends with them', async () => {
  const entry = (words: string) => `- claim: ${words}\n  proof: a test\n  owner: Ana\n  expires: 2027-01-31\n`
  const { claims, chain } = await read({
    '/shop/forthright.yml': 'extends: ./legal/base.yml\nclaims: claims.yml',
    '/shop/claims.yml': entry('second'),
    '/shop/legal/base.yml': 'claims: claims.yml',
    '/shop/legal/claims.yml': entry('first'),
  })
  expect(chain.registers).toEqual(['/shop/legal/claims.yml', '/shop/claims.yml'])
  expect(claims.map(({ claim }) => claim.words)).toEqual([[{ text: 'first' }], [{ text: 'second' }]])
})

it('refuses a register that links out of the workspace, and one that is not UTF-8', async () => {
  const links = { links: { '/shop/claims.yml': '../etc/claims.yml' } }
  expect(await mistake('claims: claims.yml', { '/etc/claims.yml': '' }, links)).toContain('outside of the workspace')
  const broken = memoryHost({
    files: { '/shop/forthright.yml': 'claims: claims.yml', '/shop/claims.yml': Uint8Array.of(0xff) },
  })
  const reader = { files: broken.files, names, readRule: () => toyRule('x', 'info', []) }
  await expect(readConfig(reader, '/shop/forthright.yml', '/shop', '/shop')).rejects.toThrow(
    '/shop/claims.yml:1:1: the claims register is not UTF-8; save it as UTF-8',
  )
})

it('has a JSON Schema with all names', () => {
  const text = JSON.stringify(configJsonSchema(names))
  expect(text).toContain('"additionalProperties":false')
  expect(text).toContain('"propertyNames":{"enum":["false-urgency","no-returns"]')
  expect(text).toContain('"enum":["marketing","returns-policy"]')
})

it('has a JSON Schema of claims registers', () => {
  const schema = registerJsonSchema(names)
  expect(schema).toMatchObject({ type: 'array', items: { required: ['claim', 'proof', 'owner'] } })
  expect(JSON.stringify(schema)).toContain('"enum":["EU","UK"]')
})
