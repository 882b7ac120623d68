/** How many UTF-16 units of two texts are the same at their beginnings and at their ends. */
export function sharedLength(a: string, b: string): number {
  const most = Math.min(a.length, b.length)
  let start = 0
  while (start < most && a.charAt(start) === b.charAt(start)) start++
  let end = 0
  while (end < most - start && a.charAt(a.length - 1 - end) === b.charAt(b.length - 1 - end)) end++
  return start + end
}
