import { createLinter, createRetextPlugin, type TreeLinter } from './core/index.js'
import { compiled } from './generated/compiled.js'
import { catalog, rules } from './generated/index.js'

export * from './core/index.js'
export { catalog, rules } from './generated/index.js'

let linter: TreeLinter | undefined

/** A linter of all built-in rules; built when first asked for. */
export function defaultLinter(): TreeLinter {
  linter ??= createLinter(compiled ? { ...catalog, compiled } : catalog, rules)
  return linter
}

/** The rules as a retext plugin, for every unified pipeline that makes nlcst: `unified().use(retextEnglish).use(retextForthright)`. */
export const retextForthright = createRetextPlugin(defaultLinter)
