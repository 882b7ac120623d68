// An esbuild plugin: large JSON of src/generated is packed with Zstandard, so that the extension stays small. Deflate, which the
// package itself uses, finds only what repeats within 32 KB.
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { compress, init } from '@bokuweb/zstd-wasm'

const parsed = /^export const (\w+) = JSON\.parse\((".*")\)\s*$/s
/** Shorter texts are not worth it, in UTF-16 units. */
const LARGE = 100_000
const BEST = 22

/** The value, with numbers in place of what belongs to one language, and those parts by language; `unpack` puts them back. */
function byLanguage(value) {
  const parts = Object.fromEntries(Object.keys(value.languages ?? {}).map((locale) => [locale, []]))
  const rest = JSON.stringify(value, (key, item) =>
    parts[key] && typeof item === 'object' ? parts[key].push(item) - 1 : item,
  )
  return [JSON.parse(rest), parts]
}

export const packJson = {
  name: 'pack-json',
  setup(build) {
    const unpack = JSON.stringify(resolve('src/server/unpack.ts'))
    build.onLoad({ filter: /[\\/]src[\\/]generated[\\/][^\\/]*\.js$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8')
      const [, name, literal] = parsed.exec(source) ?? []
      if (literal === undefined || literal.length < LARGE) return undefined
      await init()
      const sorted = JSON.stringify(byLanguage(JSON.parse(JSON.parse(literal))))
      const packed = Buffer.from(compress(Buffer.from(sorted), BEST)).toString('base64')
      return { contents: `import { unpack } from ${unpack}\nexport const ${name} = unpack('${packed}')\n` }
    })
  },
}
