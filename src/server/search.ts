import { selectFiles } from '../workspace/index.js'
import type { Projects } from './projects.js'
import type { ForthrightSettings } from './protocol.js'
import { uriOf } from './uris.js'

/** The documents of all workspace folders: those that the command line checks without paths. */
export interface Found {
  /** Absolute. */
  readonly paths: ReadonlySet<string>
  /** What could not be done. */
  readonly problems: readonly string[]
}

/** Looks for the documents of all folders. */
export async function findDocuments(
  folders: readonly string[],
  {
    projects,
    settingsFor,
  }: { readonly projects: Projects; readonly settingsFor: (uri: string) => Promise<ForthrightSettings> },
  signal: { readonly aborted: boolean },
): Promise<Found> {
  const paths = new Set<string>()
  const problems: string[] = []
  for (const folder of folders) {
    const { project } = projects.projectIn(folder, await settingsFor(uriOf(folder)))
    const { files, errors } = await selectFiles(project, { paths: [], ignore: true, signal })
    for (const { path } of files) paths.add(path)
    problems.push(...errors.map(({ path, message }) => (path === null ? message : `${path}: ${message}`)))
  }
  return { paths, problems }
}
