import { foldText } from './fold-text.ts'

/** Longer keys would only make the rows heavy; two titles this much alike may stand in either order. */
const LENGTH = 160
const DIGITS = 12

/** A title as stores put it in order, byte by byte: without case and accents, “Map 2” before “Map 10”. */
export const titleKey = (title: string): string =>
  foldText(title)
    .trim()
    .replace(/\d+/g, (digits) => digits.replace(/^0+(?=\d)/, '').padStart(DIGITS, '0'))
    .slice(0, LENGTH)
