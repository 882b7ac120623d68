import type {
  AnnotatedTextEdit,
  SnippetTextEdit,
  TextDocumentEdit,
  TextEdit,
  WorkspaceEdit,
} from 'vscode-languageserver'
import { createLineIndex, type Edit } from '../../core/index.js'
import type { Client } from '../context.js'
import { rangeOf } from '../diagnostics.js'

/** A document to be changed. */
export interface Target {
  readonly uri: string
  /** Null where it is not open. */
  readonly version: number | null
  /** The text in which the edits' offsets are. */
  readonly text: string
  readonly edits: readonly Edit[]
  /** Whether the document is to be made. */
  readonly create?: boolean
}

/** What a person has to fill in; not the text of a link. */
const placeholder = /(?<!\])\[[^\][\n]+\](?![([])/gu

const escaped = (text: string): string => text.replace(/[\\$}]/g, '\\$&')

/** A text as a snippet: a tab stop at everything that is to be filled in; undefined where there is nothing. */
export function snippetOf(text: string): string | undefined {
  let stops = 0
  let done = 0
  let snippet = ''
  for (const { 0: found, index } of text.matchAll(placeholder)) {
    snippet += `${escaped(text.slice(done, index))}\${${++stops}:${escaped(found)}}`
    done = index + found.length
  }
  return stops === 0 ? undefined : snippet + escaped(text.slice(done))
}

/** The edits of documents as the client understands them; undefined where it cannot make a file. */
export function workspaceEdit({ capabilities }: Client, targets: readonly Target[]): WorkspaceEdit | undefined {
  const can = capabilities.workspace?.workspaceEdit
  const creates = targets.some(({ create }) => create)
  if (!can?.documentChanges)
    return creates
      ? undefined
      : { changes: Object.fromEntries(targets.map((target) => [target.uri, plainEdits(target)])) }
  if (creates && !can.resourceOperations?.includes('create')) return undefined
  return {
    documentChanges: targets.flatMap((target) => [
      ...(target.create ? [{ kind: 'create' as const, uri: target.uri, options: { ignoreIfExists: true } }] : []),
      documentEdit(target, can.snippetEditSupport === true && targets.length === 1 && !target.create),
    ]),
  }
}

function plainEdits({ text, edits }: Target): TextEdit[] {
  const lines = createLineIndex(text)
  return edits.map((edit) => ({
    range: rangeOf({ start: lines.pointAt(edit.start), end: lines.pointAt(edit.end) }),
    newText: edit.text,
  }))
}

function documentEdit(target: Target, snippets: boolean): TextDocumentEdit {
  const edits: (TextEdit | SnippetTextEdit | AnnotatedTextEdit)[] = plainEdits(target).map(({ range, newText }) => {
    const value = snippets ? snippetOf(newText) : undefined
    return value === undefined ? { range, newText } : { range, snippet: { kind: 'snippet', value } }
  })
  return { textDocument: { uri: target.uri, version: target.version }, edits }
}
