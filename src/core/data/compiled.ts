import { createArrayReader, joinArrays, numbersOf } from '../text/arrays.js'
import type { Catalog } from './catalog.js'

/** The words of one locale, compiled: what a host loads instead of compiling the phrases of a catalogue. */
export interface CompiledWords {
  /** The slots of all phrases but those that say values, which have none. */
  readonly slots: Uint8Array
  /** What phrases and conditions cannot do without. */
  readonly anchors: Uint8Array
  /** What is looked for everywhere. */
  readonly phrases: Uint8Array
  /** Where the entries of each rule, of each topic and of the language begin among those of `phrases`. */
  readonly starts: ArrayLike<number>
  /** What is looked for only where it matters, by the number of its subject; an empty array where there is nothing. */
  readonly conditions: (subject: number) => Uint8Array
  /** The cues by which the kinds of documents are told. */
  readonly kinds: Uint8Array
  /** The words that say values. */
  readonly values: Uint8Array
}

/** What `openWords` is made of. */
export type WordsParts = Omit<CompiledWords, 'conditions' | 'starts'> & {
  readonly starts: readonly number[]
  readonly conditions: readonly Uint8Array[]
}

/** Tells this form from others. */
const FORMAT = 0x464c_0002

/** Lays the parts into one array. */
export function joinWords({ slots, anchors, phrases, starts, conditions, kinds, values }: WordsParts): Uint8Array {
  const ends: number[] = [0]
  for (const { byteLength } of conditions) ends.push((ends.at(-1) ?? 0) + byteLength)
  const all = new Uint8Array(ends.at(-1) ?? 0)
  for (const [subject, bytes] of conditions.entries()) all.set(bytes, ends[subject])
  return joinArrays([
    Uint32Array.of(FORMAT),
    slots,
    anchors,
    phrases,
    numbersOf(starts),
    numbersOf(ends),
    all,
    kinds,
    values,
  ])
}

/** Whether the bytes of numbers stand in this machine's order: the first number is the length of `FORMAT`. */
const isReadable = ({ buffer, byteOffset }: Uint8Array): boolean => new Uint32Array(buffer, byteOffset, 1)[0] === 4

/** The compiled words of a locale of a catalogue, where its host has them. */
export function compiledOf({ compiled }: Pick<Catalog, 'compiled'>, locale: string): CompiledWords | undefined {
  const bytes = compiled?.byLocale[locale]
  return bytes && openWords(bytes)
}

/**
 * Lays words over what `joinWords` made of them.
 * @returns undefined where the bytes are in another form or order.
 */
function openWords(joined: Uint8Array): CompiledWords | undefined {
  // Views need the beginning at a multiple of their width.
  const words = joined.byteOffset % 4 === 0 ? joined : Uint8Array.from(joined)
  if (!isReadable(words)) return undefined
  const reader = createArrayReader(words)
  if (reader.numbers()[0] !== FORMAT) return undefined
  const slots = reader.bytes()
  const anchors = reader.bytes()
  const phrases = reader.bytes()
  const starts = reader.numbers()
  const ends = reader.numbers()
  const conditions = reader.bytes()
  return {
    slots,
    anchors,
    phrases,
    starts,
    conditions: (subject) => conditions.subarray(ends[subject], ends[subject + 1]),
    kinds: reader.bytes(),
    values: reader.bytes(),
  }
}
