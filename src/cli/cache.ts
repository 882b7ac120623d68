import * as v from 'valibot'
import { join } from '../config/index.js'
import type { Report } from '../core/index.js'
import type { Subject } from '../workspace/index.js'
import type { Host } from './host.js'
import type { ActiveConfig } from './session.js'

/** Reports of documents that have not changed since an earlier run. */
export interface ReportCache {
  /** What is found in a text. @param read called only where something that matters is not as it was */
  readonly lint: (
    subject: Subject,
    config: ActiveConfig,
    text: string,
    read: () => Report | Promise<Report>,
  ) => Promise<Report>
  /** Keeps what was read. Where it cannot be kept, the next run reads again. */
  readonly save: () => Promise<void>
}

const FORMAT = 1

/** The program wrote it: a file that has this shape is taken for whole. */
const isReport = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'findings' in value && 'commitments' in value && 'coverage' in value

const fileSchema = v.object({
  format: v.literal(FORMAT),
  /** What the program and its rules were. */
  program: v.string(),
  entries: v.record(v.string(), v.object({ key: v.string(), report: v.custom<Report>(isReport) })),
})
type Entries = v.InferOutput<typeof fileSchema>['entries']

/**
 * Opens a cache. One that cannot be read, or that another version wrote, is begun anew.
 *
 * @param location seen from the current folder
 * @param program names version and rules
 */
export async function openCache(host: Host, location: string, program: string): Promise<ReportCache> {
  const path = join(host.cwd, location)
  const entries = new Map(Object.entries(await readEntries(host, path, program)))
  const used = new Set<string>()
  let changed = false
  return {
    async lint(subject, { loaded }, text, read) {
      const { settings, input, shownPath, workspace } = subject
      const key = host.digest(JSON.stringify([workspace, input, settings, loaded.rules, text]))
      used.add(shownPath)
      const known = entries.get(shownPath)
      if (known?.key === key) return known.report
      const report = await read()
      entries.set(shownPath, { key, report })
      changed = true
      return report
    },
    async save() {
      for (const name of entries.keys()) {
        if (used.has(name) || (await isThere(host, name))) continue
        entries.delete(name)
        changed = true
      }
      if (!changed) return
      try {
        // In the order of the paths, whichever document was done first.
        const sorted = Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)))
        await host.files.write(path, JSON.stringify({ format: FORMAT, program, entries: sorted }))
      } catch {
        // A folder that cannot be written to only costs the next run its time.
      }
    },
  }
}

/** Whether there is such a file, or it cannot be told. */
const isThere = async ({ files, cwd }: Host, name: string): Promise<boolean> => {
  try {
    return (await files.typeOf(join(cwd, name))) !== undefined
  } catch {
    return true
  }
}

async function readEntries(host: Host, path: string, program: string): Promise<Entries> {
  try {
    const file = v.safeParse(fileSchema, JSON.parse(new TextDecoder().decode(await host.files.read(path))))
    return file.success && file.output.program === program ? file.output.entries : {}
  } catch {
    return {}
  }
}
