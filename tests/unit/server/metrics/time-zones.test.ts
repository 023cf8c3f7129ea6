import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Engine } from '#server/duckdb/engine.ts'
import { askMetric } from '#server/metrics/ask.ts'
import { journeyNumbers } from '#server/metrics/journey-numbers.ts'
import { type StartsRow, startsQuery } from '#server/metrics/sql/started-in.ts'
import { type TrendRow, trendsQuery } from '#server/metrics/sql/trends.ts'
import { calendarOf } from '#shared/lib/time-zone.ts'
import type { TimeRange } from '#shared/metrics/time-range.ts'
import { trendPeriodsOf } from '#shared/metrics/trend.ts'
import { openTestEngine, writeLog } from '#tests/support/metrics-engine.ts'
import type { LogEvent } from '#tests/support/metrics-oracle.ts'
import { pick, seededRandom } from '#tests/support/metrics-random-log.ts'

const RUNS = Math.ceil(Number(process.env['METRICS_RUNS'] ?? 40) / 4)
const FIRST_SEED = Number(process.env['METRICS_SEED'] ?? 20_261_128)
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** Each with the days around a night in which its clock is changed. */
const NIGHTS = [
  ['Europe/Berlin', '2026-03-29'],
  ['Europe/Berlin', '2026-10-25'],
  ['America/New_York', '2026-03-08'],
  ['America/New_York', '2026-11-01'],
  ['Australia/Lord_Howe', '2026-10-04'],
  ['Australia/Lord_Howe', '2026-04-05'],
] as const
const QUESTION = { sets: [[{ events: ['a'], channels: [], where: [] }]], pairs: [], flows: [], windows: [] }

let engine: Engine
let close: () => Promise<void>
beforeAll(async () => ({ engine, close } = await openTestEngine()))
afterAll(() => close())

/** The day of an instant as Intl writes it, which the code under test does not use. */
function plainDate(at: number, zone: string): string {
  return new Intl.DateTimeFormat('sv', { timeZone: zone, dateStyle: 'short' }).format(at)
}

const eventAt = (index: number, at: number): LogEvent => ({
  case: `c${index}`,
  ts: at * 1_000,
  seq: index,
  event: 'a',
  channel: null,
  attributes: {},
})

/** A case each, at instants around the night, many of them within a second of a local midnight. */
function randomStarts(random: () => number, zone: string, night: string): readonly number[] {
  const { startOf } = calendarOf(zone)
  return Array.from({ length: 60 }, () => {
    const day = startOf(Date.parse(night) + (Math.floor(random() * 6) - 3) * DAY_MS)
    return random() < 0.5 ? day + Math.floor(random() * 3) - 1 : day + Math.floor(random() * 26 * HOUR_MS)
  })
}

const countedBy = (keys: readonly string[]): Record<string, number> => {
  const counts: Record<string, number> = {}
  for (const key of keys) counts[key] = (counts[key] ?? 0) + 1
  return counts
}

describe.each(NIGHTS)('in %s around %s', (zone, night) => {
  it('days, ranges of days and periods hold the cases whose clock says so', async () => {
    for (let seed = FIRST_SEED; seed < FIRST_SEED + RUNS; seed++) {
      const random = seededRandom(seed)
      const starts = randomStarts(random, zone, night)
      const table = await writeLog(
        engine,
        'zoned',
        starts.map((at, index) => eventAt(index, at)),
        [],
        zone,
      )
      const words = `METRICS_SEED=${seed}`
      const dates = starts.map((at) => plainDate(at, zone))

      const { sql, parameters } = startsQuery(table)
      const days = await engine.query<StartsRow>(sql, parameters)
      expect(
        Object.fromEntries(days.map(({ day, cases }) => [new Date(day).toISOString().slice(0, 10), cases])),
        words,
      ).toEqual(countedBy(dates))

      const from = Date.parse(night) + (Math.floor(random() * 4) - 2) * DAY_MS
      const range: TimeRange = { from, to: from + (1 + Math.floor(random() * 3)) * DAY_MS, isDays: true }
      const [first, end] = [range.from, range.to].map((date) => new Date(date).toISOString().slice(0, 10))
      const within = dates.filter((date) => date >= (first ?? '') && date < (end ?? ''))
      const told = await journeyNumbers(engine, table, QUESTION, { startedIn: range })
      expect(told.sets[0]?.cases, `${words} ${first} ${end}`).toBe(within.length)

      const all = { from: Math.min(...starts), to: Math.max(...starts) + 1 }
      const periods = trendPeriodsOf(all, null, zone)
      expect(periods?.unit).toBe('day')
      const trend = trendsQuery(table, QUESTION, { at: periods?.at ?? [], endsAt: periods?.endsAt ?? 0 })
      const rows = await engine.query<TrendRow>(trend.sql, trend.parameters)
      const byPeriod = rows.map(({ period, cases }) => [plainDate(periods?.at[period] ?? 0, zone), cases])
      expect(Object.fromEntries(byPeriod), words).toEqual(countedBy(dates))
    }
  })

  it('what its clock shows is counted as the same clock of UTC', async () => {
    const random = seededRandom(FIRST_SEED)
    const { startOf } = calendarOf(zone)
    // Five in the morning to eleven at night: no clock is changed then.
    const clocks = Array.from({ length: 80 }, () => {
      const date = Date.parse(night) + (Math.floor(random() * 10) - 5) * DAY_MS
      return { date, beforeEnd: pick(random, [1, HOUR_MS, 7 * HOUR_MS]) }
    })
    const local = clocks.map(({ date, beforeEnd }, index) => eventAt(index, startOf(date + DAY_MS) - beforeEnd))
    const utc = clocks.map(({ date, beforeEnd }, index) => eventAt(index, date + DAY_MS - beforeEnd))
    const cohortsOf = async (log: readonly LogEvent[], of: string) => {
      const table = await writeLog(engine, 'clock', log, [], of)
      const { sql, parameters } = startsQuery(table)
      const kept = await askMetric(engine, table, {
        kind: 'retention',
        start: { events: ['a'], channels: [], where: [] },
        back: { events: ['a'], channels: [], where: [] },
        periodDays: 7,
        periods: 1,
      })
      const cohorts = 'cohorts' in kept ? kept.cohorts.map(({ begins, cases }) => [begins, cases]) : []
      expect(cohorts.length).toBeGreaterThan(1)
      return { days: await engine.query(sql, parameters), cohorts }
    }
    expect(await cohortsOf(local, zone)).toEqual(await cohortsOf(utc, 'UTC'))
  })
})

it('the engine knows every zone that can be chosen, and the same clock', async () => {
  const at = Date.UTC(2026, 5, 15, 10)
  for (const zone of Intl.supportedValuesOf('timeZone')) {
    const { sql, parameters } = startsQuery(await zoned(zone, at))
    const [row] = await engine.query<StartsRow>(sql, parameters)
    expect(row?.day, zone).toBe(calendarOf(zone).dateOf(at))
  }
}, 60_000)

let written: Awaited<ReturnType<typeof writeLog>> | undefined
async function zoned(timeZone: string, at: number) {
  written ??= await writeLog(engine, 'every', [eventAt(0, at)])
  return { ...written, timeZone }
}
