import { expect, test } from 'vitest'
import { nextTime, nextTry } from '#server/datasets/pulls/schedule.ts'
import { MINUTE_MS } from '#shared/lib/time.ts'

const NOON = Date.UTC(2026, 2, 28, 12)

test('the next time is by the clock of the zone, across a change to summer time', () => {
  const plan = { cron: '0 6 * * *', timezone: 'Europe/Berlin' }
  const saturday = nextTime(plan, Date.UTC(2026, 2, 27, 12))
  expect(saturday).toBe(Date.UTC(2026, 2, 28, 5))
  // On the 29th clocks go forward.
  expect(nextTime(plan, NOON)).toBe(Date.UTC(2026, 2, 29, 4))
  expect(nextTime({ cron: '30 9 * * 1-5', timezone: 'UTC' }, NOON)).toBe(Date.UTC(2026, 2, 30, 9, 30))
})

test.each(['', 'now', '* * * *', '* * * * * *', '61 * * * *', '0 6 31 2 *'])('“%s” is no plan', (cron) => {
  expect(nextTime({ cron, timezone: 'UTC' }, NOON)).toBeNull()
})

test('a zone that there is not is no plan', () => {
  expect(nextTime({ cron: '0 6 * * *', timezone: 'Mars/Olympus' }, NOON)).toBeNull()
})

test('after a failure it is tried sooner, each time later, and not for ever', () => {
  const daily = { cron: '0 6 * * *', timezone: 'UTC' }
  const minutes = [0, 1, 2, 3, 6, 7].map((failures) => ((nextTry(daily, failures, NOON) ?? 0) - NOON) / MINUTE_MS)
  expect(minutes).toEqual([1_080, 1, 2, 4, 32, 1_080])
  const often = { cron: '*/5 * * * *', timezone: 'UTC' }
  expect(nextTry(often, 5, NOON)).toBe(NOON + 5 * MINUTE_MS)
})
