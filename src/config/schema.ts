import * as v from 'valibot'
import { type PresetData, severities } from '../core/index.js'
import { unknownName } from './nearest.js'
import { day, mapping, marketNames, name, text, texts } from './values.js'

/** What a configuration may name. */
export interface KnownNames {
  /** What `extends: forthright:name` stands for. */
  readonly presets?: Readonly<Record<string, PresetData>>
  /** Rule ids; absent while own rules are not read yet, then every id is taken. */
  readonly rules?: readonly string[] | undefined
  readonly kinds: readonly string[]
  readonly locales: readonly string[]
  /** Absent where every name is taken. */
  readonly markets?: readonly string[]
  /** Those of the markets, by their two letters; others count by themselves. */
  readonly countries?: readonly string[]
}

const ruleLevels = [...severities, 'off'] as const
const statuses = ['current', 'draft', 'archived'] as const

/**
 * The schema of `forthright.yml`. All scalars are text, as the YAML reader hands them over.
 */
export function configSchema(names: KnownNames) {
  const level = name('severity', ruleLevels)
  const locale = name('locale', names.locales)
  const kind = name('document kind', names.kinds)
  const ruleId = names.rules
    ? name('rule', names.rules, '“forthright rules” lists all')
    : v.string('a rule id must be text')
  const rules = v.record(
    ruleId,
    v.union([level, mapping({ severity: level })], severityMessage),
    'rules must be a mapping of rule ids to severities',
  )
  const accept = v.array(
    mapping({
      text: v.pipe(text('text'), v.description('The name or wording that is accepted, as it stands in the text.')),
      reason: v.pipe(text('reason'), v.description('Why; shown by --stats and kept in reports.')),
    }),
    'accept must be a list of entries with text and reason',
  )
  const market = v.pipe(
    names.markets ? marketNames('market', names.markets, names.countries ?? []) : texts('market'),
    v.description('The countries or markets (EU, UK, US, CN, TW, ID, TH, RU) that the documents are for.'),
  )
  const supersedes = v.pipe(texts('supersedes'), v.description('Documents that it replaces, seen from its own folder.'))
  const files = v.pipe(texts('files'), v.description('Globs, seen from the folder of the configuration.'))
  return mapping({
    extends: v.optional(
      v.pipe(
        texts('extends'),
        v.description(
          'Configurations that this one builds on: a preset (forthright:strict), a file (./base.yml) or an npm package.',
        ),
      ),
    ),
    locale: v.optional(v.pipe(locale, v.description('The language where nothing else tells it.'))),
    market: v.optional(market),
    messageLanguage: v.optional(
      v.pipe(
        name('message language', ['document', ...names.locales]),
        v.description('The language of messages; “document” is that of the passage.'),
      ),
    ),
    documents: v.optional(
      v.pipe(
        v.array(
          mapping({
            files,
            kind: v.optional(kind),
            locale: v.optional(locale),
            status: v.optional(name('status', statuses)),
            effective: v.optional(day('effective', '2025-01-31')),
            supersedes: v.optional(supersedes),
            market: v.optional(market),
            site: v.optional(text('site')),
            translationOf: v.optional(text('translationOf')),
          }),
          'documents must be a list of entries with files',
        ),
        v.description('What is to be checked, and what kind of document it is. Later entries win.'),
      ),
    ),
    preview: v.optional(
      v.pipe(
        v.picklist(['true', 'false'], 'preview must be true or false'),
        v.description('Whether rules are on that are not sure enough yet in a language.'),
      ),
    ),
    rules: v.optional(v.pipe(rules, v.description('Severities by rule id.'))),
    accept: v.optional(v.pipe(accept, v.description('Names and wordings that are accepted, each with a reason.'))),
    lexicons: v.optional(
      v.pipe(texts('lexicons'), v.description('Folders with rules of your own, seen from this file.')),
    ),
    claims: v.optional(
      v.pipe(
        texts('claims'),
        v.description('The claims register (claims.yml), seen from this file: claims with proof, owner and end date.'),
      ),
    ),
    ignore: v.optional(v.pipe(texts('ignore'), v.description('What is never checked, as in .gitignore.'))),
    overrides: v.optional(
      v.pipe(
        v.array(
          mapping({
            files,
            rules: v.optional(rules),
            locale: v.optional(locale),
            kind: v.optional(kind),
            supersedes: v.optional(supersedes),
            accept: v.optional(accept),
          }),
          'overrides must be a list of entries with files',
        ),
        v.description('Other settings for some files. Later entries win.'),
      ),
    ),
  })
}

function severityMessage(issue: { readonly input: unknown }): string {
  const known = `known are ${ruleLevels.join(', ')}`
  return typeof issue.input === 'string'
    ? unknownName('severity', issue.input, ruleLevels, known)
    : `a rule takes a severity (${known}) or a mapping with the key “severity”`
}

/** One configuration file as written. */
export type ConfigData = v.InferOutput<ReturnType<typeof configSchema>>
