import { fileProblem } from '../../workspace/index.js'
import { ledgerFormats, ledgerFormatters } from '../formats/ledger.js'
import type { ExitCode } from '../host.js'
import { ledgerRows } from '../ledger-rows.js'
import { oneOf, UsageError } from '../options.js'
import { readDocuments } from '../read-documents.js'
import type { ActiveConfig, Session } from '../session.js'
import { writeErrors, writeText } from '../write-report.js'

/** Writes every commitment of the documents named. @throws UsageError */
export async function ledger(session: Session): Promise<ExitCode> {
  const { host, engine, options } = session
  if (options.stdin) throw new UsageError('“forthright ledger” reads files, not standard input')
  const format = oneOf('format of the ledger', options.format, ledgerFormats)
  const found = await readDocuments(session, new Set<ActiveConfig>())
  if (!found) return 130
  const nothing = found.files.length === 0 && found.errors.length === 0
  const skipped = found.skipped.map(({ path, reason }) => fileProblem(path, reason))
  const unnamed = [fileProblem(null, 'no file was read; name files, folders or globs')]
  const errors = !nothing ? found.errors : skipped.length > 0 ? skipped : unnamed
  const today = options.asOf ?? host.today()
  const rows = ledgerRows(session, found.files, today)
  writeErrors(host, errors, options.color)
  const result = { version: engine.catalog.version, today, files: found.files.length, rows, errors }
  await writeText(host, options, (screen) => ledgerFormatters[format](result, screen))
  return errors.length > 0 ? 2 : 0
}
