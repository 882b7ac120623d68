import type { ConfigFiles } from '../config/index.js'
import { type Catalog, createLedger, createLinter, type RuleCodes } from '../core/index.js'
import { localDate } from '../workspace/index.js'
import type { ServerHost } from './context.js'

/** UTF-16 units of text whose findings are remembered: that of the documents a person has open, and some more. */
export const REMEMBERED = 4 * 1024 * 1024

/**
 * A host with the built-in rules.
 *
 * @param files the machine's files; undefined where all files are the client's
 * @param startThread as in `ServerHost`
 */
export const builtInHost = (
  catalog: Catalog,
  rules: RuleCodes,
  files: ConfigFiles | undefined,
  startThread: ServerHost['startThread'],
): ServerHost => ({
  files,
  startThread,
  today: () => localDate(new Date()),
  catalog,
  ledgerOn: (today) => createLedger(catalog, rules, { today }),
  linterWith: (own) =>
    createLinter(own.length === 0 ? catalog : { ...catalog, rules: [...catalog.rules, ...own] }, rules, {
      remember: REMEMBERED,
    }),
})
