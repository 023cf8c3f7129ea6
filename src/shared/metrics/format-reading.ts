import { assertNever } from '#shared/lib/assert.ts'
import type { Reading } from './reading.ts'

type Formattable = Pick<Reading, 'value' | 'unit' | 'decimals' | 'currency'>

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
export function formatReading({ value, unit, decimals, currency }: Formattable): string {
  if (value === null) return NO_VALUE
  switch (unit) {
    case 'cases':
      return whole.format(value)
    case 'share':
      return `${(decimals === undefined ? percent : digits(decimals)).format(value * 100)} %`
    case 'seconds':
      return formatSeconds(value)
    case 'points':
      return signed(value, digits(decimals ?? 1))
    case 'number':
      return signed(value, decimals === undefined ? twoDigits : digits(decimals))
    case 'money':
      return signed(value, money(currency, decimals ?? 2))
    default:
      return assertNever(unit)
  }
}

const twoDigits = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 2 })

const digits = (decimals: number): Intl.NumberFormat =>
  new Intl.NumberFormat(LOCALE, { minimumFractionDigits: decimals, maximumFractionDigits: decimals })

const money = (currency: string | undefined, decimals: number, isShort = false): Intl.NumberFormat =>
  new Intl.NumberFormat(LOCALE, {
    // A code that is none is shown as it is; three letters never throw.
    ...(currency !== undefined && { style: 'currency', currency }),
    ...(isShort ? { notation: 'compact' } : { minimumFractionDigits: decimals, maximumFractionDigits: decimals }),
  })

/** With a minus and not a hyphen. */
const signed = (value: number, format: Intl.NumberFormat): string => format.format(value).replace('-', '−')

/** The same in as few digits as still tell numbers apart: `137K`, `35 %`, `2.4 h`. For narrow places only. */
export function formatCompact({ value, unit, currency }: Formattable): string {
  if (value === null) return NO_VALUE
  switch (unit) {
    case 'cases':
      return short.format(Math.round(value))
    case 'share':
      return `${wholePercent.format(value * 100)} %`
    case 'seconds':
      return formatSeconds(value, short)
    case 'points':
      return signed(value, whole)
    case 'number':
      return signed(value, short)
    case 'money':
      return signed(value, money(currency, 0, true))
    default:
      return assertNever(unit)
  }
}

/** Both ends of an interval: `34.7 % to 35.3 %`. */
export const formatInterval = (
  [low, high]: readonly [number, number],
  unit: Reading['unit'],
  format: Pick<Reading, 'decimals' | 'currency'> = {},
): string => `${formatReading({ ...format, value: low, unit })} to ${formatReading({ ...format, value: high, unit })}`

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
