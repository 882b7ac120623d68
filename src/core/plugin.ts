import type { Root } from 'nlcst'
import type { Plugin } from 'unified'
import type { VFile } from 'vfile'
import type { RuleSettings } from './data/document.js'
import type { Severity } from './data/finding.js'
import type { TreeLinter } from './linter.js'
import { createLineIndex } from './text/span.js'

/** Options of the retext plugin. */
export interface RetextOptions extends Partial<Omit<RuleSettings, 'claims'>> {
  /** The locale where a paragraph's text leaves it open. */
  readonly locale?: string
  /** The document kind; without one all rules run. */
  readonly kind?: string
}

/** How `VFileMessage` says how much a message matters. */
const fatal: Readonly<Record<Severity, boolean | undefined>> = {
  error: true,
  warning: false,
  info: undefined,
  hint: undefined,
}

/** Makes a retext plugin of a linter: every finding becomes a message of the file, with `actual`, `expected`, `note` and `url`. */
export const createRetextPlugin = (linter: () => TreeLinter): Plugin<[RetextOptions?], Root> =>
  function retextForthright(options = {}) {
    const settings: RuleSettings = {
      severities: options.severities ?? {},
      preview: options.preview ?? false,
      accept: options.accept ?? [],
      messageLanguage: options.messageLanguage ?? 'document',
    }
    return (tree: Root, file: VFile) => {
      const lines = createLineIndex(String(file))
      const { findings, problems } = linter().checkTree(tree, {
        path: file.path ?? '',
        locale: options.locale,
        kind: options.kind,
        settings,
      })
      for (const problem of problems) file.message(problem.message, { source: 'forthright' })
      for (const { reason, ruleId, source, place, severity, actual, expected, note, url, suppressed } of findings) {
        if (suppressed !== null) continue
        const message = file.message(reason, {
          place: { start: lines.pointAt(place.start), end: lines.pointAt(place.end) },
          ruleId,
          source,
        })
        Object.assign(message, { actual, expected: [...expected], note, url, fatal: fatal[severity] })
      }
    }
  }
