import { FileType, Uri, workspace } from 'vscode'
import type { BaseLanguageClient } from 'vscode-languageclient'
import { type FileParams, type ListFilesResult, methods, type ReadFileResult } from '../server/protocol.js'

const types = new Map([
  [FileType.File, 'file' as const],
  [FileType.Directory, 'folder' as const],
])

/** `btoa` takes one string, and a call takes only so many arguments. */
const chunk = 0x8000

function base64(bytes: Uint8Array): string {
  let binary = ''
  for (let start = 0; start < bytes.length; start += chunk)
    binary += String.fromCharCode(...bytes.subarray(start, start + chunk))
  return btoa(binary)
}

/** Lets the server read files where it has no file system of its own. */
export function answerFileRequests(client: BaseLanguageClient): void {
  client.onRequest(methods.readFile, async ({ uri }: FileParams): Promise<ReadFileResult> => {
    const bytes = await workspace.fs.readFile(Uri.parse(uri, true)).then(undefined, () => null)
    return { base64: bytes && base64(bytes) }
  })
  client.onRequest(methods.listFiles, async ({ uri }: FileParams): Promise<ListFilesResult> => {
    const entries = await workspace.fs.readDirectory(Uri.parse(uri, true)).then(undefined, () => null)
    return { entries: entries?.map(([name, type]) => ({ name, type: types.get(type) ?? 'other' })) ?? null }
  })
}
