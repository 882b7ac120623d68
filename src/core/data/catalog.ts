import type { Spacing } from '../text/characters.js'
import type { Severity } from './finding.js'
import type { TopicData } from './topic.js'
import type { ValueWords } from './value.js'

/** Where a guard's cue must stand, seen from the passage. */
export type CuePlace = 'before' | 'after' | 'sentence' | 'block' | 'introduction'

/** Cues that make a passage innocent, for instance a negation shortly before it. */
export interface Cues {
  readonly where: CuePlace
  /** For `before` and `after`: at most this many words (characters where words are not spaced) away. */
  readonly within?: number
  readonly cues: readonly string[]
  /** A cue inside one of these does not count ("not only"). */
  readonly except?: readonly string[]
}

/** One file of `src/languages`: what the engine must know of a locale. */
export interface LanguageData {
  /** The locale's own name for itself. */
  readonly name: string
  readonly spacing: Spacing
  /** Reach of ` … ` in words, or in characters where words are not spaced. */
  readonly gap: number
  /** Unicode scripts in which its prose is written. */
  readonly scripts: readonly string[]
  /** Letters that prove another language of the same script. */
  readonly foreign?: string
  /** Characters that only this one of several locales of a script uses. */
  readonly characters?: string
  /** Words so common that they tell languages of one script apart. */
  readonly functionWords?: readonly string[]
  /** Pairs of quotation marks, for instance `“”`. */
  readonly quotes: readonly string[]
  readonly slots: Readonly<Record<string, readonly string[]>>
  readonly guards: Readonly<Record<string, readonly Cues[]>>
  /** Cues in titles and headings, by document kind. */
  readonly kinds: Readonly<Record<string, readonly string[]>>
  /** What the text of a document of a kind says time and again, where its title does not tell. */
  readonly signs?: Readonly<Record<string, readonly string[]>>
  /** How values are said. */
  readonly values?: ValueWords
  /** What limits a commitment to some customers, goods or orders, by a name that all languages share. */
  readonly scopes?: Readonly<Record<string, readonly string[]>>
}

/** Where a phrase may be limited to: the part of the page in which it stands. */
export const roles = [
  'heading',
  'paragraph',
  'list-item',
  'table-cell',
  'quotation',
  'button',
  'link',
  'caption',
  'attribute',
] as const
export type Role = (typeof roles)[number]

export interface PhraseData {
  readonly find: readonly string[]
  /** Replacement of wording only; the empty string removes the passage. */
  readonly fix?: string
  /** Replacements that change what is said; a person chooses. */
  readonly use?: readonly string[]
  readonly unless?: readonly string[]
  readonly with?: readonly string[]
  /** As `unless`, but anywhere in the block, in the heading above it or in the line that introduces it. */
  readonly unlessNear?: readonly string[]
  /** As `with`, but anywhere in the block, in the heading above it or in the line that introduces it. */
  readonly withNear?: readonly string[]
  /** As `withNear`, but not in the block itself. */
  readonly under?: readonly string[]
  readonly where?: readonly Role[]
  /** The kinds of document in which it is found; without it, all. */
  readonly kinds?: readonly string[]
  /** Whether it is not sure enough yet, so that it is found only where preview is on. */
  readonly preview?: boolean
}

/** The keys of a phrase that name phrases which must or must not stand around it. */
export const phraseConditions = ['unless', 'with', 'unlessNear', 'withNear', 'under'] as const
export type PhraseCondition = (typeof phraseConditions)[number]

/** The customer's journey; each stage needs something of its own to stand on. */
export const stages = ['awareness', 'consideration', 'decision', 'after'] as const
export type Stage = (typeof stages)[number]

/** A question that customers bring to a kind of document. */
export interface QuestionData {
  /** The stage of the journey at which it is asked. */
  readonly stage?: Stage
  /** Topics whose commitments answer it. */
  readonly topics: readonly string[]
  /** Markets, by their names in `src/documents/markets.yml`, where the law wants it answered. */
  readonly required: readonly string[]
  /** Keys of front matter that answer it. */
  readonly frontMatter: readonly string[]
  /** Locales in which hints of it are not sure enough yet, so that they are off unless preview is on. */
  readonly preview: readonly string[]
  /** Where the answer stands in a document without headings. */
  readonly place: 'start' | 'end'
}

/** How a question is asked and answered in one locale. */
export interface AnswerData {
  /** In the customer's words. */
  readonly question: string
  /** What a document says of which it is asked; without it, of all that the rule applies to. */
  readonly applies?: readonly string[]
  /** What a document says that answers it. */
  readonly found: readonly string[]
  /** What a heading says under which the answer belongs. */
  readonly heading: readonly string[]
  /** A heading for the answer; without it, the answer is a paragraph. */
  readonly title?: string
  /** What may be written, with placeholders for facts. */
  readonly text: string
}

/** A rule's words in one locale. */
export interface LexiconData {
  readonly message: string
  /** Further messages, by a name that the rule's code knows. */
  readonly messages?: Readonly<Record<string, string>>
  readonly note?: string
  readonly phrases: readonly PhraseData[]
  readonly unless?: readonly string[]
  readonly unlessNear?: readonly string[]
  /** Honest sentences to put in place of the whole sentence; suggestions, never fixes. */
  readonly rewrite?: readonly string[]
  /** Phrases that the rule's code asks for by name. */
  readonly cues?: Readonly<Record<string, readonly string[]>>
  /** The page's questions are put only to documents that say one of these; without it to all. */
  readonly applies?: readonly string[]
  /** By the page's questions. */
  readonly answers?: Readonly<Record<string, AnswerData>>
}

export interface Example {
  readonly locale: string
  readonly kind?: string
  /** CriticMarkup. */
  readonly text: string
  /** 1-based line of the fence in the page. */
  readonly line: number
}

/** A rule's page. */
export interface PageData {
  readonly id: string
  readonly group: string
  readonly title: string
  readonly description: string
  readonly severity: Severity
  /** Document kinds the rule is for; empty means all. A document of unknown kind is always read. */
  readonly kinds: readonly string[]
  /** Guards that silence it, by their names in `src/languages`, and the structural ones. */
  readonly guards: readonly string[]
  /** What a document of these kinds should answer. A rule with questions never reads a document of unknown kind. */
  readonly questions?: Readonly<Record<string, QuestionData>>
  /** A document that answers fewer of the questions is taken for one of another kind, and is asked none that no law requires. */
  readonly leastAnswered?: number
  /** Locales in which it is not sure enough yet, so that it is off unless preview is on. */
  readonly preview?: readonly string[]
  /** The preset that turns it on; a rule of no pack is on by itself. */
  readonly pack?: string
  /** Why it costs trust: the page's first paragraphs, as Markdown. */
  readonly why: string
  readonly sections: Readonly<Record<string, string>>
  readonly examples: readonly Example[]
}

export interface RuleData {
  readonly page: PageData
  readonly lexicons: Readonly<Record<string, LexiconData>>
}

/** A choice of rules that a configuration can build on. */
export interface PresetData {
  readonly description: string
  /** Whether rules in preview are on. */
  readonly preview: boolean
  /** By rule id; rules that are not named keep their page's severity. */
  readonly severities: Readonly<Record<string, Severity | 'off'>>
}

/** The sentences that the program itself says, per locale. */
export type MessageData = Readonly<Record<string, string>>

/** All data, as one plain object. */
export interface Catalog {
  readonly version: string
  /** Tells states of the data apart that have the same version. */
  readonly digest?: string
  /** Where the rule pages are published, without a final slash. */
  readonly site: string
  readonly languages: Readonly<Record<string, LanguageData>>
  readonly messages: Readonly<Record<string, MessageData>>
  readonly kinds: KindData
  /** Markets whose law rules name, each with the countries and regions that belong to it. */
  readonly markets: Readonly<Record<string, readonly string[]>>
  readonly paths: PathWords
  /** Scopes that limit nothing: what everybody gets where nothing else is said. */
  readonly usualScopes: readonly string[]
  readonly rules: readonly RuleData[]
  readonly presets: Readonly<Record<string, PresetData>>
  readonly topics: readonly TopicData[]
  /** Made when the program is built, so that it starts quickly; without it, words are compiled when they are first needed. */
  readonly compiled?: CompiledCatalog
}

/** The words of a catalogue in the form in which they are looked for. */
export interface CompiledCatalog {
  /** So many of the catalogue's rules are in it; those behind are somebody's own. */
  readonly rules: number
  /** What `compileCatalog` made of each locale. A host may read one when it is first asked for. */
  readonly byLocale: Readonly<Record<string, Uint8Array>>
}

/** `src/documents/paths.yml`: names of folders that tell how their documents stand. */
export interface PathWords {
  /** Folders of drafts and of old versions. */
  readonly shelved: readonly string[]
  /** Folders that hold one folder for each brand or site. */
  readonly sites: readonly string[]
}

/** What a document of a kind does: it promises (copy), it says what holds (policy), or both. */
export const documentRoles = ['copy', 'policy', 'both', 'other'] as const

/** `src/documents/kinds.yml`: document kinds, what they do, and the path words that tell them. */
export type KindData = Readonly<
  Record<
    string,
    {
      readonly role: (typeof documentRoles)[number]
      /** Words of a folder or of a file's name. */
      readonly paths: readonly string[]
      /** A file's whole name, without extension and locale. */
      readonly names?: readonly string[]
    }
  >
>
