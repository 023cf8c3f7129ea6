import { expect, it } from 'vitest'
import { timeZones, wordsOfZone } from '#src/features/ingest/time-zones.ts'

it('has each place by the name that it has today, once, and stores what the browser calls it', () => {
  const words = timeZones().map(wordsOfZone)
  expect(words[0]).toBe('UTC')
  for (const zone of ['Asia/Kolkata', 'Europe/Kyiv', 'Asia/Ho Chi Minh', 'America/New York'])
    expect(words.filter((each) => each === zone)).toEqual([zone])
  for (const zone of ['Asia/Calcutta', 'Europe/Kiev']) expect(words).not.toContain(zone)
  const others = words.slice(2)
  expect(others).toEqual(others.toSorted())
  const known = new Set(Intl.supportedValuesOf('timeZone'))
  for (const zone of timeZones().slice(2)) expect(known.has(zone)).toBe(true)
})
