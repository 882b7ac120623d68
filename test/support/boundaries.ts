/** Whether a text may be cut there: no surrogate pair and no Thai character is torn. */
export const isCharacterBoundary = (text: string, at: number): boolean =>
  !(/[\uD800-\uDBFF]/.test(text.charAt(at - 1)) && /[\uDC00-\uDFFF]/.test(text.charAt(at))) &&
  !(/[ก-ฮ]/.test(text.charAt(at - 1)) && /[ัิ-ฺ็-๎]/.test(text.charAt(at)))
