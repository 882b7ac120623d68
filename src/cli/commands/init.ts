import { CONFIG_NAME, configTemplate, fileReason, join } from '../../config/index.js'
import type { ExitCode } from '../host.js'
import { UsageError } from '../options.js'
import type { Session } from '../session.js'

/** Writes a configuration that explains itself; one that exists is left alone. @throws UsageError */
export async function init({ host, engine }: Session): Promise<ExitCode> {
  const path = join(host.cwd, CONFIG_NAME)
  const kinds = Object.keys(engine.catalog.kinds)
  const locales = Object.keys(engine.catalog.languages)
  let created: boolean
  try {
    created = await host.files.create(path, configTemplate(kinds, locales))
  } catch (error) {
    throw new UsageError(`${CONFIG_NAME} cannot be written: ${fileReason(error)}`)
  }
  if (!created) throw new UsageError(`${CONFIG_NAME} exists already and was left as it is`)
  host.stdout.write(`${CONFIG_NAME} written. Take away the # of what you need, then run: forthright\n`)
  return 0
}
