import { type Hover, MarkupKind, type Position } from 'vscode-languageserver'
import { readMarks } from '../../build/critic-markup.js'
import type { MessageData, RuleData } from '../../core/index.js'
import type { PlacedFinding } from '../../workspace/index.js'
import { type Checked, standing } from '../checked.js'
import { isConfigPath } from '../config-document.js'
import type { Context } from '../context.js'
import { rangeOf } from '../diagnostics.js'
import { label } from '../labels.js'
import { clientCommands } from '../protocol.js'
import { pathOf } from '../uris.js'
import { wordAt } from '../word-at.js'

/** More would not be read. */
const mostShown = 3

/** Explains findings where they stand, and rules where they are named. */
export function serveHover(context: Context): void {
  context.connection.onHover(async ({ textDocument: { uri }, position }): Promise<Hover | null> => {
    const document = context.documents.get(uri)
    if (!document) return null
    const labels = context.labelsFor(await context.settingsFor(uri))
    const word = wordAt(document, position)
    const isNamed = isConfigPath(pathOf(uri)) || word.line.includes('forthright-ignore')
    const named = isNamed ? context.catalog.rules.find(({ page }) => page.id === word.text) : undefined
    if (named) return { contents: shown(context, ruleText(named, context, labels)), range: word.range }
    const checked = await context.workspace.check(uri)
    const here = checked
      ? standing(checked)
          .filter((placed) => stands(placed, position))
          .sort((a, b) => lengthOf(a) - lengthOf(b))
      : []
    const [first] = here
    if (!checked || !first) return null
    const texts = here.slice(0, mostShown).map((placed) => findingText(placed, checked, context, labels))
    return { contents: shown(context, texts.join('\n\n---\n\n')), range: rangeOf(first) }
  })
}

const shown = ({ client }: Context, value: string) => {
  const formats = client().capabilities.textDocument?.hover?.contentFormat
  return { kind: formats && !formats.includes(MarkupKind.Markdown) ? MarkupKind.PlainText : MarkupKind.Markdown, value }
}

/** The shortest passage is the one that is meant. */
const lengthOf = ({ start, end }: PlacedFinding): number => end.offset - start.offset

function stands(placed: PlacedFinding, { line, character }: Position): boolean {
  const { start, end } = rangeOf(placed)
  const isBehind = line > start.line || (line === start.line && character >= start.character)
  return isBehind && (line < end.line || (line === end.line && character <= end.character))
}

/** Text that is no Markdown. */
const plain = (text: string): string => text.replace(/[\\`*_[\]<>#|~&]/g, '\\$&')

const quote = (text: string): string => plain(text.trim()).replace(/^/gm, '> ')

const ruleText = ({ page }: RuleData, context: Context, labels: MessageData): string => {
  const link = linkTo(page.id, `${context.catalog.site}/${page.id}`, context, labels)
  return `**${plain(page.title)}**\n\n${plain(page.description)}\n\n${link}`
}

/** A link to a rule's page: the client's own, which needs no network, where it has one. */
function linkTo(ruleId: string, url: string, { client }: Context, labels: MessageData): string {
  const own = `command:${clientCommands.openRule}?${encodeURIComponent(JSON.stringify([ruleId, url]))}`
  return `[${label(labels, 'page')}](${client().has(clientCommands.openRule) ? own : url})`
}

function findingText({ finding }: PlacedFinding, checked: Checked, context: Context, labels: MessageData): string {
  const rule = [...context.catalog.rules, ...checked.ownRules].find(({ page }) => page.id === finding.ruleId)
  const example = rule && exampleOf(rule, finding.locale, finding.actual)
  const sources = rule?.page.sections.Sources
  return [
    `**${plain(finding.reason)}**`,
    ...(finding.note === undefined ? [] : [plain(finding.note)]),
    ...(example
      ? [`${label(labels, 'before')}\n${quote(example.before)}`, `${label(labels, 'after')}\n${quote(example.after)}`]
      : []),
    ...(sources === undefined ? [] : [`${label(labels, 'sources')}\n\n${sources}`]),
    `${finding.url === '' ? '' : `${linkTo(finding.ruleId, finding.url, context, labels)} · `}\`${finding.ruleId}\``,
  ].join('\n\n')
}

interface BeforeAfter {
  readonly before: string
  readonly after: string
}

/** A line of the rule's page before and after its fix, in one locale; the one with the passage itself, if there is one. */
function exampleOf({ page, lexicons }: RuleData, locale: string, actual: string): BeforeAfter | undefined {
  const lines = page.examples
    .filter((example) => example.locale === locale)
    .flatMap(({ text: marked }) => {
      const { text, marks } = readMarks(marked)
      return marks.map(({ start, end, becomes }) => {
        const lineStart = text.lastIndexOf('\n', start - 1) + 1
        const lineEnd = text.indexOf('\n', end)
        const rest = text.slice(end, lineEnd < 0 ? text.length : lineEnd)
        const before = text.slice(lineStart, end) + rest
        const after = becomes === undefined ? undefined : text.slice(lineStart, start) + becomes + rest
        return { before, after, passage: text.slice(start, end).toLowerCase() }
      })
    })
  const fixed = lines.flatMap(({ before, after, passage }) => (after === undefined ? [] : [{ before, after, passage }]))
  const best = fixed.find(({ passage }) => passage === actual.toLowerCase()) ?? fixed[0]
  if (best) return best
  const rewrite = lexicons[locale]?.rewrite?.[0]
  const [first] = lines
  return first && rewrite !== undefined ? { before: first.before, after: rewrite } : undefined
}
