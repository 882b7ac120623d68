/** @returns a function that makes something when it is first called. */
export function made<T>(make: () => T): () => T {
  let item: { readonly value: T } | undefined
  return () => {
    item ??= { value: make() }
    return item.value
  }
}
