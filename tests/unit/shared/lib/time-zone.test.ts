import { describe, expect, it } from 'vitest'
import { calendarOf, isTimeZone, zonesInWords } from '#shared/lib/time-zone.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** With a night in which the clock is changed: half an hour on Lord Howe, at midnight itself in Beirut and Havana. */
const NIGHTS = [
  ['Europe/Berlin', '2026-03-29', 23],
  ['Europe/Berlin', '2026-10-25', 25],
  ['America/New_York', '2026-03-08', 23],
  ['America/New_York', '2026-11-01', 25],
  ['Australia/Lord_Howe', '2026-10-04', 23.5],
  ['Australia/Lord_Howe', '2026-04-05', 24.5],
  ['Asia/Beirut', '2026-03-29', 23],
  ['America/Havana', '2026-11-01', 25],
  ['Asia/Kathmandu', '2026-05-01', 24],
  ['UTC', '2026-03-29', 24],
] as const

describe('the calendar of a zone', () => {
  it.each(NIGHTS)(
    '%s: the days around %s begin where its own clock says so, and it lasts %d hours',
    (zone, night, hours) => {
      const clock = new Intl.DateTimeFormat('sv', { timeZone: zone, dateStyle: 'short' })
      const { dateOf, startOf } = calendarOf(zone)
      const date = Date.parse(night)
      expect((startOf(date + DAY_MS) - startOf(date)) / HOUR_MS).toBe(hours)
      for (let day = date - 2 * DAY_MS; day <= date + 2 * DAY_MS; day += DAY_MS) {
        const start = startOf(day)
        const text = new Date(day).toISOString().slice(0, 10)
        expect(clock.format(start)).toBe(text)
        expect(clock.format(start - 1) < text, `${zone} ${text}`).toBe(true)
        // Every quarter of an hour of it, by the clock as Intl tells it.
        for (let at = start; at < startOf(day + DAY_MS); at += HOUR_MS / 4) {
          expect(new Date(dateOf(at)).toISOString().slice(0, 10), `${zone} ${at}`).toBe(clock.format(at))
          expect(dateOf(at)).toBe(day)
        }
        expect(dateOf(start - 1)).toBe(day - DAY_MS)
      }
    },
  )

  it('knows zones by name only', () => {
    for (const zone of ['UTC', 'Europe/Berlin', 'America/Argentina/Ushuaia', 'Etc/GMT+5'])
      expect(isTimeZone(zone)).toBe(true)
    for (const zone of ['', '+02:00', '-0500', 'Mars/Olympus', 'Europe/', 'Berlin'])
      expect(isTimeZone(zone), zone).toBe(false)
  })

  it('says several zones in words', () => {
    expect(zonesInWords([])).toBe('UTC')
    expect(zonesInWords(['Asia/Tokyo', 'Asia/Tokyo'])).toBe('Asia/Tokyo')
    expect(zonesInWords(['Asia/Tokyo', 'UTC'])).toBe('each dataset in its own time zone')
  })
})
