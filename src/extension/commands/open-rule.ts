import { commands, type ExtensionContext, env, Uri, workspace } from 'vscode'

/** Shows a rule's page as it came with the extension; a page that did not come along, on the web. */
export async function openRule(context: ExtensionContext, ruleId: string, url: string): Promise<void> {
  const page = Uri.joinPath(context.extensionUri, 'dist/pages', `${ruleId}.md`)
  const isBundled = /^[a-z][a-z0-9-]*$/.test(ruleId) && (await exists(page))
  if (isBundled) await commands.executeCommand('markdown.showPreview', page)
  else if (url !== '') await env.openExternal(Uri.parse(url))
}

const exists = (uri: Uri): Thenable<boolean> =>
  workspace.fs.stat(uri).then(
    () => true,
    () => false,
  )
