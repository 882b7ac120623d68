import { decompress } from 'fzstd'

/** What was packed when the server was bundled: JSON, in Zstandard, in base64. The bundle vouches for its shape. */
export function unpack(packed: string): unknown {
  const text = atob(packed)
  const bytes = new Uint8Array(text.length)
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at)
  return JSON.parse(new TextDecoder().decode(decompress(bytes)))
}
