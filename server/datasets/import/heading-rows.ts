import { readNumber, trimmed } from './numbers.ts'
import { readWallTime } from './timestamp-forms.ts'

type Row = readonly string[]

/** So many rows have to lie below before anything can be said about them. */
const FEWEST_BELOW = 5
const FEWEST_COLUMNS = 2
/** Surveys have up to three headings: names, questions, and what their maker calls them. */
export const MOST_HEADINGS = 3

/**
 * In how many columns of numbers and times a row has words instead, when it has no number or time in any of them: a second heading, or
 * units. `null`: it is a row like those below, or these have too few such columns to tell.
 */
export function wordsAboveValues(row: Row, below: readonly Row[]): number | null {
  if (below.length < FEWEST_BELOW) return null
  let columns = 0
  let words = 0
  for (let index = 0; index < row.length; index++) {
    if (!holdsValues(below, index)) continue
    columns++
    const text = trimmed(row[index] ?? '')
    if (text === '') continue
    if (isValue(text)) return null
    words++
  }
  return columns >= FEWEST_COLUMNS ? words : null
}

/** How many of the first rows below a header are headings too: words in several columns in which the rows below have values. */
export function headingRows(rows: readonly Row[]): number {
  const below = rows.slice(MOST_HEADINGS)
  for (let count = 0; count < MOST_HEADINGS; count++) {
    const words = wordsAboveValues(rows[count] ?? [], below)
    if (words === null || words < FEWEST_COLUMNS) return count
  }
  return MOST_HEADINGS
}

/** A header with gaps and a row beneath that names what they are about: `Satisfaction with,,` over `Delivery,Price`. */
export function mergedHeadings(header: Row, sub: Row, below: readonly Row[]): Row | null {
  const filled = sub.filter((text) => text.trim() !== '').length
  const names = header.map((text) => text.trim())
  // A program that takes merged cells apart may repeat what stood in them.
  const isRepeated = names.some((name, index) => name !== '' && name === names[index + 1])
  const fills = isRepeated || sub.some((text, index) => text.trim() !== '' && (names[index] ?? '') === '')
  if (!fills || filled < 2 || wordsAboveValues(sub, below) === null) return null
  const width = Math.max(header.length, sub.length)
  let group = ''
  return Array.from({ length: width }, (_, index) => {
    const own = (header[index] ?? '').trim()
    const detail = (sub[index] ?? '').trim()
    if (own !== '') group = own
    const [before, next] = [names[index - 1], names[index + 1] ?? '']
    const isOfGroup = own === '' || own === before || own === next || (next === '' && index + 1 < width)
    return isOfGroup && detail !== '' ? `${group} ${detail}`.trim() : own
  })
}

function holdsValues(rows: readonly Row[], index: number): boolean {
  const filled = rows.map((row) => trimmed(row[index] ?? '')).filter((text) => text !== '')
  return filled.length >= FEWEST_BELOW - 2 && filled.filter(isValue).length >= filled.length * 0.9
}

/** A number or a time. */
export function isValue(text: string): boolean {
  return (
    readNumber(text, '.') !== null ||
    readNumber(text, ',') !== null ||
    readWallTime(text, 'DMY') !== null ||
    readWallTime(text, 'MDY') !== null
  )
}
