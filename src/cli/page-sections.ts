/** The sections of a page as Markdown. */
export const sectionsOf = (sections: Readonly<Record<string, string>>): readonly string[] =>
  Object.entries(sections).map(([title, text]) => `## ${title}\n\n${text}`)
