/** Whether numbers of a format are shown as a date (perhaps with a time), as a time alone, or as numbers. */
export type DateStyle = 'date' | 'time' | null

const DAY_MS = 86_400_000
/** 1970-01-01 as Excel counts days from 1900; from 1904 it is 1,462 less. */
const EPOCH_SERIAL = 25_569
const DAYS_TO_1904 = 1_462
/** The last serial that Excel shows, 9999-12-31. */
const MAX_SERIAL = 2_958_466

/** Of a built-in format's number, or of a custom format's code. */
export function dateStyleOf(id: number, code?: string): DateStyle {
  if (code === undefined) {
    if ((id >= 18 && id <= 21) || (id >= 45 && id <= 47)) return 'time'
    return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 50 && id <= 58) ? 'date' : null
  }
  // Only the first section counts; quoted words, escaped letters, colours and locales are no part of it.
  const plain = (code.split(';')[0] ?? '')
    .replace(/"[^"]*"|\\.|_.|\*./g, '')
    .replace(/\[(h+|m+|s+)\]/gi, '$1')
    .replace(/\[[^\]]*\]/g, '')
    .replace(/general/i, '')
    .toLowerCase()
  if (/[yd]/.test(plain)) return 'date'
  if (/[hs]/.test(plain)) return 'time'
  return /m/.test(plain) ? 'date' : null
}

/** A day number as ISO text without a zone, exact to the millisecond: 45717.416666666664 is ten o'clock, not a hair before. */
export function serialToText(serial: number, isFrom1904: boolean): string {
  const days = isFrom1904 ? serial + DAYS_TO_1904 : serial
  if (!Number.isFinite(days) || days < 0 || days >= MAX_SERIAL) return String(serial)
  if (serial < 1) return new Date(Math.round(serial * DAY_MS)).toISOString().slice(11, 23)
  // Excel has a 29 February 1900, which never was; before it, days are one off.
  if (!isFrom1904 && Math.floor(days) === 60) return '1900-02-29'
  const ms = Math.round((days - EPOCH_SERIAL) * DAY_MS) + (days < 60 ? DAY_MS : 0)
  const text = new Date(ms).toISOString()
  return ms % DAY_MS === 0
    ? text.slice(0, 10)
    : text
        .slice(0, 23)
        .replace('T', ' ')
        .replace(/\.000$/, '')
}
