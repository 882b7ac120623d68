/** Tells whether a path (relative to where the glob stands, with `/`) is meant. */
export type PathTest = (path: string) => boolean

/** Whether the text is a pattern and not the name of one file. */
export const isGlob = (text: string): boolean => /[*?[\]{}]|^!/.test(text)

/** The folder in which every path that matches must stand; `.` where there is none. */
export function globBase(glob: string): string {
  const parts = glob.split('/')
  const first = parts.findIndex(isGlob)
  const base = parts.slice(0, first === -1 ? -1 : first)
  return base.length === 1 && base[0] === '' ? '/' : base.join('/') || '.'
}

/** The glob that means this very path and no other, seen from where the glob stands. */
export const globOf = (path: string): string => `./${path.replace(/[\\*?[\]{}]/g, '\\$&')}`

/** More alternatives than this are not written out. */
const maxAlternatives = 1000

/** `{a,b}` written out; nested ones too. Where they are too many, some are left as they are. */
export function expandBraces(glob: string): readonly string[] {
  let globs: readonly string[] = [glob]
  for (;;) {
    const next = globs.flatMap(expandFirst)
    if (next.length > maxAlternatives || next.every((pattern, index) => pattern === globs[index])) return globs
    globs = next
  }
}

/** Escaped characters are passed over; the innermost braces are the first that open and close with none between. */
const braceForms = /\\.|\{((?:\\.|[^\\{}])*)\}/gsu

function expandFirst(glob: string): readonly string[] {
  const open = [...glob.matchAll(braceForms)].find(([, options]) => options !== undefined)
  if (!open) return [glob]
  const [whole, options = ''] = open
  return options.split(',').map((option) => glob.slice(0, open.index) + option + glob.slice(open.index + whole.length))
}

/** One character of a name, or `*`. */
type Token = '*' | ((character: string) => boolean)

const tokenForms = /\*+|\?|\[([!^]?)([^\]]+)\]|\\?(.)/gsu

const tokensOf = (segment: string): readonly Token[] =>
  [...segment.matchAll(tokenForms)].map(([part, not, set, character = part]): Token => {
    if (part.startsWith('*')) return '*'
    if (part === '?') return () => true
    if (set === undefined) return (other) => other === character
    const inSet = setOf(set)
    return (other) => inSet(other) === (not === '')
  })

/** `a-z` and single characters. */
function setOf(set: string): (character: string) => boolean {
  const ranges = [...set.matchAll(/(.)-(.)|(.)/gsu)].map(
    ([, from = '', to = '', one]) => [one ?? from, one ?? to] as const,
  )
  return (character) => ranges.some(([from, to]) => from <= character && character <= to)
}

/** Whether a name matches. When something after a `*` fails, only the last `*` takes one more: never more than n × m steps. */
function nameMatches(tokens: readonly Token[], name: readonly string[]): boolean {
  let token = 0
  let at = 0
  let star = -1
  let starAt = 0
  while (at < name.length) {
    const current = tokens[token]
    if (current === '*') {
      star = token++
      starAt = at
    } else if (current?.(name[at] ?? '')) {
      token++
      at++
    } else if (star >= 0) {
      token = star + 1
      at = ++starAt
    } else return false
  }
  return tokens.slice(token).every((rest) => rest === '*')
}

type Segment = readonly Token[] | '**'

/** Whether the parts of a path match; `**` stands for any number of folders. */
function matches(segments: readonly Segment[], parts: readonly string[]): boolean {
  const skipStars = (at: number): number[] => (segments[at] === '**' ? [at, ...skipStars(at + 1)] : [at])
  let reached = new Set(skipStars(0))
  for (const part of parts) {
    const name = [...part]
    const next = new Set<number>()
    for (const at of reached) {
      const segment = segments[at]
      if (segment === '**') for (const to of skipStars(at)) next.add(to)
      else if (segment && nameMatches(segment, name)) for (const to of skipStars(at + 1)) next.add(to)
    }
    reached = next
  }
  return reached.has(segments.length)
}

/**
 * Compiles a glob of `*`, `**`, `?`, `[abc]`, `{a,b}`. A final `/` means everything in the folder. Names that start with
 * a dot are matched like any other; behind `\` stands a character that means itself.
 */
export function compileGlob(glob: string): PathTest {
  const patterns = expandBraces(glob.replace(/^(?:\.\/)+/, '').replace(/\/$/, '/**')).map((pattern) =>
    pattern.split('/').map((segment): Segment => (segment === '**' ? '**' : tokensOf(segment))),
  )
  return (path) => {
    const parts = path.split('/')
    return patterns.some((segments) => matches(segments, parts))
  }
}

/**
 * Compiles a list of globs as it stands in the configuration: a glob without `/` means the name in any folder, `!` takes
 * back what an earlier one matched.
 */
export function compileGlobs(globs: readonly string[]): PathTest {
  const tests = globs.map((glob) => {
    const not = glob.startsWith('!')
    const pattern = not ? glob.slice(1) : glob
    return { not, test: compileGlob(pattern.includes('/') ? pattern : `**/${pattern}`) }
  })
  return (path) => tests.reduce((found, { not, test }) => (test(path) ? !not : found), false)
}
