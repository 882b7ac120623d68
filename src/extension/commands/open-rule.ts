import { commands, type ExtensionContext, env, Uri, workspace } from 'vscode'
import type { Session } from '../session.js'

/** The scheme of pages that the server writes. */
const SCHEME = 'forthright-rule'

/** Serves the pages of built-in rules as documents, so that they are read without a network. */
export function servePages(context: ExtensionContext, session: Session): void {
  const provider = { provideTextDocumentContent: async ({ path }: Uri) => (await session.rulePage(idIn(path))) ?? '' }
  context.subscriptions.push(workspace.registerTextDocumentContentProvider(SCHEME, provider))
}

/** Shows a rule's page as it came with the extension; a page that did not come along, on the web. */
export async function openRule(session: Session, ruleId: string, url: string): Promise<void> {
  if ((await session.rulePage(ruleId)) !== null)
    await commands.executeCommand('markdown.showPreview', Uri.from({ scheme: SCHEME, path: `/${ruleId}.md` }))
  else if (url !== '') await env.openExternal(Uri.parse(url))
}

const idIn = (path: string): string => path.replace(/^\//, '').replace(/\.md$/, '')
