import { DATE_LOCALE } from '#shared/lib/time.ts'
const whole = new Intl.NumberFormat('en')

export const wholeNumber = (count: number): string => whole.format(count)

const SIZE_UNITS = ['bytes', 'KB', 'MB', 'GB'] as const

/** `812 bytes`, `4.2 MB`; 1 KB = 1,000 bytes. */
export function fileSize(bytes: number): string {
  let value = bytes
  let unit = 0
  while (value >= 1_000 && unit < SIZE_UNITS.length - 1) {
    value /= 1_000
    unit += 1
  }
  return `${value.toLocaleString('en', { maximumFractionDigits: value < 10 && unit > 0 ? 1 : 0 })} ${SIZE_UNITS[unit]}`
}

/** The days of a time zone that the events span. */
export const daySpan = (from: number, to: number, timeZone: string): string => {
  const date = new Intl.DateTimeFormat(DATE_LOCALE, { dateStyle: 'medium', timeZone })
  const [first, last] = [date.format(from), date.format(to)]
  return first === last ? first : `${first} – ${last}`
}

/** Fine enough for “2 minutes ago”. */
export const AGE_SHOWN_EVERY_MS = 10_000
