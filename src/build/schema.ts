import * as v from 'valibot'
import {
  comparisons,
  documentRoles,
  measures,
  parseValue,
  roles,
  severities,
  stages,
  units,
  weekdays,
} from '../core/index.js'

const text = v.pipe(v.string('Write a text'), v.trim(), v.minLength(1, 'Write at least one character'))
const phrase = v.pipe(v.string('Write a phrase, or find: and what belongs to it'), v.minLength(1, 'Write a phrase'))
/** Shown where a list is needed and something else stands. */
const LIST = 'Write a list: one a line, each after “- ”'
const phrases = v.array(phrase, LIST)
const strict = <T extends v.ObjectEntries>(entries: T) =>
  v.strictObject(entries, (issue) => keyProblem(issue, Object.keys(entries)))

function keyProblem(issue: v.StrictObjectIssue, keys: readonly string[]): string {
  if (issue.expected === 'never') return `Unknown key ${issue.received}; there are ${keys.join(', ')}`
  return issue.expected === 'Object' ? `Write keys and values: ${keys.join(', ')}` : `Add the key ${issue.expected}`
}

const flag = v.pipe(
  v.picklist(['true', 'false'], 'Write true or false'),
  v.transform((value) => value === 'true'),
)

/** The keys of a phrase that say what must or must not stand around it. */
const conditions = {
  unless: v.exactOptional(phrases),
  with: v.exactOptional(phrases),
  unlessNear: v.exactOptional(phrases),
  withNear: v.exactOptional(phrases),
  under: v.exactOptional(phrases),
  where: v.exactOptional(v.array(v.picklist(roles, `Use one of ${roles.join(', ')}`))),
  kinds: v.exactOptional(v.array(v.string(), LIST)),
}

const find = v.pipe(
  v.union(
    [
      v.pipe(
        phrase,
        v.transform((one) => [one]),
      ),
      phrases,
    ],
    'Write a phrase or a list of phrases',
  ),
  v.minLength(1, 'Write at least one phrase'),
)

const phraseObject = strict({
  find,
  fix: v.exactOptional(v.string()),
  use: v.exactOptional(v.array(text, LIST)),
  preview: v.exactOptional(flag),
  ...conditions,
})

/** A phrase alone stands for an object with nothing but that. */
const phraseOr = <Schema extends v.GenericSchema>(object: Schema) =>
  v.union(
    [
      v.pipe(
        phrase,
        v.transform((find) => ({ find: [find] })),
      ),
      object,
    ],
    'Write a phrase, or find: and what belongs to it',
  )

/** `<locale>.yml` of a rule. */
export const lexiconSchema = strict({
  message: text,
  messages: v.exactOptional(v.record(v.string(), text)),
  note: v.exactOptional(text),
  phrases: v.optional(v.array(phraseOr(phraseObject)), []),
  unless: v.exactOptional(phrases),
  unlessNear: v.exactOptional(phrases),
  rewrite: v.exactOptional(v.array(text, LIST)),
  cues: v.exactOptional(v.record(v.string(), phrases)),
  applies: v.exactOptional(phrases),
  answers: v.exactOptional(
    v.record(
      v.string(),
      strict({
        question: text,
        applies: v.exactOptional(phrases),
        found: phrases,
        heading: v.optional(phrases, []),
        title: v.exactOptional(text),
        text,
      }),
    ),
  ),
})

const list = v.array(v.string(), LIST)

/** Front matter of `rule.md`. */
export const pageSchema = strict({
  description: text,
  severity: v.picklist(severities, `Use one of ${severities.join(', ')}`),
  kinds: v.optional(list, []),
  guards: v.optional(list, []),
  preview: v.exactOptional(list),
  pack: v.exactOptional(text),
  leastAnswered: v.exactOptional(v.pipe(v.string(), v.regex(/^\d+$/, 'Write a number'), v.transform(Number))),
  questions: v.exactOptional(
    v.record(
      v.string(),
      strict({
        stage: v.exactOptional(v.picklist(stages, `Use one of ${stages.join(', ')}`)),
        topics: v.optional(list, []),
        required: v.optional(list, []),
        frontMatter: v.optional(list, []),
        preview: v.optional(list, []),
        place: v.optional(v.picklist(['start', 'end'], 'Write start or end'), 'end'),
      }),
    ),
  ),
})

/** `src/presets/<name>.yml`. */
export const presetSchema = (groups: readonly string[], rules: readonly string[]) => {
  const levels = [...severities, 'off'] as const
  const level = v.picklist(levels, `Use one of ${levels.join(', ')}`)
  return strict({
    description: text,
    preview: v.optional(flag, 'false'),
    groups: v.optional(byName(groups, level), {}),
    rules: v.optional(byName(rules, level), {}),
  })
}

const step = v.union([
  v.pipe(
    v.string(),
    v.transform((option) => [option]),
  ),
  list,
])

/** Front matter of `topic.md`. */
export const topicPageSchema = strict({
  description: text,
  values: v.optional(v.array(v.picklist(measures, `Use one of ${measures.join(', ')}`)), []),
  better: v.optional(v.picklist(['more', 'less'], 'Write more or less'), 'more'),
  ladders: v.optional(v.array(v.array(step, LIST), LIST), []),
  links: v.optional(v.record(v.string(), list), {}),
  alonePer: v.optional(list, []),
  listed: v.optional(flag, 'false'),
  single: v.optional(flag, 'false'),
  varied: v.optional(flag, 'false'),
  promise: v.optional(flag, 'false'),
  kinds: list,
  alike: v.optional(list, []),
  takenBackBy: v.optional(list, []),
  guards: v.optional(list, ['quotation', 'mention', 'reported', 'question', 'elsewhere']),
})

/** `<locale>.yml` of a topic. */
export const topicLexiconSchema = strict({
  label: text,
  mentions: v.optional(phrases, []),
  names: v.optional(phrases, []),
  phrases: v.optional(
    v.array(
      phraseOr(
        strict({
          find,
          value: v.exactOptional(text),
          comparison: v.exactOptional(
            v.picklist(['exactly', ...comparisons], `Use exactly, ${comparisons.join(', ')}`),
          ),
          ...conditions,
        }),
      ),
    ),
    [],
  ),
  answers: v.exactOptional(v.record(v.string(), phrases)),
  unless: v.exactOptional(phrases),
  unlessNear: v.exactOptional(phrases),
})

const numeral = v.pipe(v.string(), v.regex(/^\d+$/, 'Write a number'), v.transform(Number))
const code = v.pipe(v.string(), v.regex(/^[A-Z]{3}$/, 'Write an ISO 4217 code such as EUR'))
const places = ['before', 'after', 'sentence', 'block', 'introduction'] as const

/** A mapping that may have some of these keys. */
const byName = <const Name extends string, Schema extends v.GenericSchema>(names: readonly Name[], schema: Schema) =>
  v.record(v.picklist(names, `Use one of ${names.join(', ')}`), schema)

/** `src/languages/<locale>.yml`. */
export const languageSchema = strict({
  name: text,
  spacing: v.picklist(['words', 'phrases', 'none']),
  gap: numeral,
  scripts: list,
  foreign: v.exactOptional(v.string()),
  characters: v.exactOptional(v.string()),
  functionWords: v.exactOptional(list),
  quotes: list,
  slots: v.record(v.string(), phrases),
  guards: v.record(
    v.string(),
    v.array(
      strict({
        where: v.picklist(places, `Use one of ${places.join(', ')}`),
        within: v.exactOptional(numeral),
        cues: phrases,
        except: v.exactOptional(phrases),
      }),
    ),
  ),
  kinds: v.record(v.string(), phrases),
  signs: v.exactOptional(v.record(v.string(), phrases)),
  values: v.exactOptional(
    strict({
      decimal: v.picklist(['.', ','], 'Write . or ,'),
      numbers: v.record(
        v.string(),
        v.pipe(v.string(), v.regex(/^\d+(\.\d+)?$/, 'Write a number'), v.transform(Number)),
      ),
      units: byName(units, phrases),
      lengths: v.exactOptional(
        v.record(
          v.pipe(
            v.string(),
            v.check((text) => parseValue(text).type === 'duration', 'Write a duration, such as 2 weeks'),
          ),
          phrases,
        ),
      ),
      per: v.exactOptional(v.record(v.string(), phrases)),
      currencies: v.record(code, phrases),
      currency: v.exactOptional(code),
      signs: v.exactOptional(v.record(v.string(), v.array(code))),
      days: byName([...weekdays, 'workdays', 'daily'], phrases),
      halves: v.optional(byName(['am', 'pm'], phrases), {}),
      clocks: v.exactOptional(list),
      comparisons: byName(comparisons, phrases),
      write: byName(units, v.record(v.string(), text)),
    }),
  ),
  scopes: v.exactOptional(v.record(v.string(), phrases)),
})

/** `src/documents/kinds.yml`. */
export const kindsSchema = v.record(
  v.string(),
  strict({
    role: v.picklist(documentRoles, `Use one of ${documentRoles.join(', ')}`),
    paths: list,
    names: v.optional(list, []),
  }),
)

/** `src/documents/markets.yml`. */
export const marketsSchema = v.record(v.string(), list)

/** `src/documents/paths.yml`. */
export const pathsSchema = strict({ shelved: list, sites: list })

/** `src/documents/scopes.yml`. */
export const scopesSchema = strict({ usual: list })

/** `src/messages/<locale>.yml`. */
export const messagesSchema = strict({
  ...{ replace: text, replaceThere: text, remove: text, rewrite: text, insert: text },
  ...{ fixRule: text, fixAll: text, ignoreLine: text, ignoreFile: text, accept: text, openRule: text, reason: text },
  ...{
    before: text,
    after: text,
    sources: text,
    page: text,
    kind: text,
    unknownKind: text,
    findings: text,
    checking: text,
    large: text,
    checkLarge: text,
    notCompared: text,
  },
})
