import { dayNumber } from './calendar.ts'
import { withPlainDigits } from './numbers.ts'
import { DAY_US, dayOrderOf, readWallTime, type DayOrder, type WallTime } from './timestamp-forms.ts'
import { createZoneClock, type ZoneClock } from './zone-offsets.ts'

export interface TimestampReader {
  /** Microseconds since 1970 UTC, or `null` for what is no date and time (or none that can be kept). */
  read(text: string): number | null
  /** What was noticed so far. */
  readonly notes: TimestampNotes
}

export interface TimestampNotes {
  /** Times without a zone, for which one was assumed. */
  naive: number
  nonexistent: number
  ambiguous: number
  /** Before 1980, or more than five years ahead, or beyond what can be kept. */
  outOfRange: number
  /** Dates like 03/04/2025 that were not read because their order is not known. */
  undecidedDates: number
  /** Dates that were read in the order that is known, and may be meant in another; and such that only another makes dates of. */
  eitherOrder: number
  otherOrder: number
  /** The kinds of writing and the offsets (minutes east of UTC) that occurred. */
  readonly forms: Set<WallTime['form']>
  readonly offsets: Set<number>
}

const YEARS_AHEAD = 5

/** `zone`: for times that name none. `order`: of 03/04/2025; `null`: such dates are not read. `nowMs` only judges plausibility. */
export function createTimestampReader(zone: string, order: DayOrder | null, nowMs: number): TimestampReader {
  const clock = createZoneClock(zone)
  const isUtc = zone === 'UTC'
  const [earliestUs, latestUs] = plausibleTimes(nowMs)
  const notes: TimestampNotes = {
    naive: 0,
    nonexistent: 0,
    ambiguous: 0,
    outOfRange: 0,
    undecidedDates: 0,
    eitherOrder: 0,
    otherOrder: 0,
    forms: new Set(),
    offsets: new Set(),
  }
  let hasIso = false
  let lastOffset: number | null = null

  function instantOf(localUs: number, offsetMinutes: number | null): number | null {
    let us = localUs
    if (offsetMinutes === null) {
      notes.naive++
      if (!isUtc) {
        const localMs = Math.floor(localUs / 1000)
        const resolved = clock.resolve(localMs)
        if (resolved.note === 'nonexistent') notes.nonexistent++
        else if (resolved.note === 'ambiguous') notes.ambiguous++
        us = resolved.utcMs * 1000 + (localUs - localMs * 1000)
      }
    } else {
      us = localUs - offsetMinutes * 60_000_000
      if (offsetMinutes !== lastOffset) {
        lastOffset = offsetMinutes
        notes.offsets.add(offsetMinutes)
      }
    }
    if (us < earliestUs || us > latestUs) notes.outOfRange++
    return Number.isSafeInteger(us) ? us : null
  }

  const clocks = new Map<string, ZoneClock | null>()

  /** A time that names its zone by region, alone or behind an offset: `+01:00[Europe/Paris]`. */
  function readInZone(text: string, dayOrder: DayOrder | null): WallTime | null {
    if (!text.includes('/')) return null
    const [, before = '', region = ''] = /^(.*\d)\s*\[?([A-Z][A-Za-z_+-]*\/[A-Za-z_/+-]+)\]?$/.exec(text) ?? []
    const wall = before === '' ? null : readWallTime(before, dayOrder)
    if (!wall || wall.offsetMinutes !== null) return wall
    let clockOfRegion = clocks.get(region)
    if (clockOfRegion === undefined) clocks.set(region, (clockOfRegion = clockOf(region)))
    if (!clockOfRegion) return null
    const localMs = Math.floor(wall.localUs / 1000)
    return { ...wall, offsetMinutes: (localMs - clockOfRegion.resolve(localMs).utcMs) / 60_000 }
  }

  return {
    notes,
    read(written) {
      const text = withPlainDigits(written)
      if (readPlainIso(text)) {
        if (!hasIso) notes.forms.add('iso')
        hasIso = true
        return instantOf(parsed.localUs, parsed.offsetMinutes)
      }
      const wall = readWallTime(text, order) ?? readInZone(text, order)
      if (!wall) {
        if (dayOrderOf(text) === null) return null
        if (order === null) notes.undecidedDates++
        else notes.otherOrder++
        return null
      }
      if ((wall.form === 'slashes' || wall.form === 'compact') && dayOrderOf(text) === 'either') notes.eitherOrder++
      notes.forms.add(wall.form)
      return instantOf(wall.localUs, wall.offsetMinutes)
    },
  }
}

/** `null`: nobody knows such a zone. */
function clockOf(region: string): ZoneClock | null {
  try {
    return createZoneClock(region)
  } catch {
    return null
  }
}

/** Microseconds since 1970 between which times are likely true. */
export function plausibleTimes(nowMs: number): readonly [earliestUs: number, latestUs: number] {
  return [Date.UTC(1980, 0) * 1000, (nowMs + YEARS_AHEAD * 365.25 * 86_400_000) * 1000]
}

/** Written by `readPlainIso`, read at once: a million objects less in the hottest loop of an import. */
const parsed: { localUs: number; offsetMinutes: number | null } = { localUs: 0, offsetMinutes: null }
let lastDateKey = -1
let lastDayNumber = 0

/** `YYYY-MM-DD[T ]HH:MM:SS[.ffffff][Z|±HH:MM]`, the form that most files use. False: another form, or a time that does not exist. */
function readPlainIso(text: string): boolean {
  const length = text.length
  if (length < 19 || text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45) return false
  const separator = text.charCodeAt(10)
  if ((separator !== 84 && separator !== 32) || text.charCodeAt(13) !== 58 || text.charCodeAt(16) !== 58) return false
  const year = two(text, 0) * 100 + two(text, 2)
  const month = two(text, 5)
  const day = two(text, 8)
  const hour = two(text, 11)
  const minute = two(text, 14)
  const second = two(text, 17)
  // NaN compares false, so a part that is no number ends here too.
  if (!(year >= 1 && hour < 24 && minute < 60 && second < 60)) return false
  const dateKey = (year * 16 + month) * 32 + day
  if (dateKey !== lastDateKey) {
    const days = dayNumber(year, month, day)
    if (Number.isNaN(days)) return false
    lastDateKey = dateKey
    lastDayNumber = days
  }
  let at = 19
  let micros = 0
  if (at < length && text.charCodeAt(at) === 46) {
    let unit = 100_000
    at++
    const from = at
    for (; at < length; at++) {
      const digit = text.charCodeAt(at) - 48
      if (digit < 0 || digit > 9) break
      if (unit >= 1) micros += digit * unit
      unit /= 10
    }
    if (at === from || at - from > 9) return false
    micros = Math.floor(micros)
  }
  let offset: number | null = null
  if (at < length) {
    const sign = text.charCodeAt(at)
    if (sign === 90 && at + 1 === length) offset = 0
    else if ((sign === 43 || sign === 45) && at + 6 === length && text.charCodeAt(at + 3) === 58) {
      const hours = two(text, at + 1)
      const minutes = two(text, at + 4)
      if (!(hours < 16 && minutes < 60)) return false
      offset = (hours * 60 + minutes) * (sign === 45 ? -1 : 1)
    } else return false
  }
  parsed.localUs = lastDayNumber * DAY_US + ((hour * 60 + minute) * 60 + second) * 1_000_000 + micros
  parsed.offsetMinutes = offset
  return true
}

function two(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48
  const ones = text.charCodeAt(at + 1) - 48
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN
}
