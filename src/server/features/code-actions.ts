import * as v from 'valibot'
import {
  type CodeAction,
  CodeActionKind,
  type Diagnostic,
  LSPErrorCodes,
  type Range,
  ResponseError,
} from 'vscode-languageserver'
import type { MessageData } from '../../core/index.js'
import type { PlacedFinding } from '../../workspace/index.js'
import { type Deed, editFor } from '../actions/builders.js'
import { megabytesOf } from '../check-document.js'
import { type Checked, isComment, standing } from '../checked.js'
import type { Context } from '../context.js'
import { diagnosticOf, rangeOf } from '../diagnostics.js'
import { label } from '../labels.js'
import { clientCommands } from '../protocol.js'

/** The kind under which everything that is safe is fixed at once. */
export const fixAllKind = `${CodeActionKind.SourceFixAll}.forthright`

/** What an action carries until a person chooses it. */
const dataSchema = v.object({
  uri: v.string(),
  version: v.nullable(v.number()),
  finding: v.optional(v.object({ ruleId: v.string(), start: v.number(), end: v.number(), reason: v.string() })),
  deed: v.variant('type', [
    v.object({ type: v.literal('fix'), fix: v.number() }),
    v.object({ type: v.picklist(['fix-rule', 'fix-all', 'ignore-line', 'ignore-file', 'accept']) }),
  ]),
})

/** Longer passages make no name or wording that one would accept. */
const longestAccepted = 80

const touches = (range: Range, other: Range): boolean =>
  !isBefore(range.end, other.start) && !isBefore(other.end, range.start)

const isBefore = (a: Range['start'], b: Range['start']): boolean =>
  a.line < b.line || (a.line === b.line && a.character < b.character)

/** Code actions in the order in which linters have them: fix this, fix all like it, silence, accept, read why. */
export function serveCodeActions(context: Context): void {
  const { connection, workspace, documents } = context

  connection.onCodeAction(async ({ textDocument: { uri }, range, context: { only } }) => {
    const checked = documents.get(uri) && (await workspace.check(uri))
    if (checked?.state === 'large') return [checkLargeAction(context, checked)]
    if (checked?.state !== 'checked') return []
    const isWanted = (kind: string): boolean =>
      !only || only.some((wanted) => kind === wanted || kind.startsWith(`${wanted}.`))
    const found = [
      ...(isWanted(CodeActionKind.QuickFix) ? quickFixes(context, checked, range) : []),
      ...(only && isWanted(fixAllKind) ? fixAll(context, checked, fixAllKind) : []),
    ]
    const resolves = context.client().capabilities.textDocument?.codeAction?.resolveSupport?.properties.includes('edit')
    if (resolves) return found
    const complete = await Promise.all(
      found.map((action) => (action.command ? action : resolveAction(context, action))),
    )
    return complete.filter(({ edit, command }) => edit || command)
  })

  connection.onCodeActionResolve((action) => resolveAction(context, action))
}

/** What tells a finding from all others of its document: a rule may ask several questions at one place. */
const keyOf = ({ finding: { ruleId, reason }, start, end }: PlacedFinding) => ({
  ...{ ruleId, reason },
  start: start.offset,
  end: end.offset,
})

type Key = ReturnType<typeof keyOf>

const isAt = (a: Key, b: Key | undefined): boolean => a.ruleId === b?.ruleId && a.start === b.start && a.end === b.end

const isSame = (a: Key, b: Key | undefined): boolean => isAt(a, b) && a.reason === b?.reason

async function resolveAction(context: Context, action: CodeAction): Promise<CodeAction> {
  const data = v.safeParse(dataSchema, action.data)
  if (!data.success) return action
  const { uri, version, deed, finding } = data.output
  const checked = await context.workspace.check(uri)
  if (!checked || checked.version !== version)
    throw new ResponseError(LSPErrorCodes.ContentModified, 'the document has changed meanwhile')
  const placed = checked.findings.find((other) => isSame(keyOf(other), finding))
  const edit = await editFor(context, checked, deed, placed)
  return edit ? { ...action, edit } : action
}

const hasSafeFix = ({ finding }: PlacedFinding): boolean => finding.fixes.some(({ safe }) => safe)

function fixAll(context: Context, checked: Checked, kind: string): CodeAction[] {
  if (!standing(checked).some(hasSafeFix)) return []
  const { uri, version } = checked
  return [
    {
      title: label(context.labelsFor(checked.settings), 'fixAll'),
      kind,
      data: { uri, version, deed: { type: 'fix-all' } },
    },
  ]
}

/** A finding at the place in question, and what the editor shows of it. */
interface Shown {
  readonly placed: PlacedFinding
  readonly diagnostic: Diagnostic
}

function quickFixes(context: Context, checked: Checked, range: Range): CodeAction[] {
  const { uri, version, settings } = checked
  const all = standing(checked)
  const labels = context.labelsFor(settings)
  const here = all.flatMap((placed): Shown[] => {
    const diagnostic = touches(rangeOf(placed), range) ? diagnosticOf(placed, checked) : undefined
    return diagnostic ? [{ placed, diagnostic }] : []
  })
  const ruleOf = ({ placed }: Shown): string => placed.finding.ruleId
  /** The first finding of each rule speaks for the rule. */
  const rules = here.filter((one, index) => here.findIndex((other) => ruleOf(other) === ruleOf(one)) === index)
  const act = ({ placed, diagnostic }: Shown, title: string, deed: Deed): CodeAction => ({
    title,
    kind: CodeActionKind.QuickFix,
    diagnostics: [diagnostic],
    data: { uri, version, finding: keyOf(placed), deed },
  })
  const safeOf = (rule: string): number =>
    all.filter((placed) => placed.finding.ruleId === rule && hasSafeFix(placed)).length
  /** What one comment would silence is offered once. */
  const ignorable = (shown: readonly Shown[]) =>
    shown
      .filter(({ placed }) => !isComment(placed))
      .filter(({ placed }, index, list) => {
        const key = keyOf(placed)
        return list.findIndex((other) => isAt(keyOf(other.placed), key)) === index
      })
  const asks = new Set(context.catalog.rules.filter(({ page }) => page.questions).map(({ page }) => page.id))
  return [
    ...here.flatMap((one) => {
      const preferred = one.placed.fixes.findIndex(({ safe }) => safe)
      return one.placed.fixes.map(({ title }, fix) => ({
        ...act(one, title, { type: 'fix', fix }),
        ...(fix === preferred ? { isPreferred: true } : {}),
      }))
    }),
    ...rules
      .filter((one) => safeOf(ruleOf(one)) > 1)
      .map((one) => act(one, label(labels, 'fixRule', { rule: ruleOf(one) }), { type: 'fix-rule' })),
    ...(here.length > 0 ? fixAll(context, checked, CodeActionKind.QuickFix) : []),
    ...ignorable(here).map((one) =>
      act(one, label(labels, 'ignoreLine', { rule: ruleOf(one) }), { type: 'ignore-line' }),
    ),
    ...ignorable(rules).map((one) =>
      act(one, label(labels, 'ignoreFile', { rule: ruleOf(one) }), { type: 'ignore-file' }),
    ),
    ...ignorable(here)
      .filter(
        ({ placed }) =>
          context.client().trusted() && isWording(placed.finding.actual) && !asks.has(placed.finding.ruleId),
      )
      .map((one) => act(one, label(labels, 'accept', { text: one.placed.finding.actual }), { type: 'accept' })),
    ...rules.flatMap((one) => pageAction(context, one, labels)),
  ]
}

const isWording = (text: string): boolean => text.length <= longestAccepted && !/[\r\n]/.test(text)

/** Checks a document that is too large to be checked unasked. */
function checkLargeAction(context: Context, { uri, text, settings }: Checked): CodeAction {
  const title = label(context.labelsFor(settings), 'checkLarge', { number: megabytesOf(text) })
  const command = { title, command: clientCommands.checkLarge, arguments: [uri] }
  return { title, kind: CodeActionKind.QuickFix, command }
}

/** Opens the rule's page, where the client can. */
function pageAction(context: Context, { placed, diagnostic }: Shown, labels: MessageData): CodeAction[] {
  const { ruleId, url } = placed.finding
  const { has, capabilities } = context.client()
  const shows = url !== '' && capabilities.window?.showDocument?.support === true
  if (!has(clientCommands.openRule) && !shows) return []
  const title = label(labels, 'openRule', { rule: ruleId })
  const command = { title, command: clientCommands.openRule, arguments: [ruleId, url] }
  return [{ title, kind: CodeActionKind.QuickFix, diagnostics: [diagnostic], command }]
}
