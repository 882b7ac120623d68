/** How a text file was written down, so that it can be written back. */
export type Encoding = 'utf-8' | 'utf-8 with BOM' | 'utf-16le' | 'utf-16be'

/** A file's bytes as text, or why they are none. */
export type Decoded =
  | {
      readonly type: 'text'
      /** Without the byte order mark: all offsets in reports are UTF-16 units of this text. */
      readonly text: string
      readonly encoding: Encoding
    }
  | { readonly type: 'binary' }
  | { readonly type: 'unreadable'; readonly message: string }

/** What is wrong with a file that holds no text. */
export const whyUnread = (content: Exclude<Decoded, { readonly type: 'text' }>): string =>
  content.type === 'binary' ? 'is a binary file' : content.message

const marks: readonly { readonly bytes: readonly number[]; readonly encoding: Encoding | 'utf-32' }[] = [
  { bytes: [0xff, 0xfe, 0, 0], encoding: 'utf-32' },
  { bytes: [0, 0, 0xfe, 0xff], encoding: 'utf-32' },
  { bytes: [0xef, 0xbb, 0xbf], encoding: 'utf-8 with BOM' },
  { bytes: [0xff, 0xfe], encoding: 'utf-16le' },
  { bytes: [0xfe, 0xff], encoding: 'utf-16be' },
]

const remedy = 'save it as UTF-8'

/**
 * Reads UTF-8 with or without a byte order mark, and UTF-16 with one. A file with NUL bytes is binary. For anything else
 * the message says what `guess` makes of it, and the remedy.
 */
export async function decode(
  bytes: Uint8Array,
  guess: (bytes: Uint8Array) => Promise<string> = async () => 'is not UTF-8',
): Promise<Decoded> {
  const mark = marks.find((candidate) => candidate.bytes.every((byte, index) => bytes[index] === byte))
  const body = bytes.subarray(mark?.bytes.length ?? 0)
  const encoding = mark?.encoding ?? 'utf-8'
  if (encoding === 'utf-32') return { type: 'unreadable', message: `is written in UTF-32; ${remedy}` }
  if (encoding.startsWith('utf-16')) {
    const text = decodeStrictly(body, encoding)
    return text === undefined
      ? { type: 'unreadable', message: `begins like UTF-16 but is broken; ${remedy}` }
      : { type: 'text', text, encoding }
  }
  if (body.includes(0)) {
    return looksLikeUtf16(body)
      ? { type: 'unreadable', message: `seems to be UTF-16 without a byte order mark; ${remedy}` }
      : { type: 'binary' }
  }
  const text = decodeStrictly(body, 'utf-8')
  if (text !== undefined) return { type: 'text', text, encoding }
  return { type: 'unreadable', message: `${await guess(body)}; ${remedy}` }
}

function decodeStrictly(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/** Latin text in UTF-16 has a NUL in every second byte, always on the same side. */
function looksLikeUtf16(bytes: Uint8Array): boolean {
  const sample = bytes.subarray(0, 4096)
  const nuls = [0, 0]
  sample.forEach((byte, index) => {
    if (byte === 0) nuls[index % 2] = (nuls[index % 2] ?? 0) + 1
  })
  const [even = 0, odd = 0] = nuls
  return Math.min(even, odd) === 0 && Math.max(even, odd) * 5 > sample.length
}
