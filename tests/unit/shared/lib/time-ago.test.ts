import { expect, test } from 'vitest'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '#shared/lib/time.ts'
import { timeAgo } from '#shared/lib/time-ago.ts'

const NOW = Date.UTC(2026, 10, 21, 12)

test.each([
  [0, 'just now'],
  [-5 * MINUTE_MS, 'just now'],
  [59_999, 'just now'],
  [MINUTE_MS, '1 minute ago'],
  [HOUR_MS - 1, '59 minutes ago'],
  [3 * HOUR_MS, '3 hours ago'],
  [DAY_MS, 'yesterday'],
  [6 * DAY_MS, '6 days ago'],
  [8 * DAY_MS, '13 Nov 2026'],
])('%d ms ago is “%s”', (age, words) => {
  expect(timeAgo(NOW - age, NOW)).toBe(words)
})
