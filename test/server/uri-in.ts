import { join } from 'node:path'
import { URI } from 'vscode-uri'

/** The URI of a file in a folder. */
export const uriIn = (folder: string, name: string): string => URI.file(join(folder, name)).toString()
