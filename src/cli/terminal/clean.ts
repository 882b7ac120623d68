/** Controls, line separators and marks that turn the direction of text: none may reach a terminal from a document. */
const unsafe = /[\u0000-\u001F\u007F-\u009F\u2028\u2029\u202A-\u202E\u2066-\u2069\uFFF9-\uFFFB]/g
const lone = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g

/** Text of a document on one line, with nothing in it that a terminal would obey. Keeps its length. */
export const clean = (text: string): string =>
  text.replace(unsafe, (character) => (/\s/.test(character) ? ' ' : '\uFFFD')).replace(lone, '\uFFFD')
