import type { Encoding } from '../workspace/index.js'

/** The bytes of a text in the encoding in which the file was found. */
export function encode(text: string, encoding: Encoding): Uint8Array {
  if (encoding === 'utf-8') return new TextEncoder().encode(text)
  if (encoding === 'utf-8 with BOM') return new TextEncoder().encode(`\uFEFF${text}`)
  const bytes = Buffer.from(`\uFEFF${text}`, 'utf16le')
  return encoding === 'utf-16be' ? bytes.swap16() : bytes
}

/** What bytes that are not UTF-8 probably are. The detector is large and seldom needed. */
export const guessLate = async (bytes: Uint8Array): Promise<string> =>
  (await import('./guess-encoding.js')).guessEncoding(bytes)
