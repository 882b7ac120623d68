import { readFileSync } from 'node:fs'
import { ParseEnglish } from 'parse-english'
import { unified } from 'unified'
import { VFile } from 'vfile'
import { expect, test } from 'vitest'
import { retextForthright } from '../src/index.js'

test('the plugin runs in a pipeline of other people, as the README shows', async () => {
  const [, text = ''] = /new VFile\('([^']+)'\)/.exec(readFileSync('README.md', 'utf8')) ?? []
  const file = new VFile(text)
  await unified().use(retextForthright, { locale: 'en' }).run(new ParseEnglish().parse(text), file)
  expect(file.messages.map(({ ruleId, source }) => [ruleId, source])).toEqual([
    ['false-urgency', 'forthright'],
    ['false-scarcity', 'forthright'],
  ])
})
