import { dayNumber, isLeapYear } from './calendar.ts'
import { readWordedTime } from './worded-times.ts'

/** The day and time that a text says, before a zone makes an instant of it. */
export interface WallTime {
  /** Kind of writing, to notice a column that mixes them. */
  readonly form:
    | 'iso'
    | 'compact'
    | 'slashes'
    | 'words'
    | 'epoch-s'
    | 'epoch-ms'
    | 'epoch-us'
    | 'epoch-ns'
    | 'serial'
    | 'ticks'
  /** Microseconds since 1970 as if the wall clock were UTC. */
  readonly localUs: number
  /** Minutes east of UTC; `null`: the text names no zone. */
  readonly offsetMinutes: number | null
}

export type DayOrder = 'DMY' | 'MDY' | 'YMD'

export const DAY_US = 86_400_000_000
const SECOND_US = 1_000_000

const TIME = String.raw`(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*([AaPp]\.?\s?[Mm]\.?)?`
const ZONE = String.raw`\s*(Z|z|(?:UTC|GMT)(?:\s?[+-]\d{1,2}(?::?\d{2})?)?|[+-]\d{2}(?::?\d{2})?|[A-Z]{3,4})?`
const ISO = new RegExp(String.raw`^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:(?:[Tt]|\s+)${TIME}${ZONE})?$`)
/** Behind a date of digits only: `1405` or `14:05:30`, perhaps behind a blank or T; milliseconds may follow without a mark. */
const TIME_BEHIND_DIGITS = String.raw`(?:(?:[Tt]|\s+)?(\d{2}):?(\d{2})(?::?(\d{2})(?:(?:[.,]|(?=(?:\d{3}){1,2}(?!\d)))(\d{1,9}))?)?${ZONE})?$`
const COMPACT = new RegExp(String.raw`^((?:19|20|21)\d{2})(\d{2})(\d{2})${TIME_BEHIND_DIGITS}`)
/** 31122025 and 12312025. A spreadsheet takes the zero of 01032025 away. */
const YEAR_LAST = new RegExp(String.raw`^(\d{2}|\d(?=\d{6}(?:\D|$)))(\d{2})((?:19|20)\d{2})${TIME_BEHIND_DIGITS}`)
/** 251231 and 311225; a time stands behind a blank or T, else it might be a count of seconds. */
const SHORT_DIGITS = new RegExp(
  String.raw`^(\d{2})(\d{2})(\d{2})(?:(?:[Tt]|\s+)(\d{2}):?(\d{2})(?::?(\d{2})(?:[.,](\d{1,9}))?)?${ZONE})?$`,
)
const DAY_FIRST = new RegExp(
  String.raw`^(\d{1,2})([/.-])\s?(\d{1,2})\2\s?(\d{4}|\d{2})(?:(?:[Tt]|,?\s+)${TIME}${ZONE})?$`,
)
const WEEK = /^(\d{4})-?W(\d{2})(?:-?([1-7]))?$/
/** The day of the year. */
const ORDINAL = new RegExp(String.raw`^(\d{4})-(\d{3})(?:(?:[Tt]|\s+)${TIME}${ZONE})?$`)
const BEGINS_AS_NUMBER = /^[\d+-]|^\/Date|^['[]\d/
/** As .NET writes JSON: milliseconds, and a zone that changes nothing. */
const DOT_NET = /^\/Date\((-?\d+)(?:[+-]\d{4})?\)\/$/
/** What a spreadsheet leaves of a long number: the rest of its digits is lost. */
const CUT_NUMBER = /^\d(\.\d{1,5})?E\+\d{2}$/
/** Days as a spreadsheet counts them, where the decimal mark is a comma. */
const SERIAL_WITH_COMMA = /^[2-7]\d{4},\d+$/
/** Hours east of UTC of zones by their letters; those that several places use for different hours are left out. */
const ZONE_LETTERS: Readonly<Record<string, number>> = {
  EST: -5,
  EDT: -4,
  CDT: -5,
  MST: -7,
  MDT: -6,
  PST: -8,
  PDT: -7,
  WET: 0,
  WEST: 1,
  CET: 1,
  CEST: 2,
  EET: 2,
  EEST: 3,
  MSK: 3,
  JST: 9,
  AEST: 10,
  AEDT: 11,
  NZST: 12,
  NZDT: 13,
}

/**
 * Everything but the common ISO form, which `timestamps.ts` reads without a pattern. `null`: no date that exists.
 * For 03/04/2025 the order has to be known; without one `null`.
 */
export function readWallTime(text: string, order: DayOrder | null): WallTime | null {
  // Most texts are no times: what begins with a letter has its month in words, or is none.
  if (!BEGINS_AS_NUMBER.test(text)) return readWorded(text)
  const plain = tidied(text)
  return (
    readIso(plain) ??
    readDayFirst(plain, order) ??
    readCompact(plain) ??
    // Twelve of such digits would be milliseconds in the seventies.
    (orderOfDigits(plain) === null
      ? (readNumber(plain) ??
        readWeek(plain) ??
        readOrdinal(plain) ??
        readShortDigits(plain, order) ??
        readWorded(plain))
      : readYearLast(plain, order))
  )
}

/** Ways of databases, of East Asia, and of those who write the time first or with points, rewritten as most people write. */
function tidied(written: string): string {
  if (/^\d+$/.test(written)) return written
  const text = written.startsWith("'")
    ? written.slice(1)
    : written.startsWith('[')
      ? written.replace(/^\[|\]$/g, '')
      : written
  // 2025-03-01-08.00.00.000000
  const dotted = /^(\d{4}-\d{2}-\d{2})-(\d{2})\.(\d{2})\.(\d{2})(\.\d+)?$/.exec(text)
  if (dotted) return `${dotted[1]} ${dotted[2]}:${dotted[3]}:${dotted[4]}${dotted[5] ?? ''}`
  // 08:00:00:123
  if (/:\d{2}:\d{3}\b/.test(text)) return text.replace(/(:\d{2}):(\d{3})\b/, '$1.$2')
  const [, clock, late] = TIME_FIRST.exec(text) ?? []
  if (clock !== undefined) return `${late} ${clock}`
  const [, date, , hours, minutes = '00', seconds, ending = ''] = ODD_TIME.exec(text) ?? []
  if (date !== undefined)
    return tidied(`${date} ${hours}:${minutes}${seconds === undefined ? '' : `:${seconds}`}${ending}`)
  // 2025:03:01 08:00, as cameras write it, and 2025-03-01_08:00.
  if (/^\d{4}:\d{2}:\d{2} /.test(text)) return text.replace(':', '-').replace(':', '-')
  if (/^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}[_-]\d{1,2}:/.test(text)) return text.replace(/[_-](?=\d{1,2}:)/, ' ')
  const east =
    /^(\d{4})\s*[年년.]\s*(\d{1,2})\s*[月월.]\s*(\d{1,2})\s*[日일.]\s*(?:(오전|上午|午前)|(오후|下午|午後))?\s*(\d{1,2}:.*)?$/.exec(
      text,
    )
  if (!east) return text
  const [, year, month, day, morning, afternoon, time] = east
  const half = morning === undefined ? (afternoon === undefined ? '' : ' PM') : ' AM'
  return `${year}-${month}-${day}${time === undefined ? '' : ` ${time}${half}`}`
}

/** 08:00 31/12/2025 */
const TIME_FIRST =
  /^(\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:\s?[AaPp]\.?\s?[Mm]\.?)?),?\s+(\d{1,4}([-/.])\d{1,2}\3\d{1,4})$/
/** 31.12.2025 14.30, 31/12/2025 14h30 and 2025-12-31T14: the hour is not followed by a colon. */
const ODD_TIME =
  /^(\d{1,4}(?:([-/.])\d{1,2}\2\d{1,4}|年.*日))(?:[Tt_]|,?\s+)(\d{1,2})(?:(?:\.|\s?[hH時时]\s?)(\d{2})(?:[.:分](\d{2}))?[分秒]?|[hH]?(?=[Zz]?$))(\s?[AaPp]\.?\s?[Mm]\.?|[Zz])?$/

/** A day of a week of the year; the week alone is its Monday. */
function readWeek(text: string): WallTime | null {
  const match = WEEK.exec(text)
  if (!match) return null
  const [year, week, day] = [Number(match[1]), Number(match[2]), Number(match[3] ?? 1)]
  // The first week is the one with 4 January in it.
  const fourth = dayNumber(year, 1, 4)
  const monday = fourth - ((fourth + 3) % 7) + (week - 1) * 7
  const isOfYear = week >= 1 && monday + 3 <= dayNumber(year, 12, 31)
  return isOfYear ? { form: 'iso', localUs: (monday + day - 1) * DAY_US, offsetMinutes: null } : null
}

function readOrdinal(text: string): WallTime | null {
  const match = ORDINAL.exec(text)
  if (!match) return null
  const [, year, ordinal, hour, minute, second, fraction, half, zone] = match
  const isOfYear = Number(ordinal) >= 1 && Number(ordinal) <= (isLeapYear(Number(year)) ? 366 : 365)
  const first = isOfYear ? wallTime('iso', Number(year), 1, 1, [hour, minute, second, fraction, half], zone) : null
  return first && { ...first, localUs: first.localUs + (Number(ordinal) - 1) * DAY_US }
}

/** A day of the year without a time, which many write numbers of orders in as well. */
export const isOrdinal = (text: string): boolean => ORDINAL.test(text)

function readIso(text: string): WallTime | null {
  const match = ISO.exec(text)
  if (!match) return null
  const [, year, , month, day, hour, minute, second, fraction, half, zone] = match
  return wallTime('iso', Number(year), Number(month), Number(day), [hour, minute, second, fraction, half], zone)
}

function readCompact(text: string): WallTime | null {
  const match = COMPACT.exec(text)
  if (!match) return null
  const [, year, month, day, hour, minute, second, fraction, zone] = match
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
  const time = [hour, minute, seconds, fraction, half]
  if (order === 'YMD' && third?.length !== 2) return null
  const [year, month, day] = inOrder(numbers, order)
  return wallTime('slashes', fullYear(year, third?.length ?? 4), month, day, time, zone)
}

function inOrder(
  [first, second, third]: readonly [number, number, number],
  order: DayOrder,
): readonly [year: number, month: number, day: number] {
  if (order === 'YMD') return [first, second, third]
  return order === 'DMY' ? [third, second, first] : [third, first, second]
}

function readShortDigits(text: string, order: DayOrder | null): WallTime | null {
  const match = SHORT_DIGITS.exec(text)
  if (!match || order === null) return null
  const [hour, minute, seconds, fraction, zone] = match.slice(4)
  const [year, month, day] = inOrder([Number(match[1]), Number(match[2]), Number(match[3])], order)
  return wallTime('compact', fullYear(year, 2), month, day, [hour, minute, seconds, fraction, undefined], zone)
}

function readYearLast(text: string, order: DayOrder | null): WallTime | null {
  const match = YEAR_LAST.exec(text)
  if (!match || order === null || order === 'YMD') return null
  const [, first, second, year, hour, minute, seconds, fraction, zone] = match
  const [day, month] = order === 'DMY' ? [first, second] : [second, first]
  const time = [hour, minute, seconds, fraction, undefined]
  return wallTime('compact', Number(year), Number(month), Number(day), time, zone)
}

/** Whether the day is said by digits alone, such as 20251231, 31122025 or 251231, perhaps with a time behind them. */
export function isDayOfDigits(text: string): boolean {
  return readCompact(text) !== null || orderOfDigits(text) !== null || SHORT_DIGITS.test(text)
}

/** Six digits that may be a day: only the other values of their column say whether they are. */
export const isShortDayOfDigits = (text: string): boolean => SHORT_DIGITS.test(text)

/** The three numbers of a date whose year has two digits, in their order: 25-03-31 and 310325. `null`: it is none. */
export function shortYearParts(written: string): readonly [number, number, number] | null {
  if (!mayBeDate(written)) return null
  const text = tidied(written)
  const slashes = DAY_FIRST.exec(text)
  if (slashes) return slashes[4]?.length === 2 ? [Number(slashes[1]), Number(slashes[3]), Number(slashes[4])] : null
  const match = SHORT_DIGITS.exec(text)
  return match && [Number(match[1]), Number(match[2]), Number(match[3])]
}

/** Most texts of a table are words, which need no closer look. */
function mayBeDate(text: string): boolean {
  const first = text.charCodeAt(0)
  return (first >= 48 && first <= 57) || first === 39 || first === 91
}

type SaidOrder = 'DMY' | 'MDY' | 'either' | null

/** What a date like 13/04/2025 or 13042025 says about the order of its column; `null`: it is no such date. */
export function dayOrderOf(written: string): SaidOrder {
  if (!mayBeDate(written)) return null
  const text = tidied(written)
  const match = DAY_FIRST.exec(text)
  if (match) return orderOf(Number(match[1]), Number(match[3]))
  const short = SHORT_DIGITS.exec(text)
  return short ? orderOf(Number(short[1]), Number(short[2])) : orderOfDigits(text)
}

/** A year in the first place leaves no month for the second. */
function orderOfDigits(text: string): SaidOrder {
  const match = YEAR_LAST.exec(text)
  return match ? orderOf(Number(match[1]), Number(match[2])) : null
}

function orderOf(first: number, second: number): SaidOrder {
  if (first > 31 || second > 31 || first === 0 || second === 0) return null
  if (first > 12) return second > 12 ? null : 'DMY'
  return second > 12 ? 'MDY' : 'either'
}

function readWorded(text: string): WallTime | null {
  const worded = readWordedTime(text)
  return worded && wallTime('words', worded.year, worded.month, worded.day, worded.time, worded.zone)
}

/** Seconds, milliseconds, micro- or nanoseconds since 1970 by magnitude, or days as a spreadsheet counts them. */
function readNumber(text: string): WallTime | null {
  const ms = DOT_NET.exec(text)?.[1]
  if (ms !== undefined) return { form: 'epoch-ms', localUs: Number(ms) * 1000, offsetMinutes: 0 }
  // Nobody writes a count with a zero before it.
  if (SERIAL_WITH_COMMA.test(text)) return readNumber(text.replace(',', '.'))
  if (CUT_NUMBER.test(text) || !/^[+-]?(?!0\d)\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text)) return null
  const value = Number(text)
  const size = Math.abs(value)
  // Nobody means the small hours of 1970, but spreadsheets write days since 1900 like this: 1954 to 2119.
  if (value >= 20_000 && value < 80_000) {
    return { form: 'serial', localUs: roundedSerial(text, value), offsetMinutes: null }
  }
  if (size > 1_000 && size < 1e8) return null
  const isWhole = /^[+-]?\d+$/.test(text)
  const ticks = isWhole ? readTicks(text, value) : null
  if (ticks) return ticks
  const [form, perSecond] = unitOf(size)
  const localUs =
    isWhole && perSecond > SECOND_US ? Number(BigInt(text) / 1000n) : Math.round(value * (SECOND_US / perSecond))
  return { form, localUs, offsetMinutes: 0 }
}

/** What was cut off its digits is some seconds: then the whole minute or second is meant that lies so near. */
function roundedSerial(text: string, value: number): number {
  const us = Math.round((value - 25_569) * 86_400_000) * 1000
  const digits = (text.split('.')[1] ?? '').length
  if (digits === 0 || digits > 6) return us
  const lost = (DAY_US / 2) * 10 ** -digits
  for (const unit of [60 * SECOND_US, SECOND_US]) {
    const rounded = Math.round(us / unit) * unit
    if (Math.abs(rounded - us) <= lost) return rounded
  }
  return us
}

/** From 1601 to 1970, and from the year 1. */
const SINCE_1601_US = 11_644_473_600_000_000n
const SINCE_YEAR_1_US = 62_135_596_800_000_000n

/** Counts that begin long before 1970; as counts since then they would lie in a few months that no table is about. */
function readTicks(text: string, value: number): WallTime | null {
  const instant = (us: bigint, offsetMinutes: number | null): WallTime => ({
    form: 'ticks',
    localUs: Number(us),
    offsetMinutes,
  })
  // Tenths of microseconds of .NET (2001 to 2078), which name no zone, and of Windows (1981 to 2051); microseconds of browsers.
  if (value >= 6.31e17 && value < 6.56e17) return instant(BigInt(text) / 10n - SINCE_YEAR_1_US, null)
  if (value >= 1.2e17 && value < 1.42e17) return instant(BigInt(text) / 10n - SINCE_1601_US, 0)
  if (value >= 1.2e16 && value < 1.42e16) return instant(BigInt(text) - SINCE_1601_US, 0)
  return null
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
  const [, sign, hourText, minuteText] = /^(?:UTC|GMT)?\s?([+-])(\d{1,2}):?(\d{2})?$/.exec(zone) ?? []
  if (hourText === undefined) {
    const known = ZONE_LETTERS[zone]
    return known === undefined ? undefined : known * 60
  }
  const hours = Number(hourText)
  const minutes = Number(minuteText ?? 0)
  if (hours > 15 || minutes > 59) return undefined
  return (sign === '-' ? -1 : 1) * (hours * 60 + minutes)
}
