import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { type CodeAction, type SnippetTextEdit, TextDocumentEdit, type TextEdit } from 'vscode-languageserver/node'
import { TextDocument } from 'vscode-languageserver-textdocument'
import { inFolder } from '../e2e/program.js'
import { able, missing, patient, type ScriptedClient, withClient } from './client.js'
import { uriIn } from './uri-in.js'

// Each test starts a process, on machines that may be busy.
vi.setConfig({ testTimeout: 120_000 })

const sample = 'Hurry, only 3 left in stock!\n'
const everything = { start: { line: 0, character: 0 }, end: { line: 1_000_000, character: 0 } }

/** What a snippet leaves where nobody fills anything in. */
const unfilled = (snippet: string): string =>
  snippet.replace(/\$\{\d+:((?:[^}\\]|\\.)*)\}/g, '$1').replace(/\\([\\$}])/g, '$1')

const textOf = (edit: TextEdit | SnippetTextEdit): TextEdit =>
  'snippet' in edit ? { range: edit.range, newText: unfilled(edit.snippet.value) } : edit

/** The texts of documents once the edit of an action is applied, by URI; checks versions as an editor does. */
function applied(client: ScriptedClient, { edit }: CodeAction, texts: Readonly<Record<string, string>> = {}) {
  const result: Record<string, string> = {}
  for (const change of edit?.documentChanges ?? []) {
    if (!TextDocumentEdit.is(change)) continue
    const { uri, version } = change.textDocument
    const document = uri in texts ? TextDocument.create(uri, '', 0, texts[uri] ?? '') : client.document(uri)
    if (version !== null) expect(version).toBe(document.version)
    result[uri] = TextDocument.applyEdits(document, change.edits.map(textOf))
  }
  return result
}

async function chosen(client: ScriptedClient, uri: string, title: RegExp): Promise<CodeAction> {
  const action = (await client.actions(uri, everything)).find((one) => title.test(one.title))
  if (!action) throw new Error(`There is no action ${title}`)
  expect(action.edit).toBeUndefined()
  return client.resolve(action)
}

const rulesIn = async (client: ScriptedClient, uri: string) =>
  (await client.diagnostics(uri)).map(({ code }) => String(code))

describe.skipIf(missing !== '')(`code actions of the built server${missing}`, () => {
  it('come in the order of linters, and only of the kinds asked for', async () => {
    await inFolder({}, (folder) =>
      withClient({ folder, initializationOptions: { commands: ['forthright.openRule'] } }, async (client) => {
        const uri = uriIn(folder, 'en/a.md')
        await client.open(uri, `${sample}\n${sample}`)
        const titles = (
          await client.actions(uri, { start: { line: 0, character: 1 }, end: { line: 0, character: 1 } })
        ).map(({ title }) => title)
        const order = [/^(Replace|Remove|Rewrite)/, /^Keep/, /^Ignore/, /^Accept/, /^Show the page/]
        const groups = titles.map((title) => order.findIndex((form) => form.test(title))).filter((group) => group >= 0)
        expect(groups).toEqual([...groups].sort())
        expect(new Set(groups)).toEqual(new Set([0, 1, 2, 3, 4]))
        expect(await client.actions(uri, everything, ['refactor'])).toEqual([])
        expect(await client.actions(uri, everything, ['source.fixAll.eslint'])).toEqual([])
      }),
    )
  })

  it('answer each of several questions that are open at one place', async () => {
    await inFolder({ 'forthright.yml': 'preview: true\n' }, (folder) =>
      withClient({ folder }, async (client) => {
        const uri = uriIn(folder, 'en/returns.md')
        await client.open(uri, '# Returns policy\n\nYou can return an item within 30 days. Return postage is free.\n')
        const actions = (await client.actions(uri, everything)).filter(({ title }) => title.startsWith('Add '))
        expect(actions.length).toBeGreaterThan(2)
        const results = await Promise.all(
          actions.map(async (action) => ({
            title: action.title,
            text: applied(client, await client.resolve(action))[uri] ?? '',
          })),
        )
        for (const { title, text } of results) expect(text).toContain(`## ${title.slice(5, -1)}\n`)
        const silencing = (await client.actions(uri, everything)).map(({ title }) => title)
        expect(silencing.filter((title) => title.startsWith('Keep this returns-policy-gaps'))).toHaveLength(1)
        expect(silencing.filter((title) => title.startsWith('Accept'))).toEqual([])
      }),
    )
  })

  it('fix all that is safe, and leave nothing that is', async () => {
    const storefront = resolve('media/storefront')
    const text = `${readFileSync(join(storefront, 'en/landing.md'), 'utf8')}\nWe apologise for any inconvenience.\n`
    await withClient({ folder: storefront }, async (client) => {
      const uri = uriIn(storefront, 'en/landing.md')
      await client.open(uri, text)
      for (const only of ['source.fixAll', 'source.fixAll.forthright']) {
        const [action] = await client.actions(uri, everything, [only])
        expect(action?.kind).toBe('source.fixAll.forthright')
        const fixed = action && applied(client, await client.resolve(action))[uri]
        expect(fixed).toContain('We apologise for the inconvenience.')
        const other = uriIn(storefront, 'en/fixed.md')
        await client.open(other, fixed ?? '')
        expect(await client.actions(other, everything, [only])).toEqual([])
      }
    })
  })

  it('apply a fix, with tab stops where something is to be filled in', async () => {
    await inFolder({}, (folder) =>
      withClient({ folder }, async (client) => {
        const uri = uriIn(folder, 'en/a.md')
        await client.open(uri, 'Start your risk-free trial.\n')
        const action = await chosen(client, uri, /^Replace/)
        expect(JSON.stringify(action.edit)).toMatch(/before \$\{1:\[date\]\}/)
        expect(applied(client, action)[uri]).toBe('Start your free trial: cancel before [date] and pay nothing.\n')
      }),
    )
  })

  it('give plain edits at once where the client can do no more', async () => {
    await inFolder({}, (folder) =>
      withClient({ folder, capabilities: {} }, async (client) => {
        const uri = uriIn(folder, 'en/a.md')
        await client.open(uri, 'Start your risk-free trial.\n')
        const action = (await client.actions(uri, everything)).find(({ title }) => title.startsWith('Replace'))
        const edits = action?.edit?.changes?.[uri] ?? []
        expect(TextDocument.applyEdits(client.document(uri), edits)).toContain('cancel before [date]')
      }),
    )
  })

  it('refuse to change a document that has changed meanwhile', async () => {
    await inFolder({}, (folder) =>
      withClient({ folder }, async (client) => {
        const uri = uriIn(folder, 'en/a.md')
        await client.open(uri, 'Start your risk-free trial.\n')
        const [action] = await client.actions(uri, everything)
        await client.edit(uri, 0, 0, 'Now. ')
        await expect(client.resolve(action ?? { title: '' })).rejects.toThrow('has changed meanwhile')
      }),
    )
  })

  it.each([
    ['en/a.md', 'markdown', `${sample}Second line.\n`],
    ['en/b.md', 'markdown', `# Title\n\n- One\n- ${sample}- Three\n`],
    ['en/c.md', 'markdown', `First line,\n${sample}`],
    ['en/d.md', 'markdown', `| a | b |\n| - | - |\n| x | ${sample.trim()} |\n`],
    ['en/e.mdx', 'mdx', `# Title\n\n${sample}`],
    ['en/f.html', 'html', `<!doctype html>\n<p>\n  ${sample}</p>\n`],
    ['en/g.txt', 'plaintext', `Dear all,\n${sample}`],
    ['en/h.md', 'markdown', `---\ntitle: x\n---\r\n> ${sample}`],
    ['en/i.md', 'markdown', `<!-- forthright-ignore-next-line clickbait-headline -- of old -->\n${sample}`],
  ])('silence one finding, or all of a rule, in %s', async (name, languageId, text) => {
    await inFolder({}, (folder) =>
      withClient({ folder }, async (client) => {
        const uri = uriIn(folder, name)
        await client.open(uri, text, languageId)
        const before = await rulesIn(client, uri)
        expect(before).toContain('false-urgency')
        const isOther = (rule: string) => rule !== 'false-urgency' && rule !== 'faulty-suppression'
        const standing = before.filter(isOther)
        for (const title of [/^Keep this false-urgency/, /^Ignore false-urgency/]) {
          const action = await chosen(client, uri, title)
          const silenced = applied(client, action)[uri] ?? ''
          expect(silenced.length).toBeGreaterThan(text.length)
          const other = uri.replace('/en/', `/en/${title.source.length}`)
          await client.open(other, silenced, languageId)
          expect((await rulesIn(client, other)).filter(isOther)).toEqual(standing)
        }
      }),
    )
  })

  it.each([
    ['Keep this', 'nobody has said so', '# Shop\n\nReturn anything within 60 days.\n'],
    ['Keep this', 'in a list', '# Shop\n\n- One\n- Return anything within 60 days.\n'],
    [
      'Keep this',
      'by a comment that is there',
      `# Shop\n\n<!-- forthright-ignore-next-line false-urgency -- of old -->\nReturn anything within 60 days. Hurry, buy now!\n`,
    ],
    ['Ignore', 'in the file', '---\nlang: en\n---\n\n# Shop\n\nReturn anything within 60 days.\n'],
  ])('%s broken-promise: lets it stand %s', async (title, _, text) => {
    const config =
      'locale: en\ndocuments:\n  - { files: copy.md, kind: marketing }\n  - { files: returns.md, kind: returns-policy }\n'
    const policy = '# Returns\n\nYou can return items within 14 days of delivery.\n'
    await inFolder({ 'forthright.yml': config, 'copy.md': text, 'returns.md': policy }, (folder) =>
      withClient({ folder, capabilities: patient }, async (client) => {
        const uri = uriIn(folder, 'copy.md')
        await client.open(uri, text)
        expect(await rulesIn(client, uri)).toEqual(['broken-promise'])
        const action = await chosen(client, uri, new RegExp(`^${title} broken-promise`))
        const silenced = applied(client, action)[uri] ?? ''
        await client.edit(uri, 0, text.length, silenced)
        expect(await rulesIn(client, uri)).toEqual([])
        // The comment is told once there is nothing to silence.
        await client.edit(uri, silenced.indexOf('60'), silenced.indexOf('60') + 2, '14')
        expect(await rulesIn(client, uri)).toEqual(text.includes('of old') ? [] : ['faulty-suppression'])
      }),
    )
  })

  it('accept a wording in the configuration, which is made where there is none', async () => {
    await inFolder({ 'sub/forthright.yml': '# ours\nlocale: en\n' }, (folder) =>
      withClient({ folder, capabilities: able }, async (client) => {
        const [above, below] = [uriIn(folder, 'a.md'), uriIn(folder, 'sub/a.md')]
        for (const [uri, config, text] of [
          [above, uriIn(folder, 'forthright.yml'), ''],
          [below, uriIn(folder, 'sub/forthright.yml'), '# ours\nlocale: en\n'],
        ] as const) {
          await client.open(uri, 'Start your risk-free trial.\n')
          const action = await chosen(client, uri, /^Accept/)
          expect(applied(client, action, { [config]: text })[config]).toBe(
            `${text}accept:\n  - text: risk-free trial\n    reason: "[reason]"\n`,
          )
          expect(action.edit?.documentChanges).toHaveLength(text === '' ? 2 : 1)
        }
      }),
    )
  })
})
