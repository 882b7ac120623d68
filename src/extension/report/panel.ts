import * as v from 'valibot'
import {
  commands,
  Disposable,
  type ExtensionContext,
  env,
  l10n,
  Range,
  Uri,
  ViewColumn,
  type WebviewPanel,
  window,
  workspace,
} from 'vscode'
import { calm } from '../calm.js'
import type { Session } from '../session.js'
import { body } from './body.js'
import { markdown } from './markdown.js'
import { modelOf, type ReportModel } from './model.js'
import { page } from './page.js'
import css from './report.css'

/** The trust report beside the editor. */
export interface ReportPanel extends Disposable {
  /** @param uri the document to bring into sight */
  readonly show: (uri?: string) => Promise<void>
  /** The page as drawn last, or undefined where it is closed. */
  readonly html: () => string | undefined
}

const line = v.pipe(v.number(), v.integer(), v.minValue(1))
/** What the page may ask for. */
const requestSchema = v.variant('type', [
  v.object({ type: v.literal('go'), uri: v.string(), at: v.tuple([line, line, line, line]) }),
  v.object({ type: v.literal('export'), format: v.picklist(['html', 'markdown']) }),
  v.object({ type: v.literal('check') }),
])
type Request = v.InferOutput<typeof requestSchema>

const nonce = (): string => crypto.randomUUID().replaceAll('-', '')

/** Makes the report's panel; nothing is asked of the server before it is opened. */
export function createReportPanel(context: ExtensionContext, session: Session): ReportPanel {
  let panel: WebviewPanel | undefined
  let model: ReportModel | undefined
  let drawn: string | undefined

  const load = async (): Promise<ReportModel> => {
    model = modelOf((await session.report()).documents, env.language)
    return model
  }
  const refresh = calm(() => {
    if (!panel?.visible) return
    void load().then((fresh) =>
      panel?.webview.postMessage({ type: 'body', html: body(fresh, { t: l10n.t, isLive: true }).html }),
    )
  })
  const answer = async (request: Request): Promise<void> => {
    if (request.type === 'check') await commands.executeCommand('forthright.checkWorkspace')
    else if (request.type === 'go') await go(request)
    else if (model) await save(model, request.format)
  }
  const open = (): WebviewPanel => {
    const root = Uri.joinPath(context.extensionUri, 'dist/extension')
    const options = { enableScripts: true, localResourceRoots: [root] }
    const opened = window.createWebviewPanel('forthright.report', l10n.t('Trust report'), ViewColumn.Beside, options)
    opened.iconPath = Uri.joinPath(context.extensionUri, 'media/icon.png')
    opened.onDidDispose(() => {
      panel = undefined
      drawn = undefined
    })
    opened.onDidChangeViewState(refresh.call)
    opened.webview.onDidReceiveMessage(async (message) => {
      const request = v.safeParse(requestSchema, message)
      if (request.success) await answer(request.output)
    })
    return opened
  }
  const draw = async (): Promise<void> => {
    panel ??= open()
    const { webview } = panel
    const script = webview.asWebviewUri(Uri.joinPath(context.extensionUri, 'dist/extension/report.js')).toString()
    drawn = page(await load(), { t: l10n.t, language: env.language, css, live: { nonce: nonce(), script } })
    webview.html = drawn
  }
  const changed = session.onChanged(refresh.call)
  return {
    show: async () => {
      panel?.reveal()
      await draw()
    },
    html: () => drawn,
    dispose: () => Disposable.from(changed, refresh, ...(panel ? [panel] : [])).dispose(),
  }
}

async function go({ uri, at }: Extract<Request, { type: 'go' }>): Promise<void> {
  const [startLine, startColumn, endLine, endColumn] = at
  const selection = new Range(startLine - 1, startColumn - 1, endLine - 1, endColumn - 1)
  await window.showTextDocument(Uri.parse(uri, true), { selection, viewColumn: ViewColumn.One })
}

const extensions = { html: 'html', markdown: 'md' } as const

async function save(model: ReportModel, format: keyof typeof extensions): Promise<void> {
  const [folder] = workspace.workspaceFolders ?? []
  const name = `trust-report.${extensions[format]}`
  const target = await window.showSaveDialog(folder ? { defaultUri: Uri.joinPath(folder.uri, name) } : {})
  if (!target) return
  const text = format === 'html' ? page(model, { t: l10n.t, language: env.language, css }) : markdown(model, l10n.t)
  await workspace.fs.writeFile(target, new TextEncoder().encode(text))
  await window.showTextDocument(target)
}
