#!/usr/bin/env node
import * as modules from 'node:module'

// What is loaded from here on need not be compiled again next time, where Node can keep it.
if ('enableCompileCache' in modules && typeof modules.enableCompileCache === 'function') modules.enableCompileCache()
void import('./program.js').then(({ program }) => program(process.argv.slice(2)))
