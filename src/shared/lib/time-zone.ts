import { DAY_MS, HOUR_MS } from './time.ts'

/**
 * Whether that is a zone of the IANA time zone database, as `Europe/Berlin`, or UTC. Offsets (`+02:00`) are none: they know nothing of
 * summer.
 */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

/** How far the clock of a zone is ahead of UTC at an instant, ms. Throws `RangeError` for a zone that nobody knows. */
export function offsetsOf(zone: string): (utcMs: number) => number {
  if (zone === 'UTC') return () => 0
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    era: 'short',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  const offsets = new Map<number, number>()
  return (utcMs) => {
    const second = Math.floor(utcMs / 1000) * 1000
    const known = offsets.get(second)
    if (known !== undefined) return known
    const offset = wallClock(format, second) - second
    offsets.set(second, offset)
    return offset
  }
}

/** The calendar of a zone. A date is the ms since 1970 at which it begins in UTC, so that dates can be counted with. */
export interface ZoneCalendar {
  /** The date on which an instant lies. */
  readonly dateOf: (utcMs: number) => number
  /**
   * The instant at which a date begins: midnight; where the clock shows that twice the first, where it jumps over it the first instant
   * after the jump. So days that follow each other share no instant and leave none out, those of 23 and 25 hours, too.
   */
  readonly startOf: (date: number) => number
}

const calendars = new Map<string, ZoneCalendar>()

/** Throws `RangeError` for a zone that nobody knows. */
export function calendarOf(zone: string): ZoneCalendar {
  const known = calendars.get(zone)
  if (known) return known
  const offsetAt = offsetsOf(zone)
  const calendar: ZoneCalendar = {
    dateOf: (utcMs) => Math.floor((utcMs + offsetAt(utcMs)) / DAY_MS) * DAY_MS,
    startOf(date) {
      const before = offsetAt(date - 26 * HOUR_MS)
      const after = offsetAt(date + 26 * HOUR_MS)
      const early = date - Math.max(before, after)
      const late = date - Math.min(before, after)
      if (offsetAt(early) === date - early) return early
      return offsetAt(late) === date - late ? late : date - before
    },
  }
  calendars.set(zone, calendar)
  return calendar
}

/** The zones of several datasets, in words. */
export function zonesInWords(zones: readonly string[]): string {
  const [zone = 'UTC', ...others] = new Set(zones)
  return others.length === 0 ? zone : 'each dataset in its own time zone'
}

function wallClock(format: Intl.DateTimeFormat, utcMs: number): number {
  const parts: Record<string, string> = {}
  for (const { type, value } of format.formatToParts(utcMs)) parts[type] = value
  const year = parts['era'] === 'BC' ? 1 - Number(parts['year']) : Number(parts['year'])
  const clock = new Date(0)
  clock.setUTCFullYear(year, Number(parts['month']) - 1, Number(parts['day']))
  clock.setUTCHours(Number(parts['hour']), Number(parts['minute']), Number(parts['second']))
  return clock.getTime()
}
