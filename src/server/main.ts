/**
 * The server in one file that runs in both worlds, so that the rules are packed once: a web worker has `importScripts`, a
 * process has not. Nothing of the other world is evaluated.
 */
if ('importScripts' in globalThis) void import('./browser.js')
else void import('./node.js').then(({ serve }) => serve(process.argv.slice(2)))
