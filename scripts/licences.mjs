// The licences of what is bundled, from the build itself.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The folders of packages that went into a bundle. */
function packagesOf(metafiles) {
  const folders = new Set()
  for (const { outputs } of metafiles)
    for (const { inputs } of Object.values(outputs))
      for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
        const [, folder] = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path) ?? []
        if (folder && bytesInOutput > 0) folders.add(folder)
      }
  return [...folders]
}

/**
 * Names, versions and licences of all bundled packages, as Markdown.
 * @throws Error where a package does not say under which licence it stands.
 */
export function licencesOf(metafiles) {
  const parts = packagesOf(metafiles).map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
    const find = (pattern) => readdirSync(folder).find((one) => pattern.test(one))
    const read = (file) => (file ? readFileSync(join(folder, file), 'utf8').trim() : '')
    // Some old packages say it only at the end of their readme.
    const text =
      read(find(/^licen[cs]e/i)) || (/^(?:#+ )?licen[cs]e\s*\n[\s\S]*/im.exec(read(find(/^readme/i)))?.[0] ?? '')
    if (!license && text === '') throw new Error(`${folder}: the package names no licence`)
    return { heading: `## ${name} ${version}${license ? ` (${license})` : ''}`, text }
  })
  const sections = [...new Map(parts.map((part) => [part.heading, part])).values()]
    .sort((a, b) => (a.heading < b.heading ? -1 : 1))
    .map(({ heading, text }) => (text === '' ? heading : `${heading}\n\n${text.replace(/^/gm, '    ')}`))
  return `# What is bundled\n\n${sections.length} packages.\n\n${sections.join('\n\n')}\n`
}
