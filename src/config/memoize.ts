/** Does the work once for each key; a promise that fails is kept, too. */
export function memoize<T>(work: (key: string) => T): (key: string) => T {
  const results = new Map<string, { readonly value: T }>()
  return (key) => {
    const known = results.get(key)
    if (known) return known.value
    const value = work(key)
    results.set(key, { value })
    return value
  }
}
