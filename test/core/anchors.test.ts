import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { topicPhrases } from '../../src/build/read-topics.js'
import { phrasesOf } from '../../src/build/rule-data.js'
import { AnchorTable } from '../../src/core/text/anchor-table.js'
import { fold } from '../../src/core/text/fold.js'
import { compileEntries, createSearch, openMatcher, slotsOf } from '../../src/core/text/matcher.js'
import { openPhrases } from '../../src/core/text/phrase-set.js'
import { firstUnitsOf, ZERO } from '../../src/core/text/program.js'
import { createRunner } from '../../src/core/text/runner.js'
import { cutsWord, SPACE, THAI_MARK, Units, VALUED, WORD } from '../../src/core/text/units.js'
import { catalog } from '../../src/generated/index.js'

/** All that is ever looked for in texts of a locale, each once. */
function phrasesIn(locale: string): string[] {
  const { guards = {}, slots = {} } = catalog.languages[locale] ?? {}
  return [
    ...new Set([
      ...catalog.rules.flatMap(({ lexicons: { [locale]: lexicon } }) => (lexicon ? [...phrasesOf(lexicon)] : [])),
      ...catalog.topics.flatMap(({ lexicons: { [locale]: lexicon } }) => (lexicon ? [...topicPhrases(lexicon)] : [])),
      ...Object.values(guards).flatMap((list) => list.flatMap(({ cues, except = [] }) => [...cues, ...except])),
      ...Object.keys(slots).map((slot) => `<${slot}>`),
    ]),
  ]
}

const folder = 'test/corpus/documents'

/** Lines of prose of a locale, folded. */
const linesOf = (locale: string): string[] =>
  readdirSync(`${folder}/${locale}`)
    .sort()
    .flatMap((name) => readFileSync(`${folder}/${locale}/${name}`, 'utf8').split('\n'))
    .filter((line) => line.length > 20)
    .map((line) => fold(line).text)

/** So much of the corpus is read, in UTF-16 units of each language. */
const ENOUGH = 1500

describe('what a phrase cannot do without stands where the phrase does', () => {
  it.each(Object.keys(catalog.languages))('%s', (locale) => {
    const language = catalog.languages[locale]
    if (!language) throw new Error(locale)
    const phrases = phrasesIn(locale)
    const entries = phrases.map((phrase, owner) => ({ phrase, owner }))
    const slots = slotsOf(language)
    const table = new AnchorTable()
    const set = openPhrases(compileEntries(entries, language, slots, table, true))
    const matcher = openMatcher(set, createSearch(slots, language.spacing, table), (number) => entries[number])
    const run = createRunner(slots, language.spacing)
    const units = new Units()
    const programs = phrases.map((_, id) => set.program(id))
    const firsts = programs.map((program) => firstUnitsOf([program], slots.programs))

    /** Runs each program at each place. */
    function everywhere(text: string): string[] {
      const found: string[] = []
      units.read(text)
      run.begin(units)
      for (let start = 0; start < text.length; start++) {
        if (units.is(start, SPACE | THAI_MARK)) continue
        if (units.is(start, WORD) && start > 0 && cutsWord(units, start)) continue
        const unit = units.is(start, VALUED) ? ZERO : units.at(start)
        programs.forEach((program, id) => {
          if (firsts[id]?.has(unit) === false) return
          const result = run.at(program, start)
          if (result) found.push(`${phrases[id]} ${start} ${result.end} ${JSON.stringify(result.captures)}`)
        })
      }
      return found.sort()
    }

    let left = ENOUGH
    const own = linesOf(locale)
    expect(own.length).toBeGreaterThan(0)
    for (const step of [7, 3, 1])
      for (let at = 0; at < own.length && left > 0; at += step) {
        const text = own[at] ?? ''
        left -= text.length
        const found = matcher.match(text)
        expect(
          found
            .map(({ owner, start, end, captures }) => `${phrases[owner]} ${start} ${end} ${JSON.stringify(captures)}`)
            .sort(),
        ).toEqual(everywhere(text))
      }
  })
})
