import type { Connection } from 'vscode-languageserver'
import { type ConfigFiles, folderOf, nameOf } from '../config/index.js'
import { type FileParams, type ListFilesResult, methods, type ReadFileResult } from './protocol.js'
import { isLocal, uriOf } from './uris.js'

/** Files as the client has them, asked for one by one. What it does not answer does not exist. */
function filesOfClient(connection: Connection): ConfigFiles {
  const ask = async <Result>(method: string, path: string): Promise<Result | undefined> => {
    const params: FileParams = { uri: uriOf(path) }
    try {
      return await connection.sendRequest<Result>(method, params)
    } catch {
      return undefined
    }
  }
  const list = async (folder: string) =>
    (await ask<ListFilesResult>(methods.listFiles, folder))?.entries?.map((entry) => ({ ...entry, link: false }))
  return {
    async typeOf(path) {
      const above = folderOf(path)
      if (above === path) return 'folder'
      return (await list(above))?.find(({ name }) => name === nameOf(path))?.type
    },
    async read(path) {
      const answer = await ask<ReadFileResult>(methods.readFile, path)
      if (typeof answer?.base64 !== 'string') throw new Error('no such file or folder')
      return Uint8Array.from(atob(answer.base64), (unit) => unit.charCodeAt(0))
    },
    async list(folder) {
      return (await list(folder)) ?? []
    },
    async realPath(path) {
      return path
    },
  }
}

/**
 * The files of a session: those of the machine, where the host has any, and the client's for everything else.
 *
 * @param local the machine's files; undefined in a browser
 */
export function sessionFiles(connection: Connection, local: ConfigFiles | undefined): ConfigFiles {
  const remote = filesOfClient(connection)
  const at = (path: string): ConfigFiles => (local && isLocal(path) ? local : remote)
  return {
    typeOf: (path) => at(path).typeOf(path),
    read: (path) => at(path).read(path),
    list: (path) => at(path).list(path),
    realPath: (path) => at(path).realPath(path),
  }
}
