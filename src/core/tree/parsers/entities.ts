import { decodeNamedCharacterReference } from 'decode-named-character-reference'

// Hosts load this module when they first need it: it exports nothing but functions, and imports nothing of ours.

/** What stands for a named character reference, given without `&` and `;`; false where there is no such name. */
export const decodeNamed = (name: string): string | false => decodeNamedCharacterReference(name)
