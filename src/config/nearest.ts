/** How many letters must be put in, left out, replaced or swapped with a neighbour to turn one word into the other. */
function distance(a: string, b: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let row = 1; row <= a.length; row++) {
    const current = [row]
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1]
      let least = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
      )
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
      if (swapped) least = Math.min(least, (beforeLast[column - 2] ?? 0) + 1)
      current.push(least)
    }
    beforeLast = last
    last = current
  }
  return last[b.length] ?? 0
}

/** The name that `word` was probably meant to be, if one is near enough. */
export function nearest(word: string, names: readonly string[]): string | undefined {
  const wanted = word.toLowerCase()
  const limit = Math.max(1, Math.floor(wanted.length / 3))
  let best: string | undefined
  let least = limit + 1
  for (const name of names) {
    const candidate = name.toLowerCase()
    const prefix = wanted.length >= 3 && (candidate.startsWith(wanted) || wanted.startsWith(candidate))
    const steps = prefix ? Math.min(limit, distance(wanted, candidate)) : distance(wanted, candidate)
    if (steps < least) {
      least = steps
      best = name
    }
  }
  return best
}

/** What is wrong with a name, and the remedy: the name that was probably meant, or else all of them. */
export function unknownName(what: string, word: string, names: readonly string[], listed: string): string {
  const near = nearest(word, names)
  return `unknown ${what} “${word}”; ${near === undefined ? listed : `did you mean “${near}”?`}`
}
