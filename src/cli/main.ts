#!/usr/bin/env node
import { keepCompiled } from './code-cache.js'

const keep = keepCompiled(import.meta.dirname)
void import('./program.js').then(async ({ program }) => {
  if (await program(process.argv.slice(2))) keep()
})
