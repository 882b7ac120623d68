import stringWidth from 'string-width'

/** How many terminal cells any text takes. It takes a while to load: hosts do so when they first need it. */
export const anyWidth = (text: string): number => stringWidth(text)
