import { dayNumber } from './calendar.ts'

/** The day and time that a text says, before a zone makes an instant of it. */
export interface WallTime {
  /** Kind of writing, to notice a column that mixes them. */
  readonly form: 'iso' | 'compact' | 'slashes' | 'words' | 'epoch-s' | 'epoch-ms' | 'epoch-us' | 'epoch-ns' | 'serial'
  /** Microseconds since 1970 as if the wall clock were UTC. */
  readonly localUs: number
  /** Minutes east of UTC; `null`: the text names no zone. */
  readonly offsetMinutes: number | null
}

export type DayOrder = 'DMY' | 'MDY' | 'YMD'

export const DAY_US = 86_400_000_000
const SECOND_US = 1_000_000

const TIME = String.raw`(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*([AaPp]\.?[Mm]\.?)?`
const ZONE = String.raw`\s*(Z|z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?`
const ISO = new RegExp(String.raw`^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:(?:[Tt]|\s+)${TIME}${ZONE})?$`)
const COMPACT = new RegExp(String.raw`^(\d{4})(\d{2})(\d{2})(?:[Tt]?(\d{2})(\d{2})(\d{2})?(?:[.,](\d{1,9}))?${ZONE})?$`)
const DAY_FIRST = new RegExp(String.raw`^(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?:(?:[Tt]|,?\s+)${TIME}${ZONE})?$`)
const RFC_2822 = new RegExp(
  String.raw`^(?:[A-Za-z]{3},?\s+)?(\d{1,2})[\s-]([A-Za-z]{3})[A-Za-z]*\.?[\s-](\d{4})(?:,?\s+${TIME}\s*([A-Z]{3}|[+-]\d{4})?)?$`,
)
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/**
 * Everything but the common ISO form, which `timestamps.ts` reads without a pattern. `null`: no date that exists.
 * For 03/04/2025 the order has to be known; without one `null`.
 */
export function readWallTime(text: string, order: DayOrder | null): WallTime | null {
  return readIso(text) ?? readDayFirst(text, order) ?? readCompact(text) ?? readNumber(text) ?? readRfc2822(text)
}

function readIso(text: string): WallTime | null {
  const match = ISO.exec(text)
  if (!match) return null
  const [, year, , month, day, hour, minute, second, fraction, half, zone] = match
  return wallTime('iso', Number(year), Number(month), Number(day), [hour, minute, second, fraction, half], zone)
}

function readCompact(text: string): WallTime | null {
  const match = COMPACT.exec(text)
  if (!match || !/^(19|20|21)/.test(text)) return null
  const [, year, month, day, hour, minute, second, fraction, zone] = match
  // YYYYMMDDHHMM is as likely milliseconds since 1970.
  if (hour !== undefined && second === undefined && !/[Tt]/.test(text)) return null
  return wallTime(
    'compact',
    Number(year),
    Number(month),
    Number(day),
    [hour, minute, second, fraction, undefined],
    zone,
  )
}

function readDayFirst(text: string, order: DayOrder | null): WallTime | null {
  const match = DAY_FIRST.exec(text)
  if (!match || order === null) return null
  const [, first, , second, third] = match
  const [hour, minute, seconds, fraction, half, zone] = match.slice(5)
  const numbers = [Number(first), Number(second), Number(third)] as const
  if (order === 'YMD') {
    if (third?.length !== 2) return null
    return wallTime(
      'slashes',
      fullYear(numbers[0], 2),
      numbers[1],
      numbers[2],
      [hour, minute, seconds, fraction, half],
      zone,
    )
  }
  const [day, month] = order === 'DMY' ? [numbers[0], numbers[1]] : [numbers[1], numbers[0]]
  const year = fullYear(numbers[2], third?.length ?? 4)
  return wallTime('slashes', year, month, day, [hour, minute, seconds, fraction, half], zone)
}

/** What a date like 13/04/2025 says about the order of its column; `null`: it is no such date. */
export function dayOrderOf(text: string): 'DMY' | 'MDY' | 'either' | null {
  const match = DAY_FIRST.exec(text)
  if (!match) return null
  const first = Number(match[1])
  const second = Number(match[3])
  if (first > 31 || second > 31 || first === 0 || second === 0) return null
  if (first > 12) return second > 12 ? null : 'DMY'
  return second > 12 ? 'MDY' : 'either'
}

function readRfc2822(text: string): WallTime | null {
  const match = RFC_2822.exec(text)
  if (!match) return null
  const [, day, monthName, year, hour, minute, second, fraction, half, zone] = match
  const month = MONTHS.indexOf((monthName ?? '').toLowerCase()) + 1
  if (zone !== undefined && /^[A-Z]{3}$/.test(zone) && zone !== 'GMT' && zone !== 'UTC') return null
  return wallTime('words', Number(year), month, Number(day), [hour, minute, second, fraction, half], zone)
}

/** Seconds, milliseconds, micro- or nanoseconds since 1970 by magnitude, or days as a spreadsheet counts them. */
function readNumber(text: string): WallTime | null {
  if (!/^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text)) return null
  const value = Number(text)
  const size = Math.abs(value)
  // Nobody means the small hours of 1970, but spreadsheets write days since 1900 like this: 1954 to 2119.
  if (value >= 20_000 && value < 80_000) {
    return { form: 'serial', localUs: Math.round((value - 25_569) * 86_400_000) * 1000, offsetMinutes: null }
  }
  if (size > 1_000 && size < 1e8) return null
  const [form, perSecond] = unitOf(size)
  const isWhole = /^[+-]?\d+$/.test(text)
  const localUs =
    isWhole && perSecond > SECOND_US ? Number(BigInt(text) / 1000n) : Math.round(value * (SECOND_US / perSecond))
  return { form, localUs, offsetMinutes: 0 }
}

function unitOf(size: number): readonly [WallTime['form'], number] {
  if (size < 1e11) return ['epoch-s', 1]
  if (size < 1e14) return ['epoch-ms', 1_000]
  return size < 1e17 ? ['epoch-us', 1_000_000] : ['epoch-ns', 1_000_000_000]
}

function fullYear(year: number, digits: number): number {
  if (digits !== 2) return year
  return year < 70 ? 2000 + year : 1900 + year
}

type TimeParts = readonly (string | undefined)[]

function wallTime(
  form: WallTime['form'],
  year: number,
  month: number,
  day: number,
  [hourText, minuteText, secondText, fraction, half]: TimeParts,
  zone: string | undefined,
): WallTime | null {
  const days = dayNumber(year, month, day)
  const hour = hourOf(hourText, half)
  const minute = Number(minuteText ?? 0)
  const second = Number(secondText ?? 0)
  const offsetMinutes = offsetOf(zone)
  // 24:00:00 is the next midnight, :60 a leap second told as the next minute.
  const isNextMidnight = hour === 24 && minute === 0 && second === 0
  if (Number.isNaN(days) || Number.isNaN(hour) || (hour > 23 && !isNextMidnight) || minute > 59 || second > 60)
    return null
  if (offsetMinutes === undefined) return null
  const micros = fraction === undefined ? 0 : Number(fraction.padEnd(6, '0').slice(0, 6))
  return { form, localUs: days * DAY_US + ((hour * 60 + minute) * 60 + second) * SECOND_US + micros, offsetMinutes }
}

function hourOf(text: string | undefined, half: string | undefined): number {
  const hour = Number(text ?? 0)
  if (half === undefined) return hour
  if (hour < 1 || hour > 12) return Number.NaN
  return (hour % 12) + (/^p/i.test(half) ? 12 : 0)
}

/** Minutes east of UTC; `undefined` for an offset that no place has. */
function offsetOf(zone: string | undefined): number | null | undefined {
  if (zone === undefined) return null
  if (/^(z|utc|gmt)$/i.test(zone)) return 0
  const hours = Number(zone.slice(1, 3))
  const minutes = Number(zone.slice(3).replace(':', '') || 0)
  if (hours > 15 || minutes > 59) return undefined
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes)
}
