/** A place in a configuration: the keys above it, from the top, and the key whose value stands there. */
export interface ConfigPlace {
  readonly parents: readonly string[]
  /** Undefined where a key stands. */
  readonly key: string | undefined
}

const keyLine = /^(\s*(?:- +)*)([\w-]+)\s*:/

/**
 * Where an offset of a configuration is, by indentation alone, since what is being written is seldom well formed.
 *
 * @returns undefined in comments and where neither a key nor a value can stand
 */
export function placeInConfig(text: string, offset: number): ConfigPlace | undefined {
  const lines = text.slice(0, offset).split(/\r?\n/)
  const line = lines.pop() ?? ''
  const own = /^(\s*(?:- +)*)(?:([\w-]+)\s*:\s+)?([\w-]*)$/.exec(line)
  if (!own) return undefined
  const [, indent = '', key] = own
  const parents: string[] = []
  let width = indent.length
  for (const above of lines.reverse()) {
    const [, aboveIndent = '', name] = keyLine.exec(above) ?? []
    if (name === undefined || aboveIndent.length >= width) continue
    parents.unshift(name)
    width = aboveIndent.length
  }
  return { parents, key }
}
