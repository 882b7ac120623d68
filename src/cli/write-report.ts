import { fileReason, join } from '../config/index.js'
import type { Screen } from './formats/human.js'
import { formatters } from './formats/index.js'
import type { Host } from './host.js'
import { type Destination, oneOf, reportFormats, UsageError } from './options.js'
import type { Problem, RunResult } from './result.js'
import { slashes } from './session.js'
import { clean } from './terminal/clean.js'
import { createColors, wantsColor } from './terminal/colors.js'

/** Writes the report where it was asked for. @throws UsageError where it cannot be written. */
export const writeReport = (host: Host, wanted: Destination, result: RunResult): Promise<void> =>
  writeText(host, wanted, (screen) => formatters[oneOf('format', wanted.format, reportFormats)](result, screen))

/** Writes a text where it was asked for. @throws UsageError where it cannot be written. */
export async function writeText(host: Host, wanted: Destination, textFor: (screen: Screen) => string): Promise<void> {
  const { output } = wanted
  // The fixed text of standard input takes stdout for itself.
  const out = wanted.stdin && wanted.fix ? host.stderr : host.stdout
  const toTerminal = output === undefined && out.isTerminal
  const text = textFor({
    colors: createColors(wantsColor(output === undefined ? host.env : {}, toTerminal, wanted.color)),
    columns: toTerminal ? out.columns : undefined,
  })
  if (output === undefined) {
    out.write(text)
    return
  }
  try {
    await host.files.write(join(host.cwd, slashes(host, output)), text)
  } catch (error) {
    throw new UsageError(`${output} cannot be written: ${fileReason(error)}`)
  }
}

/** Writes one line to stderr for each problem: `path:line:column: error: message`. */
export function writeErrors(host: Host, errors: readonly Problem[], color: boolean | undefined): void {
  if (errors.length === 0) return
  const colors = createColors(wantsColor(host.env, host.stderr.isTerminal, color))
  for (const { path, line, column, message } of errors) {
    const place = [path, line, column].filter((part) => part !== null).join(':')
    host.stderr.write(`${place === '' ? 'forthright' : clean(place)}: ${colors.red('error')}: ${clean(message)}\n`)
  }
}
