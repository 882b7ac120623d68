import type { Catalog, LanguageData } from '../data/catalog.js'
import { compiledOf } from '../data/compiled.js'
import type { Evidence } from '../data/document.js'
import { fold } from '../text/fold.js'
import { compileAlone, type Entry, type Matcher, openAlone, slotsOf } from '../text/matcher.js'
import type { Block } from './prose.js'

export interface KindGuess {
  readonly kind: string | undefined
  readonly from: Evidence
}

/** Points for each sign; a kind needs at least `ENOUGH`. */
const PATH = 3
const TITLE = 4
const HEADING = 1
const MAX_HEADINGS = 3
const ENOUGH = 3
/** So many different signs in the text make a kind likely. */
const MIN_SIGNS = 3
/** A short page has room for fewer; a long one meets two by chance. */
const MIN_SIGNS_SHORT = 2
/** Units of prose of a short page. Less is a fragment, of which nothing is to be asked. */
const SHORT = { from: 300, to: 1500 }

/** How many different signs of each kind a text has. */
export type KindSigns = ReadonlyMap<string, number>

/** The cues of a language, each with the kind of document that it tells of. */
const kindEntries = ({ kinds }: LanguageData): Entry<string>[] =>
  Object.entries(kinds).flatMap(([kind, cues]) => cues.map((phrase) => ({ phrase, owner: kind })))

/** Compiles the cues of a language by which the kinds of documents are told. */
export const compileKinds = (language: LanguageData): Uint8Array =>
  compileAlone(kindEntries(language), language, slotsOf(language))

/** @returns a function that tells the kind of a document by its path, its title, its headings and what its text says. */
export function createKindDetector(
  catalog: Catalog,
): (path: string, blocks: readonly Block[], locale: string | undefined, signs: KindSigns) => KindGuess {
  const matchers = new Map<string, Matcher<string>>()
  const matcherOf = (locale: string): Matcher<string> | undefined => {
    const language = catalog.languages[locale]
    let matcher = matchers.get(locale)
    if (!matcher && language) {
      const entries = kindEntries(language)
      const compiled = compiledOf(catalog, locale)
      const slots = slotsOf(language, compiled?.slots)
      matcher = openAlone(compiled?.kinds ?? compileKinds(language), entries, slots, language.spacing)
      matchers.set(locale, matcher)
    }
    return matcher
  }
  const paths = Object.entries(catalog.kinds).map(([kind, { paths: words, names = [] }]) => ({
    kind,
    words: new Set(words),
    names: new Set(names),
  }))

  return (path, blocks, locale, signs) => {
    const scores = new Map<string, { score: number; best: number; from: Evidence }>()
    const add = (kind: string, points: number, from: Evidence): void => {
      const known = scores.get(kind) ?? { score: 0, best: 0, from: 'none' as Evidence }
      scores.set(kind, {
        score: known.score + points,
        best: Math.max(known.best, points),
        from: points > known.best ? from : known.from,
      })
    }

    const words = pathWords(path)
    const name = fileName(path)
    for (const { kind, words: known, names } of paths)
      if (names.has(name) || words.some((word) => known.has(word))) add(kind, PATH, 'path')

    const headings = blocks.filter((block) => block.depth > 0)
    const title = headings[0] ?? blocks[0]
    const matcher = locale === undefined ? undefined : matcherOf(locale)
    if (matcher && title) {
      for (const kind of kindsOf(matcher, title)) add(kind, TITLE, 'title')
      const counts = new Map<string, number>()
      for (const heading of headings.slice(1)) {
        for (const kind of kindsOf(matcher, heading)) {
          const count = counts.get(kind) ?? 0
          counts.set(kind, count + 1)
          if (count < MAX_HEADINGS) add(kind, HEADING, 'headings')
        }
      }
    }

    // What a text says decides only where nothing else does.
    if ([...scores.values()].every(({ score }) => score < ENOUGH)) {
      const needed = isShort(blocks) ? MIN_SIGNS_SHORT : MIN_SIGNS
      for (const [kind, count] of signs) if (count >= needed) add(kind, count + MIN_SIGNS - needed, 'text')
    }

    const ranked = [...scores].sort(([, a], [, b]) => b.score - a.score)
    const [first, second] = ranked
    if (!first || first[1].score < ENOUGH || first[1].score === second?.[1].score)
      return { kind: undefined, from: 'none' }
    return { kind: first[0], from: first[1].from }
  }
}

const isShort = (blocks: readonly Block[]): boolean => {
  let length = 0
  for (const { text } of blocks) {
    length += text.length
    if (length > SHORT.to) return false
  }
  return length >= SHORT.from
}

/** What blocks tell, for the matcher that was asked last: they are the same objects until they are edited. */
const told = new WeakMap<Block, { readonly by: Matcher<string>; readonly kinds: ReadonlySet<string> }>()

function kindsOf(matcher: Matcher<string>, block: Block): ReadonlySet<string> {
  const known = told.get(block)
  if (known?.by === matcher) return known.kinds
  const kinds = new Set(matcher.match(fold(block.text.slice(0, 200)).text).map((match) => match.owner))
  told.set(block, { by: matcher, kinds })
  return kinds
}

const isPlain = /^[\0-\x7F]*$/

// The second pattern takes longer to make than most paths take to read.
const wordsIn = (part: string): string[] =>
  part.split(isPlain.test(part) ? /[^A-Za-z0-9]+/ : /[^\p{L}\p{M}\p{N}]+/u).filter((word) => word !== '')

/** `en/Cookie_Policy.en.md` → cookie-policy */
const fileName = (path: string): string =>
  wordsIn(
    (path.toLowerCase().split('/').at(-1) ?? '')
      .replace(/(.)\..*$/, '$1')
      .replace(/[._-][a-z]{2}(?:[-_](?:[a-z]{2}|han[st]))?$/, ''),
  ).join('-')

/** The words of a path, and what two or three of them make that follow each other: `legal/privacy-policy.md` → legal, privacy, policy, privacy-policy. */
function pathWords(path: string): string[] {
  return path
    .toLowerCase()
    .split('/')
    .slice(-3)
    .flatMap((part) => {
      const words = wordsIn(part.replace(/\.[a-z]+$/, ''))
      return [1, 2, 3].flatMap((length) =>
        words.slice(length - 1).map((_, at) => words.slice(at, at + length).join('-')),
      )
    })
}
