import type { ReportFormat } from '../options.js'
import type { RunResult } from '../result.js'
import { github } from './github.js'
import { human, type Screen } from './human.js'
import { json } from './json.js'
import { junit } from './junit.js'
import { markdown } from './markdown.js'
import { sarif } from './sarif.js'

/** How a result is written down, by the name of the format. Each ends with a line break or is empty. */
export const formatters: Readonly<Record<ReportFormat, (result: RunResult, screen: Screen) => string>> = {
  human,
  json,
  sarif,
  github,
  junit,
  markdown,
}
