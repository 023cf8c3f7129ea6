import { DAY_MS, HOUR_MS } from '#shared/lib/time.ts'
import { offsetsOf } from '#shared/lib/time-zone.ts'

/** A local time's instant, and what was odd about it. */
export interface ResolvedLocalTime {
  readonly utcMs: number
  readonly note: 'nonexistent' | 'ambiguous' | null
}

/** Reads wall-clock times of one zone. */
export interface ZoneClock {
  /** `localMs`: the wall clock read as if it were UTC. */
  resolve(localMs: number): ResolvedLocalTime
}

/**
 * A wall clock that jumps over a time (spring) has it moved by the jump, as if the clock had not been changed yet; one that shows a time
 * twice (autumn) means the first. Throws `RangeError` for a zone that nobody knows.
 *
 * Asking Intl takes microseconds, so days without a change are answered from a cache.
 */
export function createZoneClock(zone: string): ZoneClock {
  const offsetAt = offsetsOf(zone)
  /** By local day: the offset that holds all day, or `null` when the clock changes around it. */
  const days = new Map<number, number | null>()
  const changeDays = new Map<number, ResolvedLocalTime>()

  function offsetOfDay(day: number): number | null {
    const before = offsetAt(day * DAY_MS - DAY_MS)
    return before === offsetAt(day * DAY_MS + 2 * DAY_MS) ? before : null
  }

  function resolveNearChange(localMs: number): ResolvedLocalTime {
    const before = offsetAt(localMs - 26 * HOUR_MS)
    const after = offsetAt(localMs + 26 * HOUR_MS)
    const early = localMs - Math.max(before, after)
    const late = localMs - Math.min(before, after)
    const isEarly = offsetAt(early) === localMs - early
    const isLate = offsetAt(late) === localMs - late
    if (isEarly) return { utcMs: early, note: isLate && early !== late ? 'ambiguous' : null }
    return isLate ? { utcMs: late, note: null } : { utcMs: localMs - before, note: 'nonexistent' }
  }

  return {
    resolve(localMs) {
      const day = Math.floor(localMs / DAY_MS)
      let offset = days.get(day)
      if (offset === undefined) {
        offset = offsetOfDay(day)
        days.set(day, offset)
      }
      if (offset !== null) return { utcMs: localMs - offset, note: null }
      const minute = Math.floor(localMs / 60_000) * 60_000
      let known = changeDays.get(minute)
      if (!known) {
        known = resolveNearChange(minute)
        changeDays.set(minute, known)
      }
      return { utcMs: known.utcMs + (localMs - minute), note: known.note }
    },
  }
}
