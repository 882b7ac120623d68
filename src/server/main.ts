/**
 * The server in one file that runs in both worlds, so that the rules are packed once: a web worker has `importScripts`, a
 * process has not. Nothing of the other world is evaluated.
 */
if ('importScripts' in globalThis) void import('./browser.js')
else
  void Promise.all([import('./node.js'), import('../generated/index.js')]).then(([{ serve }, { catalog, rules }]) =>
    serve(process.argv.slice(2), catalog, rules),
  )
