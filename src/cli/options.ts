import { parseArgs } from 'node:util'
import { isDate, unknownName } from '../config/index.js'
import { type Severity, severities } from '../core/index.js'
import type { Threshold } from './severity.js'

/** The formats of a review; other commands have some of these, and some of their own. */
export const reportFormats = ['human', 'json', 'sarif', 'github', 'junit', 'markdown'] as const
export type ReportFormat = (typeof reportFormats)[number]
const outputFormats = [...reportFormats, 'csv'] as const
export type OutputFormat = (typeof outputFormats)[number]

const thresholds = [...severities, 'never'] as const

/** In bytes. */
export const megabyte = 1024 * 1024

/** In megabytes; much more would not fit into one text. */
export const greatestMaxSize = 500

/** Each thread keeps the words of all languages it meets. */
const mostThreads = 64

const subcommands = ['rules', 'ledger', 'diff', 'init', 'test'] as const
type Subcommand = (typeof subcommands)[number]

/** What was asked for on the command line, checked as far as possible without reading anything. */
export interface Options {
  readonly command: 'lint' | Subcommand | 'help' | 'version'
  /** Files, folders and globs; for `rules` and `test`, ids. */
  readonly paths: readonly string[]
  readonly format: OutputFormat
  readonly output: string | undefined
  readonly fix: boolean
  readonly fixSuggestions: boolean
  readonly stdin: boolean
  readonly stdinFilename: string | undefined
  readonly locale: string | undefined
  readonly kind: string | undefined
  readonly maxWarnings: number | undefined
  readonly failOn: Threshold
  /** Findings that weigh less are left out of the report. */
  readonly leastShown: Severity
  /** By rule id. */
  readonly rules: Readonly<Record<string, Severity | 'off'>>
  /** Choices of rules that the configuration may still change. */
  readonly presets: readonly string[]
  readonly ignore: boolean
  /** In bytes; a larger document is not read. */
  readonly maxSize: number
  readonly config: string | undefined
  readonly printConfig: string | undefined
  readonly messageLanguage: string | undefined
  readonly stats: boolean
  /** The file in which reports are kept between runs; undefined where they are not. */
  readonly cache: string | undefined
  /** How many threads read documents; undefined for as many as pay. */
  readonly concurrency: number | undefined
  /** Whether `diff` fails where something is taken away from customers. */
  readonly failOnWeakened: boolean
  /** The day on which documents are compared, as `2026-11-22`; undefined for today. */
  readonly asOf: string | undefined
  /** Undefined where the terminal decides. */
  readonly color: boolean | undefined
}

/** In which form a report is wanted, and where. */
export type Destination = Pick<Options, 'format' | 'output' | 'color' | 'stdin' | 'fix'>

/** What was asked for, as far as a command line that may be wrong tells it. */
export interface Attempt extends Destination {
  readonly command: 'lint' | Subcommand
  readonly paths: readonly string[]
}

/** The command line asks for something that does not exist; the message says what was probably meant. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** Where reports are kept with --cache. */
const CACHE_NAME = '.forthright-cache.json'

const definitions = {
  format: { type: 'string', short: 'f' },
  output: { type: 'string', short: 'o' },
  fix: { type: 'boolean' },
  'fix-suggestions': { type: 'boolean' },
  stdin: { type: 'boolean' },
  'stdin-filename': { type: 'string' },
  locale: { type: 'string' },
  kind: { type: 'string' },
  'max-warnings': { type: 'string' },
  'fail-on': { type: 'string' },
  quiet: { type: 'boolean', short: 'q' },
  rule: { type: 'string', multiple: true },
  preset: { type: 'string', multiple: true },
  'no-ignore': { type: 'boolean' },
  'max-size': { type: 'string' },
  config: { type: 'string', short: 'c' },
  'print-config': { type: 'string' },
  'message-language': { type: 'string' },
  stats: { type: 'boolean' },
  cache: { type: 'boolean' },
  'cache-location': { type: 'string' },
  'as-of': { type: 'string' },
  concurrency: { type: 'string' },
  'fail-on-weakened': { type: 'boolean' },
  color: { type: 'boolean' },
  'no-color': { type: 'boolean' },
  version: { type: 'boolean', short: 'v' },
  help: { type: 'boolean', short: 'h' },
} as const

type OptionName = keyof typeof definitions

const wherever = ['color', 'no-color', 'version', 'help'] as const
const settled = ['locale', 'kind', 'max-size', 'config', 'preset', 'rule', 'message-language', 'as-of'] as const
const reported = ['format', 'output'] as const
const kept = ['cache', 'cache-location', 'concurrency'] as const

/** What each command heeds. */
const heeded: Readonly<Record<'lint' | 'print-config' | Subcommand, readonly OptionName[]>> = {
  lint: [
    ...settled,
    ...reported,
    ...kept,
    'no-ignore',
    'stdin',
    'stdin-filename',
    'fix',
    'fix-suggestions',
    'max-warnings',
    'fail-on',
    'quiet',
    'stats',
  ],
  'print-config': [...settled, ...reported, 'print-config'],
  ledger: [...settled, ...reported, ...kept, 'no-ignore'],
  diff: [...settled, ...reported, 'no-ignore', 'fail-on-weakened'],
  rules: [...reported, 'config'],
  test: ['config'],
  init: [],
}

/** @throws UsageError for an option that would do nothing. */
function refuseUnheeded(command: keyof typeof heeded, given: readonly string[]): void {
  const known: readonly string[] = [...wherever, ...heeded[command]]
  const unheeded = given.find((name) => !known.includes(name))
  if (unheeded === undefined) return
  const words = { lint: '', 'print-config': ' --print-config' }
  const rest = command === 'lint' || command === 'print-config' ? words[command] : ` ${command}`
  throw new UsageError(`“forthright${rest}” has no use for --${unheeded}; leave it out`)
}

/**
 * Reads the command line.
 *
 * @param argv without the program and the script
 * @throws UsageError
 */
export function parseOptions(argv: readonly string[]): Options {
  const { values, positionals } = parse(argv)
  const { command: wanted, paths } = commandOf(positionals)
  const command = values.help ? 'help' : values.version ? 'version' : wanted
  if (command !== 'help' && command !== 'version') {
    const isShown = command === 'lint' && values['print-config'] !== undefined
    refuseUnheeded(isShown ? 'print-config' : command, Object.keys(values))
    if ((isShown || command === 'init') && paths.length > 0)
      throw new UsageError(`${isShown ? '--print-config' : 'init'} takes no further path; leave out “${paths[0]}”`)
  }
  const stdin = isStdin(values, paths)
  if (stdin && paths.some((path) => path !== '-')) throw new UsageError('give either --stdin or paths, not both')
  if (values['stdin-filename'] !== undefined && !stdin) throw new UsageError('--stdin-filename needs --stdin')
  const limitsWarnings = values['max-warnings'] !== undefined
  const failOn = oneOf('severity', values['fail-on'] ?? (limitsWarnings ? 'error' : 'warning'), thresholds)
  if (failOn === 'never' && limitsWarnings)
    throw new UsageError('give either --fail-on never or --max-warnings, not both')
  return {
    command,
    paths: paths.filter((path) => path !== '-'),
    // Other commands know theirs before they read anything.
    format: oneOf('format', values.format ?? 'human', command === 'lint' ? reportFormats : outputFormats),
    output: values.output,
    fix: values.fix === true || values['fix-suggestions'] === true,
    fixSuggestions: values['fix-suggestions'] === true,
    stdin,
    stdinFilename: values['stdin-filename'],
    locale: values.locale,
    kind: values.kind,
    maxWarnings: wholeNumber('--max-warnings', values['max-warnings']),
    failOn,
    // Where nothing fails, the default threshold still tells what matters.
    leastShown: !values.quiet ? 'hint' : failOn === 'never' ? 'warning' : failOn,
    rules: Object.fromEntries((values.rule ?? []).map(ruleSeverity)),
    presets: values.preset ?? [],
    ignore: values['no-ignore'] !== true,
    maxSize: (wholeNumber('--max-size', values['max-size'], { least: 1, most: greatestMaxSize }) ?? 10) * megabyte,
    config: values.config,
    printConfig: values['print-config'],
    messageLanguage: values['message-language'],
    stats: values.stats === true,
    cache: values['cache-location'] ?? (values.cache ? CACHE_NAME : undefined),
    concurrency:
      values.concurrency === 'auto'
        ? undefined
        : wholeNumber('--concurrency', values.concurrency, { least: 1, most: mostThreads }),
    failOnWeakened: values['fail-on-weakened'] === true,
    asOf: dateOf('--as-of', values['as-of']),
    color: colorOf(values),
  }
}

function parse(argv: readonly string[]) {
  const args = [...argv]
  const names = Object.keys(definitions)
  const { tokens } = parseArgs({ args, options: definitions, allowPositionals: true, strict: false, tokens: true })
  for (const token of tokens) {
    if (token.kind !== 'option' || names.includes(token.name)) continue
    const longNames = token.rawName.startsWith('--') ? names.map((name) => `--${name}`) : []
    throw new UsageError(unknownName('option', token.rawName, longNames, '“forthright --help” lists all options'))
  }
  try {
    return parseArgs({ args, options: definitions, allowPositionals: true, strict: true })
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

/** Where and how a failure is reported. */
export function attemptOf(argv: readonly string[]): Attempt {
  const { values, positionals } = parseArgs({
    args: [...argv],
    options: definitions,
    allowPositionals: true,
    strict: false,
  })
  const { format, output } = values
  const { command, paths } = commandOf(positionals)
  return {
    ...{ command, paths },
    format: outputFormats.find((name) => name === format) ?? 'human',
    output: typeof output === 'string' ? output : undefined,
    color: colorOf(values),
    stdin: isStdin(values, paths),
    fix: values.fix === true || values['fix-suggestions'] === true,
  }
}

function commandOf(positionals: readonly string[]): Pick<Attempt, 'command' | 'paths'> {
  const command = subcommands.find((name) => name === positionals[0])
  return command ? { command, paths: positionals.slice(1) } : { command: 'lint', paths: positionals }
}

const isStdin = (values: { readonly stdin?: unknown }, paths: readonly string[]): boolean =>
  values.stdin === true || paths.includes('-')

const colorOf = (values: { readonly color?: unknown; readonly 'no-color'?: unknown }): boolean | undefined =>
  values['no-color'] ? false : values.color ? true : undefined

/** @throws UsageError */
export function oneOf<const Name extends string>(what: string, value: string, names: readonly Name[]): Name {
  const found = names.find((name) => name === value)
  if (found === undefined) throw new UsageError(unknownName(what, value, names, `known are ${names.join(', ')}`))
  return found
}

function wholeNumber(
  option: string,
  value: string | undefined,
  range?: { readonly least: number; readonly most: number },
): number | undefined {
  if (value === undefined) return undefined
  const number = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN
  const { least, most } = range ?? { least: 0, most: Number.POSITIVE_INFINITY }
  if (number >= least && number <= most) return number
  throw new UsageError(`${option} takes a whole number${range ? ` from ${least} to ${most}` : ''}, not “${value}”`)
}

/** @throws UsageError for what is no day of the calendar. */
function dateOf(option: string, value: string | undefined): string | undefined {
  const isDay = value === undefined || (/^\d{4}-\d\d-\d\d$/.test(value) && isDate(value))
  if (!isDay) throw new UsageError(`${option} takes a day such as 2026-11-22, not “${value}”`)
  return value
}

function ruleSeverity(value: string): readonly [string, Severity | 'off'] {
  const parts = /^([^:]+):([^:]+)$/.exec(value)
  if (!parts) throw new UsageError(`--rule takes an id and a severity, such as false-urgency:error, not “${value}”`)
  return [parts[1] ?? '', oneOf('severity', parts[2] ?? '', [...severities, 'off'])]
}
