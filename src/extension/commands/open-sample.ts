import { type ExtensionContext, env, Uri, ViewColumn, window, workspace } from 'vscode'

const names = ['landing.md', 'returns.md']

/** The folders of the sample shop, by the beginning of what VS Code calls a language. */
const folders: readonly (readonly [string, string])[] = [
  ['zh-tw', 'zh-Hant'],
  ['zh-hk', 'zh-Hant'],
  ['zh', 'zh-Hans'],
  ['id', 'id'],
  ['th', 'th'],
  ['ru', 'ru'],
]

/** Opens the sample shop in the language of the interface: a fresh copy, which may be changed. */
export async function openSample(context: ExtensionContext): Promise<void> {
  const source = Uri.joinPath(context.extensionUri, 'media/storefront')
  const target = Uri.joinPath(context.globalStorageUri, 'storefront')
  const folder = folders.find(([language]) => env.language.toLowerCase().startsWith(language))?.[1] ?? 'en'
  await copy(Uri.joinPath(source, 'forthright.yml'), Uri.joinPath(target, 'forthright.yml'))
  for (const [index, name] of names.entries()) {
    const file = Uri.joinPath(target, folder, name)
    await copy(Uri.joinPath(source, folder, name), file)
    const document = await workspace.openTextDocument(file)
    await window.showTextDocument(document, {
      viewColumn: index === 0 ? ViewColumn.One : ViewColumn.Two,
      preview: false,
    })
  }
}

/** By its content: not every host can copy between its file systems. */
async function copy(from: Uri, to: Uri): Promise<void> {
  await workspace.fs.createDirectory(Uri.joinPath(to, '..'))
  await workspace.fs.writeFile(to, await workspace.fs.readFile(from))
}
