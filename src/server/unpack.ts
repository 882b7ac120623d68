import { decompress } from 'fzstd'

/**
 * What was packed when the server was bundled: JSON, in Zstandard, in base64. What belongs to one language stands together, where it
 * packs best; a number under the language's name tells which of its parts goes there. The bundle vouches for the shape.
 */
export function unpack(packed: string): unknown {
  const text = atob(packed)
  const bytes = new Uint8Array(text.length)
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at)
  const [rest, parts]: [unknown, Record<string, unknown[]>] = JSON.parse(new TextDecoder().decode(decompress(bytes)))
  const restore = (value: unknown, key: string): unknown => {
    if (typeof value === 'number') return parts[key] ? parts[key][value] : value
    if (Array.isArray(value)) return value.map((item) => restore(item, ''))
    if (value === null || typeof value !== 'object') return value
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, restore(item, name)]))
  }
  return restore(rest, '')
}
