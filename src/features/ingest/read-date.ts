import { DATE_LOCALE } from '#shared/lib/time.ts'
export type AskedDateOrder = 'DMY' | 'MDY'

const DATE = /(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(?!\d)/
/** A spreadsheet takes the zero of 03042025 away. */
const DATE_OF_DIGITS = /^(\d{2}|\d(?=\d{6}(?:\D|$)))(\d{2})((?:19|20)\d{2})(?:\D|\d{4}(?:\d{2})?$|$)/
const words = new Intl.DateTimeFormat(DATE_LOCALE, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })

/** A date such as 03/04/2025 or 03042025 in words, read in an order; `null` when there is none in the text, or none of that order. */
export function readDate(text: string, order: AskedDateOrder): string | null {
  const [, first, second, year] = DATE.exec(text) ?? DATE_OF_DIGITS.exec(text) ?? []
  if (first === undefined || second === undefined || year === undefined) return null
  const [day, month] = order === 'DMY' ? [Number(first), Number(second)] : [Number(second), Number(first)]
  if (month < 1 || month > 12 || day < 1 || day > 31) return null
  return words.format(Date.UTC(year.length === 2 ? 2000 + Number(year) : Number(year), month - 1, day))
}

/** The first of several values that both orders can read, and read differently: the one worth showing. */
export const ambiguousDate = (texts: readonly string[]): string | undefined =>
  texts.find((text) => {
    const [dayFirst, monthFirst] = [readDate(text, 'DMY'), readDate(text, 'MDY')]
    return dayFirst !== null && monthFirst !== null && dayFirst !== monthFirst
  })
