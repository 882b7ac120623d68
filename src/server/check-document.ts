import type { Format } from '../core/index.js'
import type { RuleSource } from '../workspace/index.js'
import { failureMessage, fileProblem, knownFormat, problemsOf, subjectOf } from '../workspace/index.js'
import type { Read } from './checked.js'
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
}

/** UTF-16 units; as many bytes of a file the command line does not read. */
const maxLength = 10 * 1024 * 1024

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

/** Checks one state of a document by itself; whatever fails is in the result. */
export async function checkDocument(
  source: Source,
  settings: ForthrightSettings,
  holding: Holding,
  catalog: RuleSource['catalog'],
): Promise<Read> {
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
  if (!settings.enable) return { ...base, state: 'off' }
  if (!config) return { ...base, state: 'broken', detail: holding.problem?.message ?? null }
  if (text.length > maxLength) return { ...base, state: 'failed', detail: 'has more than 10 MB; split it' }
  try {
    const subject = await subjectOf(project, config, path, source.format)
    const ignored = subject.settings.ignoredBy ?? (await holding.ignoredBy(path))
    if (ignored !== undefined) return { ...base, subject, state: 'ignored', detail: ignored }
    const report = subject.lint(text)
    const problems = problemsOf(catalog, report, text, subject.shownPath)
    return { ...base, state: 'checked', subject, report, problems }
  } catch (error) {
    const message = failureMessage(error)
    return { ...base, state: 'failed', detail: message, problems: [fileProblem(project.display(path), message)] }
  }
}
