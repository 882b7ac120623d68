import type { Catalog, Cues, LanguageData, LexiconData, PhraseData, RuleData } from '../data/catalog.js'
import { createMatcher, type Entry, type Matcher } from '../text/matcher.js'

/** What a match stands for. */
export type Owner =
  | { readonly type: 'phrase'; readonly ruleId: string; readonly phrase: PhraseData }
  /** `phrase` undefined means all phrases of the rule. */
  | { readonly type: 'unless' | 'unlessNear'; readonly ruleId: string; readonly phrase: PhraseData | undefined }
  | { readonly type: 'with' | 'withNear'; readonly ruleId: string; readonly phrase: PhraseData }
  | { readonly type: 'cue' | 'except'; readonly guard: string; readonly cues: Cues }

/** The keys of a phrase that ask for what stands around it. */
const conditions = ['unless', 'with', 'unlessNear', 'withNear'] as const

/** All words of one locale: its language file and every rule's lexicon, with one matcher for all. */
export interface Words {
  readonly locale: string
  readonly language: LanguageData
  readonly lexicons: ReadonlyMap<string, LexiconData>
  readonly matcher: Matcher<Owner>
}

/**
 * Compiles the words of one locale.
 * @throws PhraseError for a phrase that is not well formed (the catalogue's are checked when it is built).
 */
export function createWords(locale: string, catalog: Catalog): Words | undefined {
  const language = catalog.languages[locale]
  if (!language) return undefined
  const lexicons = new Map<string, LexiconData>()
  const entries: Entry<Owner>[] = []
  for (const rule of catalog.rules) {
    const lexicon = rule.lexicons[locale]
    if (!lexicon) continue
    lexicons.set(rule.page.id, lexicon)
    entries.push(...entriesOf(rule, lexicon))
  }
  for (const [guard, list] of Object.entries(language.guards)) {
    for (const cues of list) {
      for (const phrase of cues.cues) entries.push({ phrase, owner: { type: 'cue', guard, cues } })
      for (const phrase of cues.except ?? []) entries.push({ phrase, owner: { type: 'except', guard, cues } })
    }
  }
  return { locale, language, lexicons, matcher: createMatcher(entries, language) }
}

function* entriesOf({ page: { id: ruleId } }: RuleData, lexicon: LexiconData): Generator<Entry<Owner>> {
  for (const type of ['unless', 'unlessNear'] as const) {
    for (const phrase of lexicon[type] ?? []) yield { phrase, owner: { type, ruleId, phrase: undefined } }
  }
  for (const phrase of lexicon.phrases) {
    for (const text of phrase.find) yield { phrase: text, owner: { type: 'phrase', ruleId, phrase } }
    for (const type of conditions) {
      for (const text of phrase[type] ?? []) yield { phrase: text, owner: { type, ruleId, phrase } }
    }
  }
}
