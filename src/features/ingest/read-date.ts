import { DATE_LOCALE } from '#shared/lib/time.ts'
export type AskedDateOrder = 'DMY' | 'MDY' | 'YMD'

const DATE = /(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(?!\d)/
/** A spreadsheet takes the zero of 03042025 away. */
const DATE_OF_DIGITS = /^(\d{2}|\d(?=\d{6}(?:\D|$)))(\d{2})((?:19|20)\d{2})(?:\D|\d{4}(?:\d{2})?$|$)/
/** 251231 or 311225, perhaps with a time behind. */
const DATE_OF_SHORT_DIGITS = /^(\d{2})(\d{2})(\d{2})(?=$|[T\s])/
const words = new Intl.DateTimeFormat(DATE_LOCALE, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })

/** A date such as 03/04/2025, 03042025 or 030425 in words, read in an order; `null` when there is none in the text, or none of that order. */
export function readDate(text: string, order: AskedDateOrder): string | null {
  const [, first = '', second = '', last = ''] =
    DATE.exec(text) ?? DATE_OF_SHORT_DIGITS.exec(text) ?? DATE_OF_DIGITS.exec(text) ?? []
  const [day, month, year] =
    order === 'DMY' ? [first, second, last] : order === 'MDY' ? [second, first, last] : [last, second, first]
  if (order === 'YMD' && (first.length !== 2 || last.length !== 2)) return null
  if (Number(month) < 1 || Number(month) > 12 || Number(day) < 1 || Number(day) > 31) return null
  return words.format(Date.UTC(year.length === 2 ? 2000 + Number(year) : Number(year), Number(month) - 1, Number(day)))
}

/** The first of several values that orders read differently, by as many as possible: the one worth showing. */
export function ambiguousDate(texts: readonly string[]): string | undefined {
  const readings = (text: string): number => new Set(ORDERS.map((order) => readDate(text, order)).filter(Boolean)).size
  const [best] = texts.toSorted((a, b) => readings(b) - readings(a))
  return best !== undefined && readings(best) > 1 ? best : undefined
}

const ORDERS = ['DMY', 'MDY', 'YMD'] as const satisfies readonly AskedDateOrder[]
