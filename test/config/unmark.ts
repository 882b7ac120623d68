/** Takes the mark ⟦ out of a text and says where it stood, as `line:column`. */
export function unmark(marked: string): { readonly text: string; readonly place: string } {
  const lines = marked.slice(0, marked.indexOf('⟦')).split('\n')
  return { text: marked.replace('⟦', ''), place: `${lines.length}:${(lines.at(-1) ?? '').length + 1}` }
}
