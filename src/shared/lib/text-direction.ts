/** Letters of scripts that are written from the right: Hebrew, Arabic and their kin. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/
const LETTER = /\p{L}/u

/** Whether a text begins with a letter that is written from the right, as `dir="auto"` decides it. */
export function isRightToLeft(text: string): boolean {
  const [first] = LETTER.exec(text) ?? []
  return first !== undefined && RIGHT_TO_LEFT.test(first)
}
