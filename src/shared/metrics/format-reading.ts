import type { Reading } from './reading.ts'

type Formattable = Pick<Reading, 'value' | 'unit'>

/** Written instead of a number that cannot be told. */
export const NO_VALUE = '–'

const LOCALE = 'en'
const whole = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 0 })
/** Two digits, or as many as stand before the point. */
const short = new Intl.NumberFormat(LOCALE, { notation: 'compact' })
const percent = new Intl.NumberFormat(LOCALE, { minimumFractionDigits: 1, maximumFractionDigits: 1 })
const wholePercent = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 0 })
const oneDigit = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 1 })

/** A reading as a person reads it: `137,000`, `35.0 %`, `2.4 h`. */
export function formatReading({ value, unit }: Formattable): string {
  if (value === null) return NO_VALUE
  if (unit === 'cases') return whole.format(value)
  return unit === 'share' ? `${percent.format(value * 100)} %` : formatSeconds(value)
}

/** The same in as few digits as still tell numbers apart: `137K`, `35 %`, `2.4 h`. For narrow places only. */
export function formatCompact({ value, unit }: Formattable): string {
  if (value === null) return NO_VALUE
  if (unit === 'cases') return short.format(Math.round(value))
  return unit === 'share' ? `${wholePercent.format(value * 100)} %` : formatSeconds(value, short)
}

/** Both ends of an interval: `34.7 % to 35.3 %`. */
export const formatInterval = ([low, high]: readonly [number, number], unit: Reading['unit']): string =>
  `${formatReading({ value: low, unit })} to ${formatReading({ value: high, unit })}`

const MINUTE = 60
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** A duration in its largest fitting unit: `45 s`, `12.5 min`, `2.4 h`, `3.1 days`. Below 0.1 s: `0.04 s`. */
export function formatSeconds(seconds: number, digits: Intl.NumberFormat = oneDigit): string {
  // The unit changes where the rounded number would reach the next one, so that “60 min” never appears.
  if (seconds >= 0.9995 * DAY) return days(digits.format(seconds / DAY))
  if (seconds >= 0.999 * HOUR) return `${digits.format(seconds / HOUR)} h`
  if (seconds >= 0.999 * MINUTE) return `${digits.format(seconds / MINUTE)} min`
  if (seconds > 0 && seconds < 0.1) return `${Number(seconds.toPrecision(1))} s`
  return `${digits.format(seconds)} s`
}

function days(words: string): string {
  return words === '1' ? '1 day' : `${words} days`
}
