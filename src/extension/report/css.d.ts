/** The build puts style sheets in as text. */
declare module '*.css' {
  const text: string

  export { text as default }
}
