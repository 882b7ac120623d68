import picocolors from 'picocolors'
import type { Host } from '../host.js'

export type Colors = ReturnType<typeof picocolors.createColors>

/**
 * Whether to colour: the flag decides, then NO_COLOR, then FORCE_COLOR, then whether the text goes to a terminal.
 *
 * @param flag of --color and --no-color
 */
export function wantsColor(env: Host['env'], isTerminal: boolean, flag: boolean | undefined): boolean {
  if (flag !== undefined) return flag
  if (env.NO_COLOR) return false
  if (env.FORCE_COLOR !== undefined) return !['0', 'false'].includes(env.FORCE_COLOR)
  return isTerminal && env.TERM !== 'dumb'
}

export const createColors = (enabled: boolean): Colors => picocolors.createColors(enabled)
