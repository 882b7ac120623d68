import type { WorkspaceEdit } from 'vscode-languageserver'
import { CONFIG_NAME, isWithin, join } from '../../config/index.js'
import type { Finding, Report } from '../../core/index.js'
import { fixText, formatOf, type PlacedFinding } from '../../workspace/index.js'
import { formatIn } from '../check-document.js'
import type { Checked } from '../checked.js'
import type { Context } from '../context.js'
import { uriOfShown } from '../diagnostics.js'
import { label } from '../labels.js'
import { uriOf } from '../uris.js'
import { composeEdits } from './compose-edits.js'
import { addEntry } from './config-entry.js'
import { suppressHere, suppressInFile, type Trial } from './suppression.js'
import { type Target, workspaceEdit } from './workspace-edit.js'

/** What an action does; the rest of it is found when a person chooses it. */
export type Deed =
  | { readonly type: 'fix'; readonly fix: number }
  | { readonly type: 'fix-rule' | 'fix-all' | 'ignore-line' | 'ignore-file' | 'accept' }

/** Makes the edit of an action; undefined where there is none. */
export async function editFor(
  context: Context,
  checked: Checked,
  deed: Deed,
  placed: PlacedFinding | undefined,
): Promise<WorkspaceEdit | undefined> {
  const targets = await targetsFor(context, checked, deed, placed)
  return targets && workspaceEdit(context.client(), targets)
}

async function targetsFor(
  context: Context,
  checked: Checked,
  deed: Deed,
  placed: PlacedFinding | undefined,
): Promise<readonly Target[] | undefined> {
  const { subject, uri, version, text } = checked
  const here = (edits: Target['edits'] | undefined) => edits && [{ uri, version, text, edits }]
  if (!subject) return undefined
  if (deed.type === 'fix-all') return here(fixes(subject.lint, text, () => true))
  if (!placed) return undefined
  const { finding } = placed
  switch (deed.type) {
    case 'fix':
      return fixTargets(context, checked, placed, deed.fix)
    case 'fix-rule':
      return here(fixes(subject.lint, text, ({ ruleId }) => ruleId === finding.ruleId))
    case 'ignore-line':
      return here(suppressHere(trialOf(context, checked, finding)))
    case 'ignore-file':
      return here(suppressInFile(trialOf(context, checked, finding)))
    case 'accept':
      return acceptTargets(context, checked, finding)
  }
}

/** The edits that apply every safe fix of the findings wanted, until none is left. */
function fixes(lint: (text: string) => Report, text: string, isWanted: (finding: Finding) => boolean): Target['edits'] {
  const lintWanted = (state: string): Report => {
    const report = lint(state)
    return { ...report, findings: report.findings.filter(isWanted) }
  }
  return composeEdits(text.length, fixText(lintWanted, text, false).passes)
}

async function fixTargets(
  { workspace, documents }: Context,
  checked: Checked,
  { fixes: found }: PlacedFinding,
  index: number,
): Promise<readonly Target[] | undefined> {
  const edits = found[index]?.edits ?? []
  const paths = [...new Set(edits.map(({ path }) => path))]
  const targets = await Promise.all(
    paths.map(async (path): Promise<Target | undefined> => {
      const uri = uriOfShown(path, checked)
      const other = uri === checked.uri ? checked : await workspace.check(uri)
      return (
        other && {
          uri,
          version: documents.get(uri)?.version ?? null,
          text: other.text,
          edits: edits
            .filter((edit) => edit.path === path)
            .map(({ start, end, text }) => ({ start: start.offset, end: end.offset, text })),
        }
      )
    }),
  )
  const whole = targets.flatMap((target) => target ?? [])
  return whole.length < paths.length || whole.length === 0 ? undefined : whole
}

function trialOf(context: Context, checked: Checked, finding: Finding): Trial {
  const { path, text, uri, subject, settings } = checked
  const format = formatIn(path, context.documents.get(uri)?.languageId) ?? formatOf(path)
  return {
    text,
    format,
    finding,
    lint: (state) => {
      if (!subject) throw new Error('The document was not read')
      return subject.lint(state)
    },
    reason: `[${label(context.labelsFor(settings), 'reason')}]`,
  }
}

async function acceptTargets(
  { files, documents, labelsFor }: Context,
  { configPath, folder, subject, settings }: Checked,
  { actual }: Finding,
): Promise<readonly Target[] | undefined> {
  const path = configPath ?? join(folder, CONFIG_NAME)
  if (subject && configPath !== undefined && !isWithin(subject.workspace, path) && !isWithin(folder, path))
    return undefined
  const uri = uriOf(path)
  const open = documents.get(uri)
  const text = configPath === undefined ? '' : (open?.getText() ?? new TextDecoder().decode(await files.read(path)))
  const reason = `[${label(labelsFor(settings), 'reason')}]`
  const edit = addEntry(text, 'accept', { text: actual, reason })
  return edit && [{ uri, version: open?.version ?? null, text, edits: [edit], create: configPath === undefined }]
}
