import * as v from 'valibot'
import { roles, severities } from '../core/index.js'

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

const phraseObject = strict({
  find: v.pipe(
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
  ),
  fix: v.exactOptional(v.string()),
  use: v.exactOptional(v.array(text, LIST)),
  unless: v.exactOptional(phrases),
  with: v.exactOptional(phrases),
  unlessNear: v.exactOptional(phrases),
  withNear: v.exactOptional(phrases),
  where: v.exactOptional(v.array(v.picklist(roles, `Use one of ${roles.join(', ')}`))),
})

/** `<locale>.yml` of a rule. */
export const lexiconSchema = strict({
  message: text,
  messages: v.exactOptional(v.record(v.string(), text)),
  note: v.exactOptional(text),
  phrases: v.optional(
    v.array(
      v.union(
        [
          v.pipe(
            phrase,
            v.transform((find) => ({ find: [find] })),
          ),
          phraseObject,
        ],
        'Write a phrase, or find: and what belongs to it',
      ),
    ),
    [],
  ),
  unless: v.exactOptional(phrases),
  unlessNear: v.exactOptional(phrases),
  rewrite: v.exactOptional(v.array(text, LIST)),
})

const list = v.array(v.string(), LIST)

/** Front matter of `rule.md`. */
export const pageSchema = strict({
  description: text,
  severity: v.picklist(severities, `Use one of ${severities.join(', ')}`),
  kinds: v.optional(list, []),
  guards: v.optional(list, []),
})

const numeral = v.pipe(v.string(), v.regex(/^\d+$/, 'Write a number'), v.transform(Number))
const places = ['before', 'after', 'sentence', 'block', 'introduction'] as const

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
})

/** `src/languages/kinds.yml`. */
export const kindsSchema = v.record(v.string(), strict({ paths: list }))

/** `src/messages/<locale>.yml`. */
export const messagesSchema = strict({ replace: text, remove: text, rewrite: text })
