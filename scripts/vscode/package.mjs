// Packs dist/vsix, which build.mjs laid out, into forthright-VERSION.vsix.
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { root, stage } from './places.mjs'
import { tools } from './setup.mjs'

/** Gives the path of the package. */
export async function makePackage() {
  const { version, homepage } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const packagePath = join(root, 'dist', `forthright-${version}.vsix`)
  const { createVSIX } = tools()('@vscode/vsce')
  await createVSIX({
    cwd: stage,
    packagePath,
    dependencies: false,
    allowMissingRepository: true,
    baseContentUrl: homepage,
    baseImagesUrl: homepage,
  })
  return packagePath
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const path = await makePackage()
  console.log(`${path}: ${(statSync(path).size / 1e6).toFixed(2)} MB`)
}
