import type { Format, MessageData, Report } from '../core/index.js'
import type { ActiveConfig, RuleSource, Subject } from '../workspace/index.js'
import { failureMessage, fileProblem, knownFormat, problemsOf, subjectOf } from '../workspace/index.js'
import type { Read } from './checked.js'
import { label } from './labels.js'
import type { Holding } from './projects.js'
import type { ForthrightSettings } from './protocol.js'

/** A text to check, and where it stands. */
export interface Source {
  readonly uri: string
  /** Absolute. */
  readonly path: string
  readonly version: number | null
  readonly text: string
  readonly format: Format
  /** Why there is no text; undefined where there is. */
  readonly unread?: string | undefined
}

/** UTF-16 units; as many bytes of a file the command line does not read. */
const maxLength = 10 * 1024 * 1024

/** UTF-16 units; an open document that is larger is checked only where a person asks for it. */
const large = 5 * 1024 * 1024

/** How large a text is, as people say it. */
export const megabytesOf = (text: string): string => (text.length / 1024 / 1024).toFixed(1)

const formatByLanguage: Readonly<Record<string, Format>> = {
  markdown: 'markdown',
  mdx: 'mdx',
  html: 'html',
  plaintext: 'text',
  text: 'text',
}

/** How a document is written: by its name as in the command line, else as the editor says; undefined for other languages. */
export const formatIn = (path: string, languageId: string | undefined): Format | undefined =>
  knownFormat(path) ?? (languageId === undefined ? undefined : formatByLanguage[languageId])

/** How a document is checked. */
export interface CheckOptions {
  readonly catalog: RuleSource['catalog']
  /** What the program itself says. */
  readonly labels: MessageData
  /** Whether somebody wants it read however large it is. */
  readonly isAsked: boolean
  /** Gives undefined where this state of the text is not wanted any more. */
  readonly lint: (
    subject: Subject,
    config: ActiveConfig,
    text: string,
  ) => Report | undefined | Promise<Report | undefined>
}

/**
 * Checks one state of a document by itself; whatever fails is in the result.
 *
 * @returns undefined where this state is not wanted any more
 */
export async function checkDocument(
  source: Source,
  settings: ForthrightSettings,
  holding: Holding,
  { catalog, labels, isAsked, lint }: CheckOptions,
): Promise<Read | undefined> {
  const { uri, path, version, text } = source
  const { project, config } = holding
  const base = {
    ...{ uri, path, version, text, settings, folder: project.cwd, detail: null, subject: undefined, report: undefined },
    ...{
      problems: [],
      ownRules: config?.loaded.rules ?? [],
      configPath: holding.configPath,
      configProblem: holding.problem,
    },
  }
  const failed = (message: string) => ({
    state: 'failed' as const,
    detail: message,
    problems: [fileProblem(project.display(path), message)],
  })
  if (!settings.enable) return { ...base, state: 'off' }
  if (!config) return { ...base, state: 'broken', detail: holding.problem?.message ?? null }
  if (text.length > maxLength) return { ...base, state: 'failed', detail: 'has more than 10 MB; split it' }
  try {
    const subject = await subjectOf(project, config, path, source.format)
    const ignored = subject.settings.ignoredBy ?? (await holding.ignoredBy(path))
    if (ignored !== undefined) return { ...base, subject, state: 'ignored', detail: ignored }
    if (source.unread !== undefined) return { ...base, ...failed(source.unread) }
    if (!isAsked && text.length > large)
      return { ...base, subject, state: 'large', detail: label(labels, 'large', { number: megabytesOf(text) }) }
    const report = await lint(subject, config, text)
    if (!report) return undefined
    const problems = problemsOf(catalog, report, text, subject.shownPath)
    return { ...base, state: 'checked', subject, report, problems }
  } catch (error) {
    return { ...base, ...failed(failureMessage(error)) }
  }
}
