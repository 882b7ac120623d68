import { type CompletionItem, CompletionItemKind, type CompletionParams } from 'vscode-languageserver'
import type { RuleData } from '../../core/index.js'
import { completeComment } from '../completion/comment.js'
import { completeConfig } from '../completion/config.js'
import { isConfigPath } from '../config-document.js'
import type { Context } from '../context.js'
import { pathOf } from '../uris.js'
import { wordAt } from '../word-at.js'

/** Completes rule ids and reasons in comments that silence, and keys and names in configurations. */
export function serveCompletion(context: Context): void {
  const { connection, documents, workspace, catalog } = context
  connection.onCompletion(async ({ textDocument: { uri }, position }: CompletionParams): Promise<CompletionItem[]> => {
    const document = documents.get(uri)
    if (!document) return []
    if (isConfigPath(pathOf(uri)))
      return completeConfig(document.getText(), document.offsetAt(position), catalog, catalog.rules.map(ruleItem))
    const { before, range } = wordAt(document, position)
    const checked = await workspace.check(uri)
    if (!checked) return []
    const rules = [...catalog.rules, ...checked.ownRules].map(ruleItem)
    return completeComment({ before, range, line: position.line, checked, rules })
  })
}

/** A rule where one may be named. */
const ruleItem = ({ page }: RuleData): CompletionItem => ({
  label: page.id,
  kind: CompletionItemKind.EnumMember,
  detail: page.title,
  documentation: page.description,
})
