import {
  Disposable,
  EventEmitter,
  env,
  l10n,
  MarkdownString,
  Range,
  ThemeColor,
  ThemeIcon,
  type TreeDataProvider,
  TreeItem,
  TreeItemCollapsibleState,
  Uri,
  window,
} from 'vscode'
import type { ReportPlace } from '../../server/protocol.js'
import { calm } from '../calm.js'
import { kindLabel } from '../labels.js'
import type { Session } from '../session.js'
import { type CommitmentNode, type DocumentNode, type PromiseNode, type TopicNode, topicsOf } from './nodes.js'

/** The Promises view. */
export interface PromisesView extends Disposable {
  readonly provider: TreeDataProvider<PromiseNode>
  readonly refresh: () => void
}

/** Shows what is promised, by topic; it asks the server only while it can be seen. */
export function createPromisesView(session: Session): PromisesView {
  const changed = new EventEmitter<undefined>()
  const provider: TreeDataProvider<PromiseNode> = {
    onDidChangeTreeData: changed.event,
    getTreeItem: itemOf,
    getChildren: async (node) => {
      if (!node) return [...topicsOf((await session.report()).documents, env.language)]
      return node.type === 'commitment' ? [] : [...node.children]
    },
  }
  const view = window.createTreeView('forthright.promises', { treeDataProvider: provider, showCollapseAll: true })
  const refresh = (): void => changed.fire(undefined)
  const refreshCalmly = calm(refresh)
  const listener = session.onChanged(() => {
    if (view.visible) refreshCalmly.call()
  })
  const shown = view.onDidChangeVisibility(({ visible }) => {
    if (visible) refresh()
  })
  return { provider, refresh, dispose: () => Disposable.from(view, listener, shown, changed, refreshCalmly).dispose() }
}

function itemOf(node: PromiseNode): TreeItem {
  if (node.type === 'topic') return topicItem(node)
  return node.type === 'document' ? documentItem(node) : commitmentItem(node)
}

const conflictIcon = new ThemeIcon('warning', new ThemeColor('list.warningForeground'))

const conflictText = (count: number): string => (count === 1 ? l10n.t('1 conflict') : l10n.t('{0} conflicts', count))

function topicItem({ topic, label, conflicts, children }: TopicNode): TreeItem {
  const open = conflicts > 0 ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.Collapsed
  const item = new TreeItem(label, open)
  item.id = topic
  const documents = children.length === 1 ? l10n.t('1 document') : l10n.t('{0} documents', children.length)
  item.description = conflicts > 0 ? conflictText(conflicts) : documents
  item.iconPath = conflicts > 0 ? conflictIcon : new ThemeIcon('comment-discussion')
  item.accessibilityInformation = { label: `${label}, ${item.description}` }
  return item
}

function documentItem({ uri, path, kind, conflicts, children }: DocumentNode): TreeItem {
  const item = new TreeItem(Uri.parse(uri), TreeItemCollapsibleState.Expanded)
  item.id = `${uri}#${children[0]?.commitment.topic ?? ''}`
  item.label = path
  item.description = kind === null ? '' : kindLabel(l10n.t, kind)
  item.iconPath = ThemeIcon.File
  item.accessibilityInformation = {
    label: [path, item.description, conflicts > 0 ? conflictText(conflicts) : ''].join(', '),
  }
  return item
}

function commitmentItem({ uri, commitment, conflicts }: CommitmentNode): TreeItem {
  const item = new TreeItem(commitment.value, TreeItemCollapsibleState.None)
  item.description = commitment.actual
  item.iconPath = conflicts.length > 0 ? conflictIcon : new ThemeIcon('check')
  // What documents say is shown as text: it might look like Markdown.
  item.tooltip = new MarkdownString().appendText([commitment.actual, ...conflicts].join('\n\n'))
  item.command = {
    command: 'vscode.open',
    title: l10n.t('Go to promise'),
    arguments: [Uri.parse(uri), { selection: rangeOf(commitment) }],
  }
  item.accessibilityInformation = { label: [commitment.value, commitment.actual, ...conflicts].join(', ') }
  return item
}

/** A place of the protocol as the editor counts. */
const rangeOf = ({ start, end }: ReportPlace): Range =>
  new Range(start.line - 1, start.column - 1, end.line - 1, end.column - 1)
